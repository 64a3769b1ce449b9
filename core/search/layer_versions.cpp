// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/layer_versions.h"

#include <mutex>
#include <optional>
#include <utility>

#include "core/base/parallel.h"
#include "core/export/export.h"

namespace bitwright {

namespace {

Result<LayerVersion> versionOf(const CompressedModel& untouched, std::size_t index, const SchemeSpec& spec, const Job& job) {
  const auto& model = *untouched.model;
  const auto& tensor = model.tensors()[index];
  auto resolved = resolve({{}, {}, {{tensor.tensor, true, spec}}}, model);
  if (!resolved) return passOn(resolved);
  LayerVersion version;
  if (resolved->layers[index].kept) {
    version.layer = untouched.layers[index];
    version.bytes = tensor.bytes.size();
    return version;
  }
  auto layer = compressLayer(model, resolved->layers, index, job);
  if (!layer) return passOn(layer);
  version.layer = std::move(*layer);
  if (!version.layer.encoded) {
    version.bytes = tensor.bytes.size();
    return version;
  }
  CompressedModel alone = untouched;
  alone.layers[index] = version.layer;
  auto measured = measureExport(alone, {}, "model.onnx", job);
  if (!measured) return passOn(measured);
  version.bytes = measured->layerBytes[index];
  return version;
}

}  // namespace

Result<std::vector<LayerVersion>> layerVersions(const CompressedModel& untouched, std::size_t index, std::span<const SchemeSpec> specs,
                                                const Job& job) {
  std::vector<LayerVersion> versions(specs.size());
  std::optional<Error> failure;
  std::mutex failing;
  const Job silent(job.stopToken(), {}, 1);
  const bool finished = parallelFor(job, static_cast<std::int64_t>(specs.size()), 1, [&](std::int64_t at, std::int64_t) {
    auto version = versionOf(untouched, index, specs[static_cast<std::size_t>(at)], silent);
    if (version) {
      versions[static_cast<std::size_t>(at)] = std::move(*version);
      return;
    }
    const std::lock_guard lock(failing);
    if (!failure) failure = std::move(version.error());
  });
  if (!finished) return Failure(cancelledError());
  if (failure) return Failure(std::move(*failure));
  return versions;
}

}  // namespace bitwright

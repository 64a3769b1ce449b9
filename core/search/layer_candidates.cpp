// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/layer_candidates.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "core/base/parallel.h"
#include "core/compress/encode_layers.h"
#include "core/compress/modifiers/gptq_modifier.h"
#include "core/export/export.h"
#include "core/export/stored_form.h"

namespace bitwright {

namespace {

Result<LayerCandidate> versionOf(const CompressedModel& untouched, std::size_t index, const SchemeSpec& spec,
                                 bool sized, const Job& job) {
  const auto& model = *untouched.model;
  const auto& tensor = model.tensors()[index];
  auto resolved = resolve({{}, {}, {{tensor.tensor, true, spec}}}, model);
  if (!resolved) return passOn(resolved);
  LayerCandidate version;
  version.bytes = sized ? tensor.bytes.size() : 0;
  if (resolved->layers[index].untouched) {
    version.layer = untouched.layers[index];
    return version;
  }
  auto layer = compressLayer(model, resolved->layers, index, job);
  if (!layer) return passOn(layer);
  version.layer = std::move(*layer);
  if (!version.layer.encoded) return version;
  CompressedModel alone = untouched;
  alone.layers[index] = version.layer;
  // What does not pay alone is kept, and with it in any assignment: so the recipe of an assignment gives the very file.
  if (auto kept = keepWhatDoesNotPay(alone, {}, job); !kept) return passOn(kept);
  version.layer = alone.layers[index];
  if (sized) {
    auto measured = measureExport(alone, {}, "model.onnx", job);
    if (!measured) return passOn(measured);
    version.bytes = measured->layerBytes[index];
  }
  version.toFit = version.layer.encoded && version.layer.plan.has(gptqModifier());
  return version;
}

/// Of `count` pieces of work side by side, what each may take.
Job shareOf(const Job& job, std::size_t count) {
  const auto threads = job.threads() / static_cast<int>(std::max<std::size_t>(1, count));
  return Job(job.stopToken(), {}, std::max(1, threads));
}

}  // namespace

Result<void> checkCandidate(const Model& model, const SchemeSpec& spec) {
  if (auto resolved = resolve({{}, spec, {}}, model); !resolved) return passOn(resolved);
  for (const auto& part : spec.parts) {
    const auto* modifier = findModifier(part.name);
    if (modifier == nullptr || modifier->stage != ModifierStage::inputs) continue;
    return fail(ErrorKind::usage,
                Message(BW_MESSAGE("search.scales_inputs", "%1 scales what several layers read: no layer has it alone"),
                        {std::string(modifier->id)}),
                {}, spec.text(), BW_MESSAGE("search.scales_inputs.remedy", "leave it out of the candidates"));
  }
  return {};
}

Result<LayerCandidate> layerCandidate(const CompressedModel& untouched, std::size_t index, const SchemeSpec& spec,
                                      const Job& job) {
  return versionOf(untouched, index, spec, false, job);
}

Result<std::vector<LayerCandidate>> layerCandidates(const CompressedModel& untouched, std::size_t index,
                                                    std::span<const SchemeSpec> specs, BatchedHessians* moments,
                                                    const Job& job) {
  std::vector<LayerCandidate> versions(specs.size());
  std::optional<Error> failure;
  std::mutex failing;
  const Job share = shareOf(job, specs.size());
  const bool finished =
      parallelFor(job, static_cast<std::int64_t>(specs.size()), 1, [&](std::int64_t at, std::int64_t) {
        auto version = versionOf(untouched, index, specs[static_cast<std::size_t>(at)], true, share);
        if (version) {
          versions[static_cast<std::size_t>(at)] = std::move(*version);
          return;
        }
        const std::lock_guard lock(failing);
        if (!failure) failure = std::move(version.error());
      });
  if (!finished) return Failure(cancelledError());
  if (failure) return Failure(std::move(*failure));
  if (moments != nullptr) {
    std::vector<LayerCandidate*> all;
    for (auto& version : versions) all.push_back(&version);
    if (auto fitted = fitCandidates(untouched, index, all, *moments, job); !fitted) return passOn(fitted);
  }
  return versions;
}

Result<void> fitCandidates(const CompressedModel& untouched, std::size_t index,
                           std::span<LayerCandidate* const> versions, BatchedHessians& moments, const Job& job) {
  std::vector<LayerCandidate*> left;
  for (auto* version : versions) {
    if (version->toFit) left.push_back(version);
  }
  if (left.empty()) return {};
  auto found = moments.of(index, job);
  if (!found) return passOn(found);
  const auto floats = finalFloats(untouched, index);
  const Job share = shareOf(job, left.size());
  const bool finished = parallelFor(job, static_cast<std::int64_t>(left.size()), 1, [&](std::int64_t at, std::int64_t) {
    auto& version = *left[static_cast<std::size_t>(at)];
    // Where GPTQ cannot be applied the codes are as they were: said when the recipe is exported.
    static_cast<void>((*found)->apply(version.layer, floats, share));
    version.toFit = job.stopRequested();
  });
  return finished && !job.stopRequested() ? Result<void>() : Failure(cancelledError());
}

std::optional<BatchedHessians> hessiansFor(const std::shared_ptr<const Model>& model, std::span<const SchemeSpec> specs,
                                           const DataRequest& data) {
  const auto asks = [](const SchemeSpec& spec) {
    return std::any_of(spec.parts.begin(), spec.parts.end(),
                       [](const SpecPart& part) { return part.name == gptqModifier().id; });
  };
  if (std::none_of(specs.begin(), specs.end(), asks)) return std::nullopt;
  std::vector<std::size_t> tensors;
  for (const auto& tensor : model->tensors()) {
    if (tensor.compressible) tensors.push_back(tensor.index);
  }
  return BatchedHessians(model, std::move(tensors), {}, data);
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>
#include <utility>

#include "core/base/files/atomic_file.h"
#include "core/base/log.h"
#include "core/calibration/calibration.h"
#include "core/model/content_hash.h"
#include "core/runtime/observations_bytes.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

namespace {

using nlohmann::json;

/// All that decides what is observed, hashed. Engine and processor are among it: their sums end in other bits.
Result<std::string> keyOf(const ObserveRequest& request, const Job& job) {
  auto data = hashData(request.data, job.part(0.0, 0.8));
  if (!data) return passOn(data);
  auto info = runtimeInfo(job.part(0.8, 1.0));
  if (!info) return passOn(info);
  const json key{{"version", versionString()},
                 {"onnxruntime", info->onnxRuntimeVersion},
                 {"cpu", info->cpu},
                 {"cpu_features", info->cpuFeatures},
                 {"model", contentHash(*request.model)},
                 {"data", *data},
                 {"calibration_part", request.data.calibrationPart},
                 {"limit", request.data.limit},
                 {"seed", request.data.seed},
                 {"ids_of", request.data.idsOf.string()},
                 {"tensors", request.tensors},
                 {"before_clamps", request.beforeClamps},
                 {"histograms", request.histograms}};
  return sha256Hex(bytesOf(key.dump(-1, ' ', false, json::error_handler_t::replace)));
}

std::optional<Observations> kept(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  auto read = observationsFromBytes(std::string(std::istreambuf_iterator<char>(stream), {}));
  return read ? std::optional(std::move(*read)) : std::nullopt;
}

}  // namespace

Result<Observations> observeActivations(const ObserveRequest& request, const std::filesystem::path& cache,
                                        const Job& job) {
  if (cache.empty()) return observe(request, job);
  auto key = keyOf(request, job.part(0.0, 0.1));
  if (!key) return passOn(key);
  std::error_code problem;
  std::filesystem::create_directories(cache, problem);
  if (problem)
    return fail(ErrorKind::io, Message(BW_MESSAGE("io.cannot_write", "cannot be written: %1"), {problem.message()}),
                cache.string());
  const auto file = cache / (*key + ".observations");
  if (auto found = kept(file)) return std::move(*found);
  if (auto may = mayReplace(file); !may) return passOn(may);  // told before minutes of running, not after
  auto fresh = observe(request, job.part(0.1, 1.0));
  if (!fresh) return fresh;
  // What was observed is good even where it cannot be kept.
  if (auto written = writeFileAtomically(file, observationsToBytes(*fresh)); !written)
    log(LogLevel::warning, written.error().line());
  return fresh;
}

Result<Observations> observeActivations(std::shared_ptr<const Model> model, const DataRequest& data,
                                        std::vector<std::string> tensors, const std::filesystem::path& cache,
                                        const Job& job) {
  return observeActivations(ObserveRequest{.model = std::move(model), .data = data, .tensors = std::move(tensors)},
                            cache, job);
}

}  // namespace bitwright

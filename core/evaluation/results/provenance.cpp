// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/results/provenance.h"

#include <utility>

#include "core/base/log.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

Provenance provenance(const Job& job, std::uint64_t seed, const Model* model) {
  Provenance result;
  result.version = versionString();
  result.threads = job.threads();
  result.seed = seed;
  if (model != nullptr) result.modelSha256 = model->sha256();
  if (auto info = runtimeInfo(job.part(0.0, 0.0))) {
    result.onnxRuntime = std::move(info->onnxRuntimeVersion);
    result.cpu = std::move(info->cpu);
    result.cpuFeatures = std::move(info->cpuFeatures);
  }
  return result;
}

}  // namespace bitwright

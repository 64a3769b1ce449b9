// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/model/model.h"

namespace bitwright {

/// Where a result comes from (contract.md).
struct Provenance {
  std::string version;
  std::string onnxRuntime;  ///< empty where no worker was to be had
  std::string cpu;
  std::vector<std::string> cpuFeatures;
  int threads = 1;
  std::uint64_t seed = 0;
  std::string modelSha256;  ///< empty: no model
  std::string dataSha256;   ///< empty: no data
};
[[nodiscard]] Provenance provenance(const Job& job, std::uint64_t seed, const Model* model = nullptr);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

struct AccumulateRequest {
  std::filesystem::path model{};  ///< each of whose outputs has the same size in every inference
  std::filesystem::path named{};  ///< what errors call it; empty: `model`
  std::vector<std::string> outputs{};
  DataRequest data{};
  WorkerLimits limits{};
};

struct Sums {
  std::vector<std::vector<double>> outputs;  ///< as requested, elements in the order of the output
  std::int64_t samples = 0;  ///< that were run; the last ones that fill no whole inference of the model are left out
};

/// Adds up outputs of a model over the data, in float64 and in the data's order: the same to the bit on any number of
/// threads. Fails with ErrorKind::engine where an output is no float32 tensor or changes its size, and as runModel
/// does.
[[nodiscard]] Result<Sums> accumulateOutputs(const AccumulateRequest& request, const Job& job);

}  // namespace bitwright

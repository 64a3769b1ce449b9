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

// Two versions of a model run step by step on the same data, the second brought back to the first's means before each
// next step.

namespace bitwright {

/// A step of both (core/graph/subgraph.h), each a model file of its own with the same inputs and outputs.
struct PairedStep {
  std::filesystem::path reference;
  std::filesystem::path changed;
  std::vector<std::string> last;  ///< values no later step reads
  int channelAxis = 1;            ///< of the first output; −1: the last
};

struct PairedRunRequest {
  std::filesystem::path model;  ///< the whole reference: what it is fed with is what the first steps are
  std::vector<PairedStep> steps;
  DataRequest data;
  WorkerLimits limits;
};

struct PairedRunResult {
  /// One a step, one value a channel: mean of the changed version's first output less the reference's, over samples and
  /// positions, as it was before it was taken off.
  std::vector<std::vector<double>> shifts;
  std::int64_t samples = 0;
  std::vector<Message> notes;  ///< what of the data is left out or synthesised
};

/// Same on any number of threads. All samples' values between two steps are kept at once, at most 4 GiB; fails with
/// ErrorKind::input where that is not enough, and where a step's first output is no float32 tensor with such an axis.
[[nodiscard]] Result<PairedRunResult> runPaired(const PairedRunRequest& request, const Job& job);

}  // namespace bitwright

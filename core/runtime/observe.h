// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/model/model.h"
#include "core/runtime/observations.h"
#include "core/runtime/values/data_request.h"
#include "core/runtime/values/worker_limits.h"

// What the values inside a model are while data run through it: what static quantization takes its ranges from.

namespace bitwright {

struct ObserveRequest {
  std::shared_ptr<const Model> model{};
  DataRequest data{};
  /// Values of the main graph: fed inputs or what a node gives. Empty: every one of them that depends on what the model
  /// is fed with.
  std::vector<std::string> tensors{};
  /// Where `tensors` is empty: those too that only a Relu or Clip reads (ActivationTensor::fusedActivationOutput).
  /// Integers take what comes through it, so nothing needs their range.
  bool beforeClamps = false;
  bool histograms = true;  ///< otherwise extremes and counts only
  WorkerLimits limits{};
};

/// Runs every sample through the model as it stands, without graph optimizations, as `onnxruntime.quantization` does,
/// so that each value has the very bits that tool sees; one sample an inference on one thread, as many inferences side
/// by side as the job has threads and their activations leave room for. The result is the same to the bit on any number
/// of threads. No activation outlives its inference: memory grows with the tensors (64 KiB each for a histogram, 8
/// bytes a sample), not with the samples. Values that are no float16, bfloat16 or float32 are left out, with a note
/// where they were named. Fails with ErrorKind::input where a name is no such value (with the nearest ones) or nothing
/// is left to observe, and as runModel does.
[[nodiscard]] Result<Observations> observe(const ObserveRequest& request, const Job& job);

/// The values of the main graph that observe() observes, by a run of one sample: those can be handed from one part of a
/// model to the next. There may be none.
[[nodiscard]] Result<std::vector<std::string>> floatValues(const std::shared_ptr<const Model>& model,
                                                           const DataRequest& data, const Job& job);

/// SHA-256, hex, of the data a request names and of their preprocessing (dataHash), without running anything; empty
/// where inputs are synthesised.
[[nodiscard]] Result<std::string> hashData(const DataRequest& data, const Job& job);

}  // namespace bitwright

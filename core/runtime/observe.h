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
#include "core/runtime/worker_client.h"
#include "core/stats/activation_histogram.h"

// What the values inside a model are while data run through it: what static quantization takes its ranges from.

namespace bitwright {

struct ObserveRequest {
  std::shared_ptr<const Model> model{};
  DataRequest data{};
  /// Values of the main graph: fed inputs or what a node gives. Empty: every one of them that depends on what the model is fed with.
  std::vector<std::string> tensors{};
  /// Where `tensors` is empty: those too that only a Relu or Clip reads (ActivationTensor::fusedActivationOutput). Integers take what comes through it, so nothing needs their range.
  bool beforeClamps = false;
  bool histograms = true;  ///< otherwise extremes and counts only
  WorkerLimits limits{};
};

/// A value of the main graph over all samples: float32, or float16 or bfloat16 widened to it.
struct ObservedTensor {
  std::string name;
  std::vector<std::int64_t> shape;  ///< in the first inference, the batch among its dimensions
  float min = 0.0F;                 ///< of the finite values; 0 where there are none (count 0)
  float max = 0.0F;
  std::vector<float> sampleMin;  ///< one an inference, in the data's order; NaN where it gave no finite value
  std::vector<float> sampleMax;
  std::int64_t count = 0;         ///< finite values
  std::int64_t nonFinite = 0;     ///< NaN and infinities: in none of the above
  ActivationHistogram histogram;  ///< empty where none was asked for

  friend bool operator==(const ObservedTensor&, const ObservedTensor&);
};

struct Observations {
  std::vector<ObservedTensor> tensors;  ///< as requested, else inputs first, then in the order of the nodes
  std::int64_t samples = 0;
  std::int64_t samplesPerInference = 1;  ///< more than 1 where model or data prescribe it
  bool synthesised = false;
  bool histograms = false;
  std::string dataSha256;      ///< empty where synthesised
  std::vector<Message> notes;  ///< what of the data is left out or synthesised, which tensors could not be observed, and why

  [[nodiscard]] const ObservedTensor* find(const std::string& name) const;
  friend bool operator==(const Observations&, const Observations&) = default;
};

/// Runs every sample through the model as it stands, without graph optimizations, as `onnxruntime.quantization` does, so that each value has the very
/// bits that tool sees; one sample an inference on one thread, as many inferences side by side as the job has threads and their activations leave room
/// for. The result is the same to the bit on any number of threads. No activation outlives its inference: memory grows with the tensors (64 KiB each for
/// a histogram, 8 bytes a sample), not with the samples. Values that are no float16, bfloat16 or float32 are left out, with a note where they were named.
/// Fails with ErrorKind::input where a name is no such value (with the nearest ones) or nothing is left to observe, and as runModel does.
[[nodiscard]] Result<Observations> observe(const ObserveRequest& request, const Job& job);

/// The values of the main graph that observe() observes, by a run of one sample: those can be handed from one part of a model to the next. There may be none.
[[nodiscard]] Result<std::vector<std::string>> floatValues(const std::shared_ptr<const Model>& model, const DataRequest& data, const Job& job);

/// SHA-256, hex, of the data a request names and of their preprocessing (dataHash), without running anything; empty where inputs are synthesised.
[[nodiscard]] Result<std::string> hashData(const DataRequest& data, const Job& job);

/// Observations as bytes: the same ones give the same bytes, and reading them back gives the same observations.
[[nodiscard]] std::string observationsToBytes(const Observations& observations);
/// Fails where they are cut off, changed or of another version.
[[nodiscard]] Result<Observations> observationsFromBytes(std::string_view bytes);

}  // namespace bitwright

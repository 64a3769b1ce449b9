// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnxruntime_cxx_api.h>

#include <cstdint>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/runtime/worker_client.h"
#include "core/runtime_server/engine/session.h"
#include "core/runtime_server/inputs/feed.h"
#include "core/runtime_server/inputs/input_plan.h"

namespace bitwright {

/// The values of one inference: what it was fed with, and what it gave.
struct Inference {
  Feed feed;
  std::vector<Ort::Value> outputs;

  /// In float32, fed values included.
  [[nodiscard]] std::uint64_t bytes() const;
};

/// Runs a session sample by sample, several at once, or by as many as model or data prescribe.
class SampleRuns {
 public:
  SampleRuns(Session& session, const Dataset* data) : session_(session), data_(data) {}

  /// Of what the model leaves open, takes the first that it runs with; gives the first inference.
  /// `together`: samples an inference, where the model takes any.
  [[nodiscard]] Result<Inference> begin(const DataRequest& request, const Job& job, std::int64_t together = 1);
  [[nodiscard]] Result<Inference> run(std::int64_t index, const Job& job);

  [[nodiscard]] const InputPlan& plan() const { return plan_; }
  [[nodiscard]] std::int64_t samples() const { return samples_; }  ///< behind begin()

 private:
  Session& session_;
  const Dataset* data_;
  InputPlan plan_;
  std::int64_t samples_ = 0;
};

/// How many inferences of so many bytes run side by side.
[[nodiscard]] int lanesFor(std::uint64_t bytes, const Job& job);

}  // namespace bitwright

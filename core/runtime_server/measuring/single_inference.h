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

namespace bitwright {

/// What went into one inference and what came out, in the session's order.
struct SingleInference {
  Feed feed;
  std::vector<Ort::Value> outputs;
};

/// The inference that begins with that sample.
[[nodiscard]] Result<SingleInference> runSample(Session& session, const InputPlan& plan, const Dataset* dataset,
                                                std::int64_t sample, const Job& job);

/// One inference of one sample (or of the model's fixed batch), with whatever sizes the model takes; `dataset` null:
/// inputs are synthesised.
[[nodiscard]] Result<SingleInference> runOnce(Session& session, const Dataset* dataset, const DataRequest& data,
                                              const Job& job);

}  // namespace bitwright

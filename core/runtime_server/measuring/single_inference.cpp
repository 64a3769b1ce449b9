// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/measuring/single_inference.h"

#include <utility>

#include "core/runtime_server/inputs/plan_attempts.h"

namespace bitwright {

Result<SingleInference> runSample(Session& session, const InputPlan& plan, const Dataset* dataset, std::int64_t sample,
                                  const Job& job) {
  auto feed = makeFeed(plan, dataset, sample, job);
  if (!feed) return passOn(feed);
  auto values = session.run(feed->values, job);
  if (!values) return passOn(values);
  return SingleInference{std::move(*feed), std::move(*values)};
}

Result<SingleInference> runOnce(Session& session, const Dataset* dataset, const DataRequest& data, const Job& job) {
  PlanAttempts attempts(session, dataset, {1}, data, job);
  while (const auto plan = attempts.next()) {
    auto run = runSample(session, *plan, dataset, 0, job);
    if (run) return run;
    attempts.failed(std::move(run.error()));
  }
  return attempts.failure();
}

}  // namespace bitwright

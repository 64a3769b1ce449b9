// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/server/one_run.h"

#include <utility>

#include "core/runtime/server/plan_attempts.h"

namespace bitwright {

Result<OneRun> runSample(Session& session, const InputPlan& plan, const Dataset* dataset, std::int64_t sample, const Job& job) {
  auto feed = makeFeed(plan, dataset, sample, job);
  if (!feed) return passOn(feed);
  auto values = session.run(feed->values, job);
  if (!values) return passOn(values);
  return OneRun{std::move(*feed), std::move(*values)};
}

Result<OneRun> runOnce(Session& session, const Dataset* dataset, const DataRequest& data, const Job& job) {
  PlanAttempts attempts(session, dataset, {1}, data, job);
  while (const auto plan = attempts.next()) {
    auto run = runSample(session, *plan, dataset, 0, job);
    if (run) return run;
    attempts.failed(std::move(run.error()));
  }
  return attempts.failure();
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/server/one_run.h"

#include <optional>
#include <utility>

#include "core/runtime/server/input_plan.h"
#include "core/runtime/server/request_data.h"

namespace bitwright {

Result<OneRun> runOnce(Session& session, const Dataset* dataset, const DataRequest& data, const Job& job) {
  std::optional<Error> firstError;
  for (const auto& choices : planAttempts(session, dataset != nullptr, 1, data, job)) {
    auto plan = planInputs(session.inputs(), dataset, choices);
    if (!plan) return passOn(plan);
    auto feed = makeFeed(*plan, dataset, 0);
    if (!feed) return passOn(feed);
    auto values = session.run(feed->values, job);
    if (values) return OneRun{std::move(*feed), std::move(*values)};
    if (!firstError) firstError = std::move(values.error());
    if (job.stopRequested()) break;
  }
  return Failure(std::move(*firstError));
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/runtime/server/input_plan.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// The data a request names; null where inputs are to be synthesised. Those read last are kept for the next request of the same.
[[nodiscard]] Result<std::shared_ptr<const Dataset>> requestData(const DataRequest& data, const Job& job);
/// Their dataHash, worked out once for those.
[[nodiscard]] Result<std::string> requestHash(const std::shared_ptr<const Dataset>& data, const Job& job);

/// What to try, in this order, for what a model leaves open: most take the first, some fail at a size they do not declare.
/// `batch` 0: any; several are offered then where there are data.
[[nodiscard]] std::vector<PlanChoices> planAttempts(const Session& session, bool hasData, std::int64_t batch, const DataRequest& data,
                                                    const Job& job);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// The data a request names; null where inputs are to be synthesised. Those read last are kept for the next request of
/// the same.
[[nodiscard]] Result<std::shared_ptr<const Dataset>> requestData(const DataRequest& data, const Job& job);
/// Their dataHash, worked out once for those.
[[nodiscard]] Result<std::string> requestHash(const std::shared_ptr<const Dataset>& data, const Job& job);

}  // namespace bitwright

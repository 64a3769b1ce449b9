// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// The data a request names; null where inputs are to be synthesised. Those read last are kept for the next request of
/// the same. Steps of a model with states get these (step_data.h) from the model the request's ids are of, else from
/// `model`, which is the one that is run; empty: they are left as they are.
[[nodiscard]] Result<std::shared_ptr<const Dataset>> requestData(const DataRequest& data, const Job& job,
                                                                 const std::filesystem::path& model = {});
/// Their dataHash, worked out once for those.
[[nodiscard]] Result<std::string> requestHash(const std::shared_ptr<const Dataset>& data, const Job& job);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/model/model.h"
#include "core/runtime/values/data_request.h"

namespace bitwright {

/// Whether a form of `source` in another opset gives its outputs, run on a sample of `data` without optimizations and
/// with them, as near as their rounding explains. True as well where that cannot be found out: where the source does
/// not run or gives others at every run. Fails with ErrorKind::cancelled, and where the runtime cannot be started.
[[nodiscard]] Result<bool> computesTheSame(const Model& lifted, const std::shared_ptr<const Model>& source,
                                           const DataRequest& data, const Job& job);

}  // namespace bitwright

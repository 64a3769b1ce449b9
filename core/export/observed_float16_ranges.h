// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/calibration/range_table.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// The extremes of the model's values on `data` (made-up inputs where it names none): which of them float16 cannot
/// hold. Null where the model cannot be run on them. Fails with ErrorKind::cancelled only.
[[nodiscard]] Result<std::shared_ptr<const RangeTable>> observedFloat16Ranges(const std::shared_ptr<const Model>& model,
                                                                              const DataRequest& data, const Job& job);

}  // namespace bitwright

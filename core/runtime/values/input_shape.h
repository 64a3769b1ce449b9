// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/result.h"
#include "core/runtime/values/data_request.h"

namespace bitwright {

/// Whether an input takes the sizes that are asked for: `dims` are its own, −1 where free; null where there is no input
/// of that name. Fails with ErrorKind::input.
[[nodiscard]] Result<void> checkShape(const InputShape& asked, const std::vector<std::int64_t>* dims);

}  // namespace bitwright

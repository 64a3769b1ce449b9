// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/result.h"

namespace bitwright {

[[nodiscard]] Failure badOperands(const char* op);
/// The product of `dims`; fails where one is negative or it exceeds `limit`.
[[nodiscard]] Result<std::int64_t> checkedSize(const std::vector<std::int64_t>& dims, std::int64_t limit);

}  // namespace bitwright

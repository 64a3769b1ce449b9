// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/encoding/encoded_tensor.h"

namespace bitwright {

/// Behind how many rows (indices of the first dimension), and each multiple of them, `encoded` may be cut so that no
/// group of scales or tables is cut across; 0 where it can be cut nowhere.
[[nodiscard]] std::int64_t rowsBetweenCuts(const EncodedTensor& encoded);

/// Rows [begin, end) of `encoded` as a tensor of their own, which decodes to what they decode to. Both are multiples of
/// rowsBetweenCuts(), or the end.
[[nodiscard]] EncodedTensor encodedRows(const EncodedTensor& encoded, std::int64_t begin, std::int64_t end);

}  // namespace bitwright

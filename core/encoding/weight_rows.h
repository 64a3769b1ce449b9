// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace bitwright {

/// How a weight's elements meet a layer's inputs: element of row r and column c is r · rowStride + c · columnStride.
/// Each row gives one channel of the result, Σ over columns of weight · input; `groups` groups of rows, equally many in
/// each, meet inputs of their own.
struct WeightRows {
  std::int64_t groups = 1;
  std::int64_t rows = 1;  ///< of all groups
  std::int64_t columns = 1;
  std::int64_t rowStride = 1;
  std::int64_t columnStride = 1;
  friend bool operator==(const WeightRows&, const WeightRows&) = default;
};

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "core/encoding/code_array.h"

namespace bitwright {

/// Positions as distances of `bits` bits, each counted from the position before (the first from −1). With M = 2^bits −
/// 1 a distance d ≥ 1 is ⌊(d − 1) / M⌋ entries 0, which stand for a step of M and carry no weight, and then what is
/// left, 1 … M. Running sums of the steps are positions + 1, no two entries stand at the same place, and an entry
/// carries a weight iff it is not 0. One bit is the bitmask.
struct RelativeIndex {
  int bits = 8;
  std::int64_t entries = 0;
  [[nodiscard]] std::int64_t bytes() const { return (entries * bits + 7) / 8; }
};

/// The width of 1–16 bits that takes the fewest bytes, the narrowest of equal ones.
[[nodiscard]] RelativeIndex bestRelativeIndex(std::span<const std::int64_t> positions);
/// The entries themselves.
[[nodiscard]] CodeArray relativeEntries(std::span<const std::int64_t> positions, const RelativeIndex& code);

}  // namespace bitwright

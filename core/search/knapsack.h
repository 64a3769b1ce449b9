// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace bitwright {

/// One way to store a layer.
struct KnapsackOption {
  double loss = 0.0;  ///< finite; may be below 0
  std::uint64_t bytes = 0;
};

/// One option of each list, together of at most `budget` bytes and of the least loss; the first of equals. None where
/// even the smallest do not fit. The multiple-choice knapsack by dynamic programming (Kellerer, Pferschy and Pisinger
/// 2004, Knapsack Problems, section 11.5): exact but for bytes, which are counted in 4,096ths to
/// 65,536ths of the budget, the finer the more lists, rounded up. Layers times options times steps: a solver library
/// would be quicker only on problems that no network poses, and branches in an order that depends on its version.
[[nodiscard]] std::optional<std::vector<std::size_t>> leastLoss(std::span<const std::vector<KnapsackOption>> lists,
                                                                std::uint64_t budget);

}  // namespace bitwright

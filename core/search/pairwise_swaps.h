// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "core/search/knapsack.h"

namespace bitwright {

/// [layer][candidate]
using LossTable = std::vector<std::vector<double>>;

/// Assignments that differ from `assignment` in one layer or two, hold at most `budget` content bytes and promise less
/// loss, the most promising first; at most `most`. `losses` are those of the assignment with one layer changed, so that
/// what one layer gives to another is counted with all that stands around them.
[[nodiscard]] std::vector<std::vector<std::size_t>> bestSwaps(
    const LossTable& losses, const std::vector<std::size_t>& assignment,
    const std::function<std::uint64_t(std::size_t layer, std::size_t candidate)>& bytes, std::uint64_t budget,
    std::size_t most);

}  // namespace bitwright

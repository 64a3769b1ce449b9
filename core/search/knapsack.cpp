// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/knapsack.h"

#include <algorithm>
#include <limits>

namespace bitwright {

namespace {

// Each list's bytes are rounded up to a step: by half of one on average, which is not to be much of all.
constexpr std::uint64_t kFewestSteps = 4096;
constexpr std::uint64_t kStepsOfList = 512;
constexpr std::uint64_t kMostSteps = 65'536;
constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr std::uint16_t kNone = 0xffff;

}  // namespace

std::optional<std::vector<std::size_t>> leastLoss(std::span<const std::vector<KnapsackOption>> lists,
                                                  std::uint64_t budget) {
  const auto steps = std::clamp(kStepsOfList * lists.size(), kFewestSteps, kMostSteps);
  const std::uint64_t step = std::max<std::uint64_t>(1, budget / steps);
  const auto room = static_cast<std::size_t>(budget / step);
  // least[b]: loss of the lists so far in at most b steps; chosen[list][b]: the option that is it.
  std::vector<double> least(room + 1, 0.0);
  std::vector<std::vector<std::uint16_t>> chosen;
  for (const auto& list : lists) {
    std::vector<double> next(room + 1, kNever);
    auto& choice = chosen.emplace_back(room + 1, kNone);
    for (std::size_t option = 0; option < list.size(); ++option) {
      const auto size = static_cast<std::size_t>((list[option].bytes + step - 1) / step);
      for (std::size_t at = size; at <= room; ++at) {
        const double loss = least[at - size] + list[option].loss;
        if (loss < next[at]) next[at] = loss, choice[at] = static_cast<std::uint16_t>(option);
      }
    }
    least = std::move(next);
  }
  if (least[room] == kNever) return std::nullopt;
  std::vector<std::size_t> options(lists.size());
  std::size_t at = room;
  for (std::size_t list = lists.size(); list-- > 0;) {
    options[list] = chosen[list][at];
    at -= static_cast<std::size_t>((lists[list][options[list]].bytes + step - 1) / step);
  }
  return options;
}

}  // namespace bitwright

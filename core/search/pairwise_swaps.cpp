// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/pairwise_swaps.h"

#include <algorithm>
#include <cmath>

namespace bitwright {

namespace {

struct Change {
  std::size_t layer = 0;
  std::size_t candidate = 0;
  double loss = 0.0;
  std::int64_t bytes = 0;
};

struct Exchange {
  double loss = 0.0;
  const Change* first = nullptr;
  const Change* second = nullptr;
};

}  // namespace

std::vector<std::vector<std::size_t>> bestSwaps(
    const LossTable& losses, const std::vector<std::size_t>& assignment,
    const std::function<std::uint64_t(std::size_t layer, std::size_t candidate)>& bytes, std::uint64_t budget,
    std::size_t most) {
  std::int64_t room = static_cast<std::int64_t>(budget);
  std::vector<Change> changes;
  for (std::size_t layer = 0; layer < assignment.size(); ++layer) {
    const auto now = static_cast<std::int64_t>(bytes(layer, assignment[layer]));
    room -= now;
    for (std::size_t candidate = 0; candidate < losses[layer].size(); ++candidate) {
      const double loss = losses[layer][candidate] - losses[layer][assignment[layer]];
      if (candidate != assignment[layer] && std::isfinite(loss))
        changes.push_back({layer, candidate, loss, static_cast<std::int64_t>(bytes(layer, candidate)) - now});
    }
  }
  std::vector<Exchange> found;
  for (const auto& first : changes) {
    if (first.loss < 0.0 && first.bytes <= room) found.push_back({first.loss, &first, nullptr});
    for (const auto& second : changes) {
      if (second.layer <= first.layer || first.loss + second.loss >= 0.0 || first.bytes + second.bytes > room) continue;
      found.push_back({first.loss + second.loss, &first, &second});
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Exchange& a, const Exchange& b) { return a.loss < b.loss; });
  std::vector<std::vector<std::size_t>> assignments;
  for (std::size_t at = 0; at < std::min(most, found.size()); ++at) {
    auto& changed = assignments.emplace_back(assignment);
    changed[found[at].first->layer] = found[at].first->candidate;
    if (found[at].second != nullptr) changed[found[at].second->layer] = found[at].second->candidate;
  }
  return assignments;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/noise/noise_budget.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace bitwright {

namespace {

constexpr std::size_t kPlacesLookedAt = 64;  // the places that may be the next, of large nets
constexpr double kLeastNodeCost = 1e-9;

bool isQuiet(const NoisePlace& place, const std::set<int>& floats) {
  return std::all_of(place.nodes.begin(), place.nodes.end(), [&floats](int node) { return floats.contains(node); });
}

/// Each step looks at the places that a node is at, not at all of them: nets may have thousands.
class Budget {
 public:
  Budget(const std::vector<NoisePlace>& places, const std::map<int, double>& costs)
      : places_(places), costs_(costs), loud_(places.size(), 0) {
    for (std::size_t at = 0; at < places.size(); ++at) {
      for (const int node : std::set<int>(places[at].nodes.begin(), places[at].nodes.end())) {
        at_[node].push_back(at);
        ++loud_[at];
      }
    }
  }

  std::set<int> floats(double budget) {
    double left = noiseLeft();
    while (left > budget) {
      const auto next = best();
      if (!next) break;
      for (const int node : places_[*next].nodes) leave(node);
      left = noiseLeft();
    }
    takeBack(budget);
    return floats_;
  }

 private:
  [[nodiscard]] double noiseLeft() const {
    double sum = 0.0;
    for (std::size_t at = 0; at < places_.size(); ++at) sum += loud_[at] > 0 ? places_[at].noise : 0.0;
    return sum;
  }

  void leave(int node) {
    if (!floats_.insert(node).second) return;
    for (const auto at : at_.at(node)) --loud_[at];
  }

  [[nodiscard]] double costOf(int node) const {
    const auto found = costs_.find(node);
    return found != costs_.end() ? found->second : 0.0;
  }

  [[nodiscard]] double costOf(const NoisePlace& place) const {
    return std::accumulate(place.nodes.begin(), place.nodes.end(), kLeastNodeCost, [this](double sum, int node) {
      return sum + (floats_.contains(node) ? 0.0 : costOf(node));
    });
  }

  /// The noise that goes where its nodes compute in floats too: its own, and that of places which have none beside
  /// them.
  [[nodiscard]] double gainOf(const NoisePlace& place) const {
    std::map<std::size_t, int> fewer;
    for (const int node : std::set<int>(place.nodes.begin(), place.nodes.end())) {
      if (floats_.contains(node)) continue;
      for (const auto at : at_.at(node)) ++fewer[at];
    }
    return std::accumulate(fewer.begin(), fewer.end(), 0.0, [this](double sum, const auto& each) {
      return sum + (each.second == loud_[each.first] ? places_[each.first].noise : 0.0);
    });
  }

  [[nodiscard]] std::optional<std::size_t> best() const {
    std::vector<std::pair<double, std::size_t>> open;
    for (std::size_t at = 0; at < places_.size(); ++at) {
      if (places_[at].noise > 0.0 && loud_[at] > 0) open.emplace_back(places_[at].noise / costOf(places_[at]), at);
    }
    const auto looked = open.begin() + static_cast<std::ptrdiff_t>(std::min(open.size(), kPlacesLookedAt));
    std::partial_sort(open.begin(), looked, open.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    std::optional<std::size_t> chosen;
    double most = 0.0;
    for (auto each = open.begin(); each != looked; ++each) {
      const auto& place = places_[each->second];
      const double gain = gainOf(place) / costOf(place);
      if (chosen && gain <= most) continue;
      chosen = each->second;
      most = gain;
    }
    return chosen;
  }

  /// The dearest first.
  void takeBack(double budget) {
    std::vector<int> nodes(floats_.begin(), floats_.end());
    std::stable_sort(nodes.begin(), nodes.end(), [this](int a, int b) { return costOf(a) > costOf(b); });
    double left = noiseLeft();
    for (const int node : nodes) {
      const auto& touched = at_.at(node);
      const double with = std::accumulate(touched.begin(), touched.end(), left, [this](double sum, std::size_t at) {
        return sum + (loud_[at] == 0 ? places_[at].noise : 0.0);
      });
      if (with > budget) continue;
      floats_.erase(node);
      for (const auto at : touched) ++loud_[at];
      left = with;
    }
  }

  const std::vector<NoisePlace>& places_;
  const std::map<int, double>& costs_;
  std::map<int, std::vector<std::size_t>> at_;  ///< the places of each node
  std::vector<int> loud_;                       ///< of each place the nodes that compute in integers
  std::set<int> floats_;
};

}  // namespace

double noiseLeft(const std::vector<NoisePlace>& places, const std::set<int>& floats) {
  return std::accumulate(places.begin(), places.end(), 0.0, [&floats](double sum, const NoisePlace& place) {
    return sum + (isQuiet(place, floats) ? 0.0 : place.noise);
  });
}

std::set<int> nodesOverBudget(const std::vector<NoisePlace>& places, const std::map<int, double>& costs,
                              double budget) {
  return Budget(places, costs).floats(budget);
}

}  // namespace bitwright

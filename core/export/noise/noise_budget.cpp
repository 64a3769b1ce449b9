// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/noise/noise_budget.h"

#include <algorithm>
#include <numeric>

namespace bitwright {

namespace {

constexpr std::size_t kPlacesLookedAt = 64;  // the places that may be the next, of large nets
constexpr double kLeastNodeCost = 1e-9;

bool isQuiet(const NoisePlace& place, const std::set<int>& floats) {
  return std::all_of(place.nodes.begin(), place.nodes.end(), [&floats](int node) { return floats.contains(node); });
}

class Budget {
 public:
  Budget(const std::vector<NoisePlace>& places, const std::map<int, double>& costs) : places_(places), costs_(costs) {}

  std::set<int> floats(double budget) {
    double left = noiseLeft(places_, floats_);
    while (left > budget) {
      const auto* next = best();
      if (next == nullptr) break;
      floats_.insert(next->nodes.begin(), next->nodes.end());
      left = noiseLeft(places_, floats_);
    }
    takeBack(budget);
    return floats_;
  }

 private:
  double costOf(const NoisePlace& place) const {
    return std::accumulate(place.nodes.begin(), place.nodes.end(), kLeastNodeCost, [this](double sum, int node) {
      const auto found = costs_.find(node);
      return sum + (floats_.contains(node) || found == costs_.end() ? 0.0 : found->second);
    });
  }

  /// The noise that is left where its nodes compute in floats too.
  double leftWithout(const NoisePlace& place) const {
    auto floats = floats_;
    floats.insert(place.nodes.begin(), place.nodes.end());
    return noiseLeft(places_, floats_) * -1.0;
  }

  const NoisePlace* best() const {
    std::vector<std::pair<double, const NoisePlace*>> open;
    for (const auto& place : places_) {
      if (place.noise > 0.0 && !isQuiet(place, floats_)) open.emplace_back(place.noise / costOf(place), &place);
    }
    std::stable_sort(open.begin(), open.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    open.resize(std::min(open.size(), kPlacesLookedAt));
    const double now = noiseLeft(places_, floats_);
    const NoisePlace* chosen = nullptr;
    double most = 0.0;
    for (const auto& [own, place] : open) {
      const double gain = (now - leftWithout(*place)) / costOf(*place);
      if (chosen != nullptr && gain <= most) continue;
      chosen = place;
      most = gain;
    }
    return chosen;
  }

  /// The dearest first.
  void takeBack(double budget) {
    std::vector<int> nodes(floats_.begin(), floats_.end());
    const auto cost = [this](int node) { return costs_.contains(node) ? costs_.at(node) : 0.0; };
    std::stable_sort(nodes.begin(), nodes.end(), [&](int a, int b) { return cost(a) > cost(b); });
    for (const int node : nodes) {
      auto fewer = floats_;
      fewer.erase(node);
      if (noiseLeft(places_, fewer) <= budget) floats_ = std::move(fewer);
    }
  }

  const std::vector<NoisePlace>& places_;
  const std::map<int, double>& costs_;
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

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/base/job.h"
#include "core/numerics/prefix_sums.h"

namespace bitwright {

/// The cuts 0 < c₁ < … < c_{k−1} < n among given positions that make the summed interval costs least, by dynamic
/// programming: layer by layer, the best last cut rises with the end, so halving the ends and bounding the cuts takes
/// O(m log m) a layer.
template <class Real>
class IntervalProgram {
 public:
  /// Indices of positions, first to last.
  struct Band {
    std::size_t first = 0;
    std::size_t last = 0;
  };

  /// `positions` rise from 0 to n and hold at least `clusters` + 1 entries.
  template <class Sums>
  IntervalProgram(const Sums& sums, std::vector<std::size_t> positions, std::size_t clusters)
      : positions_(std::move(positions)),
        last_(positions_.size() - 1),
        bands_(clusters + 1),
        before_(last_ + 1),
        now_(last_ + 1),
        costs_(last_ + 1) {
    for (const auto& here : sums.at(positions_)) {
      weight_.push_back(here.weight);
      first_.push_back(here.first);
      second_.push_back(here.second);
    }
    for (std::size_t layer = 1; layer < clusters; ++layer) bands_[layer] = {layer, last_ - (clusters - layer)};
    bands_[clusters] = {last_, last_};
  }

  /// Looks for cut c no further than `reach` clusters from cut c of `cuts`, a solution among other positions;
  /// everywhere where that leaves no room.
  void stayNear(const std::vector<std::size_t>& cuts, std::size_t reach) {
    const std::size_t clusters = bands_.size() - 1;
    const auto indexOf = [&](std::size_t cut) {
      return static_cast<std::size_t>(std::lower_bound(positions_.begin(), positions_.end(), cuts[cut]) -
                                      positions_.begin());
    };
    std::vector<Band> near = bands_;
    for (std::size_t cut = 1; cut < clusters; ++cut) {
      near[cut].first = std::max({near[cut].first, indexOf(cut < reach ? 0 : cut - reach), near[cut - 1].first + 1});
    }
    for (std::size_t cut = clusters - 1; cut > 0; --cut) {
      near[cut].last = std::min({near[cut].last, indexOf(std::min(clusters, cut + reach)), near[cut + 1].last - 1});
      if (near[cut].last < near[cut].first) return;
    }
    bands_.swap(near);
  }

  /// c₀ = 0, c₁ … c_k = n.
  [[nodiscard]] std::vector<std::size_t> solve(const Job& job) {
    const std::size_t clusters = bands_.size() - 1;
    bestCut_.assign(clusters + 1, {});
    for (std::size_t end = bands_[1].first; end <= bands_[1].last; ++end) before_[end] = cost(0, end);
    for (std::size_t layer = 2; layer <= clusters && !job.stopRequested(); ++layer) {
      const Band& band = bands_[layer];
      bestCut_[layer].resize(band.last - band.first + 1);
      fill(layer, band, bands_[layer - 1]);
      before_.swap(now_);
    }
    std::vector<std::size_t> cuts(clusters + 1, 0);
    if (job.stopRequested()) {  // what was not filled leads nowhere: any rising cuts will do, nobody looks at them
      for (std::size_t layer = 1; layer <= clusters; ++layer) cuts[layer] = positions_[layer * last_ / clusters];
      return cuts;
    }
    std::size_t end = last_;
    for (std::size_t layer = clusters; layer >= 1; --layer) {
      cuts[layer] = positions_[end];
      if (layer > 1 && !bestCut_[layer].empty()) end = bestCut_[layer][end - bands_[layer].first];
    }
    return cuts;
  }

  [[nodiscard]] const std::vector<std::size_t>& positions() const { return positions_; }

 private:
  [[nodiscard]] Real cost(std::size_t from, std::size_t to) const {
    return intervalCost<Real>({weight_[from], first_[from], second_[from]}, {weight_[to], first_[to], second_[to]});
  }

  /// The best last cut, in `cuts`, of each of `ends`.
  void fill(std::size_t layer, const Band& ends, const Band& cuts) {
    const std::size_t end = ends.first + (ends.last - ends.first) / 2;
    const std::size_t stop = std::min(cuts.last, end - 1);
    const Real endWeight = weight_[end];
    const Real endFirst = first_[end];
    const Real endSecond = second_[end];
    const Real* weight = weight_.data();
    const Real* first = first_.data();
    const Real* second = second_.data();
    const Real* before = before_.data();
    Real* costs = costs_.data();
    for (std::size_t cut = cuts.first; cut <= stop;
         ++cut) {  // apart from the search for the least, so that it vectorises
      costs[cut] = before[cut] + costOf<Real>(endWeight - weight[cut], endFirst - first[cut], endSecond - second[cut]);
    }
    std::size_t best = cuts.first;
    Real least = costs[best];
    for (std::size_t cut = best + 1; cut <= stop; ++cut) {
      if (costs[cut] < least) {
        least = costs[cut];
        best = cut;
      }
    }
    now_[end] = least;
    bestCut_[layer][end - bands_[layer].first] = static_cast<std::uint32_t>(best);
    if (ends.first < end) fill(layer, {ends.first, end - 1}, {cuts.first, best});
    if (end < ends.last) fill(layer, {end + 1, ends.last}, {best, cuts.last});
  }

  std::vector<std::size_t> positions_;
  std::size_t last_;
  std::vector<Band> bands_;  // where cut c may stand
  std::vector<Real> weight_, first_, second_;
  std::vector<Real> before_, now_, costs_;
  std::vector<std::vector<std::uint32_t>> bestCut_;
};

/// Moves cuts to where the summed costs are least within windows around them, all at once by a dynamic program over a
/// few candidates each, the windows narrowing until they hold every single value; a window whose edge was best moves on
/// before it narrows.
template <class Item, class Real>
class IntervalRefinement {
 public:
  /// `cuts` as IntervalProgram gives them, at least two clusters; a cut's first window reaches to the second of
  /// `positions` on either side.
  IntervalRefinement(const PrefixSums<Item, Real>& sums, std::vector<std::size_t> cuts,
                     const std::vector<std::size_t>& positions)
      : sums_(sums), cuts_(std::move(cuts)), windows_(cuts_.size()) {
    for (std::size_t cut = 1; cut + 1 < cuts_.size(); ++cut) {
      const auto at = static_cast<std::size_t>(std::lower_bound(positions.begin(), positions.end(), cuts_[cut]) -
                                               positions.begin());
      windows_[cut].left = cuts_[cut] - positions[at < 2 ? 0 : at - 2];
      windows_[cut].right = positions[std::min(positions.size() - 1, at + 2)] - cuts_[cut];
    }
  }

  [[nodiscard]] std::vector<std::size_t> solve(const Job& job) {
    for (int pass = 0; pass < kMostPasses && !job.stopRequested(); ++pass) {
      if (!step()) break;
    }
    return cuts_;
  }

 private:
  static constexpr std::size_t kSteps = 6;  // candidates on each side of a cut
  static constexpr int kMostPasses = 200;

  struct Window {
    std::size_t left = 1;  // how far the candidates reach
    std::size_t right = 1;
  };
  struct Candidate {
    std::size_t index = 0;
    PowerSums<Real> sums;
    Real cost = 0.0;       // least of the intervals up to here
    std::size_t from = 0;  // candidate of the cut before
  };

  void collect(std::size_t cut, std::vector<Candidate>& candidates) const {
    const Window& window = windows_[cut];
    const std::size_t at = cuts_[cut];
    candidates.clear();
    const auto add = [&](std::size_t index) {  // rising: the start of a value rises with the index
      if (index == 0 || index >= sums_.size() || (!candidates.empty() && candidates.back().index >= index)) return;
      candidates.push_back({index, sums_.at(index), Real(0.0), 0});
    };
    const auto reach = [](std::size_t distance, std::size_t step) { return (distance * step + kSteps - 1) / kSteps; };
    for (std::size_t step = kSteps; step > 0; --step) {
      if (reach(window.left, step) < at) add(sums_.startOfValue(at - reach(window.left, step)));
    }
    add(at);
    for (std::size_t step = 1; step <= kSteps; ++step) {
      if (at + reach(window.right, step) < sums_.size()) add(sums_.startOfValue(at + reach(window.right, step)));
    }
  }

  /// False where nothing moved and every window holds single steps.
  bool step() {
    const std::size_t clusters = cuts_.size() - 1;
    layers_.resize(clusters + 1);
    layers_[0] = {Candidate{}};
    for (std::size_t cut = 1; cut < clusters; ++cut) collect(cut, layers_[cut]);
    layers_[clusters] = {Candidate{sums_.size(), sums_.at(sums_.size()), Real(0.0), 0}};
    const Real infinite(std::numeric_limits<double>::infinity());
    for (std::size_t cut = 1; cut <= clusters; ++cut) {
      for (Candidate& to : layers_[cut]) {
        to.cost = infinite;
        for (std::size_t from = 0; from < layers_[cut - 1].size() && layers_[cut - 1][from].index < to.index; ++from) {
          const Candidate& candidate = layers_[cut - 1][from];
          const Real cost = candidate.cost + intervalCost(candidate.sums, to.sums);
          if (cost < to.cost) {
            to.cost = cost;
            to.from = from;
          }
        }
      }
    }
    bool moved = false;
    bool coarse = false;
    std::size_t chosen = 0;
    for (std::size_t cut = clusters; cut > 1; --cut) {
      chosen = layers_[cut][chosen].from;
      const auto& candidates = layers_[cut - 1];
      const std::size_t index = candidates[chosen].index;
      moved = moved || index != cuts_[cut - 1];
      cuts_[cut - 1] = index;
      Window& window = windows_[cut - 1];
      const bool atEdge = chosen == 0 || chosen + 1 == candidates.size();
      if (window.left > kSteps || window.right > kSteps) {
        coarse = true;
        if (!atEdge || candidates.size() == 1) {
          window.left = std::max<std::size_t>(kSteps, window.left / 3);
          window.right = std::max<std::size_t>(kSteps, window.right / 3);
        }
      }
    }
    return moved || coarse;
  }

  const PrefixSums<Item, Real>& sums_;
  std::vector<std::size_t> cuts_;
  std::vector<Window> windows_;
  std::vector<std::vector<Candidate>> layers_;
};

}  // namespace bitwright

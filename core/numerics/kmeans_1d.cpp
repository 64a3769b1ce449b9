// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/kmeans_1d.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/numerics/double_double.h"
#include "core/numerics/interval_dp.h"
#include "core/numerics/prefix_sums.h"

namespace bitwright {

namespace {

constexpr std::size_t kMeasureBlocks = 16384;
constexpr std::size_t kFewCuts = 1024;  // a full program over so many is quick
constexpr std::size_t kCoarse = 4;      // positions a cluster of the first grid
constexpr std::size_t kFine = 64;       // of the second
constexpr std::size_t kReach = 4;       // clusters by which the second may differ from the first

/// Positions 0 … n at every different value, or nothing where there are more than `most` of them.
template <class Sums>
std::vector<std::size_t> everyCut(const Sums& sums, std::size_t most) {
  std::vector<std::size_t> positions{0};
  for (std::size_t i = 1; i < sums.size(); ++i) {
    if (!sums.partsValues(i)) continue;
    if (positions.size() == most) return {};
    positions.push_back(i);
  }
  positions.push_back(sums.size());
  return positions;
}

/// Positions 0 … n, about `wanted`: each step takes the same share of ∫ density^(1/3) dx, for that is where the cuts of
/// an optimum stand, however heavy the tails; a gap between neighbours takes one step at most. Summed up over blocks
/// first, single values where they count. The ends alone where the job is stopped.
template <class Sums>
std::vector<std::size_t> candidateCuts(const Sums& sums, std::size_t wanted, const Job& job) {
  struct Stretch {
    std::size_t from;
    std::size_t to;
    double amount;
  };
  const std::size_t count = sums.size();
  const auto stretch = [&](std::size_t from, std::size_t to) {
    const double width =
        static_cast<double>(sums.value(std::min(to, count - 1))) - static_cast<double>(sums.value(from));
    return Stretch{from, to, std::cbrt(static_cast<double>(to - from) * width * width)};
  };
  std::vector<Stretch> stretches;
  const std::size_t blockSize = std::max<std::size_t>(1, count / kMeasureBlocks);
  for (std::size_t from = 0; from < count; from += blockSize)
    stretches.push_back(stretch(from, std::min(count, from + blockSize)));

  double share = 0.0;
  for (int round = 0; round < 6; ++round) {  // a smaller share opens more blocks and caps more gaps; it settles at once
    double rest = 0.0;
    std::size_t capped = 0;
    for (const Stretch& one : stretches) {
      if (round > 0 && one.amount > share)
        ++capped;
      else
        rest += one.amount;
    }
    if (capped >= wanted) break;
    share = rest / static_cast<double>(wanted - capped);
    std::vector<Stretch> finer;
    finer.reserve(stretches.size());
    for (const Stretch& one : stretches) {
      if (one.to - one.from > 1 && job.stopRequested()) return {0, count};  // of millions of values, many may be opened
      if (one.to - one.from == 1 || one.amount <= share)
        finer.push_back(one);
      else
        for (std::size_t i = one.from; i < one.to; ++i) finer.push_back(stretch(i, i + 1));
    }
    stretches.swap(finer);
  }

  if (job.stopRequested()) return {0, count};
  std::vector<std::size_t> positions{0};
  double passed = 0.0;
  for (const Stretch& one : stretches) {
    passed += std::min(one.amount, share);
    if (passed < share) continue;
    passed -= share;
    const std::size_t index = one.to >= count ? count : sums.startOfValue(one.to);
    if (index > positions.back() && index < count) positions.push_back(index);
  }
  positions.push_back(count);
  return positions;
}

template <class Real>
struct Solution {
  std::vector<float> levels;
  double cost = 0.0;
  double spread = 0.0;  // squared distance from the centre: what the sums behind the cost cancel from
};

template <class Item, class Real>
Solution<Real> solve(const std::vector<Item>& items, std::size_t clusters, const Job& job) {
  const PrefixSums<Item, Real> sums(items, job);
  // Every cut where they are few; else a grid of them, a finer one near its solution, and windows that narrow down to
  // single values.
  std::vector<std::size_t> positions = everyCut(sums, std::max(kFewCuts, kCoarse * clusters));
  const bool exact = !positions.empty();
  if (!exact) positions = candidateCuts(sums, std::max(kFewCuts / 4, kCoarse * clusters), job);
  const std::size_t used = std::min(clusters, positions.size() - 1);
  IntervalProgram<Real> coarse(sums, std::move(positions), used);
  std::vector<std::size_t> cuts = coarse.solve(job);
  if (!exact && used > 1 && !job.stopRequested()) {
    const std::size_t fineCuts = std::max(kFewCuts, kFine * clusters);
    std::vector<std::size_t> finer = everyCut(sums, fineCuts);
    const bool narrowed = finer.empty();
    if (narrowed) finer = candidateCuts(sums, fineCuts, job);
    if (!job.stopRequested()) {  // else there may be fewer than `used`
      IntervalProgram<Real> fine(sums, std::move(finer), used);
      fine.stayNear(cuts, kReach);
      cuts = fine.solve(job);
      if (narrowed && !job.stopRequested())
        cuts = IntervalRefinement<Item, Real>(sums, std::move(cuts), fine.positions()).solve(job);
    }
  }
  Solution<Real> solution;
  Real cost(0.0);
  auto before = sums.at(0);
  for (std::size_t cut = 1; cut < cuts.size(); ++cut) {
    if (cuts[cut] <= cuts[cut - 1]) continue;  // a stopped job leaves cuts that are not yet there
    const auto here = sums.at(cuts[cut]);
    cost += intervalCost(before, here);
    solution.levels.push_back(static_cast<float>(sums.mean(before, here, cuts[cut - 1])));
    before = here;
  }
  solution.cost = static_cast<double>(cost);
  solution.spread = static_cast<double>(sums.at(items.size()).second);
  return solution;
}

template <class Item>
std::vector<float> solveSorted(const std::vector<Item>& items, int clusters, const Job& job) {
  if (items.empty() || clusters < 1 || job.stopRequested()) return {};
  const auto count = static_cast<std::size_t>(clusters);
  const auto solution = solve<Item, double>(items, count, job);
  // Below that, what cancels is too near to what is left.
  const bool trusted = solution.cost > 1e-8 * solution.spread || solution.spread == 0.0;
  std::vector<float> levels =
      trusted || job.stopRequested() ? solution.levels : solve<Item, DoubleDouble>(items, count, job).levels;
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  return levels;
}

}  // namespace

std::vector<float> kMeans1d(std::vector<float> values, int clusters, const Job& job) {
  sortFloats(values, job);
  return solveSorted(values, clusters, job);
}

std::vector<float> kMeans1d(std::vector<WeightedValue> values, int clusters, const Job& job) {
  sortByValue(values, job);
  return solveSorted(values, clusters, job);
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/base/parallel.h"
#include "core/numerics/radix_sort.h"

namespace bitwright {

inline float valueOf(float item) {
  return item;
}
inline float valueOf(const WeightedValue& item) {
  return item.value;
}
inline double weightOf(float) {
  return 1.0;
}
inline double weightOf(const WeightedValue& item) {
  return static_cast<double>(item.weight);
}

/// Σ weight, Σ weight · x and Σ weight · x² of values before an index, x measured from a centre.
template <class Real>
struct PowerSums {
  Real weight = 0.0;
  Real first = 0.0;
  Real second = 0.0;

  void add(double x, double itemWeight) {
    const Real weighted = Real(x) * Real(itemWeight);
    weight += itemWeight;
    first += weighted;
    second += weighted * Real(x);
  }
  void add(const PowerSums& other) {
    weight += other.weight;
    first += other.first;
    second += other.second;
  }
};

/// Least squared error around one level of values with these power sums: Σ w x² − (Σ w x)² / Σ w. Written so that a
/// loop of it vectorises.
template <class Real>
[[nodiscard]] Real costOf(Real weight, Real first, Real second) {
  const Real least(1e-30);  // without weight the other sums are 0 too
  const Real divisor = least < weight ? weight : least;
  const Real cost = second - first * first / divisor;
  const Real zero(0.0);
  return zero < cost ? cost : zero;
}
/// The same of the values between two indices.
template <class Real>
[[nodiscard]] Real intervalCost(const PowerSums<Real>& from, const PowerSums<Real>& to) {
  return costOf<Real>(to.weight - from.weight, to.first - from.first, to.second - from.second);
}

/// Sorted items with their power sums at every index: stored once a block, added up inside it when asked for, so ten
/// million values need little memory beside themselves. `Real` is double or DoubleDouble.
template <class Item, class Real>
class PrefixSums {
 public:
  PrefixSums(std::span<const Item> items, const Job& job) : items_(items) {
    centre_ = static_cast<double>(valueOf(items[items.size() / 2]));
    const auto blocks = static_cast<std::int64_t>((items.size() + kBlock - 1) / kBlock);
    before_.resize(static_cast<std::size_t>(blocks) + 1);
    parallelFor(job, blocks, 4096, [&](std::int64_t begin, std::int64_t end) {
      for (auto block = static_cast<std::size_t>(begin); block < static_cast<std::size_t>(end); ++block) {
        before_[block + 1] = summed(block * kBlock, std::min(items_.size(), (block + 1) * kBlock));
      }
    });
    for (std::size_t block = 1; block < before_.size(); ++block) before_[block].add(before_[block - 1]);
  }

  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] float value(std::size_t index) const { return valueOf(items_[index]); }
  /// Sums over items [0, index).
  [[nodiscard]] PowerSums<Real> at(std::size_t index) const {
    const std::size_t block = index / kBlock;
    PowerSums<Real> sums = before_[block];
    sums.add(summed(block * kBlock, index));
    return sums;
  }
  /// The sums at each of some rising indices.
  [[nodiscard]] std::vector<PowerSums<Real>> at(const std::vector<std::size_t>& indices) const {
    std::vector<PowerSums<Real>> all;
    all.reserve(indices.size());
    for (const std::size_t index : indices) {
      const std::size_t block = index / kBlock;
      const bool sameBlock = !all.empty() && indices[all.size() - 1] / kBlock == block;
      PowerSums<Real> sums = sameBlock ? all.back() : before_[block];
      sums.add(summed(sameBlock ? indices[all.size() - 1] : block * kBlock, index));
      all.push_back(sums);
    }
    return all;
  }
  /// Whether a cut at `index` parts different values.
  [[nodiscard]] bool partsValues(std::size_t index) const { return value(index - 1) != value(index); }
  /// The first index of the value that stands at `index`.
  [[nodiscard]] std::size_t startOfValue(std::size_t index) const {
    if (index == 0 || partsValues(index)) return index;
    const float wanted = value(index);
    const auto start = std::lower_bound(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(index), wanted,
                                        [](const Item& item, float bound) { return valueOf(item) < bound; });
    return static_cast<std::size_t>(start - items_.begin());
  }
  /// The level of the interval between two indices with these sums: its mean.
  [[nodiscard]] double mean(const PowerSums<Real>& from, const PowerSums<Real>& to, std::size_t first) const {
    const Real weight = to.weight - from.weight;
    if (!(Real(0.0) < weight)) return static_cast<double>(value(first));
    return static_cast<double>(Real(centre_) + (to.first - from.first) / weight);
  }

 private:
  static constexpr std::size_t kBlock = 64;

  [[nodiscard]] PowerSums<Real> summed(std::size_t begin, std::size_t end) const {
    PowerSums<Real> sums;
    for (std::size_t i = begin; i < end; ++i)
      sums.add(static_cast<double>(valueOf(items_[i])) - centre_, weightOf(items_[i]));
    return sums;
  }

  std::span<const Item> items_;
  std::vector<PowerSums<Real>> before_;
  double centre_ = 0.0;
};

}  // namespace bitwright

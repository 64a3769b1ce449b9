// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/estimates.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bitwright {

namespace {

constexpr std::size_t kMostRounds = 2000;  // of more, every second, third …: a pair of rounds is a number in memory

double medianInPlace(std::vector<double>& values) {
  if (values.empty()) return 0.0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2.0;
}

/// Tango's score of the hypothesis that the difference is `delta`; falls as `delta` rises.
double tangoScore(double onlyFirst, double onlySecond, double trials, double delta) {
  const double a = 2.0 * trials;
  const double b = -onlyFirst - onlySecond + (2.0 * trials - onlyFirst + onlySecond) * delta;
  const double c = -onlySecond * delta * (1.0 - delta);
  const double share = (std::sqrt(std::max(0.0, b * b - 4.0 * a * c)) - b) / (2.0 * a);
  const double variance = trials * (2.0 * share + delta * (1.0 - delta));
  const double deviation = onlyFirst - onlySecond - trials * delta;
  if (variance > 0.0) return deviation / std::sqrt(variance);
  if (deviation == 0.0) return 0.0;
  return deviation > 0.0 ? HUGE_VAL : -HUGE_VAL;
}

/// Where the falling score passes `target`.
double tangoBound(double onlyFirst, double onlySecond, double trials, double target) {
  double low = -1.0;
  double high = 1.0;
  for (int step = 0; step < 80; ++step) {
    const double middle = (low + high) / 2.0;
    if (tangoScore(onlyFirst, onlySecond, trials, middle) > target)
      low = middle;
    else
      high = middle;
  }
  return (low + high) / 2.0;
}

constexpr std::size_t kFewestClusters = 6;

/// Student's quantile for two-sided 95 % intervals, five degrees of freedom or more, by its expansion around the
/// normal's; within 0.001. Abramowitz and Stegun, 26.7.5.
double studentQuantile95(double freedom) {
  constexpr double z = kNormalQuantile95;
  constexpr double z3 = z * z * z;
  constexpr double z5 = z3 * z * z;
  constexpr double z7 = z5 * z * z;
  constexpr double z9 = z7 * z * z;
  return z + (z3 + z) / 4.0 / freedom + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / 96.0 / std::pow(freedom, 2) +
         (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / 384.0 / std::pow(freedom, 3) +
         (79.0 * z9 + 776.0 * z7 + 1482.0 * z5 - 1920.0 * z3 - 945.0 * z) / 92160.0 / std::pow(freedom, 4);
}

}  // namespace

double median(std::vector<double> values) {
  return medianInPlace(values);
}

double percentile(std::vector<double> values, double fraction) {
  if (values.empty()) return 0.0;
  std::sort(values.begin(), values.end());
  const double at = std::clamp(fraction, 0.0, 1.0) * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const auto above = std::min(below + 1, values.size() - 1);
  return values[below] + (at - static_cast<double>(below)) * (values[above] - values[below]);
}

Interval wilsonInterval(std::int64_t successes, std::int64_t trials) {
  if (trials <= 0) return {0.0, 0.0, 1.0};
  const auto n = static_cast<double>(trials);
  const double share = static_cast<double>(successes) / n;
  const double z2 = kNormalQuantile95 * kNormalQuantile95;
  const double centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
  const double half = kNormalQuantile95 / (1.0 + z2 / n) * std::sqrt(share * (1.0 - share) / n + z2 / (4.0 * n * n));
  // At the ends the bound is exact; rounding must not push it past the share.
  return {share, successes == 0 ? 0.0 : std::max(0.0, centre - half),
          successes == trials ? 1.0 : std::min(1.0, centre + half)};
}

Interval pairedDifference(std::int64_t onlyFirst, std::int64_t onlySecond, std::int64_t trials) {
  if (trials <= 0) return {0.0, -1.0, 1.0};
  const auto first = static_cast<double>(onlyFirst);
  const auto second = static_cast<double>(onlySecond);
  const auto n = static_cast<double>(trials);
  return {(first - second) / n, tangoBound(first, second, n, kNormalQuantile95),
          tangoBound(first, second, n, -kNormalQuantile95)};
}

double mcNemarExact(std::int64_t onlyFirst, std::int64_t onlySecond) {
  const auto trials = static_cast<double>(onlyFirst + onlySecond);
  const auto fewer = std::min(onlyFirst, onlySecond);
  const double halves = trials * std::log(0.5);
  double tail = 0.0;
  for (std::int64_t count = 0; count <= fewer; ++count) {
    const auto k = static_cast<double>(count);
    tail += std::exp(std::lgamma(trials + 1.0) - std::lgamma(k + 1.0) - std::lgamma(trials - k + 1.0) + halves);
  }
  return std::min(1.0, 2.0 * tail);
}

Interval clusteredMean(std::span<const double> totals, std::span<const double> weights) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  double total = 0.0;
  double weight = 0.0;
  for (std::size_t index = 0; index < totals.size(); ++index) {
    total += totals[index];
    weight += weights[index];
  }
  if (!(weight > 0.0)) return {kNone, kNone, kNone};
  const double mean = total / weight;
  if (totals.size() < kFewestClusters) return {mean, kNone, kNone};
  double squares = 0.0;
  for (std::size_t index = 0; index < totals.size(); ++index)
    squares += std::pow(totals[index] - mean * weights[index], 2);
  const auto n = static_cast<double>(totals.size());
  const double half = studentQuantile95(n - 1.0) * std::sqrt(n / (n - 1.0) * squares) / weight;
  return {mean, mean - half, mean + half};
}

Interval pairedRatio(std::span<const double> reference, std::span<const double> other) {
  const std::size_t rounds = std::min(reference.size(), other.size());
  const std::size_t stride = rounds / kMostRounds + 1;
  std::vector<double> logRatios;
  for (std::size_t round = 0; round < rounds; round += stride) {
    if (reference[round] > 0.0 && other[round] > 0.0) logRatios.push_back(std::log(reference[round] / other[round]));
  }
  if (logRatios.empty()) return {1.0, 0.0, HUGE_VAL};
  std::vector<double> averages;  // Walsh's: of every pair of rounds, each with itself too
  averages.reserve(logRatios.size() * (logRatios.size() + 1) / 2);
  for (std::size_t first = 0; first < logRatios.size(); ++first) {
    for (std::size_t second = first; second < logRatios.size(); ++second)
      averages.push_back((logRatios[first] + logRatios[second]) / 2.0);
  }
  const auto n = static_cast<double>(logRatios.size());
  const double deviation = std::sqrt(n * (n + 1.0) * (2.0 * n + 1.0) / 24.0);
  const double outside = std::max(0.0, n * (n + 1.0) / 4.0 - kNormalQuantile95 * deviation - 0.5);
  const auto at = [&averages](std::size_t index) {
    const auto place = averages.begin() + static_cast<std::ptrdiff_t>(index);
    std::nth_element(averages.begin(), place, averages.end());
    return std::exp(*place);
  };
  const auto cut = static_cast<std::size_t>(outside);
  return {std::exp(medianInPlace(averages)), at(cut), at(averages.size() - 1 - cut)};
}

}  // namespace bitwright

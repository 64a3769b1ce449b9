// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/score_rows.h"

#include <algorithm>
#include <cmath>

namespace bitwright {

namespace {

constexpr double kSmallestProbability = 1e-12;

bool isFinite(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

bool isDistribution(std::span<const float> row) {
  double sum = 0.0;
  for (const float value : row) {
    if (value < 0.0F) return false;
    sum += static_cast<double>(value);
  }
  return std::abs(sum - 1.0) <= 1e-3;
}

}  // namespace

bool areDistributions(const ClassScores& scores) {
  for (std::int64_t sample = 0; sample < scores.samples; ++sample) {
    if (!isDistribution(scores.row(sample))) return false;
  }
  return true;
}

void logProbabilities(std::span<const float> row, bool alreadyProbabilities, std::vector<double>& result) {
  result.assign(row.begin(), row.end());
  if (alreadyProbabilities) {
    for (auto& value : result) value = std::log(std::max(value, kSmallestProbability));
    return;
  }
  const double highest = *std::max_element(result.begin(), result.end());
  double sum = 0.0;
  for (const double value : result) sum += std::exp(value - highest);
  const double shift = highest + std::log(sum);
  for (auto& value : result) value -= shift;
}

std::vector<std::int64_t> topClasses(const ClassScores& scores) {
  std::vector<std::int64_t> top;
  top.reserve(static_cast<std::size_t>(scores.samples));
  for (std::int64_t sample = 0; sample < scores.samples; ++sample) {
    const auto row = scores.row(sample);
    std::int64_t best = -1;
    for (std::size_t index = 0; index < row.size(); ++index) {
      if (std::isnan(row[index])) continue;
      if (best < 0 || row[index] > row[static_cast<std::size_t>(best)]) best = static_cast<std::int64_t>(index);
    }
    top.push_back(best);
  }
  return top;
}

std::optional<double> klDivergenceSum(const ClassScores& original, const ClassScores& variant,
                                      bool alreadyProbabilities, std::vector<double>* each) {
  if (original.samples != variant.samples || original.classes != variant.classes) return std::nullopt;
  if (!isFinite(original.values) || !isFinite(variant.values)) return std::nullopt;
  std::vector<double> p;
  std::vector<double> q;
  double total = 0.0;
  for (std::int64_t sample = 0; sample < original.samples; ++sample) {
    logProbabilities(original.row(sample), alreadyProbabilities, p);
    logProbabilities(variant.row(sample), alreadyProbabilities, q);
    const double before = total;
    for (std::size_t index = 0; index < p.size(); ++index) total += std::exp(p[index]) * (p[index] - q[index]);
    if (each != nullptr) each->push_back(total - before);
  }
  return total;
}

std::optional<double> meanKlDivergence(const ClassScores& original, const ClassScores& variant) {
  if (original.samples == 0 || !isFinite(original.values)) return std::nullopt;
  const auto total = klDivergenceSum(original, variant, areDistributions(original));
  if (!total) return std::nullopt;
  return std::max(0.0, *total / static_cast<double>(original.samples));  // rounding may leave a hair below zero
}

std::vector<bool> sameTopClass(const ClassScores& original, const ClassScores& variant) {
  const auto first = topClasses(original);
  const auto second = topClasses(variant);
  std::vector<bool> same(std::min(first.size(), second.size()));
  for (std::size_t row = 0; row < same.size(); ++row) same[row] = first[row] == second[row];
  return same;
}

double agreement(const ClassScores& original, const ClassScores& variant) {
  const auto same = sameTopClass(original, variant);
  return static_cast<double>(std::count(same.begin(), same.end(), true)) / static_cast<double>(same.size());
}

}  // namespace bitwright

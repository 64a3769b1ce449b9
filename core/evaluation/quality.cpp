// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/quality.h"

#include <algorithm>
#include <cmath>

#include "core/evaluation/statistics.h"
#include "core/stats/error_metrics.h"

namespace bitwright {

namespace {

constexpr double kSmallestProbability = 1e-12;
constexpr std::int64_t kTopMany = 5;

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

bool areDistributions(const ClassScores& scores) {
  for (std::int64_t sample = 0; sample < scores.samples; ++sample) {
    if (!isDistribution(scores.row(sample))) return false;
  }
  return true;
}

/// ln of the row's probabilities.
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

/// How many classes score higher than `label`, equal ones of a lower index included: its rank, from 0.
std::int64_t rankOf(std::span<const float> row, std::int64_t label) {
  const float own = row[static_cast<std::size_t>(label)];
  if (std::isnan(own)) return static_cast<std::int64_t>(row.size());
  std::int64_t rank = 0;
  for (std::size_t index = 0; index < row.size(); ++index) {
    if (row[index] > own || (row[index] == own && static_cast<std::int64_t>(index) < label)) ++rank;
  }
  return rank;
}

}  // namespace

std::optional<ClassScores> classScores(const RunResult& run) {
  if (run.outputs.size() != 1) return std::nullopt;
  const auto& output = run.outputs.front();
  if (output.shape.size() < 2 || output.shape[0] != run.samples || output.shape[0] < 1 || output.shape[1] < 2) return std::nullopt;
  if (!std::all_of(output.shape.begin() + 2, output.shape.end(), [](std::int64_t dim) { return dim == 1; })) return std::nullopt;
  if (static_cast<std::int64_t>(output.values.size()) != output.shape[0] * output.shape[1]) return std::nullopt;
  return ClassScores{output.shape[0], output.shape[1], output.values};
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

Accuracy measureAccuracy(const ClassScores& original, const ClassScores& variant, std::span<const std::int64_t> labels) {
  Accuracy accuracy;
  accuracy.samples = std::min({original.samples, variant.samples, static_cast<std::int64_t>(labels.size())});
  const auto before = topClasses(original);
  const auto after = topClasses(variant);
  std::int64_t right = 0;
  std::int64_t rightAmongMany = 0;
  std::int64_t onlyOriginal = 0;
  std::int64_t onlyVariant = 0;
  for (std::int64_t sample = 0; sample < accuracy.samples; ++sample) {
    const auto at = static_cast<std::size_t>(sample);
    const auto label = labels[at];
    const bool wasRight = before[at] == label;
    const bool isRight = after[at] == label;
    right += isRight ? 1 : 0;
    onlyOriginal += wasRight && !isRight ? 1 : 0;
    onlyVariant += !wasRight && isRight ? 1 : 0;
    accuracy.flipped += before[at] != after[at] ? 1 : 0;
    if (label >= 0 && label < variant.classes) rightAmongMany += rankOf(variant.row(sample), label) < kTopMany ? 1 : 0;
  }
  const auto share = wilsonInterval(right, accuracy.samples);
  accuracy.top1 = share.value;
  accuracy.low = share.low;
  accuracy.high = share.high;
  if (variant.classes > kTopMany && accuracy.samples > 0) {
    accuracy.top5 = static_cast<double>(rightAmongMany) / static_cast<double>(accuracy.samples);
  }
  accuracy.drop = pairedDifference(onlyOriginal, onlyVariant, accuracy.samples);
  return accuracy;
}

std::optional<double> meanKlDivergence(const ClassScores& original, const ClassScores& variant) {
  if (original.samples != variant.samples || original.classes != variant.classes || original.samples == 0) return std::nullopt;
  if (!isFinite(original.values) || !isFinite(variant.values)) return std::nullopt;
  const bool probabilities = areDistributions(original);
  std::vector<double> p;
  std::vector<double> q;
  double total = 0.0;
  for (std::int64_t sample = 0; sample < original.samples; ++sample) {
    logProbabilities(original.row(sample), probabilities, p);
    logProbabilities(variant.row(sample), probabilities, q);
    for (std::size_t index = 0; index < p.size(); ++index) total += std::exp(p[index]) * (p[index] - q[index]);
  }
  return std::max(0.0, total / static_cast<double>(original.samples));  // rounding may leave a hair below zero
}

std::optional<Fidelity> measureFidelity(const RunResult& original, const RunResult& variant, const Job& job) {
  if (original.outputs.size() != variant.outputs.size() || original.outputs.empty()) return std::nullopt;
  std::vector<float> reference;
  std::vector<float> actual;
  for (std::size_t index = 0; index < original.outputs.size(); ++index) {
    const auto& from = original.outputs[index];
    const auto& to = variant.outputs[index];
    if (from.shape != to.shape || from.values.size() != to.values.size()) return std::nullopt;
    reference.insert(reference.end(), from.values.begin(), from.values.end());
    actual.insert(actual.end(), to.values.begin(), to.values.end());
  }
  const auto metrics = compareValues(reference, actual, job);
  Fidelity fidelity;
  fidelity.sqnrDb = metrics.sqnrDb;
  fidelity.cosine = metrics.cosine;
  fidelity.maxAbsDifference = metrics.maxAbsDifference;
  const auto before = classScores(original);
  const auto after = classScores(variant);
  if (before && after) {
    const auto first = topClasses(*before);
    const auto second = topClasses(*after);
    std::int64_t agreeing = 0;
    for (std::size_t sample = 0; sample < first.size(); ++sample) agreeing += first[sample] == second[sample] ? 1 : 0;
    fidelity.agreement = static_cast<double>(agreeing) / static_cast<double>(first.size());
    fidelity.kl = meanKlDivergence(*before, *after);
  }
  return fidelity;
}

std::int64_t nonFiniteCount(const RunResult& run) {
  std::int64_t count = 0;
  for (const auto& output : run.outputs) {
    count += std::count_if(output.values.begin(), output.values.end(), [](float value) { return !std::isfinite(value); });
  }
  return count;
}

}  // namespace bitwright

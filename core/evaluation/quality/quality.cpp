// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/quality/quality.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/evaluation/quality/output_fidelity.h"
#include "core/stats/error_metrics.h"
#include "core/stats/estimates.h"

namespace bitwright {

namespace {

constexpr std::int64_t kTopMany = 5;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool isRight(std::int64_t predicted, std::int64_t label) {
  return label >= 0 && predicted == label;
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

Accuracy measureAccuracy(const ClassScores& original, const ClassScores& variant,
                         std::span<const std::int64_t> labels) {
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
    const bool rightBefore = isRight(before[at], label);
    const bool rightAfter = isRight(after[at], label);
    right += rightAfter ? 1 : 0;
    onlyOriginal += rightBefore && !rightAfter ? 1 : 0;
    onlyVariant += !rightBefore && rightAfter ? 1 : 0;
    accuracy.flipped += before[at] != after[at] ? 1 : 0;
    if (label >= 0 && label < variant.classes) rightAmongMany += rankOf(variant.row(sample), label) < kTopMany ? 1 : 0;
  }
  const auto share = wilsonInterval(right, accuracy.samples);
  accuracy.top1 = share.value;
  accuracy.low = share.low;
  accuracy.high = share.high;
  if (variant.classes > kTopMany && accuracy.samples > 0) {
    const auto among = wilsonInterval(rightAmongMany, accuracy.samples);
    accuracy.top5 = among.value;
    accuracy.top5Low = among.low;
    accuracy.top5High = among.high;
  }
  accuracy.drop = pairedDifference(onlyOriginal, onlyVariant, accuracy.samples);
  accuracy.pValue = mcNemarExact(onlyOriginal, onlyVariant);
  return accuracy;
}

std::vector<bool> rightSamples(const ClassScores& scores, std::span<const std::int64_t> labels) {
  const auto predictions = topClasses(scores);
  std::vector<bool> right(std::min(predictions.size(), labels.size()));
  for (std::size_t sample = 0; sample < right.size(); ++sample)
    right[sample] = isRight(predictions[sample], labels[sample]);
  return right;
}

std::optional<Fidelity> measureFidelity(const RunResult& original, const RunResult& variant, const Job& job) {
  if (original.outputs.size() != variant.outputs.size() || original.outputs.empty()) return std::nullopt;
  std::vector<float> reference;
  std::vector<float> actual;
  std::vector<double> equal;  // of outputs of whole numbers
  for (std::size_t index = 0; index < original.outputs.size(); ++index) {
    const auto& from = original.outputs[index];
    const auto& to = variant.outputs[index];
    if (from.shape != to.shape || from.values.size() != to.values.size()) return std::nullopt;
    if (holdsWholeNumbers(from)) {
      equal.push_back(equalShare(from, to));
      continue;
    }
    reference.insert(reference.end(), from.values.begin(), from.values.end());
    actual.insert(actual.end(), to.values.begin(), to.values.end());
  }
  Fidelity fidelity;
  if (reference.empty() && !equal.empty()) {
    const double share = std::accumulate(equal.begin(), equal.end(), 0.0) / static_cast<double>(equal.size());
    fidelity.agreement = share;
    fidelity.sqnrDb = share == 1.0 ? kInfinity : kNaN;
    fidelity.cosine = share == 1.0 ? 1.0 : kNaN;
    fidelity.maxAbsDifference = share == 1.0 ? 0.0 : kNaN;
    return fidelity;
  }
  const auto metrics = compareValues(reference, actual, job);
  fidelity.sqnrDb = metrics.lost > 0 ? -kInfinity : metrics.sqnrDb;
  fidelity.cosine = metrics.lost > 0 ? 0.0 : metrics.cosine;
  fidelity.maxAbsDifference = metrics.lost > 0 ? kInfinity : metrics.maxAbsDifference;
  const auto before = classScores(original);
  const auto after = classScores(variant);
  if (before && after) {
    fidelity.agreement = agreement(*before, *after);
    fidelity.kl = meanKlDivergence(*before, *after);
  }
  return fidelity;
}

std::int64_t nonFiniteCount(const RunResult& run) {
  std::int64_t count = 0;
  for (const auto& output : run.outputs) {
    count +=
        std::count_if(output.values.begin(), output.values.end(), [](float value) { return !std::isfinite(value); });
  }
  return count;
}

bool lostAll(const RunResult& original, const RunResult& variant) {
  std::int64_t finite = 0;
  for (std::size_t index = 0; index < std::min(original.outputs.size(), variant.outputs.size()); ++index) {
    const auto& before = original.outputs[index].values;
    const auto& after = variant.outputs[index].values;
    if (holdsWholeNumbers(original.outputs[index])) continue;
    for (std::size_t at = 0; at < std::min(before.size(), after.size()); ++at) {
      if (!std::isfinite(before[at])) continue;
      ++finite;
      if (std::isfinite(after[at])) return false;
    }
  }
  return finite > 0;
}

}  // namespace bitwright

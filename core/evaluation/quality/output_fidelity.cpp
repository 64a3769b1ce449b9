// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/quality/output_fidelity.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/evaluation/quality/class_scores.h"
#include "core/evaluation/quality/perplexity.h"
#include "core/stats/error_metrics.h"

namespace bitwright {

namespace {

constexpr std::int64_t kSmallestSide = 8;

double rangeOf(const std::vector<float>& values) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const float value : values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, static_cast<double>(value));
    high = std::max(high, static_cast<double>(value));
  }
  return std::max(0.0, high - low);
}

std::optional<double> peakRatio(const OutputTensor& reference, double meanSquaredError) {
  const double range = rangeOf(reference.values);
  if (!isDense(reference) || !(range > 0.0)) return std::nullopt;
  if (meanSquaredError == 0.0) return std::numeric_limits<double>::infinity();
  return 10.0 * std::log10(range * range / meanSquaredError);
}

ClassScores rowsOf(const OutputTensor& output) {
  const auto classes = output.shape.back();
  return {static_cast<std::int64_t>(output.values.size()) / classes, classes, output.values};
}

/// The output as rows of class scores, where its rows are some.
std::optional<ClassScores> scoreRows(const RunResult& run, const OutputTensor& output) {
  if (auto scores = classScores(run)) return scores;
  if (output.shape.size() < 2 || output.shape.back() < 2 || output.values.empty()) return std::nullopt;
  const auto rows = rowsOf(output);
  const auto* logits = tokenLogits(run);
  if (logits == &output || areDistributions(rows)) return rows;
  return std::nullopt;
}

OutputFidelity measureWholeNumbers(const OutputTensor& reference, const OutputTensor& actual) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  OutputFidelity fidelity;
  fidelity.name = reference.name;
  fidelity.shape = reference.shape;
  const double equal = equalShare(reference, actual);
  fidelity.agreement = equal;
  fidelity.sqnrDb = equal == 1.0 ? std::numeric_limits<double>::infinity() : kNone;
  fidelity.cosine = equal == 1.0 ? 1.0 : kNone;
  fidelity.maxAbsDifference = fidelity.meanAbsDifference = equal == 1.0 ? 0.0 : kNone;
  return fidelity;
}

}  // namespace

bool isDense(const OutputTensor& output) {
  if (!isFloatingWeight(output.type)) return false;
  const auto& shape = output.shape;
  const auto large = [&shape](std::size_t axis) {
    return shape[axis] >= kSmallestSide && shape[axis + 1] >= kSmallestSide;
  };
  if (shape.size() == 3) return large(1);
  return shape.size() == 4 && (large(1) || large(2));
}

bool holdsWholeNumbers(const OutputTensor& output) {
  return !isFloatingWeight(output.type);
}

double equalShare(const OutputTensor& reference, const OutputTensor& actual) {
  const auto count = std::min(reference.values.size(), actual.values.size());
  if (count == 0) return 1.0;
  std::size_t equal = 0;
  for (std::size_t at = 0; at < count; ++at) equal += reference.values[at] == actual.values[at] ? 1 : 0;
  return static_cast<double>(equal) / static_cast<double>(count);
}

OutputFidelity measureOutput(const OutputTensor& reference, const OutputTensor& actual, const Job& job) {
  if (holdsWholeNumbers(reference)) return measureWholeNumbers(reference, actual);
  const auto metrics = compareValues(reference.values, actual.values, job);
  OutputFidelity fidelity;
  fidelity.name = reference.name;
  fidelity.shape = reference.shape;
  fidelity.sqnrDb = metrics.sqnrDb;
  fidelity.cosine = metrics.cosine;
  fidelity.maxAbsDifference = metrics.maxAbsDifference;
  fidelity.meanAbsDifference = metrics.meanAbsDifference;
  if (metrics.lost > 0) {
    fidelity.sqnrDb = -std::numeric_limits<double>::infinity();
    fidelity.cosine = 0.0;
    fidelity.maxAbsDifference = fidelity.meanAbsDifference = std::numeric_limits<double>::infinity();
    return fidelity;
  }
  fidelity.psnrDb = peakRatio(reference, metrics.meanSquaredError);
  return fidelity;
}

std::vector<OutputFidelity> measureOutputs(const RunResult& original, const RunResult& variant, const Job& job) {
  std::vector<OutputFidelity> list;
  for (const auto& reference : original.outputs) {
    const auto found = std::find_if(variant.outputs.begin(), variant.outputs.end(),
                                    [&](const OutputTensor& output) { return output.name == reference.name; });
    if (found == variant.outputs.end() || found->shape != reference.shape ||
        found->values.size() != reference.values.size())
      continue;
    auto fidelity = measureOutput(reference, *found, job);
    const auto before = holdsWholeNumbers(reference) ? std::nullopt : scoreRows(original, reference);
    if (before) {
      const ClassScores after{before->samples, before->classes, found->values};
      fidelity.agreement = agreement(*before, after);
      fidelity.kl = meanKlDivergence(*before, after);
      fidelity.psnrDb.reset();  // scores are no picture, whatever their shape
    }
    list.push_back(std::move(fidelity));
  }
  return list;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/evaluation/comparison.h"

namespace bitwright {

/// The outputs of a classifier over all samples: rows of `classes` scores, logits or probabilities.
struct ClassScores {
  std::int64_t samples = 0;
  std::int64_t classes = 0;
  std::span<const float> values;

  [[nodiscard]] std::span<const float> row(std::int64_t sample) const {
    return values.subspan(static_cast<std::size_t>(sample * classes), static_cast<std::size_t>(classes));
  }
};

/// A model is taken for a classifier where its one output is [samples, classes > 1], with nothing but ones behind (SqueezeNet's [N, 1000, 1, 1]).
[[nodiscard]] std::optional<ClassScores> classScores(const RunResult& run);

/// Each sample's highest-scored class, the first of equals; −1 where every score is NaN.
[[nodiscard]] std::vector<std::int64_t> topClasses(const ClassScores& scores);

/// Of the variant, next to the original on the same samples. A label that is no class counts as a miss for both.
[[nodiscard]] Accuracy measureAccuracy(const ClassScores& original, const ClassScores& variant, std::span<const std::int64_t> labels);

/// Mean over samples of Σ p ln(p ÷ q), p of the original and q of the variant, in float64 and nats. Scores are logits and go through a softmax;
/// where every row of the original already is a distribution (no score below 0, sum 1 within 1e-3) both are taken as they are, not below 1e-12.
/// Empty where a score is not finite.
[[nodiscard]] std::optional<double> meanKlDivergence(const ClassScores& original, const ClassScores& variant);

/// Of the variant's outputs from the original's, all outputs pooled; empty where their number or shapes differ.
[[nodiscard]] std::optional<Fidelity> measureFidelity(const RunResult& original, const RunResult& variant, const Job& job);

/// Values among all outputs that are infinite or NaN.
[[nodiscard]] std::int64_t nonFiniteCount(const RunResult& run);

}  // namespace bitwright

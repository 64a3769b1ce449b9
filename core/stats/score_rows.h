// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace bitwright {

/// Rows of `classes` scores, logits or probabilities: of a classifier one row a sample.
struct ClassScores {
  std::int64_t samples = 0;
  std::int64_t classes = 0;
  std::span<const float> values;

  [[nodiscard]] std::span<const float> row(std::int64_t sample) const {
    return values.subspan(static_cast<std::size_t>(sample * classes), static_cast<std::size_t>(classes));
  }
};

/// Each row's highest-scored class, the first of equals; −1 where every score is NaN.
[[nodiscard]] std::vector<std::int64_t> topClasses(const ClassScores& scores);

/// Whether every row is a distribution already: no score below 0, sum 1 within 1e-3.
[[nodiscard]] bool areDistributions(const ClassScores& scores);

/// ln of the row's probabilities, in float64: a log softmax of logits; where they are `alreadyProbabilities`, their
/// logarithms, not below that of 1e-12.
void logProbabilities(std::span<const float> row, bool alreadyProbabilities, std::vector<double>& result);

/// Mean over rows of Σ p ln(p ÷ q), p of the original and q of the variant, in float64 and nats. Scores are logits and
/// go through a softmax; where every row of the original already is a distribution both are taken as they are. Empty
/// where a score is not finite.
[[nodiscard]] std::optional<double> meanKlDivergence(const ClassScores& original, const ClassScores& variant);

/// The same summed over rows, the scores taken for what `alreadyProbabilities` says: for data that come in pieces.
/// `each`: where not null, what each row adds, to rounding, is put behind what is there.
[[nodiscard]] std::optional<double> klDivergenceSum(const ClassScores& original, const ClassScores& variant,
                                                    bool alreadyProbabilities, std::vector<double>* each = nullptr);

/// Which rows have the same top class. Both have as many rows.
[[nodiscard]] std::vector<bool> sameTopClass(const ClassScores& original, const ClassScores& variant);

/// Share of rows with the same top class, 0–1. Both have as many rows, at least one.
[[nodiscard]] double agreement(const ClassScores& original, const ClassScores& variant);

}  // namespace bitwright

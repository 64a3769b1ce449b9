// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/evaluation/quality/class_scores.h"

namespace bitwright {

/// Samples of one class that were taken for another, or for itself.
struct ConfusionCell {
  std::int64_t label = 0;      ///< what the data say
  std::int64_t predicted = 0;  ///< what scored highest; −1: every score was NaN
  std::int64_t samples = 0;    ///< above 0
  friend bool operator==(const ConfusionCell&, const ConfusionCell&) = default;
};

/// How one class fared.
struct ClassOutcome {
  std::int64_t label = 0;
  std::int64_t samples = 0;
  std::int64_t right = 0;
};

/// A confusion matrix: only the cells that hold something, by label and then prediction, so that a thousand classes
/// take no million counts.
struct ClassResults {
  std::int64_t classes = 0;
  std::vector<ConfusionCell> cells;
};

[[nodiscard]] ClassResults measureClasses(const ClassScores& scores, std::span<const std::int64_t> labels);

/// Rows of the matrix summed, one a label that occurs, rising.
[[nodiscard]] std::vector<ClassOutcome> classOutcomes(const ClassResults& results);

/// The cells off the diagonal, most samples first, at most `most` of them.
[[nodiscard]] std::vector<ConfusionCell> mostConfused(const ClassResults& results, std::size_t most);

}  // namespace bitwright

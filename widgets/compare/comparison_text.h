// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

#include "core/evaluation/results/comparison.h"

namespace bitwright {

/// What closeness to the original is shown by: accuracy where there are labels, else agreement of classifiers, else the
/// outputs' SQNR.
enum class QualityMeasure { accuracy, agreement, sqnr };

/// In the measure's unit: fractions 0–1, or decibels. Without an interval `low` and `high` are the value.
struct QualityValue {
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;
};

[[nodiscard]] QualityMeasure qualityMeasure(const Scorecard& original);
[[nodiscard]] std::optional<QualityValue> qualityOf(const Scorecard& card, QualityMeasure measure);

// Texts of one comparison, for cells, tool tips and the panel's header.
[[nodiscard]] QString qualityTitle(QualityMeasure measure);  ///< of the column
[[nodiscard]] QString qualityTitleTip(QualityMeasure measure);
[[nodiscard]] QString qualityText(double value, QualityMeasure measure);
[[nodiscard]] QString speedCellText(const Speed& speed);  ///< "no difference", "1.82× (1.78–1.87)"
[[nodiscard]] QString verificationWord(const Verification& verification);

// Every figure behind a cell, a line each.
[[nodiscard]] QString sizeTip(const SizeResult& size);
[[nodiscard]] QString speedTip(const Speed& speed);
[[nodiscard]] QString qualityTip(const Scorecard& card);
[[nodiscard]] QString integerTip(const Scorecard& card);
[[nodiscard]] QString memoryTip(const Scorecard& card);
[[nodiscard]] QString verificationTip(const Verification& verification);
[[nodiscard]] QString notesText(const Scorecard& card);

/// "Fashion-MNIST, 2 000 images · 2 threads · 95 % intervals".
[[nodiscard]] QString comparisonFact(const Comparison& comparison);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

#include "core/calibration/calibrator.h"
#include "core/recipe/activation_choice.h"

class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace bitwright {

/// The two ends of a range as numbers, what they make of the levels, and the way back to the calibrator.
class RangeEditor : public QWidget {
  Q_OBJECT

 public:
  explicit RangeEditor(QWidget* parent = nullptr);

  /// None: nothing to edit. `beyond`: share of the observed values outside, where it is known.
  void setRange(const std::optional<ActivationRange>& range, bool byHand, std::optional<double> beyond);
  void setEditable(bool editable);
  /// While a handle is dragged.
  void follow(const HandRange& range, std::optional<double> beyond);
  [[nodiscard]] QDoubleSpinBox* low() const { return low_; }
  [[nodiscard]] QDoubleSpinBox* high() const { return high_; }
  [[nodiscard]] QPushButton* resetButton() const { return reset_; }
  [[nodiscard]] QString facts() const;

 Q_SIGNALS:
  void edited(const bitwright::HandRange& range);
  void resetWanted();

 private:
  void show(const HandRange& range, std::optional<double> beyond);
  void take();

  HandRange range_;
  bool byHand_ = false;
  QDoubleSpinBox* low_;
  QDoubleSpinBox* high_;
  QLabel* facts_;
  QPushButton* reset_;
};

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>

namespace bitwright {

/// A spin box for numbers below zero, too: in languages written from right to left QLocale puts an unseen mark before
/// their sign, and does not read again what it wrote so.
class NumberBox : public QDoubleSpinBox {
  Q_OBJECT

 public:
  using QDoubleSpinBox::QDoubleSpinBox;

  [[nodiscard]] double valueFromText(const QString& text) const override;
  [[nodiscard]] QString textFromValue(double value) const override;
  QValidator::State validate(QString& input, int& position) const override;
};

}  // namespace bitwright

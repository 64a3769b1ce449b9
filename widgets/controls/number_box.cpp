// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/number_box.h"

#include <algorithm>

namespace bitwright {
namespace {

bool isMark(QChar character) {
  return character == QChar(0x061C) || character == QChar(0x200E) || character == QChar(0x200F);
}

QString withoutMarks(QString text) {
  text.removeIf(isMark);
  return text.replace(QChar(0x2212),
                      QLatin1Char('-'));  // the minus of print, which the reader takes only behind its mark
}

}  // namespace

double NumberBox::valueFromText(const QString& text) const {
  return QDoubleSpinBox::valueFromText(withoutMarks(text));
}

QString NumberBox::textFromValue(double value) const {
  return withoutMarks(QDoubleSpinBox::textFromValue(value));
}

QValidator::State NumberBox::validate(QString& input, int& position) const {
  const auto before = input.first(qBound(0, position, static_cast<int>(input.size())));
  position -= static_cast<int>(std::count_if(before.begin(), before.end(), isMark));
  input = withoutMarks(input);
  return QDoubleSpinBox::validate(input, position);
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/elided_label.h"

#include <QPainter>
#include <QStyle>

#include "widgets/theme/direction.h"

namespace bitwright {

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent) {
  setTextFormat(Qt::PlainText);
}

QSize ElidedLabel::minimumSizeHint() const {
  return {fontMetrics().horizontalAdvance(QLatin1Char('m')) * 2, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QString shown = fontMetrics().elidedText(text(), mode_, contentsRect().width());
  if ((shown != text()) != !toolTip().isEmpty()) setToolTip(shown != text() ? text() : QString());
  painter.setPen(palette().color(foregroundRole()));
  painter.drawText(contentsRect(),
                   static_cast<int>(QStyle::visualAlignment(layoutDirection(), alignment())) | Qt::TextSingleLine,
                   isolated(shown));
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/start/door.h"

#include <QKeyEvent>
#include <QPainter>

#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

namespace bitwright {

Door::Door(const QString& title, const QString& about, QWidget* parent) : QAbstractButton(parent), about_(about) {
  setText(title);
  setAccessibleDescription(about);
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::PointingHandCursor);
}

QSize Door::sizeHint() const {
  return {scaled(260), scaled(96)};
}

void Door::paintEvent(QPaintEvent*) {
  const auto& t = tokens();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const bool lit = underMouse() || hasFocus();
  painter.setPen(QPen(lit ? t.accent : t.line, lit ? 1.5 : 1.0));
  painter.setBrush(isDown() ? t.accentSoft : t.panel);
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), scaled(8), scaled(8));
  const QRect inside = rect().adjusted(scaled(16), scaled(16), -scaled(16), -scaled(12));
  painter.setFont(emphasised(bodyFont()));
  painter.setPen(lit ? t.accent : t.text);
  painter.drawText(inside, Qt::AlignTop | Qt::AlignLeading, text());
  painter.setFont(bodyFont());
  painter.setPen(t.dim);
  painter.drawText(inside.adjusted(0, scaled(24), 0, 0), Qt::AlignTop | Qt::AlignLeading | Qt::TextWordWrap, about_);
}

void Door::keyPressEvent(QKeyEvent* event) {
  // A door opens as a button of a dialog does, not by the space bar alone.
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
    click();
  else
    QAbstractButton::keyPressEvent(event);
}

void Door::enterEvent(QEnterEvent*) {
  update();
}

void Door::leaveEvent(QEvent*) {
  update();
}

}  // namespace bitwright

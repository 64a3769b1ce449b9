// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/cell_painter.h"

#include <QFontMetricsF>

#include <algorithm>

#include "widgets/theme/direction.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

double digitWidth(const QFontMetricsF& metrics) {
  double width = 0.0;
  for (char16_t digit = u'0'; digit <= u'9'; ++digit) width = std::max(width, metrics.horizontalAdvance(QChar(digit)));
  return width;
}

}  // namespace

double tabularWidth(const QString& text, const QFont& font) {
  const QFontMetricsF metrics(font);
  const double digit = digitWidth(metrics);
  double width = 0.0;
  for (const QChar c : text) width += c.isDigit() ? digit : metrics.horizontalAdvance(c);
  return width;
}

void drawTabular(QPainter& painter, double left, double baseline, const QString& text, const QFont& font) {
  const QFontMetricsF metrics(font);
  const double digit = digitWidth(metrics);
  painter.setFont(font);
  for (const QChar c : text) {
    const double own = metrics.horizontalAdvance(c);
    const double width = c.isDigit() ? digit : own;
    painter.drawText(QPointF(left + (width - own) / 2.0, baseline), QString(c));
    left += width;
  }
}

CellPainter::CellPainter(QPainter& painter, const QStyleOptionViewItem& option)
    : painter_(painter),
      cell_(option.rect),
      content_(cell_.adjusted(scaled(6), 0, -scaled(6), -1)),
      direction_(option.direction) {
  const auto& t = tokens();
  painter_.save();
  painter_.setRenderHint(QPainter::Antialiasing);
  painter_.fillRect(cell_, option.state.testFlag(QStyle::State_Selected) ? t.selection : t.panel);
  painter_.fillRect(QRectF(cell_.left(), cell_.bottom() - 1, cell_.width(), 1), t.line);
}

CellPainter::~CellPainter() {
  painter_.restore();
}

QRectF CellPainter::visual(const QRectF& logical) const {
  if (direction_ == Qt::LeftToRight) return logical;
  return {cell_.left() + cell_.right() - logical.right(), logical.top(), logical.width(), logical.height()};
}

void CellPainter::text(const QRectF& logical, Qt::Alignment alignment, const QString& text, const QFont& font,
                       const QColor& colour) {
  painter_.setFont(font);
  painter_.setPen(colour);
  const QRectF box = visual(logical);
  painter_.drawText(box, static_cast<int>(QStyle::visualAlignment(direction_, alignment) | Qt::TextSingleLine),
                    isolated(QFontMetricsF(font).elidedText(text, Qt::ElideRight, box.width())));
}

void CellPainter::number(const QRectF& logical, Qt::Alignment alignment, const QString& text, const QFont& font,
                         const QColor& colour) {
  painter_.setPen(colour);
  const QRectF box = visual(logical);
  const QFontMetricsF metrics(font);
  const auto visually = QStyle::visualAlignment(direction_, alignment);
  double left = box.left();
  if (visually.testFlag(Qt::AlignRight))
    left = box.right() - tabularWidth(text, font);
  else if (visually.testFlag(Qt::AlignHCenter))
    left = box.center().x() - tabularWidth(text, font) / 2.0;
  drawTabular(painter_, left, box.center().y() + (metrics.ascent() - metrics.descent()) / 2.0, text, font);
}

void CellPainter::dot(const QPointF& logicalCentre, double radius, const QColor& colour) {
  painter_.setPen(Qt::NoPen);
  painter_.setBrush(colour);
  painter_.drawEllipse(visual(QRectF(logicalCentre.x() - radius, logicalCentre.y() - radius, 2 * radius, 2 * radius)));
}

void CellPainter::bar(const QRectF& logical, double share, const QColor& colour, const QColor& track) {
  const double radius = logical.height() / 2.0;
  painter_.setPen(Qt::NoPen);
  if (track.isValid()) {
    painter_.setBrush(track);
    painter_.drawRoundedRect(visual(logical), radius, radius);
  }
  QRectF filled = logical;
  filled.setWidth(std::clamp(logical.width() * share, std::min(logical.height(), logical.width()), logical.width()));
  painter_.setBrush(colour);
  painter_.drawRoundedRect(visual(filled), radius, radius);
}

}  // namespace bitwright

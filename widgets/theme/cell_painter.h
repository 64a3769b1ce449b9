// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QString>
#include <QStyleOptionViewItem>

namespace bitwright {

/// What the delegates of all tables share: background and selection, mirrored layout, digits of one width.
class CellPainter {
 public:
  /// Paints background, selection and the rule under the row.
  CellPainter(QPainter& painter, const QStyleOptionViewItem& option);
  ~CellPainter();
  CellPainter(const CellPainter&) = delete;
  CellPainter& operator=(const CellPainter&) = delete;

  [[nodiscard]] QPainter& painter() { return painter_; }
  /// The cell less its padding, as if text ran from left to right.
  [[nodiscard]] QRectF content() const { return content_; }
  [[nodiscard]] bool isMirrored() const { return direction_ == Qt::RightToLeft; }
  /// A box of that logical cell where it really is.
  [[nodiscard]] QRectF visual(const QRectF& logical) const;

  void text(const QRectF& logical, Qt::Alignment alignment, const QString& text, const QFont& font,
            const QColor& colour);
  /// Digits are all as wide as the widest, so that numbers stand under each other.
  void number(const QRectF& logical, Qt::Alignment alignment, const QString& text, const QFont& font,
              const QColor& colour);
  void dot(const QPointF& logicalCentre, double radius, const QColor& colour);
  /// A rounded bar on a pale track; `share` 0–1.
  void bar(const QRectF& logical, double share, const QColor& colour, const QColor& track);

 private:
  QPainter& painter_;
  QRectF cell_;
  QRectF content_;
  Qt::LayoutDirection direction_;
};

/// Width of `text` with digits of one width.
[[nodiscard]] double tabularWidth(const QString& text, const QFont& font);
/// Draws it from `left` on, on this baseline.
void drawTabular(QPainter& painter, double left, double baseline, const QString& text, const QFont& font);

}  // namespace bitwright

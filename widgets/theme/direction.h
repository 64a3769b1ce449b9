// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>
#include <QString>

class QLabel;

namespace bitwright {

/// In a window that reads from right to left: `text`, line by line, as a unit with the direction of its own first
/// letter (Unicode's first strong isolate), so that "77 072 weights" keeps its order and "Open…" its dots. Else `text`
/// as it is. For drawing, not for comparing or measuring.
[[nodiscard]] QString isolated(const QString& text);

/// Labels follow the direction of their text; in a window that reads from right to left, all follow the window's.
void alignByWindow(QLabel* label);

/// Fusion, drawing every text isolated.
class DirectionStyle : public QProxyStyle {
  Q_OBJECT

 public:
  DirectionStyle();

  void drawItemText(QPainter* painter, const QRect& rect, int flags, const QPalette& palette, bool enabled,
                    const QString& text, QPalette::ColorRole role) const override;
};

}  // namespace bitwright

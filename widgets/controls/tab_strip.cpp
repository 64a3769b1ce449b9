// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/tab_strip.h"

#include <QPainter>

#include "widgets/theme/direction.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

namespace bitwright {

TabStrip::TabStrip(QWidget* parent) : QTabBar(parent) {
  setDrawBase(false);
  setExpanding(false);
  setFocusPolicy(Qt::TabFocus);
}

QSize TabStrip::tabSizeHint(int index) const {
  return {QFontMetrics(emphasised(bodyFont())).horizontalAdvance(tabText(index)) + scaled(18), scaled(37)};
}

void TabStrip::paintEvent(QPaintEvent*) {
  const auto& t = tokens();
  QPainter painter(this);
  for (int i = 0; i < count(); ++i) {
    const QRect box = tabRect(i);
    const bool shown = i == currentIndex();
    painter.setFont(shown ? emphasised(bodyFont()) : bodyFont());
    painter.setPen(shown ? t.text : t.dim);
    painter.drawText(box, Qt::AlignCenter, isolated(tabText(i)));
    if (shown) painter.fillRect(QRect(box.left() + scaled(4), box.bottom() - 1, box.width() - scaled(8), 2), t.accent);
    if (shown && hasFocus()) {
      painter.setPen(t.accent);
      painter.drawRoundedRect(box.adjusted(2, scaled(6), -2, -scaled(6)), 4, 4);
    }
  }
}

}  // namespace bitwright

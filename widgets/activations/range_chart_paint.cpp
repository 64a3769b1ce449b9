// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How RangeChart looks; what it does is in range_chart.cpp.
#include <QPainter>
#include <QtCharts/QChart>

#include <algorithm>

#include "widgets/activations/range_chart.h"
#include "widgets/histogram/readout.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace bitwright {

void RangeChart::drawForeground(QPainter* painter, const QRectF&) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setLayoutDirection(Qt::LeftToRight);  // as the axis
  const QRectF plot = chart()->plotArea();
  if (!bins_.counts.empty()) drawArea(*painter);
  painter->fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1), tokens().line);
  if (shownRange()) drawRange(*painter);
  painter->setFont(labelFont());
  painter->setPen(tokens().dim);
  const QFontMetricsF metrics(labelFont());
  const QString count = logarithmic_ ? tr("count, logarithmic") : tr("count");
  painter->drawText(QPointF(plot.left(), metrics.ascent() + scaled(6)), count);
  if (const auto lines = readout(); !lines.isEmpty()) {
    const double x = toView({*hover_, 0.0}).x();
    drawReadout(*painter, plot, x, x, lines);
  }
  if (hasFocus()) {
    painter->setPen(QPen(tokens().accent, 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(viewport()->rect()).adjusted(2.5, 2.5, -2.5, -2.5), scaled(6), scaled(6));
  }
  painter->restore();
}

void RangeChart::drawArea(QPainter& painter) const {
  const double highest = std::max(height(static_cast<double>(bins_.largestCount())), 1e-9) * 1.06;
  QPolygonF outline;
  const double width = bins_.binWidth();
  // A step a bin: what is alone in its bin, zero above all, is to stand as a bar.
  outline << toView({bins_.minimum, 0.0});
  for (std::size_t bin = 0; bin < bins_.counts.size(); ++bin) {
    const double top = height(static_cast<double>(bins_.counts[bin])) / highest;
    const double from = bins_.minimum + static_cast<double>(bin) * width;
    outline << toView({from, top}) << toView({from + width, top});
  }
  outline << toView({bins_.maximum, 0.0});
  painter.setPen(Qt::NoPen);
  painter.setBrush(tokens().originalSoft);
  painter.drawPolygon(outline);
  drawCurve(painter, outline, QPen(tokens().original, 1.2));
}

void RangeChart::drawRange(QPainter& painter) const {
  const QRectF plot = chart()->plotArea();
  const auto range = *shownRange();
  const double low = toView({range.low, 0.0}).x();
  const double high = toView({range.high, 0.0}).x();
  // What is cut off lies behind a veil.
  QColor veil = tokens().panel;
  veil.setAlphaF(0.66F);
  painter.fillRect(QRectF(QPointF(plot.left(), plot.top()), QPointF(low, plot.bottom())), veil);
  painter.fillRect(QRectF(QPointF(high, plot.top()), QPointF(plot.right(), plot.bottom())), veil);
  QColor soft = tokens().accent;
  soft.setAlphaF(0.07F);
  painter.fillRect(QRectF(QPointF(low, plot.top()), QPointF(high, plot.bottom())), soft);
  if (chosen_) {
    painter.setPen(QPen(tokens().dim, 1, Qt::DashLine));
    for (const float end : {chosen_->low, chosen_->high}) {
      const double x = toView({end, 0.0}).x();
      painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
  }
  drawHandle(painter, false);
  drawHandle(painter, true);
}

void RangeChart::drawHandle(QPainter& painter, bool high) const {
  const QRectF plot = chart()->plotArea();
  const QPointF at = handlePosition(high);
  const bool active = hasFocus() ? activeHigh_ == high : dragged_ && draggingHigh_ == high;
  painter.setPen(QPen(tokens().accent, 1.5));
  painter.drawLine(QPointF(at.x(), at.y()), QPointF(at.x(), plot.bottom()));
  if (!editable_) return;
  const QRectF grip(at.x() - scaled(4), at.y(), scaled(8), scaled(16));
  painter.setBrush(active ? tokens().accent : tokens().panel);
  painter.drawRoundedRect(grip, 3, 3);
  painter.setPen(QPen(active ? tokens().onAccent : tokens().accent, 1));
  for (const double shift : {-1.5, 1.5}) {
    painter.drawLine(QPointF(at.x() + shift, grip.top() + scaled(5)),
                     QPointF(at.x() + shift, grip.bottom() - scaled(5)));
  }
}

}  // namespace bitwright

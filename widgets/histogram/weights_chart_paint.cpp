// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How WeightsChart looks; what it does is in weights_chart.cpp.
#include <QPainter>
#include <QtCharts/QChart>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "widgets/histogram/readout.h"
#include "widgets/histogram/weights_chart.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

constexpr double kOutlierMark = 3;

QPolygonF diamond(const QPointF& at, double size) {
  return QPolygonF{{at + QPointF(0, -size), at + QPointF(size, 0), at + QPointF(0, size), at + QPointF(-size, 0)}};
}

}  // namespace

void WeightsChart::drawArea(QPainter& painter, const Histogram& histogram, double scale, const QColor& line,
                            const QColor& fill) const {
  QPolygonF outline;
  outline.reserve(static_cast<qsizetype>(histogram.counts.size()) + 2);
  outline << at(histogram.minimum, 0.0);
  for (std::size_t i = 0; i < histogram.counts.size(); ++i)
    outline << at(histogram.binCentre(i), static_cast<double>(histogram.counts[i]) * scale);
  outline << at(histogram.maximum, 0.0);
  painter.setPen(Qt::NoPen);
  painter.setBrush(fill);
  painter.drawPolygon(outline);
  drawCurve(painter, outline, QPen(line, 1.2));
}

void WeightsChart::drawForeground(QPainter* painter, const QRectF&) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setLayoutDirection(Qt::LeftToRight);  // as the axes
  drawGrid(*painter);
  const QRectF plot = chart()->plotArea();
  const auto& original = shown().original;
  if (!original.counts.empty() && original.maximum > original.minimum) {
    painter->save();
    painter->setClipRect(plot);
    drawArea(*painter, original, 1.0, tokens().original, tokens().originalSoft);
    if (drawsDecoded()) {
      QColor soft = colour_;
      soft.setAlphaF(0.22F);
      drawArea(*painter, shown().decoded, original.binWidth() / shown().decoded.binWidth(), colour_, soft);
    }
    painter->restore();
  }
  drawPruned(*painter);
  drawLevels(*painter);
  drawOutliers(*painter);
  drawBeyond(*painter);
  drawLegend(*painter);
  drawSelection(*painter);
  if (const auto lines = readout(); !lines.isEmpty()) {
    const double x = at(*hover_, 0.0).x();
    painter->setPen(QPen(tokens().faint, 1));
    painter->drawLine(QPointF(x, plot.top() + scaled(10)), QPointF(x, plot.bottom()));
    drawReadout(*painter, plot, x, x, lines);
  }
  if (hasFocus()) {
    painter->setPen(QPen(tokens().accent, 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(viewport()->rect()).adjusted(2.5, 2.5, -2.5, -2.5), scaled(6), scaled(6));
  }
  painter->restore();
}

void WeightsChart::drawGrid(QPainter& painter) const {
  const QRectF plot = chart()->plotArea();
  const double step = xAxis()->tickInterval();
  if (!(step > 0.0)) return;
  const auto first = static_cast<int>(std::ceil(xAxis()->min() / step));
  const auto last = static_cast<int>(std::floor(xAxis()->max() / step));
  for (int tick = first; tick <= last; ++tick) {
    painter.fillRect(QRectF(std::round(toView({tick * step, 0.0}).x()), plot.top(), 1, plot.height()), tokens().grid);
  }
  painter.fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1), tokens().line);
}

void WeightsChart::drawLevels(QPainter& painter) const {
  const QRectF plot = chart()->plotArea();
  const auto& levels = shown().levels;
  double spacing = plot.width();
  std::vector<QPointF> tops;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    tops.push_back(at(levels[i].value, barCount(i)));
    if (i > 0) spacing = std::min(spacing, tops[i].x() - tops[i - 1].x());
  }
  const double width = std::clamp(spacing * 0.55, 1.5, static_cast<double>(scaled(6)));
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour_);
  for (const auto& top : tops) {
    if (top.x() < plot.left() || top.x() > plot.right()) continue;
    painter.drawRoundedRect(QRectF(top.x() - width / 2, top.y(), width, plot.bottom() - top.y()),
                            std::min(1.5, width / 2), std::min(1.5, width / 2));
    const double tick = std::min(width, 2.0);
    painter.drawRect(QRectF(top.x() - tick / 2, plot.bottom() + scaled(5), tick, scaled(8)));
  }
}

// What pruning took, as one bar at zero over what is now empty. It may not lift the rest: the share of a layer that is
// pruned is often most of it, so where values near zero are kept, too, the bar ends with the plot. The legend says the
// share.
void WeightsChart::drawPruned(QPainter& painter) const {
  if (picture_.prunedCount == 0) return;
  const QRectF plot = chart()->plotArea();
  const double cell = std::max(2 * picture_.smallestKept, shown().original.binWidth());
  const double count = static_cast<double>(picture_.prunedCount) * shown().original.binWidth() / cell;
  const double top = std::max(at(0.0, count).y(), plot.top() + scaled(28));
  const double x = at(0.0, 0.0).x();
  if (x < plot.left() || x > plot.right()) return;
  const double width = scaled(6);
  painter.setPen(QPen(tokens().dim, 1));
  painter.setBrush(tokens().panel);
  painter.drawRoundedRect(QRectF(x - width / 2, top, width, plot.bottom() - top), 1.5, 1.5);
}

// A mark on the floor for each place where outliers lie: one weight among millions is too low to be seen as an area.
void WeightsChart::drawOutliers(QPainter& painter) const {
  const auto& bins = shown();
  if (bins.outliers.size() != bins.original.counts.size()) return;
  const QRectF plot = chart()->plotArea();
  const double size = scaled(kOutlierMark);
  double last = -std::numeric_limits<double>::infinity();
  painter.setPen(Qt::NoPen);
  painter.setBrush(tokens().warn);
  for (std::size_t i = 0; i < bins.outliers.size(); ++i) {
    if (bins.outliers[i] == 0) continue;
    const double x = at(bins.original.binCentre(i), 0.0).x();
    if (x < plot.left() || x > plot.right() || x - last < 2 * size) continue;
    last = x;
    const double y = plot.bottom() - scaled(5);
    painter.drawPolygon(diamond({x, y}, size));
  }
}

// How many weights the zoom leaves out of sight, at the side they are on.
void WeightsChart::drawBeyond(QPainter& painter) const {
  if (!zoom_.isZoomed() || &shown() == &picture_) return;
  const auto& original = shown().original;
  const QRectF plot = chart()->plotArea();
  const QFontMetricsF metrics(labelFont());
  painter.setFont(labelFont());
  painter.setPen(tokens().dim);
  const double baseline = plot.top() + scaled(10) + metrics.ascent();
  if (original.below > 0) {
    const QString text = QStringLiteral("‹ ") + withThinSpaces(tr("%Ln more", "weights beyond the edge of the chart",
                                                                  pluralNumber(original.below)));
    painter.drawText(QPointF(plot.left() + scaled(4), baseline), text);
  }
  if (original.above > 0) {
    const QString text =
        withThinSpaces(tr("%Ln more", "weights beyond the edge of the chart", pluralNumber(original.above))) +
        QStringLiteral(" ›");
    painter.drawText(QPointF(plot.right() - scaled(4) - metrics.horizontalAdvance(text), baseline), text);
  }
}

void WeightsChart::drawSelection(QPainter& painter) const {
  if (!dragStart_) return;
  const QRectF plot = chart()->plotArea();
  const auto [left, right] = std::minmax(*dragStart_, dragEnd_);
  const QRectF box = QRectF(QPointF(left, plot.top()), QPointF(right, plot.bottom())).intersected(plot);
  QColor soft = tokens().accent;
  soft.setAlphaF(0.12F);
  painter.fillRect(box, soft);
  painter.setPen(QPen(tokens().accent, 1));
  painter.drawLine(box.topLeft(), box.bottomLeft());
  painter.drawLine(box.topRight(), box.bottomRight());
}

void WeightsChart::drawLegend(QPainter& painter) const {
  const auto& t = tokens();
  const QFontMetricsF metrics(labelFont());
  painter.setFont(labelFont());
  const QRectF plot = chart()->plotArea();
  double right = plot.right();
  const double middle = scaled(16);
  const auto entry = [&](const QString& text, const QColor& fill, const QColor& edge) {
    right -= metrics.horizontalAdvance(text);
    painter.setPen(t.dim);
    painter.drawText(QPointF(right, middle + metrics.ascent() / 2 - 1), text);
    right -= scaled(15);
    painter.setPen(QPen(edge, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(right, middle - scaled(5), scaled(9), scaled(9)), 2, 2);
    right -= scaled(16);
  };
  if (picture_.compressed) {
    const auto levels = picture_.levelCount;
    entry(levels > 0 ? withThinSpaces(tr("%Ln level(s), %1", nullptr, pluralNumber(levels)).arg(compressedName_))
                     : compressedName_,
          colour_, colour_);
    if (picture_.prunedCount > 0) {
      const auto whole = static_cast<double>(std::max<std::int64_t>(1, picture_.moments.count));
      entry(tr("%1 pruned").arg(formatPercent(static_cast<double>(picture_.prunedCount) / whole, 1)), t.panel, t.dim);
    }
  }
  entry(tr("original"), t.originalSoft, t.original);
  const QString count = logarithmic_ ? tr("count, logarithmic") : tr("count");
  const double room =
      right - metrics.horizontalAdvance(tr("outliers")) - scaled(20) - plot.left() - metrics.horizontalAdvance(count);
  if (!picture_.outliers.empty() && room > 0.0) {  // the fact above names them in any case
    right -= metrics.horizontalAdvance(tr("outliers"));
    painter.setPen(t.dim);
    painter.drawText(QPointF(right, middle + metrics.ascent() / 2 - 1), tr("outliers"));
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.warn);
    painter.drawPolygon(diamond({right - scaled(9), middle}, scaled(kOutlierMark) + 1));
  }
  painter.setPen(t.dim);
  painter.drawText(QPointF(plot.left(), middle + metrics.ascent() / 2 - 1), count);
}

}  // namespace bitwright

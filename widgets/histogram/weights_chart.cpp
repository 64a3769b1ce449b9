// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/histogram/weights_chart.h"

#include <algorithm>
#include <cmath>
#include <QMouseEvent>
#include <QPainter>
#include <QtCharts/QChart>
#include <vector>

#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/series.h"
#include "widgets/theme/theme.h"

namespace bitwright {
WeightsChart::WeightsChart(QWidget* parent) : PlainChartView(parent) {
  setMouseTracking(true);
  xAxis()->setLabelsVisible(false);
  yAxis()->setLabelsVisible(false);
  yAxis()->setGridLineVisible(false);
  yAxis()->setLineVisible(false);
  xAxis()->setGridLineVisible(false);  // without labels Qt Charts lays this axis out beside our plot area; `drawGrid` keeps to it
  xAxis()->setLineVisible(false);
  yAxis()->setRange(0.0, 1.0);  // counts have no labels: `at` brings them there
  setPlotMargins({14, 16, 14, 22});
  setMinimumHeight(scaled(140));
  WeightsChart::applyTokens();
}

void WeightsChart::setPicture(const LayerPicture& picture, const std::string& schemeId, const QString& compressedName) {
  picture_ = picture;
  schemeId_ = schemeId;
  colour_ = schemeColour(schemeId_);
  compressedName_ = compressedName;
  fill();
}

void WeightsChart::setLogarithmic(bool logarithmic) {
  logarithmic_ = logarithmic;
  fill();
}

double WeightsChart::height(double count) const {
  return logarithmic_ ? std::log10(1.0 + count) : count;
}

double WeightsChart::barCount(std::size_t level) const {
  const auto& levels = picture_.levels;
  double cell = picture_.original.maximum - picture_.original.minimum;
  if (levels.size() > 1) {
    // Half the way to its neighbours; beyond the last as far as before it. What was pruned around zero belongs to no level.
    const double own = levels[level].value;
    const double gap = picture_.prunedCount > 0 ? std::min(picture_.smallestKept, std::abs(own)) : 0.0;
    double below = level > 0 ? (own - levels[level - 1].value) / 2 : -1.0;
    double above = level + 1 < levels.size() ? (levels[level + 1].value - own) / 2 : -1.0;
    if (gap > 0.0 && own > 0.0) below = below < 0.0 ? own - gap : std::min(below, own - gap);
    if (gap > 0.0 && own < 0.0) above = above < 0.0 ? -gap - own : std::min(above, -gap - own);
    cell = below < 0.0 ? 2 * above : above < 0.0 ? 2 * below : below + above;
  }
  return cell > 0.0 ? static_cast<double>(levels[level].count) * picture_.original.binWidth() / cell : 0.0;
}

bool WeightsChart::drawsDecoded() const {
  return picture_.compressed && picture_.levels.empty() && !picture_.decoded.counts.empty();
}

void WeightsChart::fill() {
  const auto& original = picture_.original;
  if (original.counts.empty() || !(original.maximum > original.minimum)) return;
  double highest = height(static_cast<double>(original.largestCount()));
  for (std::size_t i = 0; i < picture_.levels.size(); ++i) highest = std::max(highest, height(barCount(i)));
  highest_ = std::max(highest, 1e-9) * 1.06;
  double low = original.minimum, high = original.maximum;
  for (const auto& level : picture_.levels) {
    low = std::min(low, level.value);
    high = std::max(high, level.value);
  }
  const double margin = (high - low) * 0.02;
  setNiceTicks(xAxis(), low - margin, high + margin, 8);
  viewport()->update();
}

void WeightsChart::applyTokens() {
  PlainChartView::applyTokens();
  colour_ = schemeColour(schemeId_);
}

QPointF WeightsChart::at(double value, double count) const {
  return toView({value, height(count) / highest_});
}

void WeightsChart::drawArea(QPainter& painter, const Histogram& histogram, double scale, const QColor& line, const QColor& fill) const {
  QPolygonF outline;
  outline.reserve(static_cast<qsizetype>(histogram.counts.size()) + 2);
  outline << at(histogram.minimum, 0.0);
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) outline << at(histogram.binCentre(i), static_cast<double>(histogram.counts[i]) * scale);
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
  const auto& original = picture_.original;
  if (!original.counts.empty() && original.maximum > original.minimum) {
    drawArea(*painter, original, 1.0, tokens().original, tokens().originalSoft);
    if (drawsDecoded()) {
      QColor soft = colour_;
      soft.setAlphaF(0.22F);
      drawArea(*painter, picture_.decoded, original.binWidth() / picture_.decoded.binWidth(), colour_, soft);
    }
  }
  drawPruned(*painter);
  drawLevels(*painter);
  drawLegend(*painter);
  drawReadout(*painter);
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
  const auto& levels = picture_.levels;
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
    painter.drawRoundedRect(QRectF(top.x() - width / 2, top.y(), width, plot.bottom() - top.y()), std::min(1.5, width / 2), std::min(1.5, width / 2));
    const double tick = std::min(width, 2.0);
    painter.drawRect(QRectF(top.x() - tick / 2, plot.bottom() + scaled(5), tick, scaled(8)));
  }
}

// What pruning took, as one bar at zero over what is now empty. It may not lift the rest: the share of a layer that is pruned is often most of it,
// so where values near zero are kept, too, the bar ends with the plot. The legend says the share.
void WeightsChart::drawPruned(QPainter& painter) const {
  if (picture_.prunedCount == 0) return;
  const QRectF plot = chart()->plotArea();
  const double cell = std::max(2 * picture_.smallestKept, picture_.original.binWidth());
  const double count = static_cast<double>(picture_.prunedCount) * picture_.original.binWidth() / cell;
  const double top = std::max(at(0.0, count).y(), plot.top() + scaled(28));
  const double x = at(0.0, 0.0).x();
  const double width = scaled(6);
  painter.setPen(QPen(tokens().dim, 1));
  painter.setBrush(tokens().panel);
  painter.drawRoundedRect(QRectF(x - width / 2, top, width, plot.bottom() - top), 1.5, 1.5);
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
    const auto count = picture_.levelCount;
    entry(count > 0 ? withThinSpaces(tr("%Ln level(s), %1", nullptr, pluralNumber(count)).arg(compressedName_)) : compressedName_, colour_, colour_);
    if (picture_.prunedCount > 0) {
      const auto whole = static_cast<double>(std::max<std::int64_t>(1, picture_.moments.count));
      entry(tr("%1 pruned").arg(formatPercent(static_cast<double>(picture_.prunedCount) / whole, 1)), t.panel, t.dim);
    }
  }
  entry(tr("original"), t.originalSoft, t.original);
  painter.setPen(t.dim);
  painter.drawText(QPointF(plot.left(), middle + metrics.ascent() / 2 - 1), logarithmic_ ? tr("count, logarithmic") : tr("count"));
}

void WeightsChart::drawReadout(QPainter& painter) const {
  const auto& original = picture_.original;
  if (!hover_ || original.counts.empty() || *hover_ < original.minimum || *hover_ > original.maximum) return;
  const auto& t = tokens();
  const QRectF plot = chart()->plotArea();
  const double x = at(*hover_, 0.0).x();
  painter.setPen(QPen(t.faint, 1));
  painter.drawLine(QPointF(x, plot.top() + scaled(14)), QPointF(x, plot.bottom()));
  const auto bin = std::min(static_cast<std::size_t>((*hover_ - original.minimum) / original.binWidth()), original.counts.size() - 1);
  QString text = withThinSpaces(tr("%1: %Ln weight(s)", nullptr, pluralNumber(original.counts[bin])).arg(formatSignificant(*hover_, 3)));
  if (picture_.prunedCount > 0 && std::abs(*hover_) < picture_.smallestKept) {
    text += QStringLiteral("  →  ") + withThinSpaces(tr("0, with %Ln more pruned", nullptr, pluralNumber(picture_.prunedCount)));
  } else if (!picture_.levels.empty()) {
    const auto nearest = std::min_element(picture_.levels.begin(), picture_.levels.end(), [this](const Level& a, const Level& b) {
      return std::abs(a.value - *hover_) < std::abs(b.value - *hover_);
    });
    text += QStringLiteral("  →  ") +
            withThinSpaces(tr("%1, shared by %Ln", nullptr, pluralNumber(nearest->count)).arg(formatSignificant(nearest->value, 3)));
  }
  const QFontMetricsF metrics(labelFont());
  const double width = metrics.horizontalAdvance(text) + scaled(16);
  QRectF box(std::clamp(x - width / 2, plot.left(), plot.right() - width), plot.top() + scaled(14), width, scaled(20));
  painter.setPen(QPen(t.line, 1));
  painter.setBrush(t.panel);
  painter.drawRoundedRect(box, 4, 4);
  painter.setPen(t.text);
  painter.drawText(box, Qt::AlignCenter, text);
}

void WeightsChart::mouseMoveEvent(QMouseEvent* event) {
  hover_ = xValue(event->position().x());
  viewport()->update();
}

void WeightsChart::leaveEvent(QEvent* event) {
  hover_.reset();
  viewport()->update();
  PlainChartView::leaveEvent(event);
}

}  // namespace bitwright

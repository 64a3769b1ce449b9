// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/histogram/channel_chart.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QtCharts/QChart>

#include <algorithm>
#include <cmath>

#include "widgets/histogram/readout.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace bitwright {

ChannelChart::ChannelChart(QWidget* parent) : PlainChartView(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  // Qt Charts lays axes out anew when their ranges change, not when the plot is placed, which here may come later:
  // `drawAxes` draws them.
  for (auto* axis : {xAxis(), yAxis()}) {
    axis->setLabelsVisible(false);
    axis->setGridLineVisible(false);
    axis->setLineVisible(false);
  }
  setPlotMargins({58, 32, 14, 46});
  setMinimumHeight(scaled(180));
}

void ChannelChart::setChannels(const ChannelStatistics& channels) {
  channels_ = channels;
  box_.reset();
  const auto count = static_cast<double>(std::max<std::int64_t>(1, channels_.channels));
  setNiceTicks(xAxis(), -0.5, count - 0.5, static_cast<int>(std::min(10.0, count)));
  const double margin = 0.02 * (channels_.maximum - channels_.minimum);
  setNiceTicks(yAxis(), channels_.minimum - margin, channels_.maximum + margin, 6);
  viewport()->update();
}

std::pair<double, double> ChannelChart::edges(std::size_t box) const {
  const auto& at = channels_.boxes[box];
  return {toView({static_cast<double>(at.first) - 0.5, 0.0}).x(),
          toView({static_cast<double>(at.last) + 0.5, 0.0}).x()};
}

double ChannelChart::yValue(double viewY) const {
  const QRectF plot = chart()->plotArea();
  return yAxis()->min() + (plot.bottom() - viewY) / std::max(plot.height(), 1e-9) * (yAxis()->max() - yAxis()->min());
}

void ChannelChart::drawAxes(QPainter& painter) const {
  const auto& t = tokens();
  const QRectF plot = chart()->plotArea();
  const QFontMetricsF metrics(labelFont());
  painter.setFont(labelFont());
  const auto ticks = [](const QValueAxis& axis, const auto& draw) {
    const double step = axis.tickInterval();
    if (!(step > 0.0)) return;
    for (double tick = std::ceil(axis.min() / step); tick <= axis.max() / step; ++tick) draw(tick * step, step);
  };
  ticks(*yAxis(), [&](double value, double step) {
    const double y = std::round(toView({0.0, value}).y());
    painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), t.grid);
    const int decimals = static_cast<int>(std::clamp(-std::floor(std::log10(step)), 0.0, 8.0));
    const QString text = formatFixed(value, decimals);
    painter.setPen(t.dim);
    painter.drawText(QPointF(plot.left() - scaled(8) - metrics.horizontalAdvance(text), y + metrics.ascent() / 2 - 1),
                     text);
  });
  ticks(*xAxis(), [&](double value, double) {
    const QString text = formatCount(static_cast<std::int64_t>(std::llround(value)));
    painter.setPen(t.dim);
    painter.drawText(QPointF(toView({value, 0.0}).x() - metrics.horizontalAdvance(text) / 2,
                             plot.bottom() + scaled(6) + metrics.ascent()),
                     text);
  });
  painter.fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1), t.line);
}

QStringList ChannelChart::readout() const {
  if (!box_ || *box_ >= channels_.boxes.size()) return {};
  const auto& box = channels_.boxes[*box_];
  QStringList lines{box.first == box.last ? tr("Channel %1").arg(formatCount(box.first))
                                          : tr("Channels %1 to %2").arg(formatCount(box.first), formatCount(box.last))};
  return box.count > 0 ? lines << linesOf(*box_, value_) : lines << tr("no weight is a finite number");
}

void ChannelChart::drawForeground(QPainter* painter, const QRectF&) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setLayoutDirection(Qt::LeftToRight);  // as the axes
  const auto& t = tokens();
  const QRectF plot = chart()->plotArea();
  drawAxes(*painter);
  painter->save();
  painter->setClipRect(plot);
  drawChannels(*painter);
  painter->restore();

  const QFontMetricsF metrics(labelFont());
  const double middle = scaled(16);
  const double legend = drawLegend(*painter, plot.right(), middle);
  painter->setFont(labelFont());
  painter->setPen(t.dim);
  if (const QString weight = tr("weight"); scaled(14) + metrics.horizontalAdvance(weight) < legend) {
    painter->drawText(QPointF(scaled(14), middle + metrics.ascent() / 2 - 1), weight);
  }
  const QString channel = tr("output channel");
  painter->drawText(
      QPointF(plot.right() - metrics.horizontalAdvance(channel), plot.bottom() + scaled(24) + metrics.ascent()),
      channel);

  if (box_ && *box_ < channels_.boxes.size()) {
    const auto [left, right] = edges(*box_);
    painter->setPen(QPen(t.accent, 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(QRectF(QPointF(left, plot.top()), QPointF(right, plot.bottom())));
    drawReadout(*painter, plot, left, right, readout());
  }
  if (hasFocus()) {
    painter->setPen(QPen(t.accent, 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(viewport()->rect()).adjusted(2.5, 2.5, -2.5, -2.5), scaled(6), scaled(6));
  }
  painter->restore();
}

void ChannelChart::mouseMoveEvent(QMouseEvent* event) {
  box_.reset();
  value_.reset();
  const double channel = xValue(event->position().x());
  for (std::size_t i = 0; i < channels_.boxes.size(); ++i) {
    const auto& box = channels_.boxes[i];
    if (channel >= static_cast<double>(box.first) - 0.5 && channel < static_cast<double>(box.last) + 0.5) box_ = i;
  }
  const double value = yValue(event->position().y());
  if (value >= channels_.minimum && value <= channels_.maximum) value_ = value;
  viewport()->update();
}

void ChannelChart::leaveEvent(QEvent* event) {
  box_.reset();
  viewport()->update();
  PlainChartView::leaveEvent(event);
}

void ChannelChart::keyPressEvent(QKeyEvent* event) {
  const bool back = event->key() == Qt::Key_Left;
  if ((!back && event->key() != Qt::Key_Right) || channels_.boxes.empty()) return event->ignore();
  const std::size_t last = channels_.boxes.size() - 1;
  if (!box_)
    box_ = back ? last : 0;
  else
    box_ = back ? *box_ - std::min<std::size_t>(*box_, 1) : std::min(*box_ + 1, last);
  value_.reset();
  setAccessibleDescription(readout().join(QStringLiteral(", ")));
  viewport()->update();
}

void ChannelChart::focusInEvent(QFocusEvent* event) {
  PlainChartView::focusInEvent(event);
  viewport()->update();
}

void ChannelChart::focusOutEvent(QFocusEvent* event) {
  PlainChartView::focusOutEvent(event);
  box_.reset();
  viewport()->update();
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/search/front_chart.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QtCharts/QChart>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

constexpr int kTicks = 3;  // besides the origin
constexpr double kDot = 4.5;
constexpr double kRing = 8.0;
constexpr double kReach = 12.0;  // how far from a dot a click still means it

}  // namespace

FrontChart::FrontChart(QWidget* parent) : PlainChartView(parent) {
  setPlotMargins({60, 30, 18, 30});
  setMinimumSize(scaled(240), scaled(150));
  setFocusPolicy(Qt::StrongFocus);
  for (auto* axis : {xAxis(), yAxis()}) axis->setLabelsVisible(false);  // sizes carry units
  yAxis()->setTickCount(kTicks + 1);
  xAxis()->setGridLineVisible(false);
}

void FrontChart::setPoints(std::vector<Point> points, Cost cost, const QString& lossName) {
  points_ = std::move(points);
  cost_ = cost;
  lossName_ = lossName;
  if (current_ >= pointCount()) current_ = -1;
  if (!points_.empty()) {
    const auto [left, right] = std::minmax_element(points_.begin(), points_.end(),
                                                   [](const Point& a, const Point& b) { return a.cost < b.cost; });
    const auto [low, high] = std::minmax_element(points_.begin(), points_.end(),
                                                 [](const Point& a, const Point& b) { return a.loss < b.loss; });
    const double wide = std::max((right->cost - left->cost) * 0.08, right->cost * 0.02);
    const double tall = std::max((high->loss - low->loss) * 0.1, 1e-6);
    xAxis()->setRange(left->cost - wide, right->cost + wide);
    yAxis()->setRange(std::max(0.0, low->loss - tall), high->loss + tall);
  }
  QStringList words;
  for (const auto& point : points_) words << point.text;
  setAccessibleDescription(words.join(QLatin1Char('\n')));
  viewport()->update();
}

void FrontChart::setCurrent(int index) {
  current_ = index;
  viewport()->update();
}

QString FrontChart::costText(double cost) const {
  return cost_ == Cost::bytes ? formatBytes(static_cast<std::uint64_t>(std::max(0.0, cost)))
                              : formatPercent(std::max(0.0, cost), 0);
}

QPointF FrontChart::place(const Point& point) const {
  return toView({point.cost, point.loss});
}

void FrontChart::drawForeground(QPainter* painter, const QRectF&) {
  const auto& t = tokens();
  painter->save();
  painter->resetTransform();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setFont(labelFont());
  const QRectF plot = chart()->plotArea();
  painter->setPen(t.dim);
  const QFontMetricsF metrics(labelFont());
  if (points_.empty()) {
    painter->drawText(plot, Qt::AlignCenter, tr("Nothing was run yet."));
    painter->restore();
    return;
  }
  // A handful of sizes and losses, with units.
  for (int tick = 0; tick <= kTicks; ++tick) {
    const double share = static_cast<double>(tick) / kTicks;
    const double cost = xAxis()->min() + share * (xAxis()->max() - xAxis()->min());
    const double loss = yAxis()->min() + share * (yAxis()->max() - yAxis()->min());
    const double x = plot.left() + share * plot.width();
    const double y = plot.bottom() - share * plot.height();
    const QString words = costText(cost);
    const double width = metrics.horizontalAdvance(words);
    painter->drawText(
        QPointF(std::clamp(x - width / 2.0, plot.left(), plot.right() - width), plot.bottom() + metrics.height() + 2.0),
        words);
    const QString label = formatSignificant(loss, 2);
    painter->drawText(QRectF(0.0, y - metrics.height() / 2.0, plot.left() - 6.0, metrics.height()),
                      Qt::AlignRight | Qt::AlignVCenter, label);
  }
  painter->drawText(QPointF(plot.left(), plot.top() - 6.0),
                    (cost_ == Cost::bytes ? tr("%1 against size; lower left is better")
                                          : tr("%1 against time, in parts of the original's; lower left is better"))
                        .arg(lossName_));

  QPolygonF front;
  for (const auto& point : points_) {
    if (point.onFront) front << place(point);
  }
  drawCurve(*painter, front, QPen(t.accent, 1.5));
  painter->setPen(Qt::NoPen);
  painter->setBrush(t.accent);
  for (const auto& point : points_) painter->drawEllipse(place(point), kDot, kDot);
  if (current_ >= 0) {
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(t.text, 1.5));
    painter->drawEllipse(place(points_[static_cast<std::size_t>(current_)]), kRing, kRing);
  }
  painter->restore();
}

int FrontChart::at(const QPointF& position) const {
  int nearest = -1;
  double distance = kReach;
  for (int index = 0; index < pointCount(); ++index) {
    const auto apart = place(points_[static_cast<std::size_t>(index)]) - position;
    const double far = std::hypot(apart.x(), apart.y());
    if (far > distance) continue;
    distance = far;
    nearest = index;
  }
  return nearest;
}

void FrontChart::choose(int index) {
  setCurrent(index);
  Q_EMIT chosen(index);
}

void FrontChart::mousePressEvent(QMouseEvent* event) {
  if (const int index = at(event->position()); index >= 0) choose(index);
  PlainChartView::mousePressEvent(event);
}

void FrontChart::keyPressEvent(QKeyEvent* event) {
  const bool left = event->key() == Qt::Key_Left;
  if ((!left && event->key() != Qt::Key_Right) || points_.empty()) return PlainChartView::keyPressEvent(event);
  choose(current_ < 0 ? 0 : std::clamp(current_ + (left ? -1 : 1), 0, pointCount() - 1));
}

bool FrontChart::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int index = at(help->pos());
    if (index >= 0)
      QToolTip::showText(help->globalPos(), points_[static_cast<std::size_t>(index)].text, this);
    else
      QToolTip::hideText();
    return true;
  }
  return PlainChartView::viewportEvent(event);
}

}  // namespace bitwright

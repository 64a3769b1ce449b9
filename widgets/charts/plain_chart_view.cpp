// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/plain_chart_view.h"

#include <QGraphicsLayout>
#include <QtCharts/QAbstractSeries>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>

#include <algorithm>
#include <cmath>

#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

namespace bitwright {

PlainChartView::PlainChartView(QWidget* parent)
    : QChartView(parent), x_(new QValueAxis(this)), y_(new QValueAxis(this)) {
  setLayoutDirection(Qt::LeftToRight);
  setRenderHint(QPainter::Antialiasing);
  setFrameShape(QFrame::NoFrame);
  setBackgroundBrush(Qt::NoBrush);
  setFocusPolicy(Qt::NoFocus);
  viewport()->setAutoFillBackground(false);
  auto* plot = chart();
  plot->legend()->hide();
  plot->setBackgroundVisible(false);
  plot->setMargins({});
  plot->layout()->setContentsMargins(0, 0, 0, 0);
  plot->setLocalizeNumbers(true);
  plot->setAnimationOptions(QChart::NoAnimation);
  plot->addAxis(x_, Qt::AlignBottom);
  plot->addAxis(y_, Qt::AlignLeft);
  addPlainSeries(new QLineSeries(this));  // axes are laid out anew only where a series, be it empty, hangs on them
  connect(&Theme::instance(), &Theme::changed, this, [this] { applyTokens(); });
  PlainChartView::applyTokens();
}

void PlainChartView::setPlotMargins(const QMarginsF& margins) {
  margins_ = margins;
  placePlot();
}

void PlainChartView::addPlainSeries(QAbstractSeries* series) {
  chart()->addSeries(series);
  series->attachAxis(x_);
  series->attachAxis(y_);
}

QPointF PlainChartView::toView(const QPointF& value) const {
  const QRectF plot = chart()->plotArea();
  const double x = (value.x() - x_->min()) / std::max(x_->max() - x_->min(), 1e-300);
  const double y = (value.y() - y_->min()) / std::max(y_->max() - y_->min(), 1e-300);
  return {plot.left() + x * plot.width(), plot.bottom() - y * plot.height()};
}

double PlainChartView::xValue(double viewX) const {
  const QRectF plot = chart()->plotArea();
  return x_->min() + (viewX - plot.left()) / std::max(plot.width(), 1e-9) * (x_->max() - x_->min());
}

void PlainChartView::applyTokens() {
  const auto& t = tokens();
  for (auto* axis : {x_, y_}) {
    axis->setLabelsFont(labelFont());
    axis->setLabelsColor(t.dim);
    axis->setGridLinePen(QPen(t.grid, 1));
    axis->setLinePen(QPen(t.line, 1));
    axis->setShadesVisible(false);
  }
}

void PlainChartView::resizeEvent(QResizeEvent* event) {
  QChartView::resizeEvent(event);
  placePlot();
}

void PlainChartView::placePlot() {
  const QRectF whole(QPointF(0, 0), QSizeF(size()));
  const QRectF area = whole.adjusted(scaled(margins_.left()), scaled(margins_.top()), -scaled(margins_.right()),
                                     -scaled(margins_.bottom()));
  if (area.width() <= 1 || area.height() <= 1) return;
  chart()->setPlotArea(area);
  // Qt Charts would lay the axes out anew only with their next change of range.
  chart()->layout()->invalidate();
  chart()->layout()->activate();
}

void drawCurve(QPainter& painter, const QPolygonF& points, const QPen& pen) {
  QList<QLineF> pieces;
  pieces.reserve(points.size());
  for (qsizetype i = 1; i < points.size(); ++i) pieces << QLineF(points[i - 1], points[i]);
  painter.setPen(pen);
  painter.drawLines(pieces);
}

void setNiceTicks(QValueAxis* axis, double minimum, double maximum, int wanted) {
  const double rough = (maximum - minimum) / std::max(wanted, 1);
  if (!(rough > 0.0) || !std::isfinite(rough)) return axis->setRange(minimum, maximum);
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10.0 * power;
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough) {
      step = factor * power;
      break;
    }
  }
  // Never small steps over a wide axis, not even between two calls: Qt Charts would lay out billions of ticks.
  const bool coarser = axis->tickType() != QValueAxis::TicksDynamic || step > axis->tickInterval();
  if (!coarser) axis->setRange(minimum, maximum);
  axis->setTickAnchor(0.0);
  axis->setTickInterval(step);
  axis->setTickType(QValueAxis::TicksDynamic);
  if (coarser) axis->setRange(minimum, maximum);
  const int decimals = static_cast<int>(std::clamp(-std::floor(std::log10(step)), 0.0, 8.0));
  const QString format = QStringLiteral("%.%1f").arg(decimals);
  if (axis->labelFormat() != format) axis->setLabelFormat(format);
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/tradeoff_chart.h"

#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/compare/compare_model.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/series.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

constexpr double kPointMarker = 10.0;
constexpr double kReach = 14.0;  // how far from a marker a click still means it
constexpr double kWantedTicks = 4.0;

double niceStep(double rough) {
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough) return factor * power;
  }
  return 10.0 * power;
}

}  // namespace

TradeoffChart::TradeoffChart(const CompareModel* model, QWidget* parent)
    : PlainChartView(parent), model_(model), front_(new QLineSeries(this)), measure_(QualityMeasure::accuracy) {
  addPlainSeries(front_);
  for (auto* axis : {xAxis(), yAxis()}) {
    axis->setLabelsVisible(false);  // drawn here: sizes are in steps of two, and both carry units
    axis->setGridLineVisible(false);
    axis->setLineVisible(false);
  }
  setPlotMargins({52, 10, 22, 26});
  setMinimumSize(scaled(180), scaled(110));
  connect(model, &QAbstractItemModel::dataChanged, this, &TradeoffChart::fill);
  connect(model, &QAbstractItemModel::modelReset, this, &TradeoffChart::fill);
  TradeoffChart::applyTokens();
  fill();
}

void TradeoffChart::setActive(quint64 variant) {
  active_ = variant;
  viewport()->update();
}

void TradeoffChart::setLogarithmic(bool logarithmic) {
  logarithmic_ = logarithmic;
  fill();
}

double TradeoffChart::onAxis(double bytes) const {
  return logarithmic_ ? std::log2(bytes) : bytes;
}

void TradeoffChart::fill() {
  points_.clear();
  measure_ = model_->measure();
  for (int row = 0; row < model_->rowCount(); ++row) {
    const auto entry = model_->row(row);
    if (entry.card == nullptr || entry.card->size.fileBytes == 0) continue;
    const auto quality = qualityOf(*entry.card, measure_);
    if (!quality || !std::isfinite(quality->value)) continue;
    const QString text =
        tr("%1: %2, %3", "variant, size, accuracy")
            .arg(entry.name, formatBytes(entry.card->size.fileBytes), qualityText(quality->value, measure_));
    points_.push_back(
        {entry.id, entry.index, entry.stale, static_cast<double>(entry.card->size.fileBytes), quality->value, text});
  }
  QList<QPointF> front;
  if (!points_.empty()) {
    auto sorted = points_;
    std::sort(sorted.begin(), sorted.end(), [](const Point& a, const Point& b) {
      return a.bytes != b.bytes ? a.bytes < b.bytes : a.quality > b.quality;
    });
    double low = sorted.front().quality, high = low, best = -std::numeric_limits<double>::infinity();
    for (const auto& point : sorted) {
      low = std::min(low, point.quality);
      high = std::max(high, point.quality);
      if (point.quality <= best) continue;
      best = point.quality;
      front << QPointF(onAxis(point.bytes), point.quality);
    }
    const double least = measure_ == QualityMeasure::sqnr ? 2.0 : 0.004;
    const double quality = std::max((high - low) * 0.12, least);
    yAxis()->setRange(low - quality, high + quality);
    const double first = onAxis(sorted.front().bytes), last = onAxis(sorted.back().bytes);
    const double size = std::max((last - first) * 0.1, logarithmic_ ? 0.3 : 0.02 * last);
    xAxis()->setRange(first - size, last + size);
  }
  front_->replace(front);
  describe();
  viewport()->update();
}

QString TradeoffChart::title() const {
  switch (measure_) {
    case QualityMeasure::accuracy:
      return tr("accuracy against size");
    case QualityMeasure::agreement:
      return tr("agreement against size");
    case QualityMeasure::sqnr:
      return tr("SQNR against size");
  }
  return {};
}

QString TradeoffChart::emptySentence() const {
  if (model_->isMeasuring()) return tr("Measuring…");
  bool measured = false, judged = false;
  for (int row = 0; row < model_->rowCount(); ++row) {
    const auto* card = model_->row(row).card;
    measured = measured || card != nullptr;
    judged = judged || (card != nullptr && qualityOf(*card, measure_));
  }
  if (!measured) return tr("Compare to see accuracy against size");
  return judged ? tr("All outputs equal the original's: there is nothing to weigh against size")
                : tr("Only sizes were measured");
}

void TradeoffChart::describe() {
  setAccessibleName(title());
  QStringList lines;
  for (const auto& point : points_) lines << point.text;
  setAccessibleDescription(lines.join(QStringLiteral("; ")));
}

void TradeoffChart::applyTokens() {
  PlainChartView::applyTokens();
  QPen pen(mixed(tokens().panel, tokens().accent, 0.55), 1.4);
  front_->setPen(pen);
}

bool TradeoffChart::labelsTouch(const std::vector<Tick>& ticks) const {
  const QFontMetricsF metrics(labelFont());
  double end = -std::numeric_limits<double>::infinity();
  for (const auto& tick : ticks) {
    const double middle = chart()->mapToPosition(QPointF(tick.value, yAxis()->min()), front_).x();
    const double half = metrics.horizontalAdvance(tick.label) / 2;
    if (middle - half < end + scaled(6)) return true;
    end = middle + half;
  }
  return false;
}

std::vector<TradeoffChart::Tick> TradeoffChart::sizeTicks() const {
  std::vector<Tick> ticks;
  const auto label = [](double bytes) {
    const double unit = bytes >= 1e9 ? 1e9 : bytes >= 1e6 ? 1e6 : 1e3;
    const QString name = bytes >= 1e9 ? tr("GB") : bytes >= 1e6 ? tr("MB") : tr("kB");
    return QLocale().toString(bytes / unit, 'g', 3) + QChar(0x202f) + name;
  };
  const double low = xAxis()->min(), high = xAxis()->max();
  if (logarithmic_) {
    // 10, 20, 40, 80 … kB; every second or third where there are many or their labels would touch.
    const double first = std::log2(10'000.0);
    const double wanted = std::max(1.0, std::ceil((high - low) / kWantedTicks));
    for (double step = wanted; step <= wanted + 2.0; ++step) {
      ticks.clear();
      for (double value = first + step * std::ceil((low - first) / step); value <= high; value += step)
        ticks.push_back({value, label(std::exp2(value))});
      if (!labelsTouch(ticks)) break;
    }
  } else {
    const double step = niceStep((high - low) / kWantedTicks);
    for (double value = step * std::ceil(low / step); value <= high; value += step) {
      if (value >= 0.0) ticks.push_back({value, label(value)});
    }
  }
  return ticks;
}

std::vector<TradeoffChart::Tick> TradeoffChart::qualityTicks() const {
  std::vector<Tick> ticks;
  const double low = yAxis()->min(), high = yAxis()->max();
  const double step = niceStep((high - low) / kWantedTicks);
  const bool decibels = measure_ == QualityMeasure::sqnr;
  const int decimals =
      static_cast<int>(std::clamp(-std::floor(std::log10(decibels ? step : step * 100.0) + 1e-9), 0.0, 4.0));
  for (double value = step * std::ceil(low / step); value <= high; value += step) {
    if (!decibels && value > 1.0 + 1e-9) break;  // there is nothing above 100 %
    ticks.push_back(
        {value, decibels ? formatFixed(value, decimals) + QStringLiteral(" dB") : formatPercent(value, decimals)});
  }
  return ticks;
}

QPointF TradeoffChart::place(const Point& point) const {
  return chart()->mapToPosition(QPointF(onAxis(point.bytes), point.quality), front_);
}

void TradeoffChart::drawForeground(QPainter* painter, const QRectF&) {
  const auto& t = tokens();
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setLayoutDirection(Qt::LeftToRight);  // as the axes: "93 %" stays in its order
  painter->setFont(labelFont());
  const QFontMetricsF metrics(labelFont());
  const QRectF plot = chart()->plotArea();
  if (points_.empty()) {
    painter->setPen(t.dim);
    painter->drawText(QRectF(rect()).adjusted(scaled(12), 0, -scaled(12), 0), Qt::AlignCenter | Qt::TextWordWrap,
                      emptySentence());
    painter->restore();
    return;
  }
  for (const auto& tick : sizeTicks()) {
    const double x = chart()->mapToPosition(QPointF(tick.value, yAxis()->min()), front_).x();
    painter->fillRect(QRectF(x, plot.top(), 1, plot.height()), t.grid);
    painter->setPen(t.dim);
    painter->drawText(
        QPointF(x - metrics.horizontalAdvance(tick.label) / 2, plot.bottom() + scaled(4) + metrics.ascent()),
        tick.label);
  }
  for (const auto& tick : qualityTicks()) {
    const double y = chart()->mapToPosition(QPointF(xAxis()->min(), tick.value), front_).y();
    painter->fillRect(QRectF(plot.left(), y, plot.width(), 1), t.grid);
    painter->setPen(t.dim);
    painter->drawText(
        QPointF(plot.left() - scaled(6) - metrics.horizontalAdvance(tick.label), y + metrics.ascent() / 2 - 1),
        tick.label);
  }
  // The grid is drawn over what Qt Charts drew, so the front is drawn again over the grid.
  QPolygonF line;
  for (const auto& point : front_->points()) line << chart()->mapToPosition(point, front_);
  painter->setPen(front_->pen());
  painter->drawPolyline(line);
  const auto draw = [&](const Point& point) {
    const QPointF centre = place(point);
    const double size = scaled(kPointMarker);
    if (point.id == active_) {
      painter->setPen(QPen(t.text, 2));
      painter->setBrush(t.panel);
      painter->drawEllipse(centre, size / 2 + 4, size / 2 + 4);
    }
    drawVariantMarker(*painter, QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size), point.index,
                      point.stale ? t.faint : model_->row(point.index).colour);
  };
  for (const auto& point : points_) {
    if (point.id != active_) draw(point);
  }
  for (const auto& point : points_) {
    if (point.id == active_) draw(point);
  }
  painter->restore();
}

const TradeoffChart::Point* TradeoffChart::at(const QPointF& position) const {
  const Point* nearest = nullptr;
  double distance = scaled(kReach);
  for (const auto& point : points_) {
    const QPointF away = place(point) - position;
    const double length = std::hypot(away.x(), away.y());
    if (length > distance) continue;
    distance = length;
    nearest = &point;
  }
  return nearest;
}

void TradeoffChart::mousePressEvent(QMouseEvent* event) {
  const auto* point = at(event->position());
  if (point != nullptr && point->id != 0) Q_EMIT chosen(point->id);
  event->accept();
}

bool TradeoffChart::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto* point = at(help->pos());
    if (point != nullptr)
      QToolTip::showText(help->globalPos(), point->text, this);
    else
      QToolTip::hideText();
    return true;
  }
  return PlainChartView::viewportEvent(event);
}

}  // namespace bitwright

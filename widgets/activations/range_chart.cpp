// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/activations/range_chart.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

#include "widgets/activations/range_picture.h"
#include "widgets/histogram/readout.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr double kGrip = 8;  // how near is on it
constexpr double kMargin = 0.04;
constexpr int kCoarse = 10;
constexpr quint64 kRest = 2000;  // ms; what comes after it is another gesture

std::optional<HandRange> plain(const std::optional<ActivationRange>& range) {
  return range ? std::optional(HandRange{range->low, range->high}) : std::nullopt;
}

}  // namespace

RangeChart::RangeChart(QWidget* parent) : PlainChartView(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  yAxis()->setLabelsVisible(false);
  yAxis()->setGridLineVisible(false);
  yAxis()->setLineVisible(false);
  yAxis()->setRange(0.0, 1.0);
  setPlotMargins({14, 30, 14, 26});
  setMinimumHeight(scaled(120));
  setMinimumWidth(scaled(200));
}

void RangeChart::setBins(const Histogram& bins) {
  bins_ = bins;
  keys_ = kNoGesture;
  dragged_.reset();
  hover_.reset();
  arrange();
}

void RangeChart::setRange(const std::optional<ActivationRange>& range, const std::optional<ActivationRange>& chosen) {
  range_ = plain(range);
  chosen_ = plain(chosen);
  if (chosen_ == range_) chosen_.reset();
  dragged_.reset();
  arrange();
  describe();
}

void RangeChart::setLogarithmic(bool logarithmic) {
  logarithmic_ = logarithmic;
  viewport()->update();
}

void RangeChart::setEditable(bool editable) {
  editable_ = editable;
  dragged_.reset();
  viewport()->update();
}

std::optional<HandRange> RangeChart::shownRange() const {
  return dragged_ ? dragged_ : range_;
}

// The axis holds all that was observed, zero, and the range, which a person may set wider.
void RangeChart::arrange() {
  if (bins_.counts.empty()) return;
  double low = std::min(0.0, bins_.minimum);
  double high = std::max(0.0, bins_.maximum);
  for (const auto& range : {range_, chosen_}) {
    if (!range) continue;
    low = std::min(low, static_cast<double>(range->low));
    high = std::max(high, static_cast<double>(range->high));
  }
  const double margin = std::max((high - low) * kMargin, 1e-30);
  setNiceTicks(xAxis(), low - margin, high + margin, std::max(2, width() / scaled(90)));
  viewport()->update();
}

double RangeChart::height(double count) const {
  return logarithmic_ ? std::log10(1.0 + count) : count;
}

double RangeChart::step() const {
  return bins_.counts.empty() ? (xAxis()->max() - xAxis()->min()) / 256.0 : bins_.binWidth();
}

HandRange RangeChart::withHandle(bool high, double value) const {
  const auto now = shownRange().value_or(HandRange{0.0F, 1.0F});
  const double within = std::clamp(value, xAxis()->min(), xAxis()->max());
  // The other end may stand at zero: then this one keeps a step away from it.
  if (high) return soundRange(now.low, std::max(within, now.low < 0.0F ? 0.0 : step()));
  return soundRange(std::min(within, now.high > 0.0F ? 0.0 : -step()), now.high);
}

QPointF RangeChart::handlePosition(bool high) const {
  const auto range = shownRange().value_or(HandRange{});
  const double x = toView({high ? range.high : range.low, 0.0}).x();
  return {x, static_cast<double>(scaled(22))};
}

std::optional<bool> RangeChart::handleAt(const QPointF& position) const {
  if (!editable_ || !shownRange()) return std::nullopt;
  const double toLow = std::abs(position.x() - handlePosition(false).x());
  const double toHigh = std::abs(position.x() - handlePosition(true).x());
  if (std::min(toLow, toHigh) > scaled(kGrip)) return std::nullopt;
  return toHigh < toLow || (toHigh == toLow && position.x() >= handlePosition(true).x());
}

QStringList RangeChart::readout() const {
  if (!hover_ || dragged_ || bins_.counts.empty()) return {};
  const auto bin = static_cast<std::int64_t>(std::floor((*hover_ - bins_.minimum) / bins_.binWidth()));
  if (bin < 0 || bin >= static_cast<std::int64_t>(bins_.counts.size())) return {};
  const double from = bins_.minimum + static_cast<double>(bin) * bins_.binWidth();
  const auto count = bins_.counts[static_cast<std::size_t>(bin)];
  return {rangeText(from, from + bins_.binWidth()), withThinSpaces(tr("%Ln value(s)", nullptr, pluralNumber(count)))};
}

void RangeChart::mouseMoveEvent(QMouseEvent* event) {
  hover_ = xValue(event->position().x());
  if (dragged_) {
    dragged_ = withHandle(draggingHigh_, *hover_);
    Q_EMIT moved(*dragged_);
  } else {
    viewport()->setCursor(handleAt(event->position()) ? Qt::SizeHorCursor : Qt::ArrowCursor);
  }
  viewport()->update();
}

void RangeChart::mousePressEvent(QMouseEvent* event) {
  const auto handle = event->button() == Qt::LeftButton ? handleAt(event->position()) : std::nullopt;
  if (!handle) return event->ignore();
  keys_ = kNoGesture;
  draggingHigh_ = activeHigh_ = *handle;
  dragged_ = shownRange();
  viewport()->update();
}

void RangeChart::mouseReleaseEvent(QMouseEvent* event) {
  if (!dragged_ || event->button() != Qt::LeftButton) return event->ignore();
  const auto range = *dragged_;
  dragged_.reset();
  viewport()->update();
  if (range != range_) Q_EMIT set(range, kNoGesture);
}

void RangeChart::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && dragged_) {
    dragged_.reset();
    if (range_) Q_EMIT moved(*range_);
    return viewport()->update();
  }
  if (!editable_ || !range_) return event->ignore();
  switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
      activeHigh_ = !activeHigh_;
      describe();
      return viewport()->update();
    case Qt::Key_Left:
    case Qt::Key_Right: {
      const int steps =
          (event->key() == Qt::Key_Left ? -1 : 1) * (event->modifiers().testFlag(Qt::ShiftModifier) ? kCoarse : 1);
      const auto range =
          withHandle(activeHigh_, static_cast<double>(activeHigh_ ? range_->high : range_->low) + steps * step());
      takeKey(*event);
      if (range != *range_) Q_EMIT set(range, keys_);
      return;
    }
    default:
      event->ignore();
  }
}

void RangeChart::takeKey(const QKeyEvent& event) {
  const auto now = static_cast<quint64>(event.timestamp());
  if (keys_ == kNoGesture || now > keyedAt_ + kRest) keys_ = newGesture();
  keyedAt_ = now;
}

void RangeChart::describe() {
  if (!range_) return setAccessibleDescription({});
  const QString handle = activeHigh_ ? tr("the keys move the upper end") : tr("the keys move the lower end");
  setAccessibleDescription(
      tr("%1 … %2, %3").arg(formatSignificant(range_->low, 4), formatSignificant(range_->high, 4), handle));
}

void RangeChart::focusInEvent(QFocusEvent* event) {
  PlainChartView::focusInEvent(event);
  viewport()->update();
}

void RangeChart::focusOutEvent(QFocusEvent* event) {
  keys_ = kNoGesture;
  PlainChartView::focusOutEvent(event);
  viewport()->update();
}

void RangeChart::leaveEvent(QEvent* event) {
  hover_.reset();
  viewport()->update();
  PlainChartView::leaveEvent(event);
}

}  // namespace bitwright

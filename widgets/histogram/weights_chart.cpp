// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/histogram/weights_chart.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QtCharts/QChart>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

#include "widgets/histogram/readout.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/series.h"

namespace bitwright {
namespace {

constexpr double kWheelStep = 0.8;   // what is left of the range after one notch
constexpr double kKeyStep = 0.5;     // … after one key
constexpr double kPanStep = 0.15;    // of what is shown
constexpr double kShortestDrag = 6;  // less is a click
constexpr double kCovers = 1e-3;     // a detail may miss this share of what is shown

}  // namespace

WeightsChart::WeightsChart(QWidget* parent) : PlainChartView(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  xAxis()->setLabelsVisible(false);
  yAxis()->setLabelsVisible(false);
  yAxis()->setGridLineVisible(false);
  yAxis()->setLineVisible(false);
  xAxis()->setGridLineVisible(
      false);  // without labels Qt Charts lays this axis out beside our plot area; `drawGrid` keeps to it
  xAxis()->setLineVisible(false);
  yAxis()->setRange(0.0, 1.0);  // counts have no labels: `at` brings them there
  setPlotMargins({14, 16, 14, 22});
  setMinimumHeight(scaled(140));
  WeightsChart::applyTokens();
}

void WeightsChart::setPicture(const LayerPicture& picture, const std::string& schemeId, const QString& compressedName,
                              bool keepZoom) {
  const bool sameAxis = keepZoom && picture.unit == picture_.unit;
  picture_ = picture;
  detail_.reset();
  schemeId_ = schemeId;
  colour_ = schemeColour(schemeId_);
  compressedName_ = compressedName;
  const auto& original = picture_.original;
  if (original.counts.empty() || !(original.maximum > original.minimum)) return;
  ValueRange whole{original.minimum, original.maximum};
  for (const auto& level : picture_.levels) {
    whole.minimum = std::min(whole.minimum, level.value);
    whole.maximum = std::max(whole.maximum, level.value);
  }
  const double margin = whole.width() * 0.02;
  zoom_.setWhole({whole.minimum - margin, whole.maximum + margin}, sameAxis);
  fill();
}

void WeightsChart::setDetail(const PictureBins& detail) {
  if (!zoom_.isZoomed()) return;
  detail_ = detail;
  fill();
}

void WeightsChart::setLogarithmic(bool logarithmic) {
  logarithmic_ = logarithmic;
  fill();
}

const PictureBins& WeightsChart::shown() const {
  if (!detail_ || !zoom_.isZoomed()) return picture_;
  const auto& range = zoom_.shown();
  const double slack = kCovers * range.width();
  const bool covers = detail_->original.minimum <= std::max(range.minimum + slack, picture_.original.minimum) &&
                      detail_->original.maximum >= std::min(range.maximum - slack, picture_.original.maximum);
  return covers ? *detail_ : picture_;
}

double WeightsChart::height(double count) const {
  return logarithmic_ ? std::log10(1.0 + count) : count;
}

double WeightsChart::barCount(std::size_t level) const {
  const auto& levels = shown().levels;
  double cell = picture_.original.maximum - picture_.original.minimum;
  if (levels.size() > 1) {
    // Half the way to its neighbours; beyond the last as far as before it. What was pruned around zero belongs to no
    // level.
    const double own = levels[level].value;
    const double gap = picture_.prunedCount > 0 ? std::min(picture_.smallestKept, std::abs(own)) : 0.0;
    double below = level > 0 ? (own - levels[level - 1].value) / 2 : -1.0;
    double above = level + 1 < levels.size() ? (levels[level + 1].value - own) / 2 : -1.0;
    if (gap > 0.0 && own > 0.0) below = below < 0.0 ? own - gap : std::min(below, own - gap);
    if (gap > 0.0 && own < 0.0) above = above < 0.0 ? -gap - own : std::min(above, -gap - own);
    cell = below < 0.0 ? 2 * above : above < 0.0 ? 2 * below : below + above;
  }
  return cell > 0.0 ? static_cast<double>(levels[level].count) * shown().original.binWidth() / cell : 0.0;
}

bool WeightsChart::drawsDecoded() const {
  return picture_.compressed && shown().levels.empty() && !shown().decoded.counts.empty();
}

void WeightsChart::fill() {
  const auto& bins = shown();
  const auto& original = bins.original;
  const auto& range = zoom_.shown();
  if (original.counts.empty() || !(original.maximum > original.minimum)) return;
  // As high as what is in sight: a tail that is looked at closely is not to be a line on the floor.
  double highest = 0.0;
  for (std::size_t i = 0; i < original.counts.size(); ++i) {
    const double centre = original.binCentre(i);
    if (centre + original.binWidth() >= range.minimum && centre - original.binWidth() <= range.maximum) {
      highest = std::max(highest, height(static_cast<double>(original.counts[i])));
    }
  }
  for (std::size_t i = 0; i < bins.levels.size(); ++i) {
    if (bins.levels[i].value >= range.minimum && bins.levels[i].value <= range.maximum)
      highest = std::max(highest, height(barCount(i)));
  }
  highest_ = std::max(highest, 1e-9) * 1.06;
  setNiceTicks(xAxis(), range.minimum, range.maximum, 8);
  viewport()->update();
}

void WeightsChart::applyTokens() {
  PlainChartView::applyTokens();
  colour_ = schemeColour(schemeId_);
}

QPointF WeightsChart::at(double value, double count) const {
  return toView({value, height(count) / highest_});
}

void WeightsChart::showWhole() {
  if (!zoom_.isZoomed()) return;
  zoom_.reset();
  applyZoom();
}

void WeightsChart::applyZoom() {
  fill();
  Q_EMIT zoomed();
}

QStringList WeightsChart::readout() const {
  return hover_ && !dragStart_ ? readoutAt(picture_, shown(), *hover_) : QStringList();
}

void WeightsChart::moveReadout(int bins) {
  const auto& original = shown().original;
  if (original.counts.empty()) return;
  const auto& range = zoom_.shown();
  const double from = hover_.value_or((range.minimum + range.maximum) / 2);
  const double half = original.binWidth() / 2;
  hover_ =
      std::clamp(from + bins * original.binWidth(), picture_.original.minimum + half, picture_.original.maximum - half);
  if (*hover_ < range.minimum || *hover_ > range.maximum) {
    zoom_.reveal(*hover_);
    applyZoom();
  }
  setAccessibleDescription(readout().join(QStringLiteral(", ")));
  viewport()->update();
}

void WeightsChart::mouseMoveEvent(QMouseEvent* event) {
  hover_ = xValue(event->position().x());
  if (dragStart_) dragEnd_ = event->position().x();
  viewport()->update();
}

void WeightsChart::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  dragStart_ = dragEnd_ = event->position().x();
}

void WeightsChart::mouseReleaseEvent(QMouseEvent* event) {
  if (!dragStart_ || event->button() != Qt::LeftButton) return event->ignore();
  const double start = *dragStart_;
  const double end = event->position().x();
  dragStart_.reset();
  viewport()->update();
  if (std::abs(end - start) < scaled(kShortestDrag)) return;
  zoom_.show(xValue(start), xValue(end));
  applyZoom();
}

void WeightsChart::mouseDoubleClickEvent(QMouseEvent* event) {
  dragStart_.reset();
  showWhole();
  event->accept();
}

void WeightsChart::wheelEvent(QWheelEvent* event) {
  const QPoint turned = event->angleDelta();
  const bool sideways = std::abs(turned.x()) > std::abs(turned.y()) || event->modifiers().testFlag(Qt::ShiftModifier);
  const double notches =
      (turned.y() != 0 && std::abs(turned.y()) >= std::abs(turned.x()) ? turned.y() : turned.x()) / 120.0;
  if (sideways)
    zoom_.pan(-notches * kPanStep);
  else
    zoom_.zoomAt(xValue(event->position().x()), std::pow(kWheelStep, notches));
  hover_ = xValue(event->position().x());
  applyZoom();
  event->accept();
}

void WeightsChart::keyPressEvent(QKeyEvent* event) {
  const auto& range = zoom_.shown();
  const double centre =
      hover_ && *hover_ > range.minimum && *hover_ < range.maximum ? *hover_ : (range.minimum + range.maximum) / 2;
  const bool control = event->modifiers().testFlag(Qt::ControlModifier);
  switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      zoom_.zoomAt(centre, kKeyStep);
      return applyZoom();
    case Qt::Key_Minus:
      zoom_.zoomAt(centre, 1.0 / kKeyStep);
      return applyZoom();
    case Qt::Key_Left:
    case Qt::Key_Right: {
      const int direction = event->key() == Qt::Key_Left ? -1 : 1;
      if (!control) return moveReadout(direction);
      zoom_.pan(direction * kPanStep);
      return applyZoom();
    }
    case Qt::Key_Home:
    case Qt::Key_0:
      return showWhole();
    case Qt::Key_Escape:
      // Where there is nothing to leave, Escape is for the window.
      if (dragStart_) {
        dragStart_.reset();
        return viewport()->update();
      }
      if (zoom_.isZoomed()) return showWhole();
      break;
    default:
      break;
  }
  event->ignore();
}

void WeightsChart::focusInEvent(QFocusEvent* event) {
  PlainChartView::focusInEvent(event);
  viewport()->update();
}

void WeightsChart::focusOutEvent(QFocusEvent* event) {
  PlainChartView::focusOutEvent(event);
  hover_.reset();
  viewport()->update();
}

void WeightsChart::leaveEvent(QEvent* event) {
  hover_.reset();
  viewport()->update();
  PlainChartView::leaveEvent(event);
}

}  // namespace bitwright

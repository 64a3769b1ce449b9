// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/histogram/axis_zoom.h"

#include <algorithm>
#include <cmath>

namespace bitwright {
namespace {

constexpr double kNarrowestShare = 1e-5;
constexpr double kFloatSteps = 64.0;  // steps of a float that must lie in what is shown

double narrowest(const ValueRange& whole) {
  const double magnitude = std::max(std::abs(whole.minimum), std::abs(whole.maximum));
  return std::min(whole.width(), std::max(whole.width() * kNarrowestShare, magnitude * 1.2e-7 * kFloatSteps));
}

}  // namespace

void AxisZoom::setWhole(const ValueRange& whole, bool keep) {
  const bool stays = keep && isZoomed() && shown_.minimum < whole.maximum && shown_.maximum > whole.minimum;
  whole_ = whole;
  if (stays)
    place(shown_.minimum, shown_.width());
  else
    shown_ = whole;
}

void AxisZoom::place(double minimum, double width) {
  width = std::clamp(width, narrowest(whole_), whole_.width());
  if (width >= whole_.width() * 0.999) return reset();
  minimum = std::clamp(minimum, whole_.minimum, whole_.maximum - width);
  shown_ = {minimum, minimum + width};
}

void AxisZoom::zoomAt(double centre, double factor) {
  const double width = std::clamp(shown_.width() * factor, narrowest(whole_), whole_.width());
  const double share = std::clamp((centre - shown_.minimum) / shown_.width(), 0.0, 1.0);
  place(centre - share * width, width);
}

void AxisZoom::show(double from, double to) {
  const auto [low, high] = std::minmax(from, to);
  place(low, high - low);
}

void AxisZoom::pan(double share) {
  if (isZoomed()) place(shown_.minimum + share * shown_.width(), shown_.width());
}

void AxisZoom::reveal(double value) {
  if (value < shown_.minimum) place(value, shown_.width());
  if (value > shown_.maximum) place(value - shown_.width(), shown_.width());
}

void AxisZoom::reset() {
  shown_ = whole_;
}

}  // namespace bitwright

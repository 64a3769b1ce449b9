// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

#include "widgets/histogram/channel_chart.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

constexpr double kShareOfPlace = 0.66;  // the rest is the gap to the next
constexpr double kWidest = 22;
constexpr double kNarrowForGaps = 3;  // pixels; below, boxes touch and become a band

}  // namespace

void BoxChart::drawChannels(QPainter& painter) const {
  const auto& t = tokens();
  const auto& all = channels();
  if (all.boxes.empty()) return;
  const double zero = toView({0.0, 0.0}).y();
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.fillRect(QRectF(edges(0).first, zero, edges(all.boxes.size() - 1).second - edges(0).first, 1), t.line);
  for (std::size_t i = 0; i < all.boxes.size(); ++i) {
    const auto& box = all.boxes[i];
    if (box.count == 0) continue;
    const auto [left, right] = edges(i);
    const double place = right - left;
    const double width =
        place < kNarrowForGaps ? place + 0.5 : std::min(place * kShareOfPlace, static_cast<double>(scaled(kWidest)));
    const double middle = (left + right) / 2;
    const auto y = [&](double value) { return toView({0.0, value}).y(); };
    const auto bar = [&](double wide, double low, double high, const QColor& colour) {
      // On whole pixels, or some whiskers would look twice as thick as others.
      const double across = std::max(1.0, std::round(wide));
      painter.fillRect(QRectF(std::round(middle - across / 2), y(high), across, std::max(1.0, y(low) - y(high))),
                       colour);
    };
    const double whisker = place < kNarrowForGaps ? width : std::max(1.0, std::min(2.0, width / 3));
    bar(whisker, box.minimum, box.maximum, place < kNarrowForGaps ? t.originalSoft : t.original);
    bar(width, box.lowerQuartile, box.upperQuartile, mixed(t.panel, t.accent, 0.55));
    const double line = std::max(1.0, std::min(2.0, width / 4));
    painter.fillRect(QRectF(std::round(middle - width / 2), std::round(y(box.median) - line / 2),
                            std::max(1.0, std::round(width)), line),
                     t.text);
  }
  painter.setRenderHint(QPainter::Antialiasing);
}

double BoxChart::drawLegend(QPainter& painter, double right, double middle) const {
  const auto& t = tokens();
  const QFontMetricsF metrics(labelFont());
  painter.setFont(labelFont());
  const auto entry = [&](const QString& text, const QSizeF& size, const QColor& colour) {
    right -= metrics.horizontalAdvance(text);
    painter.setPen(t.dim);
    painter.drawText(QPointF(right, middle + metrics.ascent() / 2 - 1), text);
    right -= scaled(6) + size.width();
    painter.fillRect(QRectF(right, middle - size.height() / 2, size.width(), size.height()), colour);
    right -= scaled(16);
  };
  entry(tr("least to largest"), {2.0, static_cast<double>(scaled(12))}, t.original);
  entry(tr("middle half"), {static_cast<double>(scaled(9)), static_cast<double>(scaled(9))},
        mixed(t.panel, t.accent, 0.55));
  entry(tr("median"), {static_cast<double>(scaled(10)), 2.0}, t.text);
  return right;
}

QStringList BoxChart::linesOf(std::size_t box, std::optional<double>) const {
  const auto& b = channels().boxes[box];
  return {tr("largest %1").arg(formatSignificant(b.maximum, 4)),
          tr("upper quartile %1").arg(formatSignificant(b.upperQuartile, 4)),
          tr("median %1").arg(formatSignificant(b.median, 4)),
          tr("lower quartile %1").arg(formatSignificant(b.lowerQuartile, 4)),
          tr("least %1").arg(formatSignificant(b.minimum, 4)),
          withThinSpaces(tr("%Ln weight(s)", nullptr, pluralNumber(b.count)))};
}

}  // namespace bitwright

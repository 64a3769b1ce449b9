// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QLinearGradient>
#include <QPainter>
#include <QtCharts/QChart>

#include <algorithm>
#include <cmath>

#include "widgets/histogram/channel_chart.h"
#include "widgets/histogram/readout.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

constexpr double kAccentAt = 0.65;  // where the ramp is the accent itself, on its way to the text's colour
constexpr int kShades = 256;

/// From the panel over the accent towards the text: in both themes more weights stand out more.
QColor shade(double share) {
  const auto& t = tokens();
  if (share <= kAccentAt) return mixed(t.panel, t.accent, share / kAccentAt);
  return mixed(t.accent, t.text, 0.7 * (share - kAccentAt) / (1.0 - kAccentAt));
}

}  // namespace

void HeatMapChart::setChannels(const ChannelStatistics& channels) {
  ChannelChart::setChannels(channels);
  paintImage();
}

void HeatMapChart::setLogarithmic(bool logarithmic) {
  logarithmic_ = logarithmic;
  paintImage();
}

void HeatMapChart::applyTokens() {
  ChannelChart::applyTokens();
  paintImage();
}

void HeatMapChart::paintImage() {
  const auto& all = channels();
  image_ = QImage(static_cast<int>(all.boxes.size()), all.bins, QImage::Format_RGB32);
  QRgb ramp[kShades];
  for (int i = 0; i < kShades; ++i) ramp[i] = shade(i / (kShades - 1.0)).rgb();
  for (std::size_t box = 0; box < all.boxes.size(); ++box) {
    const auto counts = all.countsOf(box);
    const double most = static_cast<double>(std::max<std::int64_t>(1, *std::max_element(counts.begin(), counts.end())));
    for (int bin = 0; bin < all.bins; ++bin) {
      const auto count = static_cast<double>(counts[static_cast<std::size_t>(bin)]);
      const double share = logarithmic_ ? std::log1p(count) / std::log1p(most) : count / most;
      image_.setPixel(static_cast<int>(box), all.bins - 1 - bin,
                      ramp[static_cast<int>(std::lround(share * (kShades - 1)))]);
    }
  }
  viewport()->update();
}

void HeatMapChart::drawChannels(QPainter& painter) const {
  if (image_.isNull()) return;
  const auto& all = channels();
  const QPointF top = toView({-0.5, all.maximum});
  const QPointF bottom = toView({static_cast<double>(all.channels) - 0.5, all.minimum});
  painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
  painter.drawImage(QRectF(top, bottom), image_);
}

double HeatMapChart::drawLegend(QPainter& painter, double right, double middle) const {
  const auto& t = tokens();
  const QFontMetricsF metrics(labelFont());
  const double baseline = middle + metrics.ascent() / 2 - 1;
  painter.setFont(labelFont());
  const QString most =
      logarithmic_ ? tr("a channel’s most frequent value, logarithmic") : tr("a channel’s most frequent value");
  right -= metrics.horizontalAdvance(most);
  painter.setPen(t.dim);
  painter.drawText(QPointF(right, baseline), most);
  const QRectF ramp(right - scaled(8 + 80), middle - scaled(5), scaled(80), scaled(10));
  QLinearGradient gradient(ramp.topLeft(), ramp.topRight());
  for (const double share : {0.0, kAccentAt, 1.0}) gradient.setColorAt(share, shade(share));
  painter.setPen(QPen(t.line, 1));
  painter.setBrush(gradient);
  painter.drawRoundedRect(ramp, 3, 3);
  const QString none = tr("no weight");
  painter.setPen(t.dim);
  const double left = ramp.left() - scaled(8) - metrics.horizontalAdvance(none);
  painter.drawText(QPointF(left, baseline), none);
  return left - scaled(8);
}

QStringList HeatMapChart::linesOf(std::size_t box, std::optional<double> value) const {
  const auto& all = channels();
  const auto counts = all.countsOf(box);
  const auto densest = std::max_element(counts.begin(), counts.end()) - counts.begin();
  const auto bin = value ? std::min(static_cast<std::ptrdiff_t>((*value - all.minimum) / all.binWidth()),
                                    static_cast<std::ptrdiff_t>(all.bins - 1))
                         : densest;
  const double from = all.minimum + static_cast<double>(bin) * all.binWidth();
  return {rangeText(from, from + all.binWidth()),
          withThinSpaces(tr("%Ln weight(s)", nullptr, pluralNumber(counts[static_cast<std::size_t>(bin)]))),
          withThinSpaces(tr("of %Ln in all", nullptr, pluralNumber(all.boxes[box].count)))};
}

}  // namespace bitwright

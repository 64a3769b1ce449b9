// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/histogram/readout.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

#include "widgets/theme/cell_painter.h"
#include "widgets/theme/direction.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

constexpr int kMostDecimals = 9;

QString counted(const char* source, std::int64_t count) {
  return withThinSpaces(QCoreApplication::translate("Readout", source, nullptr, pluralNumber(count)));
}

const Level* nearestLevel(const std::vector<Level>& levels, double value) {
  const auto at = std::min_element(levels.begin(), levels.end(), [value](const Level& a, const Level& b) {
    return std::abs(a.value - value) < std::abs(b.value - value);
  });
  return at == levels.end() ? nullptr : &*at;
}

}  // namespace

QString rangeText(double minimum, double maximum) {
  const double width = maximum - minimum;
  if (!(width > 0.0)) return formatSignificant(minimum, 4);
  const int decimals = static_cast<int>(std::ceil(1.0 - std::log10(width)));
  const auto text = [decimals](double value) {
    return decimals > kMostDecimals ? formatSignificant(value, 6) : formatFixed(value, std::max(decimals, 0));
  };
  return text(minimum) + QStringLiteral(" … ") + text(maximum);
}

QStringList readoutAt(const LayerPicture& picture, const PictureBins& bins, double value) {
  const auto& original = bins.original;
  if (original.counts.empty() || value < original.minimum || value > original.maximum) return {};
  const auto bin =
      std::min(static_cast<std::size_t>((value - original.minimum) / original.binWidth()), original.counts.size() - 1);
  const double from = original.minimum + static_cast<double>(bin) * original.binWidth();
  QStringList lines{rangeText(from, from + original.binWidth())};
  lines << counted(QT_TRANSLATE_N_NOOP("Readout", "original: %Ln weight(s)"), original.counts[bin]);
  if (bin < bins.after.counts.size())
    lines << counted(QT_TRANSLATE_N_NOOP("Readout", "compressed: %Ln weight(s)"), bins.after.counts[bin]);
  if (picture.prunedCount > 0 && std::abs(value) < picture.smallestKept) {
    lines << counted(QT_TRANSLATE_N_NOOP("Readout", "becomes 0, with %Ln pruned in all"), picture.prunedCount);
  } else if (const auto* level = nearestLevel(bins.levels, value)) {
    lines << counted(QT_TRANSLATE_N_NOOP("Readout", "nearest level %1, shared by %Ln"), level->count)
                 .arg(formatSignificant(level->value, 4));
  }
  if (bin < bins.outliers.size() && bins.outliers[bin] > 0) {
    lines << counted(QT_TRANSLATE_N_NOOP("Readout", "%Ln outlier(s) beyond 5σ"), bins.outliers[bin]);
  }
  return lines;
}

void drawReadout(QPainter& painter, const QRectF& plot, double left, double right, const QStringList& lines) {
  if (lines.isEmpty()) return;
  const auto& t = tokens();
  const QFontMetricsF plain(labelFont());
  double width = 0.0;
  for (const auto& line : lines)
    width = std::max(width, tabularWidth(line, line == lines.front() ? emphasised(labelFont()) : labelFont()));
  width += scaled(20);
  const double step = plain.height() + scaled(2);
  const double gap = scaled(12);
  const double at = right + gap + width <= plot.right() ? right + gap : std::max(plot.left(), left - gap - width);
  const QRectF box(at, plot.top() + scaled(10), width, step * static_cast<double>(lines.size()) + scaled(10));
  painter.setPen(QPen(t.line, 1));
  painter.setBrush(t.panel);
  painter.drawRoundedRect(box, scaled(6), scaled(6));
  double baseline = box.top() + scaled(5) + plain.ascent();
  for (const auto& line : lines) {
    const bool title = &line == &lines.front();
    painter.setPen(title ? t.text : t.dim);
    painter.setFont(title ? emphasised(labelFont()) : labelFont());
    painter.drawText(QPointF(box.left() + scaled(10), baseline), isolated(line));
    baseline += step;
  }
}

}  // namespace bitwright

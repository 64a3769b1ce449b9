// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/series.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

#include "core/schemes/scheme.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

// Series numbers of schemes people know by their colour; others follow by their place in the list.
struct Known {
  std::string_view id;
  std::size_t series;
};
constexpr Known kKnown[] = {{"uniform", 0}, {"kmeans", 1}, {"sharing", 3}, {"fp16", 4}, {"bf16", 4}};

constexpr double kLeastContrast = 3.0;

/// Relative luminance of sRGB, 0–1.
double luminance(const QColor& colour) {
  const auto linear = [](double part) {
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  const auto of = [&linear](float part) { return linear(static_cast<double>(part)); };
  return 0.2126 * of(colour.redF()) + 0.7152 * of(colour.greenF()) + 0.0722 * of(colour.blueF());
}

double contrast(const QColor& a, const QColor& b) {
  const auto [low, high] = std::minmax({luminance(a), luminance(b)});
  return (high + 0.05) / (low + 0.05);
}

QPainterPath polygon(const QRectF& box, std::initializer_list<QPointF> unit) {
  QPainterPath path;
  bool first = true;
  for (const auto& point : unit) {
    const QPointF at(box.x() + point.x() * box.width(), box.y() + point.y() * box.height());
    if (first)
      path.moveTo(at);
    else
      path.lineTo(at);
    first = false;
  }
  path.closeSubpath();
  return path;
}

}  // namespace

QColor schemeColour(std::string_view schemeId) {
  const auto& t = tokens();
  for (const auto& known : kKnown) {
    if (known.id == schemeId) return t.series[known.series];
  }
  const auto schemes = allSchemes();
  for (std::size_t i = 0; i < schemes.size(); ++i) {
    if (schemes[i]->id() == schemeId)
      return schemes[i]->leavesUntouched() ? t.original : t.series[(i + 2) % t.series.size()];
  }
  return t.original;
}

QColor variantColour(int index) {
  return index <= 0 ? tokens().original : seriesColour((index - 1) % static_cast<int>(tokens().series.size()) + 1);
}

QColor seriesColour(int series) {
  return tokens().series.at(static_cast<std::size_t>(series - 1));
}

QColor legible(const QColor& colour) {
  const auto& t = tokens();
  QColor shown = colour;
  for (int step = 1; step <= 10 && contrast(shown, t.panel) < kLeastContrast; ++step)
    shown = mixed(colour, t.text, step / 10.0);
  return shown;
}

void drawVariantMarker(QPainter& painter, const QRectF& box, int index, const QColor& colour) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  const QRectF wide = box.adjusted(-0.5, -0.5, 0.5, 0.5);
  // Colours repeat after five; the shapes are then one further, so that no two of twenty-five look alike.
  switch (index <= 0 ? 0 : (index - 1 + (index - 1) / 5) % 5) {
    case 1:
      painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 1.5, 1.5);
      break;
    case 2:
      painter.drawPath(polygon(wide, {{0.5, 0.0}, {1.0, 1.0}, {0.0, 1.0}}));
      break;
    case 3:
      painter.drawPath(polygon(wide.adjusted(-0.5, -0.5, 0.5, 0.5), {{0.5, 0.0}, {1.0, 0.5}, {0.5, 1.0}, {0.0, 0.5}}));
      break;
    case 4:
      painter.drawPath(polygon(wide, {{0.0, 0.0}, {1.0, 0.0}, {0.5, 1.0}}));
      break;
    default:
      painter.drawEllipse(box);
      break;
  }
  painter.restore();
}

}  // namespace bitwright

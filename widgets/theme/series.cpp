// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/series.h"

#include <algorithm>
#include <QPainter>
#include <QPainterPath>

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
    if (schemes[i]->id() == schemeId) return schemes[i]->leavesUntouched() ? t.original : t.series[(i + 2) % t.series.size()];
  }
  return t.original;
}

QColor variantColour(int index) {
  const auto& t = tokens();
  if (index <= 0) return t.original;
  return t.series[static_cast<std::size_t>(index - 1) % t.series.size()];
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

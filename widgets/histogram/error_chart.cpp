// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/histogram/error_chart.h"

#include <QPainter>
#include <QtCharts/QChart>

#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

QString axisNameOf(const LayerPicture& picture) {
  const bool block = picture.groups == Grouping::Kind::block;
  switch (picture.unit) {
    case AxisUnit::weight:
      return ErrorChart::tr("weight");
    case AxisUnit::groupMaximum:
      return block ? ErrorChart::tr("weight ÷ its block’s scale") : ErrorChart::tr("weight ÷ its channel’s scale");
    case AxisUnit::groupRange:
      return block ? ErrorChart::tr("weight ÷ its block’s range") : ErrorChart::tr("weight ÷ its channel’s range");
  }
  return {};
}

}  // namespace

ErrorChart::ErrorChart(QWidget* parent) : PlainChartView(parent) {
  yAxis()->setLabelsVisible(false);
  yAxis()->setLineVisible(false);
  yAxis()->setTickCount(3);
  setPlotMargins({14, 20, 14, 26});
  setMinimumHeight(scaled(96));
}

void ErrorChart::setPicture(const LayerPicture& picture, const PictureBins& shown, const ValueRange& range) {
  columns_ = shown.error;
  std::erase_if(columns_, [&](const ErrorColumn& column) {
    return column.value < range.minimum || column.value > range.maximum;
  });
  largest_ = 0.0;
  for (const auto& column : columns_)
    largest_ = std::max({largest_, std::abs(column.lowest), std::abs(column.highest)});
  // Where every group has the same levels the error is a function of the value and the band would only blur it.
  // … but for pruning, which may take one weight and leave its equal.
  band_ = shown.levels.empty() || picture.prunedCount > 0;
  setNiceTicks(xAxis(), range.minimum, range.maximum, 8);
  // The labels of this axis are hidden and its grid is the middle and the edges, so it can stay as it is while the
  // error changes.
  yAxis()->setRange(-1.0, 1.0);
  axisName_ = axisNameOf(picture);
  viewport()->update();
}

// Column by column, each as wide as its piece of the axis: one outline of all of them takes the raster engine thirty
// times as long.
void ErrorChart::drawBand(QPainter& painter, double range) const {
  QColor soft = tokens().bad;
  soft.setAlphaF(0.18F);
  QList<QRectF> bars;
  double narrowest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < columns_.size(); ++i)
    narrowest = std::min(narrowest, columns_[i].value - columns_[i - 1].value);
  if (!std::isfinite(narrowest)) return;
  for (const auto& column : columns_) {
    bars << QRectF(toView({column.value - narrowest / 2, column.highest / range}),
                   toView({column.value + narrowest / 2, column.lowest / range}));
  }
  painter.setPen(Qt::NoPen);
  painter.setBrush(soft);
  painter.setRenderHint(QPainter::Antialiasing, false);  // neighbours meet without a seam
  painter.drawRects(bars);
  painter.setRenderHint(QPainter::Antialiasing);
}

void ErrorChart::drawCurves(QPainter& painter) const {
  const double range = largest_ > 0.0 ? largest_ * 1.1 : 1.0;
  if (band_) drawBand(painter, range);
  QPolygonF mean;
  for (const auto& column : columns_) mean << toView({column.value, column.mean / range});
  drawCurve(painter, mean, QPen(tokens().bad, 1.1));
}

void ErrorChart::drawForeground(QPainter* painter, const QRectF&) {
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setLayoutDirection(Qt::LeftToRight);  // as the axes
  drawCurves(*painter);
  const auto& t = tokens();
  const QRectF plot = chart()->plotArea();
  const QFontMetricsF metrics(labelFont());
  painter->setFont(labelFont());
  painter->setPen(t.dim);
  const double baseline = scaled(2) + metrics.ascent();
  const QString error = largest_ > 0.0 ? tr("error, at most %1").arg(formatSignificant(largest_, 2)) : tr("error");
  painter->drawText(QPointF(plot.left(), baseline), error);
  painter->drawText(QPointF(plot.right() - metrics.horizontalAdvance(axisName_), baseline), axisName_);
}

}  // namespace bitwright

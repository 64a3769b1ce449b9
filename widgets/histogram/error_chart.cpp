// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/histogram/error_chart.h"

#include <algorithm>
#include <cmath>
#include <QPainter>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>

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
      return block ? ErrorChart::tr("weight ÷ its block’s maximum") : ErrorChart::tr("weight ÷ its channel’s maximum");
    case AxisUnit::groupRange:
      return block ? ErrorChart::tr("weight ÷ its block’s range") : ErrorChart::tr("weight ÷ its channel’s range");
  }
  return {};
}

}  // namespace

ErrorChart::ErrorChart(QWidget* parent)
    : PlainChartView(parent),
      lowest_(new QLineSeries(this)),
      highest_(new QLineSeries(this)),
      band_(new QAreaSeries(highest_, lowest_)),
      mean_(new QLineSeries) {
  addPlainSeries(band_);
  addPlainSeries(mean_);
  yAxis()->setLabelsVisible(false);
  yAxis()->setLineVisible(false);
  yAxis()->setTickCount(3);
  setPlotMargins({14, 20, 14, 26});
  setMinimumHeight(scaled(96));
  ErrorChart::applyTokens();
}

void ErrorChart::setPicture(const LayerPicture& picture, double minimum, double maximum) {
  QList<QPointF> low, high, mean;
  largest_ = 0.0;
  for (const auto& column : picture.error) {
    low << QPointF(column.value, column.lowest);
    high << QPointF(column.value, column.highest);
    mean << QPointF(column.value, column.mean);
    largest_ = std::max({largest_, std::abs(column.lowest), std::abs(column.highest)});
  }
  lowest_->replace(low);
  highest_->replace(high);
  mean_->replace(mean);
  // Where every group has the same levels the error is a function of the value and the band would only blur it.
  band_->setVisible(picture.levels.empty() && !picture.error.empty());
  mean_->setVisible(!picture.error.empty());
  setNiceTicks(xAxis(), minimum, maximum, 8);
  const double range = largest_ > 0.0 ? largest_ * 1.1 : 1.0;
  yAxis()->setRange(-range, range);
  axisName_ = axisNameOf(picture);
  viewport()->update();
}

void ErrorChart::applyTokens() {
  PlainChartView::applyTokens();
  const auto& t = tokens();
  QColor soft = t.bad;
  soft.setAlphaF(0.18F);
  band_->setPen(Qt::NoPen);
  band_->setBrush(soft);
  mean_->setPen(QPen(t.bad, 1.1));
}

void ErrorChart::drawForeground(QPainter* painter, const QRectF&) {
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

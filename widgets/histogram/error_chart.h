// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/charts/plain_chart_view.h"
#include "widgets/histogram/layer_picture.h"

class QAreaSeries;
class QLineSeries;

namespace bitwright {

/// decoded − original as a function of the value, on the axis of the histogram above it, with the axis' labels.
class ErrorChart : public PlainChartView {
  Q_OBJECT

 public:
  explicit ErrorChart(QWidget* parent = nullptr);

  /// `minimum` and `maximum` are the histogram's.
  void setPicture(const LayerPicture& picture, double minimum, double maximum);

 protected:
  void applyTokens() override;
  void drawForeground(QPainter* painter, const QRectF& rect) override;

 private:
  QLineSeries* lowest_;
  QLineSeries* highest_;
  QAreaSeries* band_;
  QLineSeries* mean_;
  double largest_ = 0.0;
  QString axisName_;
};

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "widgets/charts/plain_chart_view.h"
#include "widgets/preview/layer_picture.h"

namespace bitwright {

/// decoded − original as a function of the value, on the axis of the histogram above it, with the axis' labels.
class ErrorChart : public PlainChartView {
  Q_OBJECT

 public:
  explicit ErrorChart(QWidget* parent = nullptr);

  /// `shown` and `range` are the histogram's.
  void setPicture(const LayerPicture& picture, const PictureBins& shown, const ValueRange& range);

 protected:
  void drawForeground(QPainter* painter, const QRectF& rect) override;

 private:
  void drawBand(QPainter& painter, double range) const;
  void drawCurves(QPainter& painter) const;

  std::vector<ErrorColumn> columns_;
  bool band_ = false;  ///< whether lowest to highest is drawn behind the mean
  double largest_ = 0.0;
  QString axisName_;
};

}  // namespace bitwright

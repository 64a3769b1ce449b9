// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QColor>
#include <string>

#include "widgets/charts/plain_chart_view.h"
#include "widgets/histogram/layer_picture.h"

namespace bitwright {

/// The original as a soft area, the compressed layer as a bar a level over it (or as a second area), a tick under the axis for each level.
/// Bars are drawn at the density of their cell, so that they reach as high as the area they stand for.
class WeightsChart : public PlainChartView {
  Q_OBJECT

 public:
  explicit WeightsChart(QWidget* parent = nullptr);

  void setPicture(const LayerPicture& picture, const std::string& schemeId, const QString& compressedName);
  void setLogarithmic(bool logarithmic);

 protected:
  void applyTokens() override;
  void drawForeground(QPainter* painter, const QRectF& rect) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  void fill();
  [[nodiscard]] double height(double count) const;
  [[nodiscard]] QPointF at(double value, double count) const;
  [[nodiscard]] bool drawsDecoded() const;
  [[nodiscard]] double barCount(std::size_t level) const;
  void drawArea(QPainter& painter, const Histogram& histogram, double scale, const QColor& line, const QColor& fill) const;
  void drawGrid(QPainter& painter) const;
  void drawLevels(QPainter& painter) const;
  void drawPruned(QPainter& painter) const;
  void drawLegend(QPainter& painter) const;
  void drawReadout(QPainter& painter) const;

  LayerPicture picture_;
  std::string schemeId_ = "keep";  ///< asked for its colour anew whenever the theme changes
  QColor colour_;
  QString compressedName_;
  double highest_ = 1.0;  ///< height of the plot, in `height` of a count
  bool logarithmic_ = false;
  std::optional<double> hover_;  ///< a value of the axis
};

}  // namespace bitwright

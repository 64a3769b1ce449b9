// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <optional>
#include <string>

#include "widgets/charts/plain_chart_view.h"
#include "widgets/histogram/axis_zoom.h"
#include "widgets/preview/layer_picture.h"

namespace bitwright {

/// The original as a soft area, the compressed layer as a bar a level over it (or as a second area), a tick under the
/// axis for each level, a mark where outliers lie. Bars are drawn at the density of their cell, so that they reach as
/// high as the area they stand for.
///
/// The wheel, a drag and the keys + and − look closer, a double click and Escape show the whole again; arrows move the
/// read-out bin by bin.
class WeightsChart : public PlainChartView {
  Q_OBJECT

 public:
  explicit WeightsChart(QWidget* parent = nullptr);

  /// `keepZoom`: it is the layer that was shown before.
  void setPicture(const LayerPicture& picture, const std::string& schemeId, const QString& compressedName,
                  bool keepZoom);
  /// Finer bins of what is shown.
  void setDetail(const PictureBins& detail);
  void setLogarithmic(bool logarithmic);
  void showWhole();

  [[nodiscard]] const AxisZoom& zoom() const { return zoom_; }
  /// What the axes are drawn from: the detail where it covers what is shown.
  [[nodiscard]] const PictureBins& shown() const;
  /// What is read out under pointer or keys; empty where nothing is.
  [[nodiscard]] QStringList readout() const;

 Q_SIGNALS:
  void zoomed();

 protected:
  void applyTokens() override;
  void drawForeground(QPainter* painter, const QRectF& rect) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  void fill();
  void applyZoom();
  void moveReadout(int bins);
  [[nodiscard]] double height(double count) const;
  [[nodiscard]] QPointF at(double value, double count) const;
  [[nodiscard]] bool drawsDecoded() const;
  [[nodiscard]] double barCount(std::size_t level) const;
  // In weights_chart_paint.cpp.
  void drawArea(QPainter& painter, const Histogram& histogram, double scale, const QColor& line,
                const QColor& fill) const;
  void drawGrid(QPainter& painter) const;
  void drawLevels(QPainter& painter) const;
  void drawPruned(QPainter& painter) const;
  void drawOutliers(QPainter& painter) const;
  void drawBeyond(QPainter& painter) const;
  void drawLegend(QPainter& painter) const;
  void drawSelection(QPainter& painter) const;

  LayerPicture picture_;
  std::optional<PictureBins> detail_;
  std::string schemeId_ = "keep";  ///< asked for its colour anew whenever the theme changes
  QColor colour_;
  QString compressedName_;
  double highest_ = 1.0;  ///< height of the plot, in `height` of a count
  bool logarithmic_ = false;
  AxisZoom zoom_;
  std::optional<double> hover_;      ///< a value of the axis
  std::optional<double> dragStart_;  ///< in the view
  double dragEnd_ = 0.0;
};

}  // namespace bitwright

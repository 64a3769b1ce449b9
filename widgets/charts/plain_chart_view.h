// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCharts/QChartView>
#include <QtCharts/QValueAxis>

namespace bitwright {

/// What all our charts share: no frame, no legend, no margins of Qt Charts' own; the plot area is set by hand so that
/// charts above each other keep the same axis. Colours come from the tokens. Charts read from left to right in every
/// language.
///
/// Axes and grid are Qt Charts'; curves of hundreds of points are drawn by us. A series would prepare a clickable
/// outline of itself at every change of its points or of an axis, several times for one picture, and that stalls the
/// window while a slider is dragged.
class PlainChartView : public QChartView {
  Q_OBJECT

 public:
  explicit PlainChartView(QWidget* parent = nullptr);

  [[nodiscard]] QValueAxis* xAxis() const { return x_; }
  [[nodiscard]] QValueAxis* yAxis() const { return y_; }
  /// Space around the plot area, in lengths of the drawing.
  void setPlotMargins(const QMarginsF& margins);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  /// Colours everything anew; called when the theme changed.
  virtual void applyTokens();
  /// Attaches to both axes.
  void addPlainSeries(QAbstractSeries* series);
  /// Where a point of the axes is in the view, and back.
  [[nodiscard]] QPointF toView(const QPointF& value) const;
  [[nodiscard]] double xValue(double viewX) const;

 private:
  void placePlot();

  QValueAxis* x_;
  QValueAxis* y_;
  QMarginsF margins_;
};

/// A line through `points`, piece by piece: as one path, a jagged line of 512 points takes the raster engine fifty
/// times as long. `pen` is opaque.
void drawCurve(QPainter& painter, const QPolygonF& points, const QPen& pen);

/// About `wanted` ticks at 1, 2 or 5 times a power of ten; sets the label format to match. Costs nothing where nothing
/// changes.
void setNiceTicks(QValueAxis* axis, double minimum, double maximum, int wanted);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QString>

#include <vector>

#include "widgets/charts/plain_chart_view.h"

class QLineSeries;

namespace bitwright {

class CompareModel;
enum class QualityMeasure;

/// Quality against size on disk: a marker a measured row in its own colour and shape, the Pareto front as a line, a
/// ring around the active variant. A click chooses a variant.
class TradeoffChart : public PlainChartView {
  Q_OBJECT

 public:
  explicit TradeoffChart(const CompareModel* model, QWidget* parent = nullptr);

  void setActive(quint64 variant);
  void setLogarithmic(bool logarithmic);
  /// What is drawn, in words.
  [[nodiscard]] QString title() const;
  [[nodiscard]] int pointCount() const { return static_cast<int>(points_.size()); }

 Q_SIGNALS:
  void chosen(quint64 variant);

 protected:
  void applyTokens() override;
  void drawForeground(QPainter* painter, const QRectF& rect) override;
  void mousePressEvent(QMouseEvent* event) override;
  bool viewportEvent(QEvent* event) override;

 private:
  struct Point {
    quint64 id = 0;
    int index = 0;
    bool stale = false;
    double bytes = 0.0;
    double quality = 0.0;
    QString text;
  };
  struct Tick {
    double value = 0.0;  ///< on the axis
    QString label;
  };

  void fill();
  void describe();
  [[nodiscard]] QString emptySentence() const;
  [[nodiscard]] double onAxis(double bytes) const;
  [[nodiscard]] bool labelsTouch(const std::vector<Tick>& ticks) const;
  [[nodiscard]] std::vector<Tick> sizeTicks() const;
  [[nodiscard]] std::vector<Tick> qualityTicks() const;
  [[nodiscard]] QPointF place(const Point& point) const;
  [[nodiscard]] const Point* at(const QPointF& position) const;

  const CompareModel* model_;
  std::vector<Point> points_;
  QLineSeries* front_;
  QualityMeasure measure_;
  quint64 active_ = 0;
  bool logarithmic_ = true;
};

}  // namespace bitwright

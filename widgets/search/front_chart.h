// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QString>
#include <vector>

#include "widgets/charts/plain_chart_view.h"

namespace bitwright {

/// The Pareto front of a search: mixes by what they lose and how many bytes they take, along a line that grows. A click or the arrow keys choose one.
class FrontChart : public PlainChartView {
  Q_OBJECT

 public:
  struct Point {
    double bytes = 0.0;
    double loss = 0.0;  ///< in the unit of the axis; smaller is better
    QString text;       ///< in words
    bool onFront = true;
  };

  explicit FrontChart(QWidget* parent = nullptr);

  /// By size, smallest first.
  void setPoints(std::vector<Point> points, const QString& lossName);
  /// −1: none.
  void setCurrent(int index);
  [[nodiscard]] int current() const { return current_; }
  [[nodiscard]] int pointCount() const { return static_cast<int>(points_.size()); }

 Q_SIGNALS:
  void chosen(int index);

 protected:
  void drawForeground(QPainter* painter, const QRectF& rect) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool viewportEvent(QEvent* event) override;

 private:
  [[nodiscard]] QPointF place(const Point& point) const;
  [[nodiscard]] int at(const QPointF& position) const;
  void choose(int index);

  std::vector<Point> points_;
  QString lossName_;
  int current_ = -1;
};

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QString>

#include <vector>

#include "widgets/charts/plain_chart_view.h"

namespace bitwright {

/// The Pareto front of a search: mixes by what they lose and what they cost, bytes or time, along a line that grows. A
/// click or the arrow keys choose one.
class FrontChart : public PlainChartView {
  Q_OBJECT

 public:
  enum class Cost { bytes, timeShare };
  struct Point {
    double cost = 0.0;  ///< bytes of the file, or its time in parts of the original's
    double loss = 0.0;  ///< in the unit of the axis; smaller is better
    QString text;       ///< in words
    bool onFront = true;
  };

  explicit FrontChart(QWidget* parent = nullptr);

  /// Least cost first.
  void setPoints(std::vector<Point> points, Cost cost, const QString& lossName);
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
  [[nodiscard]] QString costText(double cost) const;
  [[nodiscard]] int at(const QPointF& position) const;
  void choose(int index);

  std::vector<Point> points_;
  Cost cost_ = Cost::bytes;
  QString lossName_;
  int current_ = -1;
};

}  // namespace bitwright

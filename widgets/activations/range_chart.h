// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

#include "core/calibration/calibrator.h"
#include "core/recipe/activation_choice.h"
#include "core/stats/histogram.h"
#include "widgets/charts/plain_chart_view.h"
#include "widgets/document/gesture.h"

namespace bitwright {

/// What was observed of one value, and the two ends of its range as handles. A handle is dragged, or moved by the arrow
/// keys: left and right move it, up and down choose the other one. While it is dragged `moved` tells where it is; what
/// is let go is `set`.
class RangeChart : public PlainChartView {
  Q_OBJECT

 public:
  explicit RangeChart(QWidget* parent = nullptr);

  /// No counts: nothing to draw.
  void setBins(const Histogram& bins);
  /// `range`: as it holds; `chosen`: by the calibrator, drawn beside it where a person set another.
  void setRange(const std::optional<ActivationRange>& range, const std::optional<ActivationRange>& chosen);
  void setLogarithmic(bool logarithmic);
  void setEditable(bool editable);
  /// As it is seen, be it under a hand that has not let go.
  [[nodiscard]] std::optional<HandRange> shownRange() const;
  /// Where a handle is, in the view.
  [[nodiscard]] QPointF handlePosition(bool high) const;
  [[nodiscard]] QStringList readout() const;

 Q_SIGNALS:
  void moved(const bitwright::HandRange& range);
  /// Keys pressed in a row are one gesture, until a rest or until something else is done.
  void set(const bitwright::HandRange& range, bitwright::Gesture gesture);

 protected:
  void drawForeground(QPainter* painter, const QRectF& rect) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  void arrange();
  void takeKey(const QKeyEvent& event);
  [[nodiscard]] HandRange withHandle(bool high, double value) const;
  [[nodiscard]] std::optional<bool> handleAt(const QPointF& position) const;
  [[nodiscard]] double step() const;
  [[nodiscard]] double height(double count) const;
  void describe();
  void drawArea(QPainter& painter) const;
  void drawRange(QPainter& painter) const;
  void drawHandle(QPainter& painter, bool high) const;

  Histogram bins_;
  std::optional<HandRange> range_;
  std::optional<HandRange> chosen_;
  std::optional<HandRange> dragged_;
  bool draggingHigh_ = false;
  bool activeHigh_ = true;  ///< the handle the keys move
  bool logarithmic_ = true;
  bool editable_ = true;
  std::optional<double> hover_;
  Gesture keys_ = kNoGesture;  ///< of the keys that are being pressed in a row
  quint64 keyedAt_ = 0;        ///< ms, by the events' clock
};

}  // namespace bitwright

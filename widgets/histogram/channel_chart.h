// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QStringList>

#include <optional>
#include <utility>

#include "core/stats/channels.h"
#include "widgets/charts/plain_chart_view.h"

namespace bitwright {

/// What pictures of a layer's channels share: channels from left to right, weights upwards, a read-out under pointer or
/// arrow keys.
class ChannelChart : public PlainChartView {
  Q_OBJECT

 public:
  explicit ChannelChart(QWidget* parent = nullptr);

  virtual void setChannels(const ChannelStatistics& channels);
  [[nodiscard]] const ChannelStatistics& channels() const { return channels_; }
  /// What is read out; empty where nothing is.
  [[nodiscard]] QStringList readout() const;

 protected:
  void drawForeground(QPainter* painter, const QRectF& rect) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

  /// The picture itself, inside the plot.
  virtual void drawChannels(QPainter& painter) const = 0;
  /// What the marks mean, from `right` to the left, centred at `middle`; gives where it ends.
  virtual double drawLegend(QPainter& painter, double right, double middle) const = 0;
  /// Of a box that has weights, behind its name; `value` where the pointer is.
  [[nodiscard]] virtual QStringList linesOf(std::size_t box, std::optional<double> value) const = 0;

  /// Left and right edge of a box in the view.
  [[nodiscard]] std::pair<double, double> edges(std::size_t box) const;

 private:
  [[nodiscard]] double yValue(double viewY) const;
  void drawAxes(QPainter& painter) const;

  ChannelStatistics channels_;
  std::optional<std::size_t> box_;  ///< that is read out
  std::optional<double> value_;
};

/// How many of a channel's weights have which value: the denser, the stronger. Each channel is measured by its own
/// densest place.
class HeatMapChart : public ChannelChart {
  Q_OBJECT

 public:
  using ChannelChart::ChannelChart;
  void setChannels(const ChannelStatistics& channels) override;
  void setLogarithmic(bool logarithmic);

 protected:
  void applyTokens() override;
  void drawChannels(QPainter& painter) const override;
  double drawLegend(QPainter& painter, double right, double middle) const override;
  [[nodiscard]] QStringList linesOf(std::size_t box, std::optional<double> value) const override;

 private:
  void paintImage();

  QImage image_;
  bool logarithmic_ = false;
};

/// Least and largest weight, quartiles and median of each channel.
class BoxChart : public ChannelChart {
  Q_OBJECT

 public:
  using ChannelChart::ChannelChart;

 protected:
  void drawChannels(QPainter& painter) const override;
  double drawLegend(QPainter& painter, double right, double middle) const override;
  [[nodiscard]] QStringList linesOf(std::size_t box, std::optional<double> value) const override;
};

}  // namespace bitwright

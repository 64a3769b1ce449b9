// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

#include "widgets/histogram/detail_maker.h"
#include "widgets/preview/layer_preview.h"

class QBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace bitwright {

class BoxChart;
class ChannelChart;
class ChipRow;
class Document;
class ErrorChart;
class HeatMapChart;
class PanelHeader;
class SegmentedControl;
class TabStrip;
class WeightsChart;

/// What the weights of the layer look like, and what becomes of them: facts, and either histogram and error on one axis
/// or the layer channel by channel, as heat map or as boxes; a sentence where there is nothing to draw.
class HistogramPanel : public QWidget {
  Q_OBJECT

 public:
  explicit HistogramPanel(Document* document, QWidget* parent = nullptr);

  enum View { HistogramView, HeatMapView, BoxView };

  void showPreview(const LayerPreview& preview);
  void showNothing();
  void setView(View view);
  /// A view of the whole model behind those of the layer, which keeps itself up to date.
  void addPage(const QString& name, const QString& help, QWidget* page);
  void showPage(QWidget* page);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 Q_SIGNALS:
  void failed(const bitwright::Error& error);

 private:
  void compose();
  void showFacts(const Moments& moments);
  void showView();
  void showChannels(const ChannelStatistics& channels);
  void followZoom();
  void showSentence(const QString& sentence);
  [[nodiscard]] ChannelChart* channelChart() const;
  /// The page that is chosen; null while a view of the layer is.
  [[nodiscard]] QWidget* currentPage() const;
  /// The layer has output channels.
  [[nodiscard]] std::optional<ChannelLayout> channelLayout() const;

  Document* document_;
  PanelHeader* header_;
  TabStrip* views_;
  ChipRow* chips_;
  QPushButton* whole_;
  SegmentedControl* side_;  ///< of the channels: as they are, or as they become
  SegmentedControl* scale_;
  QWidget* topPart_;
  QBoxLayout* top_;       ///< facts and controls
  QBoxLayout* controls_;  ///< on a line of their own where there is no room beside the facts
  QStackedWidget* stack_;
  QWidget* charts_;
  WeightsChart* weights_;
  ErrorChart* error_;
  HeatMapChart* heatMap_;
  BoxChart* boxes_;
  QLabel* sentence_;
  std::vector<QWidget*> pages_;
  QString accessibleFacts_;  ///< what the chips say, for who cannot see the chart

  LayerPreview preview_;  ///< what is shown
  DetailMaker details_;
  bool channelsKnown_ = false;                         ///< of the layer that is shown
  std::shared_ptr<const EncodedTensor> channelsSide_;  ///< as what they were asked for; null: as they are
  QTimer patience_;                                    ///< channels that are there in a moment need no words
};

}  // namespace bitwright

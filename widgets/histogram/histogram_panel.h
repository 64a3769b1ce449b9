// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/preview/layer_preview.h"

class QLabel;
class QStackedWidget;

namespace bitwright {

class ChipRow;
class Document;
class ErrorChart;
class PanelHeader;
class SegmentedControl;
class WeightsChart;

/// What the weights of the layer look like, and what becomes of them: facts, histogram and error on one axis; a sentence where there is
/// nothing to draw.
class HistogramPanel : public QWidget {
  Q_OBJECT

 public:
  explicit HistogramPanel(Document* document, QWidget* parent = nullptr);

  void showPreview(const LayerPreview& preview);
  void showNothing();

 private:
  void showFacts(const Moments& moments);

  Document* document_;
  PanelHeader* header_;
  ChipRow* chips_;
  SegmentedControl* scale_;
  QStackedWidget* stack_;
  QWidget* charts_;
  WeightsChart* weights_;
  ErrorChart* error_;
  QLabel* sentence_;
  QString accessibleFacts_;  ///< what the chips say, for who cannot see the chart
};

}  // namespace bitwright

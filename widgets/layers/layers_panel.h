// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QTableView;
class QToolButton;

namespace bitwright {

class Document;
class LayerOutcomes;
class LayersFilter;
class LayersModel;
class PanelHeader;
class Selection;

/// Which layers are there and what was chosen: filter line, table, and a row of totals.
class LayersPanel : public QWidget {
  Q_OBJECT

 public:
  LayersPanel(Document* document, Selection* selection, LayerOutcomes* outcomes, QWidget* parent = nullptr);

  void focusFilter();
  void selectAll();
  void selectTensor(std::size_t tensor);
  /// Adds a layer to the selection.
  void alsoSelect(std::size_t tensor);
  [[nodiscard]] QTableView* table() const { return table_; }

 private:
  void showModel();
  void showTotals();
  void publishSelection();

  Document* document_;
  Selection* selection_;
  LayerOutcomes* outcomes_;
  LayersModel* model_;
  LayersFilter* filter_;
  PanelHeader* header_;
  QToolButton* showAll_;
  QLineEdit* filterLine_;
  QTableView* table_;
  QLabel* totalWeights_;
  QLabel* totalBits_;
  QLabel* totalBytes_;
};

}  // namespace bitwright

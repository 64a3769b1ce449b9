// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include <vector>

class QAction;
class QMenu;
class QTableView;
class QToolButton;

namespace bitwright {

class Document;
class LayerOutcomes;
class LayersColumns;
class LayersFilter;
class LayersFilterBar;
class LayersModel;
class LayersRows;
class LayersSelection;
class PanelHeader;
class Selection;
class TotalsRow;

/// Which layers are there and what was chosen: filter, table, and a row that sums what is selected or shown.
class LayersPanel : public QWidget {
  Q_OBJECT

 public:
  LayersPanel(Document* document, Selection* selection, LayerOutcomes* outcomes, QWidget* parent = nullptr);

  void focusFilter();
  void selectAll();
  void selectTensor(std::size_t tensor);
  /// Adds a layer to the selection.
  void alsoSelect(std::size_t tensor);
  /// Selects these layers and no others, wherever they stand.
  void selectTensors(const std::vector<std::size_t>& tensors);
  /// Copies the selected rows for a spreadsheet.
  void copySelected();
  [[nodiscard]] QTableView* table() const { return table_; }
  [[nodiscard]] LayersModel* layers() const { return model_; }
  [[nodiscard]] LayersRows* rows() const { return rows_; }

 private:
  void compose();
  void showModel();
  void showOperators();
  void showTotals();
  void showMenu(const QPoint& at);
  void fillTreeMenu(QMenu* menu);
  void showEverything(const std::vector<std::size_t>& tensors);
  void publishSelection();
  [[nodiscard]] std::vector<std::size_t> shownTensors() const;

  Document* document_;
  Selection* selection_;
  LayersModel* model_;
  LayersFilter* filter_;
  LayersRows* rows_;
  PanelHeader* header_;
  QToolButton* showAll_;
  LayersFilterBar* filterBar_;
  QTableView* table_;
  LayersColumns* columns_;
  LayersSelection* chosen_;
  TotalsRow* totals_;
  QAction* copy_;
  QTimer totalsTimer_;  ///< figures arrive and rows are selected one by one; one sum is enough
};

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QSortFilterProxyModel>

#include <vector>

#include "widgets/compare/layer_diff_model.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QTableView;

namespace bitwright {

/// Holds two variants against each other, layer by layer.
class LayerDiffDialog : public QDialog {
  Q_OBJECT

 public:
  /// `first` and `second`: which of the sides are shown at first.
  LayerDiffDialog(std::shared_ptr<const Model> model, std::vector<DiffSide> sides, int first, int second,
                  QWidget* parent = nullptr);

  void choose(int first, int second);
  void showOnlyDiffering(bool only);
  [[nodiscard]] QTableView* table() const { return table_; }
  [[nodiscard]] QString sentence() const;

 private:
  void showSides();

  std::vector<DiffSide> sides_;
  LayerDiffModel* model_;
  QSortFilterProxyModel* sorted_;
  QComboBox* first_;
  QComboBox* second_;
  QCheckBox* only_;
  QLabel* sentence_;
  QTableView* table_;
};

}  // namespace bitwright

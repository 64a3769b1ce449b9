// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

#include "widgets/sensitivity/heat_model.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace bitwright {

class AdaptiveBar;
class Document;
class RankModel;
class RepairBar;
class SegmentedControl;
class Selection;
class SensitivityRun;
struct Repair;

/// Which layer hurts: every layer × way of storing it as a heat map, or the layers ranked; and for the layer that is
/// looked at what would help, one key away.
class SensitivityPanel : public QWidget {
  Q_OBJECT

 public:
  enum View { HeatMapView, RankedView };

  SensitivityPanel(Document* document, Selection* selection, SensitivityRun* run, QWidget* parent = nullptr);

  void setView(View view);
  [[nodiscard]] QTableView* heatMap() const { return heat_; }
  [[nodiscard]] QTableView* ranking() const { return ranks_; }
  [[nodiscard]] RepairBar* repairs() const { return repairs_; }
  [[nodiscard]] AdaptiveBar* adaptive() const { return adaptive_; }
  [[nodiscard]] QPushButton* measureButton() const { return start_; }
  [[nodiscard]] QComboBox* choice() const { return choice_; }

 Q_SIGNALS:
  /// A layer was chosen here.
  void tensorWanted(std::size_t tensor);
  void dataWanted();

 private:
  void compose();
  [[nodiscard]] QTableView* makeTable(const QString& name);
  void takeResult();
  void fillChoice();
  void choose();
  void chooseRow(const QModelIndex& current);
  void followSelection();
  void showState();
  void showRepairs();
  void repair(const Repair& repair);
  [[nodiscard]] QString factText() const;

  Document* document_;
  Selection* selection_;
  SensitivityRun* run_;
  HeatModel* heatModel_;
  QSortFilterProxyModel* sorted_;
  RankModel* rankModel_;
  SegmentedControl* views_;
  QComboBox* choice_;  ///< heat map: what the cells say; ranked: which way of storing
  QPushButton* start_;
  QLabel* fact_;
  QPushButton* data_;
  QStackedWidget* stack_;
  QLabel* sentence_;
  QTableView* heat_;
  QTableView* ranks_;
  RepairBar* repairs_;
  AdaptiveBar* adaptive_;
  bool following_ = false;  ///< the selection is taken over, not made
};

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QTimer>

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/model/layer_tree.h"
#include "widgets/layers/group_figures.h"
#include "widgets/layers/layers_model.h"

namespace bitwright {

class Document;
class LayersFilter;

/// What the table shows of the layers that pass the filter: one after the other, or as a tree by their paths, whose
/// groups can be folded. Of blocks that are built alike only the first is open until the person says otherwise; while
/// words are sought, what was found is in sight.
class LayersRows : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Role {
    GroupRole = LayersModel::FilterRole + 1,  ///< whether the row is a group
    OpenRole,                                 ///< of a group
    DepthRole,                                ///< groups it stands in
  };
  /// A row that is found again after others came or went.
  struct Key {
    std::optional<std::size_t> tensor;  ///< none: a group
    std::string path;
  };

  LayersRows(Document* document, LayersModel* layers, LayersFilter* filter, QObject* parent = nullptr);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  void sort(int column, Qt::SortOrder order) override;

  void setTree(bool wanted);
  [[nodiscard]] bool isTree() const { return wanted_ && helps_; }
  /// Whether the model is large and its paths have groups: a tree of a few layers hides more than it shows.
  [[nodiscard]] bool treeHelps() const { return helps_; }

  [[nodiscard]] bool isGroup(int row) const;
  [[nodiscard]] bool isOpen(int row) const;
  /// Row of the group it stands in; -1: of none.
  [[nodiscard]] int parentOf(int row) const;
  void setOpen(int row, bool open);
  /// With all groups in it.
  void openBelow(int row);
  enum class Folds { none, equalBlocks, all };
  void foldAgain(Folds folds);

  [[nodiscard]] std::vector<std::size_t> tensorsAt(int row) const;
  /// -1: hidden by the filter or in a folded group.
  [[nodiscard]] int rowOf(std::size_t tensor) const;
  /// Opens the groups these stand in.
  void reveal(const std::vector<std::size_t>& tensors);
  [[nodiscard]] Key keyAt(int row) const;
  /// The row of that key, or of the folded group that holds it; -1: neither.
  [[nodiscard]] int rowOf(const Key& key, bool orItsGroup) const;

  /// What the name column shows where names have `width` pixels: cut, but never to what another row beside it shows.
  [[nodiscard]] QString shownName(int row, double width) const;

 Q_SIGNALS:
  void treeHelpsChanged();
  /// Before any row goes, and before the view hears of it.
  void rowsGoing();

 private:
  /// The tree, or a root with a list of layers, and what is in sight of it.
  struct Shape {
    LayerTree tree;
    std::vector<QString> labels;      ///< of each node
    std::vector<QString> shortNames;  ///< of each node
    std::vector<int> depths;
    std::vector<std::size_t> rows;  ///< nodes
    std::vector<int> rowOfNode;     ///< -1: not in sight
  };
  void takeModel();
  void update();
  [[nodiscard]] Shape shapeOf(const std::vector<std::size_t>& shown) const;
  void sortBySums(Shape& shape) const;
  void showRows(Shape& shape) const;
  [[nodiscard]] bool isOpen(const LayerTree::Node& node) const;
  void apply(Shape next);
  [[nodiscard]] const LayerTree::Node& nodeAt(int row) const { return shape_.tree.nodes[shape_.rows[at(row)]]; }
  [[nodiscard]] const GroupFigures& figures(std::size_t node) const;
  [[nodiscard]] QVariant groupData(std::size_t node, LayerColumn column, int role) const;
  [[nodiscard]] QString groupDetail(std::size_t node) const;
  static std::size_t at(int row) { return static_cast<std::size_t>(row); }

  Document* document_;
  LayersModel* layers_;
  LayersFilter* filter_;
  bool wanted_ = true;
  bool helps_ = false;
  int sortColumn_ = 0;
  Qt::SortOrder sortOrder_ = Qt::AscendingOrder;
  std::vector<std::size_t> shown_;  ///< tensors that pass the filter, in its order
  bool shapeIsTree_ = false;
  Shape shape_;
  std::unordered_map<std::string, bool> open_;    ///< what the person chose, by a group's path
  std::unordered_map<std::string, bool> sought_;  ///< the same while words are sought
  mutable std::vector<std::optional<GroupFigures>> figures_;
  struct Fitted {
    double width = -1.0;
    QString text;
  };
  mutable std::vector<Fitted> fitted_;
  QTimer later_;  ///< the filter tells of each row
};

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layers_rows.h"

#include <QFontMetricsF>

#include <algorithm>

#include "widgets/document/document.h"
#include "widgets/document/layer_outcome.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/layers/fitted_names.h"
#include "widgets/layers/layers_filter.h"
#include "widgets/layers/layers_sum.h"
#include "widgets/layers/short_names.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr std::size_t kFewLayers = 16;
constexpr std::size_t kLongestName = 1024;  // so that what tells names apart is there

bool isSummed(LayerColumn column) {
  switch (column) {
    case LayerColumn::weights:
    case LayerColumn::originalBytes:
    case LayerColumn::bytes:
    case LayerColumn::ratio:
    case LayerColumn::bits:
      return true;
    default:
      return false;
  }
}

double summed(const LayersSum& sum, LayerColumn column) {
  switch (column) {
    case LayerColumn::weights:
      return static_cast<double>(sum.weights);
    case LayerColumn::originalBytes:
      return static_cast<double>(sum.originalBytes);
    case LayerColumn::bytes:
      return static_cast<double>(sum.bytes);
    case LayerColumn::ratio:
      return sum.ratio();
    default:
      return sum.bitsPerWeight();
  }
}

}  // namespace

LayersRows::LayersRows(Document* document, LayersModel* layers, LayersFilter* filter, QObject* parent)
    : QAbstractTableModel(parent), document_(document), layers_(layers), filter_(filter) {
  later_.setSingleShot(true);
  later_.setInterval(0);
  connect(&later_, &QTimer::timeout, this, &LayersRows::update);
  const auto later = [this] { later_.start(); };
  connect(filter, &QAbstractItemModel::modelReset, this, &LayersRows::takeModel);
  connect(filter, &QAbstractItemModel::rowsInserted, this, later);
  connect(filter, &QAbstractItemModel::rowsRemoved, this, later);
  connect(filter, &QAbstractItemModel::layoutChanged, this, later);
  connect(filter, &LayersFilter::refiltered, this, [this] {
    sought_.clear();
    update();
  });
  connect(layers, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& from, const QModelIndex& to) {
    figures_.assign(figures_.size(), std::nullopt);
    if (isTree() && isSummed(static_cast<LayerColumn>(sortColumn_))) later_.start();
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, from.column()), index(rowCount() - 1, to.column()));
  });
  takeModel();
}

void LayersRows::takeModel() {
  open_.clear();
  sought_.clear();
  const bool helped = helps_;
  helps_ = false;
  if (const auto& model = document_->model()) {
    const auto weights = compressibleTensors(*model);
    helps_ = weights.size() >= kFewLayers && layerTree(model->tensors(), weights).hasGroups();
  }
  // Nothing is left of another model's tensors, even where the rows are as many.
  beginResetModel();
  shown_.clear();
  shape_ = {};
  figures_.clear();
  fitted_.clear();
  endResetModel();
  update();
  if (helps_ != helped) Q_EMIT treeHelpsChanged();
}

void LayersRows::setTree(bool wanted) {
  if (wanted_ == wanted) return;
  wanted_ = wanted;
  update();
}

void LayersRows::update() {
  later_.stop();
  std::vector<std::size_t> shown;
  for (int row = 0; row < filter_->rowCount(); ++row)
    shown.push_back(static_cast<std::size_t>(filter_->mapToSource(filter_->index(row, 0)).row()));
  if (!document_->model()) shown.clear();
  Shape next = shown == shown_ && isTree() == shapeIsTree_ ? shape_ : shapeOf(shown);
  shown_ = std::move(shown);
  shapeIsTree_ = isTree();
  if (isTree() && isSummed(static_cast<LayerColumn>(sortColumn_))) sortBySums(next);
  showRows(next);
  apply(std::move(next));
}

LayersRows::Shape LayersRows::shapeOf(const std::vector<std::size_t>& shown) const {
  Shape shape;
  auto& nodes = shape.tree.nodes;
  std::vector<QString> operators;
  if (isTree()) {
    shape.tree = layerTree(document_->model()->tensors(), shown);
    for (const auto& node : nodes) {
      shape.labels.push_back(QString::fromStdString(printable(node.label, kLongestName)));
      operators.push_back(node.tensor ? QString::fromStdString(document_->model()->tensors()[*node.tensor].op)
                                      : QString());
    }
    shape.shortNames = shape.labels;
  } else {
    nodes.emplace_back();
    shape.labels.emplace_back();
    shape.shortNames.emplace_back();
    for (const auto tensor : shown) {
      LayerTree::Node node;
      node.tensor = tensor;
      node.layers = 1;
      nodes.front().children.push_back(nodes.size());
      nodes.push_back(std::move(node));
      const auto name = layers_->index(static_cast<int>(tensor), static_cast<int>(LayerColumn::name));
      shape.labels.push_back(name.data().toString());
      shape.shortNames.push_back(name.data(LayersModel::ShortNameRole).toString());
    }
    nodes.front().layers = shown.size();
  }
  shape.depths.assign(nodes.size(), -1);
  for (std::size_t node = 1; node < nodes.size(); ++node) shape.depths[node] = shape.depths[nodes[node].parent] + 1;
  return shape;
}

/// Siblings by what they come to: the filter has sorted layers alone.
void LayersRows::sortBySums(Shape& shape) const {
  const auto column = static_cast<LayerColumn>(sortColumn_);
  auto& nodes = shape.tree.nodes;
  std::vector<LayersSum> sums(nodes.size());
  for (std::size_t node = nodes.size(); node-- > 1;) {  // children stand behind their group
    auto& sum = sums[node];
    if (const auto tensor = nodes[node].tensor) {
      sum.weights = document_->model()->tensors()[*tensor].elementCount();
      sum.originalBytes = static_cast<std::int64_t>(document_->model()->tensors()[*tensor].bytes.size());
      if (const auto* outcome = layers_->outcome(*tensor)) sum.bytes = outcome->bytes();
    }
    auto& group = sums[nodes[node].parent];
    group.weights += sum.weights;
    group.originalBytes += sum.originalBytes;
    group.bytes += sum.bytes;
  }
  std::vector<double> values;
  for (const auto& sum : sums) values.push_back(summed(sum, column));
  for (auto& node : shape.tree.nodes) {
    std::stable_sort(node.children.begin(), node.children.end(), [&](std::size_t a, std::size_t b) {
      return sortOrder_ == Qt::AscendingOrder ? values[a] < values[b] : values[a] > values[b];
    });
  }
}

bool LayersRows::isOpen(const LayerTree::Node& node) const {
  const bool seeking = filter_->isSeeking();
  const auto& chosen = seeking ? sought_ : open_;
  const auto found = chosen.find(node.path);
  return found == chosen.end() ? seeking || !node.builtLike : found->second;
}

void LayersRows::showRows(Shape& shape) const {
  const auto& nodes = shape.tree.nodes;
  shape.rows.clear();
  shape.rowOfNode.assign(nodes.size(), -1);
  if (nodes.empty()) return;
  std::vector<std::size_t> open(nodes.front().children.rbegin(), nodes.front().children.rend());
  while (!open.empty()) {
    const auto at = open.back();
    open.pop_back();
    shape.rowOfNode[at] = static_cast<int>(shape.rows.size());
    shape.rows.push_back(at);
    if (!nodes[at].tensor && isOpen(nodes[at]))
      open.insert(open.end(), nodes[at].children.rbegin(), nodes[at].children.rend());
  }
}

/// Takes the rows that are to be there, telling as little as is true.
void LayersRows::apply(Shape next) {
  const auto take = [&] {
    figures_.assign(next.tree.nodes.size(), std::nullopt);
    fitted_.assign(next.tree.nodes.size(), {});
    shape_ = std::move(next);
  };
  const auto same = [&](int a, int b) {
    const auto& left = nodeAt(a);
    const auto& right = next.tree.nodes[next.rows[at(b)]];
    return left.tensor == right.tensor && (left.tensor || left.path == right.path);
  };
  const int before = rowCount();
  const int after = static_cast<int>(next.rows.size());
  int front = 0;
  while (front < std::min(before, after) && same(front, front)) ++front;
  int back = 0;
  while (back < std::min(before, after) - front && same(before - 1 - back, after - 1 - back)) ++back;
  const int gone = before - front - back;
  const int come = after - front - back;
  if (gone == 0 && come == 0) {
    take();
    if (after > 0) Q_EMIT dataChanged(index(0, 0), index(after - 1, columnCount() - 1));
  } else if (gone == 0) {
    beginInsertRows({}, front, front + come - 1);
    take();
    endInsertRows();
  } else if (come == 0) {
    Q_EMIT rowsGoing();
    beginRemoveRows({}, front, front + gone - 1);
    take();
    endRemoveRows();
  } else {
    beginResetModel();
    take();
    endResetModel();
  }
}

void LayersRows::sort(int column, Qt::SortOrder order) {
  sortColumn_ = column;
  sortOrder_ = order;
  filter_->sort(column, order);
  shapeIsTree_ = !isTree();  // made anew: sums may have sorted it
  update();
}

bool LayersRows::isGroup(int row) const {
  return row >= 0 && row < rowCount() && !nodeAt(row).tensor;
}

bool LayersRows::isOpen(int row) const {
  return isGroup(row) && isOpen(nodeAt(row));
}

int LayersRows::parentOf(int row) const {
  return row < 0 || row >= rowCount() ? -1 : shape_.rowOfNode[nodeAt(row).parent];
}

void LayersRows::setOpen(int row, bool open) {
  if (!isGroup(row) || isOpen(row) == open) return;
  (filter_->isSeeking() ? sought_ : open_)[nodeAt(row).path] = open;
  update();
  const auto changed = index(row, 0);  // which stays where it is
  Q_EMIT dataChanged(changed, changed, {OpenRole, Qt::AccessibleTextRole});
}

void LayersRows::openBelow(int row) {
  if (!isGroup(row)) return;
  auto& chosen = filter_->isSeeking() ? sought_ : open_;
  const auto& nodes = shape_.tree.nodes;
  std::vector<std::size_t> groups{shape_.rows[at(row)]};
  while (!groups.empty()) {
    const auto& group = nodes[groups.back()];
    groups.pop_back();
    chosen[group.path] = true;
    for (const auto child : group.children) {
      if (!nodes[child].tensor) groups.push_back(child);
    }
  }
  update();
}

void LayersRows::foldAgain(Folds folds) {
  auto& chosen = filter_->isSeeking() ? sought_ : open_;
  chosen.clear();
  for (std::size_t node = 1; node < shape_.tree.nodes.size(); ++node) {
    const auto& each = shape_.tree.nodes[node];
    if (!each.tensor) chosen[each.path] = folds == Folds::none || (folds == Folds::equalBlocks && !each.builtLike);
  }
  update();
}

std::vector<std::size_t> LayersRows::tensorsAt(int row) const {
  if (row < 0 || row >= rowCount()) return {};
  return shape_.tree.tensorsBelow(shape_.rows[at(row)]);
}

int LayersRows::rowOf(std::size_t tensor) const {
  return rowOf(Key{tensor, {}}, false);
}

void LayersRows::reveal(const std::vector<std::size_t>& tensors) {
  std::vector<bool> wanted;
  for (const auto tensor : tensors) {
    if (tensor >= wanted.size()) wanted.resize(tensor + 1, false);
    wanted[tensor] = true;
  }
  auto& chosen = filter_->isSeeking() ? sought_ : open_;
  bool changed = false;
  const auto& nodes = shape_.tree.nodes;
  for (std::size_t node = 1; node < nodes.size(); ++node) {
    const auto& tensor = nodes[node].tensor;
    if (!tensor || *tensor >= wanted.size() || !wanted[*tensor] || shape_.rowOfNode[node] >= 0) continue;
    for (auto group = nodes[node].parent; group != 0; group = nodes[group].parent) {
      chosen[nodes[group].path] = true;
      changed = true;
    }
  }
  if (changed) update();
}

LayersRows::Key LayersRows::keyAt(int row) const {
  if (row < 0 || row >= rowCount()) return {};
  return {nodeAt(row).tensor, nodeAt(row).path};
}

int LayersRows::rowOf(const Key& key, bool orItsGroup) const {
  const auto& nodes = shape_.tree.nodes;
  for (std::size_t node = 1; node < nodes.size(); ++node) {
    if (nodes[node].tensor != key.tensor || (!key.tensor && nodes[node].path != key.path)) continue;
    if (!orItsGroup) return shape_.rowOfNode[node];
    auto seen = node;
    while (seen != 0 && shape_.rowOfNode[seen] < 0) seen = nodes[seen].parent;
    return seen == 0 ? -1 : shape_.rowOfNode[seen];
  }
  return -1;
}

int LayersRows::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(shape_.rows.size());
}

int LayersRows::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : layers_->columnCount();
}

QVariant LayersRows::headerData(int section, Qt::Orientation orientation, int role) const {
  return layers_->headerData(section, orientation, role);
}

Qt::ItemFlags LayersRows::flags(const QModelIndex& index) const {
  return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

const GroupFigures& LayersRows::figures(std::size_t node) const {
  auto& known = figures_[node];
  if (!known) known = groupFigures(shape_.tree.tensorsBelow(node), *layers_, *document_);
  return *known;
}

QVariant LayersRows::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const auto node = shape_.rows[at(index.row())];
  const auto& tensor = shape_.tree.nodes[node].tensor;
  const auto column = static_cast<LayerColumn>(index.column());
  if (role == GroupRole) return !tensor;
  if (role == DepthRole) return shape_.depths[node];
  if (!tensor) return groupData(node, column, role);
  if (column == LayerColumn::name && role == Qt::DisplayRole) return shape_.labels[node];
  return layers_->index(static_cast<int>(*tensor), index.column()).data(role);
}

QVariant LayersRows::groupData(std::size_t node, LayerColumn column, int role) const {
  const auto& group = shape_.tree.nodes[node];
  const bool name = column == LayerColumn::name;
  switch (role) {
    case Qt::DisplayRole:
      return name ? shape_.labels[node] : groupCellText(figures(node), column);
    case Qt::ToolTipRole:
      return QStringList{QString::fromStdString(printable(group.path)), groupDetail(node)}.join(QLatin1Char('\n'));
    case Qt::TextAlignmentRole:
      return layers_->headerData(static_cast<int>(column), Qt::Horizontal, role);
    case Qt::AccessibleTextRole:
      if (name)
        return isOpen(group) ? tr("Group %1, open, %2").arg(shape_.labels[node], groupDetail(node))
                             : tr("Group %1, folded, %2").arg(shape_.labels[node], groupDetail(node));
      return tr("%1, %2").arg(columnTitle(column), groupCellText(figures(node), column));
    case OpenRole:
      return isOpen(group);
    case LayersModel::SortRole:
    case LayersModel::ValueRole:
      return name ? QVariant(QString::fromStdString(printable(group.path))) : groupCellValue(figures(node), column);
    case LayersModel::DetailRole:
      return name ? groupDetail(node) : QString();
    case LayersModel::ColourRole:
      return figures(node).colour;
    case LayersModel::KeptRole:
      return figures(node).kept;
    case LayersModel::CompressibleRole:
      return figures(node).compressible;
    default:
      return {};
  }
}

/// How many layers it has, and of a block that repeats another which.
QString LayersRows::groupDetail(std::size_t node) const {
  const auto& group = shape_.tree.nodes[node];
  const QString layers = withThinSpaces(tr("%Ln layer(s)", nullptr, static_cast<int>(group.layers)));
  return group.builtLike ? tr("%1, like %2").arg(layers, shape_.labels[*group.builtLike]) : layers;
}

QString LayersRows::shownName(int row, double width) const {
  const auto node = shape_.rows[at(row)];
  if (fitted_[node].width != width) {
    const auto& beside = shape_.tree.nodes[shape_.tree.nodes[node].parent].children;
    std::vector<QString> names, shorter;
    for (const auto each : beside) {
      names.push_back(shape_.labels[each]);
      shorter.push_back(shape_.shortNames[each]);
    }
    auto fitted = fittedNames(names, shorter, QFontMetricsF(bodyFont()), width);
    for (std::size_t each = 0; each < beside.size(); ++each) fitted_[beside[each]] = {width, std::move(fitted[each])};
  }
  return fitted_[node].text;
}

}  // namespace bitwright

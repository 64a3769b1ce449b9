// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layers_model.h"

#include <QColor>

#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/document/document.h"
#include "widgets/document/layer_outcomes.h"
#include "widgets/layers/short_names.h"
#include "widgets/text/scheme_text.h"
#include "widgets/theme/series.h"

namespace bitwright {
namespace {

constexpr int kArrivalMs = 40;

Qt::Alignment alignmentOf(LayerColumn column) {
  return Qt::AlignVCenter | (isFigure(column) ? Qt::AlignRight : Qt::AlignLeft);
}

}  // namespace

LayersModel::LayersModel(Document* document, LayerOutcomes* outcomes, QObject* parent)
    : QAbstractTableModel(parent), document_(document), outcomes_(outcomes) {
  arrival_.setSingleShot(true);
  arrival_.setInterval(kArrivalMs);
  connect(&arrival_, &QTimer::timeout, this, &LayersModel::announceFigures);
  connect(document, &Document::modelChanged, this, [this] {
    beginResetModel();
    takeModel();
    endResetModel();
  });
  connect(document, &Document::recipeChanged, this, [this] {
    forgetFigures();
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
  });
  connect(outcomes, &LayerOutcomes::changed, this, [this](std::size_t tensor) {
    if (tensor >= figures_.size()) return;
    figures_[tensor] = {};
    if (!arrival_.isActive()) {
      firstArrived_ = lastArrived_ = tensor;
      arrival_.start();
    }
    firstArrived_ = std::min(firstArrived_, tensor);
    lastArrived_ = std::max(lastArrived_, tensor);
  });
  connect(&outcomes->runner(), &JobRunner::finished, this, [this] {  // figures that did not come will not come
    bool missing = false;
    for (std::size_t tensor = 0; tensor < figures_.size() && !missing; ++tensor) missing = outcome(tensor) == nullptr;
    if (!missing) return;
    Q_EMIT dataChanged(index(0, static_cast<int>(LayerColumn::scheme)), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT figuresChanged();
  });
  takeModel();
}

void LayersModel::takeModel() {
  forgetFigures();
  largest_ = 1;
  names_.clear();
  shortNames_.clear();
  if (!document_->model()) return;
  std::vector<QString> operators;
  for (const auto& tensor : document_->model()->tensors()) {
    if (tensor.compressible) largest_ = std::max(largest_, tensor.elementCount());
    operators.push_back(QString::fromStdString(tensor.op));
  }
  names_ = layerNames(document_->model()->tensors());
  shortNames_ = shortNames(names_, operators);
}

void LayersModel::forgetFigures() {
  arrival_.stop();
  figures_.assign(static_cast<std::size_t>(rowCount()), {});
}

void LayersModel::announceFigures() {
  if (lastArrived_ >= figures_.size()) return;
  Q_EMIT dataChanged(index(static_cast<int>(firstArrived_), static_cast<int>(LayerColumn::scheme)),
                     index(static_cast<int>(lastArrived_), columnCount() - 1));
  Q_EMIT figuresChanged();
}

void LayersModel::setSources(DamageSource damage, ComputingSource computing) {
  damage_ = std::move(damage);
  computing_ = std::move(computing);
  for (const auto column : {LayerColumn::damage, LayerColumn::arithmetic}) measuredChanged(column);
}

void LayersModel::measuredChanged(LayerColumn column) {
  for (auto& known : figures_) {
    if (known.sortColumn == column) known.sortColumn = LayerColumn::count;
  }
  const int at = static_cast<int>(column);
  if (rowCount() > 0) Q_EMIT dataChanged(index(0, at), index(rowCount() - 1, at));
}

bool LayersModel::isComputing() const {
  return outcomes_->runner().isRunning();
}

const LayerOutcome* LayersModel::outcome(std::size_t tensor) const {
  if (tensor >= figures_.size() || document_->isFinishedFile()) return nullptr;
  auto& known = figures_[tensor];
  if (!known.looked) {
    known.outcome = outcomes_->of(tensor);
    known.looked = true;
  }
  return known.outcome ? &*known.outcome : nullptr;
}

LayerRow LayersModel::row(std::size_t tensor, LayerColumn column) const {
  const auto& plans = document_->resolved().layers;
  LayerRow row{.tensor = document_->model()->tensors()[tensor],
               .plan = tensor < plans.size() ? &plans[tensor] : nullptr,
               .outcome = outcome(tensor)};
  if (damage_ && column == LayerColumn::damage) row.damage = damage_(tensor);
  if (computing_ && column == LayerColumn::arithmetic) row.computing = computing_(tensor);
  row.inFile = row.tensor.compressible && document_->isFinishedFile();
  row.stopped = row.outcome == nullptr && !row.inFile && !isComputing();
  return row;
}

int LayersModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !document_->model() ? 0 : static_cast<int>(document_->model()->tensors().size());
}

int LayersModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(LayerColumn::count);
}

QVariant LayersModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const auto column = static_cast<LayerColumn>(index.column());
  const auto at = row(static_cast<std::size_t>(index.row()), column);
  switch (role) {
    case Qt::DisplayRole:
      return column == LayerColumn::name ? nameOf(at.tensor) : cellText(at, column);
    case Qt::ToolTipRole:
      return toolTipText(at);
    case Qt::TextAlignmentRole:
      return QVariant::fromValue(alignmentOf(column));
    case Qt::AccessibleTextRole: {
      const QString spoken =
          tr("%1, %2").arg(columnTitle(column), column == LayerColumn::name ? nameOf(at.tensor) : cellText(at, column));
      const QString reason = column == LayerColumn::scheme ? reasonText(at) : QString();
      return reason.isEmpty() ? spoken : tr("%1, %2").arg(spoken, reason);
    }
    case SortRole:
      return sortValue(at.tensor.index, column);
    case ValueRole:
      return cellValue(at, column);
    case TensorRole:
      return static_cast<qulonglong>(index.row());
    case ShortNameRole:
      return at.tensor.index < shortNames_.size() ? shortNames_[at.tensor.index] : QString();
    case DetailRole:
      return column == LayerColumn::scheme ? reasonText(at) : shortOperatorText(at.tensor);
    case ShareRole:
      return share(at, column);
    case ColourRole:
      return at.plan != nullptr && at.plan->scheme != nullptr ? schemeColour(at.plan->scheme->id()) : QColor();
    case KeptRole:
      return at.plan == nullptr || at.plan->untouched;
    case CompressibleRole:
      return at.tensor.compressible;
    case OperatorRole:
      return QString::fromStdString(at.tensor.op);
    case FilterRole:
      return filterText(at.tensor.index);
    default:
      return {};
  }
}

/// While the rows of another model are about to be taken, its names are not there yet.
QString LayersModel::nameOf(const WeightTensor& tensor) const {
  return tensor.index < names_.size() ? names_[tensor.index] : nameText(tensor);
}

double LayersModel::share(const LayerRow& row, LayerColumn column) const {
  if (column == LayerColumn::bytes) {
    const double original = static_cast<double>(row.tensor.bytes.size());
    return row.outcome == nullptr || original <= 0.0 ? 0.0 : static_cast<double>(row.outcome->bytes()) / original;
  }
  return row.tensor.compressible
             ? std::sqrt(static_cast<double>(row.tensor.elementCount()) / static_cast<double>(largest_))
             : 0.0;
}

const QString& LayersModel::filterText(std::size_t tensor) const {
  auto& text = figures_[tensor].filterText;
  if (text.isEmpty()) {
    const auto at = row(tensor, LayerColumn::scheme);
    text = QStringList{cellText(at, LayerColumn::name), QString::fromStdString(at.tensor.path),
                       QString::fromStdString(at.tensor.tensor), shortOperatorText(at.tensor),
                       cellText(at, LayerColumn::scheme)}
               .join(QLatin1Char('\n'));
  }
  return text;
}

QVariant LayersModel::sortValue(std::size_t tensor, LayerColumn column) const {
  auto& known = figures_[tensor];
  if (known.sortColumn == column) return known.sortValue;
  const auto at = row(tensor, column);
  known.sortValue = cellValue(at, column);
  if (column == LayerColumn::name)
    known.sortValue = static_cast<qulonglong>(tensor);  // the order in which they appear in the model
  if (column == LayerColumn::damage && !known.sortValue.isValid()) known.sortValue = -1.0;
  if (column == LayerColumn::sqnr && !known.sortValue.isValid())
    known.sortValue = 1e9;  // untouched layers have lost nothing
  if (column == LayerColumn::shape) {
    QString padded;  // so that 9 stands before 64
    for (const auto dim : at.tensor.shape) padded += QStringLiteral("%1×").arg(dim, 20);
    known.sortValue = padded;
  }
  known.sortColumn = column;
  return known.sortValue;
}

QVariant LayersModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
  const auto column = static_cast<LayerColumn>(section);
  if (role == Qt::TextAlignmentRole) return QVariant::fromValue(alignmentOf(column));
  if (role == Qt::ToolTipRole) return columnHelp(column);
  return role == Qt::DisplayRole ? QVariant(columnTitle(column)) : QVariant();
}

Qt::ItemFlags LayersModel::flags(const QModelIndex& index) const {
  return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layers_model.h"

#include <algorithm>
#include <cmath>
#include <QColor>

#include "widgets/document/document.h"
#include "widgets/document/layer_outcomes.h"
#include "widgets/text/message_text.h"
#include "widgets/text/scheme_text.h"
#include "widgets/theme/format.h"
#include "widgets/theme/series.h"

namespace bitwright {

LayersModel::LayersModel(Document* document, LayerOutcomes* outcomes, QObject* parent)
    : QAbstractTableModel(parent), document_(document), outcomes_(outcomes) {
  connect(document, &Document::modelChanged, this, [this] {
    beginResetModel();
    largest_ = 1;
    if (document_->model()) {
      for (const auto& tensor : document_->model()->tensors()) {
        if (tensor.compressible) largest_ = std::max(largest_, tensor.elementCount());
      }
    }
    endResetModel();
  });
  connect(document, &Document::recipeChanged, this, [this] {
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
  });
  connect(outcomes, &LayerOutcomes::changed, this, [this](std::size_t tensor) {
    const int row = static_cast<int>(tensor);
    if (row < rowCount()) Q_EMIT dataChanged(index(row, SchemeColumn), index(row, SqnrColumn));
  });
}

int LayersModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !document_->model() ? 0 : static_cast<int>(document_->model()->tensors().size());
}

int LayersModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant LayersModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const auto row = static_cast<std::size_t>(index.row());
  const auto& tensor = document_->model()->tensors()[row];
  const auto& plans = document_->resolved().layers;
  switch (role) {
    case Qt::DisplayRole:
      return displayText(row, index.column());
    case Qt::ToolTipRole:
      return toolTip(row);
    case Qt::TextAlignmentRole:
      return QVariant::fromValue(Qt::AlignVCenter |
                                 (index.column() == WeightsColumn || index.column() == SqnrColumn ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
      return tr("%1, %2").arg(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(), displayText(row, index.column()));
    case SortRole:
      return sortValue(row, index.column());
    case TensorRole:
      return static_cast<qulonglong>(row);
    case DetailRole:
      return shortOperatorText(tensor);
    case ShareRole:
      return tensor.compressible ? std::sqrt(static_cast<double>(tensor.elementCount()) / static_cast<double>(largest_)) : 0.0;
    case ColourRole:
      return row < plans.size() && plans[row].scheme != nullptr ? schemeColour(plans[row].scheme->id()) : QColor();
    case KeptRole:
      return row >= plans.size() || plans[row].kept;
    case CompressibleRole:
      return tensor.compressible;
    case FilterRole:
      return QStringList{displayText(row, NameColumn), QString::fromStdString(tensor.tensor), shortOperatorText(tensor),
                         displayText(row, SchemeColumn)}
          .join(QLatin1Char('\n'));
    default:
      return {};
  }
}

QString LayersModel::displayText(std::size_t row, int column) const {
  const auto& tensor = document_->model()->tensors()[row];
  const auto& plans = document_->resolved().layers;
  switch (column) {
    case NameColumn:
      return QString::fromStdString(tensor.id.empty() ? tensor.tensor : tensor.id);
    case WeightsColumn:
      return formatCount(tensor.elementCount());
    case SchemeColumn:
      if (!tensor.compressible) return tr("not compressible");
      if (row >= plans.size() || plans[row].kept) return tr("keep %1").arg(QString::fromLatin1(dataTypeName(tensor.type).data()));
      return shortSchemeText(plans[row].spec);
    case SqnrColumn: {
      const auto outcome = outcomes_->of(row);
      if (!outcome) return QStringLiteral("…");
      if (!outcome->encoded) return QStringLiteral("–");
      return std::isinf(outcome->sqnrDb) ? QStringLiteral("∞") : formatFixed(outcome->sqnrDb, 1);
    }
    default:
      return {};
  }
}

QVariant LayersModel::sortValue(std::size_t row, int column) const {
  const auto& tensor = document_->model()->tensors()[row];
  switch (column) {
    case NameColumn:
      return static_cast<qulonglong>(row);  // the order in which they appear in the model
    case WeightsColumn:
      return static_cast<qlonglong>(tensor.elementCount());
    case SqnrColumn: {
      const auto outcome = outcomes_->of(row);
      return outcome && outcome->encoded ? outcome->sqnrDb : 1e9;  // untouched layers have lost nothing
    }
    default:
      return displayText(row, column);
  }
}

QString LayersModel::toolTip(std::size_t row) const {
  const auto& tensor = document_->model()->tensors()[row];
  QStringList lines{QString::fromStdString(printable(tensor.tensor)),
                    operatorText(tensor) + QStringLiteral(" · ") + QString::fromLatin1(dataTypeName(tensor.type).data())};
  if (!tensor.reason.empty()) lines << translated(tensor.reason);
  if (const auto outcome = outcomes_->of(row); outcome && !outcome->skipped.empty()) lines << translated(outcome->skipped);
  if (tensor.users.size() > 1) lines << tr("Used by %n node(s)", nullptr, static_cast<int>(tensor.users.size()));
  return lines.join(QLatin1Char('\n'));
}

QVariant LayersModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    return QVariant::fromValue(Qt::AlignVCenter | (section == WeightsColumn || section == SqnrColumn ? Qt::AlignRight : Qt::AlignLeft));
  }
  if (role == Qt::ToolTipRole && section == SqnrColumn) return tr("Signal to quantization noise ratio in decibels: higher is closer to the original");
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case NameColumn:
      return tr("Layer");
    case WeightsColumn:
      return tr("Weights");
    case SchemeColumn:
      return tr("Scheme");
    case SqnrColumn:
      return tr("SQNR");
    default:
      return {};
  }
}

Qt::ItemFlags LayersModel::flags(const QModelIndex& index) const {
  return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

}  // namespace bitwright

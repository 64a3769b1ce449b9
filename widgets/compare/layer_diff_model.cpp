// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/layer_diff_model.h"

#include <cmath>
#include <limits>
#include <map>
#include <string>

#include "widgets/text/message_text.h"
#include "widgets/text/scheme_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

QString difference(std::int64_t bytes) {
  if (bytes == 0) return QStringLiteral("0 B");
  const QString amount = formatExactBytes(static_cast<std::uint64_t>(std::abs(bytes)));
  return (bytes < 0 ? QStringLiteral("−") : QStringLiteral("+")) + amount;
}

bool isNumber(int column) {
  return column != LayerDiffModel::LayerColumn && column != LayerDiffModel::FirstSchemeColumn &&
         column != LayerDiffModel::SecondSchemeColumn && column < LayerDiffModel::FirstArithmeticColumn;
}

}  // namespace

LayerDiffModel::LayerDiffModel(std::shared_ptr<const Model> model, QObject* parent)
    : QAbstractTableModel(parent), model_(std::move(model)) {}

void LayerDiffModel::setSides(DiffSide first, DiffSide second) {
  beginResetModel();
  first_ = std::move(first);
  second_ = std::move(second);
  rows_.clear();
  for (std::size_t at = 0; at < model_->tensors().size(); ++at) {
    if (model_->tensors()[at].compressible) rows_.push_back({at, {}, {}});
  }
  fill(first_, &Row::first);
  fill(second_, &Row::second);
  endResetModel();
}

void LayerDiffModel::fill(const DiffSide& side, Side Row::*member) {
  const auto resolved = resolve(side.recipe, *model_);
  std::map<std::string, const LayerSize*> measured;
  if (side.measured) {
    for (const auto& layer : *side.measured) measured[layer.tensor] = &layer;
  }
  for (auto& row : rows_) {
    auto& to = row.*member;
    if (resolved) {
      to.spec = resolved->layers[row.tensor].spec;
      to.kept = resolved->layers[row.tensor].untouched;
    }
    if (const auto found = measured.find(model_->tensors()[row.tensor].tensor); found != measured.end()) {
      to.bytes = found->second->bytes;
      to.sqnrDb = found->second->sqnrDb;
    }
    if (!side.arithmetic) continue;
    const auto found = arithmeticOf(*side.arithmetic, model_->tensors()[row.tensor].id);
    if (!found) continue;
    to.integer = found->integer;
    if (!found->integer) to.floatReason = translated(found->reason);
  }
}

QString LayerDiffModel::sentence() const {
  int differing = 0;
  bool known = true;
  std::int64_t bytes = 0;
  for (const auto& row : rows_) {
    if (row.differs()) ++differing;
    known = known && row.first.bytes && row.second.bytes;
    if (known) bytes += static_cast<std::int64_t>(*row.second.bytes) - static_cast<std::int64_t>(*row.first.bytes);
  }
  const QString layers =
      tr("%1 of %n layer(s) are stored otherwise", nullptr, static_cast<int>(rows_.size())).arg(formatCount(differing));
  if (!known) return tr("%1. Compare measures what both take and how close they stay").arg(layers);
  if (bytes == 0) return tr("%1; both take as many bytes in their layers").arg(layers);
  const QString amount = formatExactBytes(static_cast<std::uint64_t>(std::abs(bytes)));
  return bytes < 0 ? tr("%1; the layers of “%2” take %3 less").arg(layers, second_.name, amount)
                   : tr("%1; the layers of “%2” take %3 more").arg(layers, second_.name, amount);
}

int LayerDiffModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int LayerDiffModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QString LayerDiffModel::text(const Row& row, int column) const {
  const auto& tensor = model_->tensors()[row.tensor];
  const auto scheme = [&tensor](const Side& side) {
    return side.kept ? tr("keep %1").arg(QString::fromLatin1(dataTypeName(tensor.type).data()))
                     : shortSchemeText(side.spec);
  };
  const auto bytes = [](const Side& side) { return side.bytes ? formatExactBytes(*side.bytes) : QStringLiteral("–"); };
  const auto decibels = [](const Side& side) {
    if (!side.sqnrDb) return QStringLiteral("–");
    return std::isinf(*side.sqnrDb) ? QStringLiteral("∞") : formatFixed(*side.sqnrDb, 1);
  };
  const auto arithmetic = [](const Side& side) {
    return !side.integer   ? QStringLiteral("–")
           : *side.integer ? tr("integers", "arithmetic")
                           : tr("floats", "arithmetic");
  };
  switch (column) {
    case LayerColumn:
      return QString::fromStdString(tensor.id.empty() ? tensor.tensor : tensor.id);
    case WeightsColumn:
      return formatCount(tensor.elementCount());
    case FirstSchemeColumn:
      return scheme(row.first);
    case SecondSchemeColumn:
      return scheme(row.second);
    case FirstBytesColumn:
      return bytes(row.first);
    case SecondBytesColumn:
      return bytes(row.second);
    case BytesColumn:
      return row.first.bytes && row.second.bytes ? difference(static_cast<std::int64_t>(*row.second.bytes) -
                                                              static_cast<std::int64_t>(*row.first.bytes))
                                                 : QStringLiteral("–");
    case FirstSqnrColumn:
      return decibels(row.first);
    case SecondSqnrColumn:
      return decibels(row.second);
    case FirstArithmeticColumn:
      return arithmetic(row.first);
    case SecondArithmeticColumn:
      return arithmetic(row.second);
    default:
      return {};
  }
}

QString LayerDiffModel::toolTip(const Row& row, int column) const {
  const auto& reason = column == FirstArithmeticColumn    ? row.first.floatReason
                       : column == SecondArithmeticColumn ? row.second.floatReason
                                                          : QString();
  return reason.isEmpty() ? text(row, column) : reason;
}

QVariant LayerDiffModel::sortValue(const Row& row, int column) const {
  const double nothing = std::numeric_limits<double>::infinity();
  const auto bytes = [nothing](const Side& side) { return side.bytes ? static_cast<double>(*side.bytes) : nothing; };
  switch (column) {
    case LayerColumn:
      return static_cast<qulonglong>(row.tensor);
    case WeightsColumn:
      return static_cast<qlonglong>(model_->tensors()[row.tensor].elementCount());
    case FirstBytesColumn:
      return bytes(row.first);
    case SecondBytesColumn:
      return bytes(row.second);
    case BytesColumn:
      return row.first.bytes && row.second.bytes ? bytes(row.second) - bytes(row.first) : nothing;
    case FirstSqnrColumn:
      return row.first.sqnrDb.value_or(nothing);
    case SecondSqnrColumn:
      return row.second.sqnrDb.value_or(nothing);
    default:
      return text(row, column);
  }
}

QVariant LayerDiffModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const auto& row = rows_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
      return text(row, index.column());
    case Qt::ToolTipRole:
      return toolTip(row, index.column());
    case Qt::AccessibleTextRole: {
      const QString shown = text(row, index.column());
      const QString more = toolTip(row, index.column());
      return more == shown ? shown : tr("%1, %2").arg(shown, more);
    }
    case Qt::TextAlignmentRole:
      return QVariant::fromValue(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole:
      return row.differs() && (index.column() == FirstSchemeColumn || index.column() == SecondSchemeColumn)
                 ? QVariant(emphasised(bodyFont()))
                 : QVariant();
    case Qt::ForegroundRole:
      return row.differs() ? QVariant() : QVariant(tokens().dim);
    case SortRole:
      return sortValue(row, index.column());
    case DiffersRole:
      return row.differs();
    default:
      return {};
  }
}

QVariant LayerDiffModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole)
    return QVariant::fromValue(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  switch (section) {
    case LayerColumn:
      return tr("Layer");
    case WeightsColumn:
      return tr("Weights");
    case FirstSchemeColumn:
      return first_.name;
    case SecondSchemeColumn:
      return second_.name;
    case FirstBytesColumn:
      return role == Qt::ToolTipRole ? tr("What the layer takes in the file of “%1”").arg(first_.name) : tr("Bytes 1");
    case SecondBytesColumn:
      return role == Qt::ToolTipRole ? tr("What the layer takes in the file of “%1”").arg(second_.name) : tr("Bytes 2");
    case BytesColumn:
      return role == Qt::ToolTipRole ? tr("Bytes of the second less those of the first") : tr("2 − 1");
    case FirstSqnrColumn:
      return role == Qt::ToolTipRole
                 ? tr("Signal to quantization noise ratio of the weights in decibels, of “%1”").arg(first_.name)
                 : tr("SQNR 1");
    case SecondSqnrColumn:
      return role == Qt::ToolTipRole
                 ? tr("Signal to quantization noise ratio of the weights in decibels, of “%1”").arg(second_.name)
                 : tr("SQNR 2");
    case FirstArithmeticColumn:
      return role == Qt::ToolTipRole ? tr("What the layer computes in, with “%1”").arg(first_.name)
                                     : tr("Arithmetic 1");
    case SecondArithmeticColumn:
      return role == Qt::ToolTipRole ? tr("What the layer computes in, with “%1”").arg(second_.name)
                                     : tr("Arithmetic 2");
    default:
      return {};
  }
}

}  // namespace bitwright

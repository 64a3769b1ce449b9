// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/activations/activations_model.h"

#include <QColor>
#include <QFont>

#include "widgets/activations/calibration_run.h"
#include "widgets/activations/range_picture.h"
#include "widgets/document/document.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace bitwright {

ActivationsModel::ActivationsModel(Document* document, CalibrationRun* run, QObject* parent)
    : QAbstractTableModel(parent), document_(document), run_(run), rows_(static_cast<int>(run->values().size())) {
  connect(run, &CalibrationRun::valuesChanged, this, [this] {
    beginResetModel();
    rows_ = static_cast<int>(run_->values().size());
    endResetModel();
  });
  connect(run, &CalibrationRun::rangeChanged, this,
          [this](int row) { Q_EMIT dataChanged(index(row, RangeColumn), index(row, HandColumn)); });
  connect(run, &CalibrationRun::stateChanged, this, &ActivationsModel::announce);
  connect(document, &Document::recipeChanged, this, &ActivationsModel::announce);
}

void ActivationsModel::announce() {
  if (rows_ > 0) Q_EMIT dataChanged(index(0, RangeColumn), index(rows_ - 1, HandColumn));
}

std::optional<ActivationRange> ActivationsModel::range(int row) const {
  const auto& value = run_->values()[static_cast<std::size_t>(row)];
  const auto& byHand = document_->recipe().activations.ranges;
  if (const auto found = byHand.find(value.value.name); found != byHand.end())
    return ActivationRange{value.value.name, found->second.low, found->second.high};
  return value.chosen;
}

bool ActivationsModel::isByHand(int row) const {
  return document_->recipe().activations.ranges.contains(run_->values()[static_cast<std::size_t>(row)].value.name);
}

std::optional<int> ActivationsModel::rowOfLayer(const std::string& layerId) const {
  const auto name = run_->valueOfLayer(layerId);
  const auto& values = run_->values();
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (!name.empty() && values[row].value.name == name) return static_cast<int>(row);
  }
  return std::nullopt;
}

std::optional<double> ActivationsModel::beyond(int row) const {
  const auto* observed = run_->values()[static_cast<std::size_t>(row)].observed;
  const auto known = range(row);
  if (observed == nullptr || observed->count == 0 || !known) return std::nullopt;
  return shareBeyond(observed->histogram, known->low, known->high);
}

int ActivationsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : rows_;
}

int ActivationsModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QString ActivationsModel::text(int row, int column) const {
  const auto& value = run_->values()[static_cast<std::size_t>(row)];
  switch (column) {
    case ValueColumn:
      return QString::fromStdString(printable(value.value.layerId.empty() ? value.value.name : value.value.layerId));
    case RangeColumn:
      if (const auto known = range(row))
        return tr("%1 … %2", "lowest and highest")
            .arg(formatSignificant(known->low, 3), formatSignificant(known->high, 3));
      return run_->runner().isRunning() ? QStringLiteral("…") : QStringLiteral("–");
    case BeyondColumn:
      if (const auto share = beyond(row)) return formatPercent(*share, 2);
      return QStringLiteral("–");
    case HandColumn:
      return isByHand(row) ? tr("hand", "who set the range") : QString();
    default:
      return {};
  }
}

QString ActivationsModel::toolTip(int row) const {
  const auto& [value, observed, chosen] = run_->values()[static_cast<std::size_t>(row)];
  QStringList lines{QString::fromStdString(printable(value.name))};
  lines << (value.op.empty() ? tr("The model is fed with it")
                             : tr("Given by %1").arg(QString::fromStdString(printable(value.op))));
  if (observed != nullptr && observed->count > 0) {
    lines << tr("Observed: %1 … %2").arg(formatSignificant(observed->min, 4), formatSignificant(observed->max, 4));
    if (observed->nonFinite > 0)
      lines << withThinSpaces(tr("%Ln value(s) not finite, left out", nullptr, pluralNumber(observed->nonFinite)));
  }
  if (chosen)
    lines
        << tr("By the calibrator: %1 … %2").arg(formatSignificant(chosen->low, 4), formatSignificant(chosen->high, 4));
  return lines.join(QLatin1Char('\n'));
}

QVariant ActivationsModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rows_) return {};
  const int row = index.row();
  switch (role) {
    case Qt::DisplayRole:
      return text(row, index.column());
    case Qt::ToolTipRole:
      return toolTip(row);
    case Qt::TextAlignmentRole:
      return QVariant::fromValue(
          Qt::AlignVCenter |
          (index.column() == RangeColumn || index.column() == BeyondColumn ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole:
      return isByHand(row) && index.column() != ValueColumn ? QVariant(emphasised(bodyFont())) : QVariant();
    case Qt::ForegroundRole:
      if (run_->isStale() && !isByHand(row) && index.column() != ValueColumn) return tokens().dim;
      return index.column() == HandColumn ? QVariant(tokens().accent) : QVariant();
    case SortRole: {
      if (index.column() == ValueColumn) return row;
      const auto known = range(row);
      if (index.column() == RangeColumn)
        return known ? static_cast<double>(known->high) - static_cast<double>(known->low) : -1.0;
      return index.column() == BeyondColumn ? beyond(row).value_or(-1.0) : isByHand(row) ? 1.0 : 0.0;
    }
    case HandRole:
      return isByHand(row);
    default:
      return {};
  }
}

QVariant ActivationsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    return QVariant::fromValue(Qt::AlignVCenter |
                               (section == RangeColumn || section == BeyondColumn ? Qt::AlignRight : Qt::AlignLeft));
  }
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  const bool tip = role == Qt::ToolTipRole;
  switch (section) {
    case ValueColumn:
      return tip ? tr("What a layer gives, or what the model is fed with") : tr("Value");
    case RangeColumn:
      return tip ? tr("What the levels cover; what lies beyond takes the outermost level") : tr("Range");
    case BeyondColumn:
      return tip ? tr("Share of the observed values beyond the range") : tr("Beyond");
    case HandColumn:
      return tip ? tr("Whether the range was set by hand") : tr("By");
    default:
      return {};
  }
}

}  // namespace bitwright

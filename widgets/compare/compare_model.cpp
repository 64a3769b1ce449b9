// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/compare_model.h"

#include <QStringList>

#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/document/document.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/format.h"
#include "widgets/theme/series.h"

namespace bitwright {
namespace {

constexpr double kNarrowestSpeedAxis = 0.05;  // ±5 %: noise of a percent must not look like a difference

QString noteCount(const Scorecard& card) {
  return card.notes.empty() ? QString() : CompareModel::tr("%n note(s)", nullptr, static_cast<int>(card.notes.size()));
}

bool isNumberColumn(int column) {
  return column == CompareModel::RatioColumn || column == CompareModel::IntegerColumn ||
         column == CompareModel::FlippedColumn || column == CompareModel::LoadColumn ||
         column == CompareModel::MemoryColumn;
}

QString recipeText(const Recipe& recipe) {
  QStringList lines;
  if (recipe.all) lines << CompareModel::tr("All layers: %1").arg(QString::fromStdString(recipe.all->text()));
  if (!recipe.rules.empty())
    lines << CompareModel::tr("%n layer(s) with a scheme of their own", nullptr, static_cast<int>(recipe.rules.size()));
  return lines.isEmpty() ? CompareModel::tr("Every layer stays as it is") : lines.join(QLatin1Char('\n'));
}

}  // namespace

double AxisRange::place(double value) const {
  return high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0.5;
}

CompareModel::CompareModel(Document* document, const Comparer* comparer, QObject* parent)
    : QAbstractTableModel(parent), document_(document), comparer_(comparer) {
  connect(document, &Document::variantsChanged, this, &CompareModel::syncRows);
  connect(document, &Document::modelChanged, this, &CompareModel::syncRows);
  connect(comparer, &Comparer::changed, this, &CompareModel::updateAll);
  syncRows();
}

void CompareModel::syncRows() {
  std::vector<quint64> ids;
  if (document_->model()) {
    ids.push_back(0);
    for (const auto& variant : document_->variants()) ids.push_back(variant.id);
  }
  if (ids == ids_) {
    updateAll();
    return;
  }
  beginResetModel();
  ids_ = std::move(ids);
  endResetModel();
}

void CompareModel::updateAll() {
  if (ids_.empty()) return;
  Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
  Q_EMIT headerDataChanged(Qt::Horizontal, QualityColumn, QualityColumn);
}

int CompareModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(ids_.size());
}

int CompareModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

CompareRow CompareModel::row(int row) const {
  CompareRow result;
  result.index = row;
  result.colour = variantColour(row);
  const MeasuredVariant* measured = nullptr;
  if (row == 0) {
    result.name = tr("Original");
    measured = comparer_->original();
  } else {
    result.id = ids_[static_cast<std::size_t>(row)];
    measured = comparer_->of(result.id);
    if (const auto* variant = document_->state().find(result.id)) {
      result.name = QString::fromStdString(variant->recipe.name);
      result.stale = comparer_->isStale(*variant);
      if (variant->colour)
        result.colour =
            variant->colour->series > 0 ? seriesColour(variant->colour->series) : legible(QColor(variant->colour->own));
    }
  }
  if (measured != nullptr) {
    result.card = &measured->card;
    result.complete = measured->complete;
    result.otherData = comparer_->hasOtherData(*measured);
    result.stale = result.stale || result.otherData;
  }
  return result;
}

int CompareModel::rowOf(quint64 variant) const {
  const auto at = std::find(ids_.begin(), ids_.end(), variant);
  return at == ids_.end() ? -1 : static_cast<int>(at - ids_.begin());
}

QualityMeasure CompareModel::measure() const {
  const auto* original = comparer_->original();
  return original == nullptr ? QualityMeasure::accuracy : qualityMeasure(original->card);
}

double CompareModel::largestFile() const {
  double largest = 1.0;
  for (int at = 0; at < rowCount(); ++at) {
    if (const auto* card = row(at).card) largest = std::max(largest, static_cast<double>(card->size.fileBytes));
  }
  return largest;
}

bool CompareModel::hasIntegers() const {
  for (int at = 0; at < rowCount(); ++at) {
    const auto* card = row(at).card;
    if (card != nullptr && card->integerShare.value_or(0.0) > 0.0) return true;
  }
  return false;
}

AxisRange CompareModel::speedRange() const {
  double widest = kNarrowestSpeedAxis;
  for (int at = 1; at < rowCount(); ++at) {
    const auto* card = row(at).card;
    if (card == nullptr || !card->speed) continue;
    for (const double ratio : {card->speed->speedup.low, card->speed->speedup.high}) {
      if (ratio > 0.0 && std::isfinite(ratio)) widest = std::max(widest, std::abs(std::log(ratio)));
    }
  }
  return {-widest, widest};
}

AxisRange CompareModel::qualityRange() const {
  AxisRange range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (int at = 0; at < rowCount(); ++at) {
    const auto* card = row(at).card;
    const auto quality = card == nullptr ? std::nullopt : qualityOf(*card, measure());
    if (!quality || !std::isfinite(quality->value)) continue;
    range.low = std::min(range.low, quality->low);
    range.high = std::max(range.high, quality->high);
  }
  if (range.low > range.high) return {};
  const double margin = std::max((range.high - range.low) * 0.05, 1e-9);
  return {range.low - margin, range.high + margin};
}

QString CompareModel::missing(const CompareRow& row) const {
  return row.card != nullptr && !row.complete && isMeasuring() ? QStringLiteral("…") : QStringLiteral("–");
}

QString CompareModel::text(const CompareRow& row, int column) const {
  if (column == NameColumn) return row.name;
  if (row.card == nullptr)
    return column == SizeColumn ? (isMeasuring() ? tr("waiting") : tr("not measured")) : QString();
  const auto& card = *row.card;
  switch (column) {
    case SizeColumn:
      return card.size.fileBytes > 0 ? formatBytes(card.size.fileBytes)
             : card.notes.empty()    ? missing(row)
                                     : tr("not exported");
    case RatioColumn:
      return card.size.fileBytes > 0 ? formatRatio(card.size.ratio) : missing(row);
    case SpeedColumn:
      return card.speed ? speedCellText(*card.speed) : missing(row);
    case IntegerColumn:
      return card.integerShare ? formatPercent(*card.integerShare, 1) : missing(row);
    case QualityColumn: {
      const auto quality = qualityOf(card, measure());
      return quality ? qualityText(quality->value, measure()) : missing(row);
    }
    case FlippedColumn:
      return row.index > 0 && card.accuracy ? formatCount(card.accuracy->flipped) : missing(row);
    case VerifiedColumn:
      if (row.index == 0) return QStringLiteral("–");
      return card.verification ? verificationWord(*card.verification) : missing(row);
    case LoadColumn:
      return card.speed ? formatMilliseconds(card.speed->loadMs) : missing(row);
    case MemoryColumn:
      return card.memory ? formatBytes(card.memory->loadPeakBytes) : missing(row);
    default:
      return {};
  }
}

QString CompareModel::toolTip(const CompareRow& row, int column) const {
  QStringList parts;
  if (column == NameColumn) {
    parts << row.name;
    if (const auto* variant = document_->state().find(row.id)) {
      parts << (variant->file.empty() ? recipeText(variant->recipe)
                                      : tr("A finished file: %1").arg(toQString(variant->file)));
    }
  }
  if (row.card == nullptr) return (parts << tr("Not measured yet: Compare measures it")).join(QLatin1Char('\n'));
  const auto& card = *row.card;
  if (column == SizeColumn || column == RatioColumn) parts << sizeTip(card.size);
  if ((column == SpeedColumn || column == LoadColumn) && card.speed) parts << speedTip(*card.speed);
  if (column == IntegerColumn) parts << integerTip(card);
  if (column == QualityColumn || column == FlippedColumn) parts << qualityTip(card);
  if (column == MemoryColumn) parts << memoryTip(card);
  if (column == VerifiedColumn && card.verification) parts << verificationTip(*card.verification);
  if ((column == NameColumn || column == VerifiedColumn || column == SizeColumn) && !card.notes.empty())
    parts << notesText(card);
  if (row.otherData)
    parts << tr("Other data were chosen since: these figures are from the data before");
  else if (row.stale)
    parts << tr("The recipe changed since: these figures are those of the older one");
  else if (!row.complete && !isMeasuring())
    parts << tr("Measuring was stopped: partial results");
  parts.removeAll(QString());
  return parts.join(QLatin1Char('\n'));
}

QVariant CompareModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const auto entry = row(index.row());
  switch (role) {
    case Qt::DisplayRole:
      return text(entry, index.column());
    case Qt::EditRole:
      return index.column() == NameColumn ? QVariant(entry.name) : QVariant();
    case Qt::ToolTipRole:
      return toolTip(entry, index.column());
    case Qt::TextAlignmentRole:
      return QVariant::fromValue(Qt::AlignVCenter | (isNumberColumn(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole: {
      QString spoken =
          tr("%1: %2", "column and value, for screen readers")
              .arg(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(), text(entry, index.column()));
      if (index.column() == NameColumn && entry.stale) spoken += QStringLiteral(", ") + tr("changed since measured");
      if (index.column() == VerifiedColumn && entry.card != nullptr && !entry.card->notes.empty())
        spoken += QStringLiteral(", ") + noteCount(*entry.card);
      return spoken;
    }
    case IdRole:
      return entry.id;
    case StaleRole:
      return entry.stale;
    case PartialRole:
      return entry.card != nullptr && !entry.complete;
    case MeasuredRole:
      return entry.card != nullptr;
    default:
      return {};
  }
}

bool CompareModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable) || value.toString().trimmed().isEmpty())
    return false;
  document_->renameVariant(row(index.row()).id, value.toString());
  return true;
}

QVariant CompareModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole)
    return QVariant::fromValue(Qt::AlignVCenter | (isNumberColumn(section) ? Qt::AlignRight : Qt::AlignLeft));
  if (role == Qt::ToolTipRole) {
    switch (section) {
      case SizeColumn:
        return tr(
            "Size of the model file; solid: codes, pale: scales, codebooks and decode nodes, grey: everything that is "
            "not edited");
      case SpeedColumn:
        return tr(
            "Time of one inference of the original ÷ that of the variant, measured in turns; the line is where both "
            "are equally fast");
      case IntegerColumn:
        return tr("Share of the multiply-accumulates that ONNX Runtime runs in integer kernels");
      case QualityColumn:
        return qualityTitleTip(measure());
      case FlippedColumn:
        return tr("Samples whose top prediction is not the original's");
      case VerifiedColumn:
        return tr("Every weight was decoded from the written file and compared bit for bit, and the file was run");
      case LoadColumn:
        return tr("Median time to build the session, in which the weights are decoded");
      case MemoryColumn:
        return tr("Highest memory while the session is built, above the process's own");
      default:
        return {};
    }
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case NameColumn:
      return tr("Variant");
    case SizeColumn:
      return tr("Size on disk");
    case RatioColumn:
      return tr("Ratio");
    case SpeedColumn:
      return tr("Speed");
    case IntegerColumn:
      return tr("Integer");
    case QualityColumn:
      return qualityTitle(measure());
    case FlippedColumn:
      return tr("Flipped");
    case VerifiedColumn:
      return tr("Verified");
    case LoadColumn:
      return tr("Load");
    case MemoryColumn:
      return tr("Peak");
    default:
      return {};
  }
}

Qt::ItemFlags CompareModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::NoItemFlags;
  Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
  if (index.row() > 0) flags |= Qt::ItemIsSelectable;  // the original cannot be the active variant
  if (index.row() > 0 && index.column() == NameColumn) flags |= Qt::ItemIsEditable;
  return flags;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sensitivity/heat_model.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/document/document.h"
#include "widgets/sensitivity/repairs.h"
#include "widgets/sensitivity/sensitivity_run.h"
#include "widgets/text/message_text.h"
#include "widgets/text/scheme_text.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr double kLeastDamage = 1e-9;  // below, nothing differs that matters: where the logarithm ends

}  // namespace

bool hasMeasure(const Sensitivity& sensitivity, SensitivityMeasure measure) {
  const auto has = [measure](const LayerScore& score) { return damageBy(score, measure).has_value(); };
  return std::any_of(sensitivity.layers.begin(), sensitivity.layers.end(), [&](const LayerSensitivity& layer) {
    return std::any_of(layer.scores.begin(), layer.scores.end(), has);
  });
}

std::optional<double> damageBy(const LayerScore& score, SensitivityMeasure measure) {
  switch (measure) {
    case SensitivityMeasure::kl:
      return score.kl;
    case SensitivityMeasure::agreement:
      return score.agreement ? std::optional(1.0 - *score.agreement) : std::nullopt;
    case SensitivityMeasure::drop:
      return score.drop ? std::optional(std::max(0.0, score.drop->value)) : std::nullopt;
    case SensitivityMeasure::sqnr:
      break;
  }
  return std::isinf(score.sqnrDb) ? 0.0 : std::pow(10.0, -score.sqnrDb / 10.0);
}

QString measureText(const LayerScore& score, SensitivityMeasure measure) {
  switch (measure) {
    case SensitivityMeasure::kl:
      return score.kl ? formatSignificant(*score.kl, 2) : QString();
    case SensitivityMeasure::agreement:
      return score.agreement ? formatPercent(*score.agreement, 1) : QString();
    case SensitivityMeasure::drop:
      return score.drop ? formatFixed(100.0 * score.drop->value, 1) : QString();
    case SensitivityMeasure::sqnr:
      break;
  }
  return formatDecibels(score.sqnrDb);
}

QString damageText(const LayerScore& score) {
  return score.agreement ? formatPercent(1.0 - *score.agreement, 1) : formatDecibels(score.sqnrDb);
}

HeatModel::HeatModel(Document* document, SensitivityRun* run, QObject* parent)
    : QAbstractTableModel(parent), document_(document), run_(run) {
  connect(run, &SensitivityRun::changed, this, &HeatModel::take);
  connect(document, &Document::recipeChanged, this, [this] {  // what is in use is another
    if (rows_ > 0) Q_EMIT dataChanged(index(0, 0), index(rows_ - 1, columns_ - 1));
  });
  take();
}

// Layers are only ever added while one analysis runs, so that what is looked at stays selected.
void HeatModel::take() {
  const auto* result = run_->result();
  const int rows = result == nullptr ? 0 : static_cast<int>(result->layers.size());
  const int columns = result == nullptr ? 0 : 1 + static_cast<int>(result->candidates.size());
  if (columns == columns_ && rows >= rows_) {
    if (rows > rows_) {
      beginInsertRows({}, rows_, rows - 1);
      rows_ = rows;
      endInsertRows();
    }
    scale();
    if (rows_ > 0) Q_EMIT dataChanged(index(0, 0), index(rows_ - 1, columns_ - 1));
    return;
  }
  beginResetModel();
  rows_ = rows;
  columns_ = columns;
  scale();
  endResetModel();
}

void HeatModel::setMeasure(SensitivityMeasure measure) {
  measure_ = measure;
  scale();
  if (rows_ > 0) Q_EMIT dataChanged(index(0, 0), index(rows_ - 1, columns_ - 1));
}

void HeatModel::scale() {
  least_ = std::numeric_limits<double>::infinity();
  most_ = -least_;
  if (run_->result() == nullptr) return;
  for (const auto& layer : run_->result()->layers) {
    for (const auto& score : layer.scores) {
      const auto damage = damageBy(score, measure_);
      if (!damage) continue;
      const double at = std::log(std::max(*damage, kLeastDamage));
      least_ = std::min(least_, at);
      most_ = std::max(most_, at);
    }
  }
}

int HeatModel::rowOf(std::size_t tensor) const {
  for (int row = 0; row < rows_; ++row) {
    if (run_->result()->layers[static_cast<std::size_t>(row)].tensor == tensor) return row;
  }
  return -1;
}

int HeatModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : rows_;
}

int HeatModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : columns_;
}

const LayerScore* HeatModel::score(const QModelIndex& index) const {
  const auto& layer = run_->result()->layers[static_cast<std::size_t>(index.row())];
  const auto at = static_cast<std::size_t>(index.column()) - 1;
  return index.column() > 0 && at < layer.scores.size() ? &layer.scores[at] : nullptr;
}

QString HeatModel::toolTip(const LayerSensitivity& layer, const LayerScore& score) const {
  QStringList lines{QString::fromStdString(layer.id) + QLatin1Char('\n') + QString::fromStdString(score.spec)};
  if (score.kl) lines << tr("KL divergence of the outputs: %1 nats").arg(formatSignificant(*score.kl, 3));
  lines << tr("SQNR of the outputs: %1").arg(formatDecibels(score.sqnrDb));
  if (score.agreement) lines << tr("Same top prediction: %1").arg(formatPercent(*score.agreement, 2));
  if (score.drop) {
    lines << tr("Accuracy lost: %1 points (%2 to %3)")
                 .arg(formatFixed(100.0 * score.drop->value, 2), formatFixed(100.0 * score.drop->low, 2),
                      formatFixed(100.0 * score.drop->high, 2));
  }
  lines << tr("%1 instead of %2").arg(formatBytes(score.bytes), formatBytes(layer.bytes));
  if (!score.skipped.empty()) lines << translated(score.skipped);
  return lines.join(QLatin1Char('\n'));
}

QVariant HeatModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rows_ || run_->result() == nullptr) return {};
  const auto& layer = run_->result()->layers[static_cast<std::size_t>(index.row())];
  if (role == TensorRole) return static_cast<qulonglong>(layer.tensor);
  if (index.column() == 0) {
    switch (role) {
      case Qt::DisplayRole:
        return QString::fromStdString(layer.id);
      case Qt::ToolTipRole:
        return layer.failed.empty() ? QString::fromStdString(layer.id) : translated(layer.failed);
      case SortRole:
        return static_cast<qulonglong>(layer.tensor);
      default:
        return {};
    }
  }
  const auto* cell = score(index);
  if (cell == nullptr)
    return role == Qt::DisplayRole   ? QVariant(tr("failed"))
           : role == Qt::ToolTipRole ? QVariant(translated(layer.failed))
                                     : QVariant();
  const auto damage = damageBy(*cell, measure_);
  switch (role) {
    case Qt::DisplayRole:
      return cell->skipped.empty() || damage ? measureText(*cell, measure_) : tr("kept");
    case Qt::ToolTipRole:
      return toolTip(layer, *cell);
    case Qt::AccessibleTextRole:
      return tr("%1, %2: %3")
          .arg(QString::fromStdString(layer.id), QString::fromStdString(cell->spec), measureText(*cell, measure_));
    case Qt::TextAlignmentRole:
      return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    case SortRole:
      return damage.value_or(-1.0);
    case HeatRole: {
      if (!damage || !cell->skipped.empty()) return {};
      return most_ > least_ ? (std::log(std::max(*damage, kLeastDamage)) - least_) / (most_ - least_) : 0.5;
    }
    case InUseRole:
      return run_->inUse(layer.tensor) == cell;
    default:
      return {};
  }
}

QVariant HeatModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= columns_ || run_->result() == nullptr) return {};
  if (section == 0 && role == Qt::TextAlignmentRole)
    return QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
  if (section == 0) return role == Qt::DisplayRole ? QVariant(tr("Layer")) : QVariant();
  const auto& text = run_->result()->candidates[static_cast<std::size_t>(section) - 1];
  if (role == Qt::ToolTipRole) return QString::fromStdString(text);
  if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
  if (role != Qt::DisplayRole) return {};
  const auto spec = parseSpec(text);
  if (!spec) return QString::fromStdString(text);
  auto lines = shortSchemeText(*spec);
  return lines.replace(QStringLiteral(" · "), QStringLiteral("\n"));  // a column is narrow
}

}  // namespace bitwright

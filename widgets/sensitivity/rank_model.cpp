// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sensitivity/rank_model.h"

#include <algorithm>

#include "widgets/document/document.h"
#include "widgets/sensitivity/repairs.h"
#include "widgets/sensitivity/sensitivity_run.h"
#include "widgets/theme/format.h"

namespace bitwright {

RankModel::RankModel(Document* document, SensitivityRun* run, QObject* parent)
    : QAbstractTableModel(parent), run_(run) {
  connect(run, &SensitivityRun::changed, this, &RankModel::rank);
  connect(document, &Document::recipeChanged, this, [this] {
    if (!candidate_) rank();
  });
  rank();
}

void RankModel::setCandidate(std::optional<std::size_t> candidate) {
  candidate_ = candidate;
  rank();
}

void RankModel::rank() {
  beginResetModel();
  rows_.clear();
  const auto* result = run_->result();
  if (result != nullptr && candidate_ && *candidate_ >= result->candidates.size()) candidate_.reset();
  for (std::size_t at = 0; result != nullptr && at < result->layers.size(); ++at) {
    const auto& layer = result->layers[at];
    const auto* score = !candidate_                         ? run_->inUse(layer.tensor)
                        : *candidate_ < layer.scores.size() ? &layer.scores[*candidate_]
                                                            : nullptr;
    if (score != nullptr) rows_.push_back({&layer, score});
  }
  std::stable_sort(rows_.begin(), rows_.end(),
                   [](const Row& left, const Row& right) { return damageOf(*right.score) < damageOf(*left.score); });
  endResetModel();
}

int RankModel::rowOf(std::size_t tensor) const {
  const auto found =
      std::find_if(rows_.begin(), rows_.end(), [tensor](const Row& row) { return row.layer->tensor == tensor; });
  return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

int RankModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int RankModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant RankModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const auto& [layer, score] = rows_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case TensorRole:
      return static_cast<qulonglong>(layer->tensor);
    case ShareRole: {
      const double worst = damageOf(*rows_.front().score).share;
      return worst > 0.0 ? damageOf(*score).share / worst : 0.0;
    }
    case Qt::ToolTipRole:
      return QString::fromStdString(layer->id + '\n' + score->spec);
    case Qt::TextAlignmentRole:
      return QVariant::fromValue(index.column() == LayerColumn ? Qt::AlignLeft | Qt::AlignVCenter
                                                               : Qt::AlignRight | Qt::AlignVCenter);
    case Qt::DisplayRole:
      break;
    default:
      return {};
  }
  switch (index.column()) {
    case RankColumn:
      return QString::number(index.row() + 1);
    case LayerColumn:
      return QString::fromStdString(layer->id);
    case DamageColumn:
      return damageText(*score);
    case KlColumn:
      return measureText(*score, SensitivityMeasure::kl);
    case DropColumn:
      return measureText(*score, SensitivityMeasure::drop);
    case BytesColumn:
      return formatBytes(score->bytes);
    default:
      return {};
  }
}

QVariant RankModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole)
    return QVariant::fromValue(section == LayerColumn ? Qt::AlignLeft | Qt::AlignVCenter
                                                      : Qt::AlignRight | Qt::AlignVCenter);
  const bool help = role == Qt::ToolTipRole;
  if (role != Qt::DisplayRole && !help) return {};
  switch (section) {
    case RankColumn:
      return help ? tr("Worst first") : QStringLiteral("#");
    case LayerColumn:
      return help ? QVariant() : QVariant(tr("Layer"));
    case DamageColumn:
      return help ? tr("Predictions that change where this layer alone is stored so; of what is no classifier the SQNR "
                       "of the outputs")
                  : tr("Damage");
    case KlColumn:
      return help ? tr("KL divergence of the predictions, in nats") : tr("KL");
    case DropColumn:
      return help ? tr("Accuracy lost by this layer alone, percentage points") : tr("Drop");
    case BytesColumn:
      return help ? tr("The layer takes so stored, decoding included") : tr("Bytes");
    default:
      return {};
  }
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <optional>
#include <vector>

#include "widgets/sensitivity/heat_model.h"

namespace bitwright {

/// The layers, worst first: as the active variant stores each, or all stored by one candidate.
class RankModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { RankColumn, LayerColumn, DamageColumn, KlColumn, DropColumn, BytesColumn, ColumnCount };
  enum Role {
    TensorRole = Qt::UserRole,  ///< index into Model::tensors(), as qulonglong
    ShareRole                   ///< of the worst layer's damage, 0–1
  };

  RankModel(Document* document, SensitivityRun* run, QObject* parent = nullptr);

  /// None: each layer as it is stored now.
  void setCandidate(std::optional<std::size_t> candidate);
  [[nodiscard]] std::optional<std::size_t> candidate() const { return candidate_; }
  [[nodiscard]] int rowOf(std::size_t tensor) const;  ///< −1: not ranked

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  struct Row {
    const LayerSensitivity* layer;
    const LayerScore* score;
  };
  void rank();

  SensitivityRun* run_;
  std::optional<std::size_t> candidate_;
  std::vector<Row> rows_;
};

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <optional>

#include "core/search/sensitivity.h"

namespace bitwright {

class Document;
class SensitivityRun;

/// What a cell says of a layer so stored.
enum class SensitivityMeasure { kl, sqnr, agreement, drop };

/// Whether the analysis has it: not every model is a classifier, not all data have labels.
[[nodiscard]] bool hasMeasure(const Sensitivity& sensitivity, SensitivityMeasure measure);
[[nodiscard]] QString measureText(const LayerScore& score, SensitivityMeasure measure);
/// What layers are ranked by in words: predictions that change, of what is no classifier the SQNR of the outputs.
[[nodiscard]] QString damageText(const LayerScore& score);
/// Larger is worse; none where it is not known.
[[nodiscard]] std::optional<double> damageBy(const LayerScore& score, SensitivityMeasure measure);

/// Layer × candidate: one row a layer that was measured, in the order of the network, the layer's name in front of the
/// candidates.
class HeatModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Role {
    SortRole = Qt::UserRole,  ///< names by their place in the network, cells by their damage
    HeatRole,  ///< 0–1 from the least to the most damage of the whole table, on a logarithmic scale; invalid: no cell
               ///< to colour
    TensorRole,  ///< index into Model::tensors(), as qulonglong
    InUseRole    ///< the active variant stores the layer this way
  };

  HeatModel(Document* document, SensitivityRun* run, QObject* parent = nullptr);

  void setMeasure(SensitivityMeasure measure);
  [[nodiscard]] SensitivityMeasure measure() const { return measure_; }
  [[nodiscard]] int rowOf(std::size_t tensor) const;  ///< −1: not measured

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  void take();
  void scale();
  [[nodiscard]] const LayerScore* score(const QModelIndex& index) const;
  [[nodiscard]] QString toolTip(const LayerSensitivity& layer, const LayerScore& score) const;

  Document* document_;
  SensitivityRun* run_;
  SensitivityMeasure measure_ = SensitivityMeasure::kl;
  int rows_ = 0;
  int columns_ = 0;
  double least_ = 0.0;  ///< logarithms of the damage
  double most_ = 0.0;
};

}  // namespace bitwright

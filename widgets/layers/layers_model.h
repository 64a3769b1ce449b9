// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

#include "widgets/layers/layer_cells.h"

namespace bitwright {

class Document;
class LayerOutcomes;

/// Every tensor of the model's inventory, one a row, with what the active recipe makes of it.
class LayersModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Role {
    SortRole = Qt::UserRole,  ///< what a column sorts by; never its text
    ValueRole,                ///< the cell without units and rounding, for other programs
    TensorRole,               ///< index into Model::tensors()
    ShortNameRole,            ///< what tells the name from others (short_names.h)
    DetailRole,               ///< second line of the name column; of the scheme column: why the layer is left alone
    ShareRole,   ///< of the weights: as a share of the largest layer's, 0–1, on a square-root scale; of the bytes: of
                 ///< the original's
    ColourRole,  ///< of the scheme
    KeptRole,    ///< stays as it is
    CompressibleRole,
    OperatorRole,
    FilterRole,  ///< id, path, tensor, operator and scheme in one text, a line each
  };

  LayersModel(Document* document, LayerOutcomes* outcomes, QObject* parent = nullptr);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

  /// What is known of a layer; null while it is being computed, where that was stopped, and of a finished file.
  [[nodiscard]] const LayerOutcome* outcome(std::size_t tensor) const;
  [[nodiscard]] bool isComputing() const;

  /// Where what was measured elsewhere comes from: the damage of a layer, and the arithmetic it ran in.
  /// `measuredChanged` tells that there is another.
  using DamageSource = std::function<std::optional<LayerDamage>(std::size_t tensor)>;
  using ComputingSource = std::function<std::optional<LayerComputing>(std::size_t tensor)>;
  void setSources(DamageSource damage, ComputingSource computing);
  void measuredChanged(LayerColumn column);

 Q_SIGNALS:
  /// Figures of some layers have arrived.
  void figuresChanged();

 private:
  void takeModel();
  void forgetFigures();
  void announceFigures();
  /// What cells of `column` take: what was measured elsewhere is looked up for its own alone.
  [[nodiscard]] LayerRow row(std::size_t tensor, LayerColumn column) const;
  [[nodiscard]] QVariant sortValue(std::size_t tensor, LayerColumn column) const;
  [[nodiscard]] const QString& filterText(std::size_t tensor) const;
  [[nodiscard]] QString nameOf(const WeightTensor& tensor) const;
  [[nodiscard]] double share(const LayerRow& row, LayerColumn column) const;

  Document* document_;
  LayerOutcomes* outcomes_;
  DamageSource damage_;
  ComputingSource computing_;
  std::int64_t largest_ = 1;
  std::vector<QString> names_;
  std::vector<QString> shortNames_;
  /// Looked up once: finding them is costly where thousands of rows are filtered, sorted or summed.
  struct Figures {
    bool looked = false;
    std::optional<LayerOutcome> outcome;
    QString filterText;
    LayerColumn sortColumn = LayerColumn::count;  ///< whose value `sortValue` is; `count`: none's
    QVariant sortValue;
  };
  mutable std::vector<Figures> figures_;
  QTimer arrival_;  ///< so that a table of thousands is not sorted anew for each of them
  std::size_t firstArrived_ = 0;
  std::size_t lastArrived_ = 0;
};

}  // namespace bitwright

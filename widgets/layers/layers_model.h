// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

namespace bitwright {

class Document;
class LayerOutcomes;

/// Every tensor of the model's inventory, one a row, with what the active recipe makes of it.
class LayersModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { NameColumn, WeightsColumn, SchemeColumn, SqnrColumn, ColumnCount };
  enum Role {
    SortRole = Qt::UserRole,  ///< what a column sorts by; never its text
    TensorRole,               ///< index into Model::tensors()
    DetailRole,               ///< second line of the name column
    ShareRole,                ///< weights as a share of the largest layer's, 0–1, on a square-root scale
    ColourRole,               ///< of the scheme
    KeptRole,                 ///< stays as it is
    CompressibleRole,
    FilterRole,  ///< name, operator and scheme in one text
  };

  LayersModel(Document* document, LayerOutcomes* outcomes, QObject* parent = nullptr);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

 private:
  [[nodiscard]] QString displayText(std::size_t tensor, int column) const;
  [[nodiscard]] QVariant sortValue(std::size_t tensor, int column) const;
  [[nodiscard]] QString toolTip(std::size_t tensor) const;

  Document* document_;
  LayerOutcomes* outcomes_;
  std::int64_t largest_ = 1;
};

}  // namespace bitwright

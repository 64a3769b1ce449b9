// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

#include "core/evaluation/size/layer_sizes.h"
#include "core/evaluation/speed/layer_arithmetic.h"
#include "core/model/model.h"
#include "core/recipe/recipe.h"

namespace bitwright {

/// One of two variants that are held against each other.
struct DiffSide {
  QString name;
  Recipe recipe;
  std::shared_ptr<const std::vector<LayerSize>> measured;  ///< of this very recipe; null: it was not measured
  std::shared_ptr<const std::vector<LayerArithmetic>> arithmetic =
      nullptr;  ///< likewise; null: nothing runs in integers, or it is not known
};

/// Two variants layer by layer: how each layer is stored, what it takes in the file, how close it stays to the original
/// and which arithmetic it runs in.
class LayerDiffModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column {
    LayerColumn,
    WeightsColumn,
    FirstSchemeColumn,
    SecondSchemeColumn,
    FirstBytesColumn,
    SecondBytesColumn,
    BytesColumn,
    FirstSqnrColumn,
    SecondSqnrColumn,
    FirstArithmeticColumn,
    SecondArithmeticColumn,
    ColumnCount
  };
  enum Role { SortRole = Qt::UserRole, DiffersRole };

  explicit LayerDiffModel(std::shared_ptr<const Model> model, QObject* parent = nullptr);
  void setSides(DiffSide first, DiffSide second);
  [[nodiscard]] const DiffSide& first() const { return first_; }
  [[nodiscard]] const DiffSide& second() const { return second_; }
  /// "3 of 10 layers differ; with the second the file is 1 204 B smaller in them".
  [[nodiscard]] QString sentence() const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  struct Side {
    SchemeSpec spec;
    bool kept = true;
    std::optional<std::uint64_t> bytes;
    std::optional<double> sqnrDb;
    std::optional<bool> integer;  ///< all of it runs in integers
    QString floatReason;          ///< why not
  };
  struct Row {
    std::size_t tensor = 0;
    Side first;
    Side second;
    [[nodiscard]] bool differs() const { return first.spec != second.spec; }
  };
  void fill(const DiffSide& side, Side Row::*member);
  [[nodiscard]] QString text(const Row& row, int column) const;
  [[nodiscard]] QString toolTip(const Row& row, int column) const;
  [[nodiscard]] QVariant sortValue(const Row& row, int column) const;

  std::shared_ptr<const Model> model_;
  DiffSide first_;
  DiffSide second_;
  std::vector<Row> rows_;
};

}  // namespace bitwright

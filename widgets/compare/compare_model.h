// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QColor>

#include <optional>
#include <vector>

#include "widgets/compare/comparer.h"
#include "widgets/compare/comparison_text.h"

namespace bitwright {

/// One row as its delegate and the chart need it.
struct CompareRow {
  quint64 id = 0;  ///< of the variant; 0: the original
  int index = 0;   ///< what drawVariantMarker takes
  QColor colour;   ///< that a person chose, else that of its place
  QString name;
  const Scorecard* card = nullptr;  ///< null: not measured
  bool stale = false;               ///< its recipe changed since
  bool otherData = false;           ///< other data were chosen since; then it is stale too
  bool complete = true;             ///< false: some of it is still to come, or never will as measuring was stopped
};

/// Where all rows' intervals lie, so that one axis serves the column.
struct AxisRange {
  double low = 0.0;
  double high = 1.0;
  /// 0–1 along the axis.
  [[nodiscard]] double place(double value) const;
};

/// The original and every variant of the document, with what was measured of them.
class CompareModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column {
    NameColumn,
    SizeColumn,
    RatioColumn,
    SpeedColumn,
    IntegerColumn,
    QualityColumn,
    FlippedColumn,
    VerifiedColumn,
    LoadColumn,
    MemoryColumn,
    ColumnCount
  };
  enum Role { IdRole = Qt::UserRole, StaleRole, PartialRole, MeasuredRole };

  CompareModel(Document* document, const Comparer* comparer, QObject* parent = nullptr);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

  [[nodiscard]] CompareRow row(int row) const;
  [[nodiscard]] int rowOf(quint64 variant) const;
  [[nodiscard]] bool isMeasuring() const { return comparer_->isRunning(); }
  [[nodiscard]] QualityMeasure measure() const;
  /// Bytes of the largest file among the rows; its bar is the longest.
  [[nodiscard]] double largestFile() const;
  /// Whether anything runs in integers; a column of zeros tells nobody anything.
  [[nodiscard]] bool hasIntegers() const;
  /// Of the natural logarithm of the speed-up; 0 (no difference) lies in its middle.
  [[nodiscard]] AxisRange speedRange() const;
  [[nodiscard]] AxisRange qualityRange() const;

 private:
  void syncRows();
  void updateAll();
  [[nodiscard]] QString text(const CompareRow& row, int column) const;
  [[nodiscard]] QString missing(const CompareRow& row) const;
  [[nodiscard]] QString toolTip(const CompareRow& row, int column) const;

  Document* document_;
  const Comparer* comparer_;
  std::vector<quint64> ids_;  ///< of the rows behind the original
};

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <optional>

#include "core/calibration/calibrator.h"

namespace bitwright {

class CalibrationRun;
class Document;

/// The values between the layers, one a row, with the range each has and who chose it.
class ActivationsModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { ValueColumn, RangeColumn, BeyondColumn, HandColumn, ColumnCount };
  enum Role {
    SortRole = Qt::UserRole,
    HandRole,  ///< the range is set by hand
  };

  ActivationsModel(Document* document, CalibrationRun* run, QObject* parent = nullptr);

  /// By hand, else as the calibrator chose; none: not known yet.
  [[nodiscard]] std::optional<ActivationRange> range(int row) const;
  [[nodiscard]] bool isByHand(int row) const;
  /// The row of the value that the layer gives; none where it gives none.
  [[nodiscard]] std::optional<int> rowOfLayer(const std::string& layerId) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  void announce();
  [[nodiscard]] QString text(int row, int column) const;
  [[nodiscard]] std::optional<double> beyond(int row) const;
  [[nodiscard]] QString toolTip(int row) const;

  Document* document_;
  CalibrationRun* run_;
  int rows_ = 0;  ///< as last told to views
};

}  // namespace bitwright

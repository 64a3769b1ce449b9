// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/data/dataset_kind.h"
#include "core/runtime/values/data_request.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace bitwright {

/// Where data come from: of which kind, in which files, how many of them.
class DataSourceForm : public QWidget {
  Q_OBJECT

 public:
  explicit DataSourceForm(bool sampleFits, QWidget* parent = nullptr);

  /// Of the sample the training images are meant.
  void setCalibrationPart();
  /// Spec, limit and seed; the rest of `request` is not of this form.
  void setData(const DataRequest& request);
  /// The DATA argument of the command line; empty: inputs are synthesised.
  [[nodiscard]] std::string spec() const;
  [[nodiscard]] std::int64_t limit() const;
  [[nodiscard]] std::uint64_t seed() const;
  [[nodiscard]] const DatasetKind& kind() const;
  /// By its word; one that is not offered: the first.
  void setKind(std::string_view word);
  void setPaths(const QString& first, const QString& second = {});
  /// Whether what the kind needs is there; else inputs are not to be looked at yet.
  [[nodiscard]] bool isComplete() const;

 Q_SIGNALS:
  void changed();

 private:
  struct PathRow {
    QLabel* name = nullptr;
    QLineEdit* path = nullptr;
    QPushButton* browse = nullptr;
  };
  void browse(int row);
  void showKind();

  bool calibrationPart_ = false;
  QComboBox* kind_;
  QLabel* sentence_;
  static constexpr std::size_t kMostPaths = 2;  ///< that any kind has
  PathRow rows_[kMostPaths];
  QSpinBox* limit_;
  QSpinBox* seed_;
};

}  // namespace bitwright

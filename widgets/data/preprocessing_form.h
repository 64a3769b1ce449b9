// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/data/images/preprocessing.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace bitwright {

/// How images become what the model takes, field by field; opens and saves the JSON file that the command line reads.
class PreprocessingForm : public QWidget {
  Q_OBJECT

 public:
  explicit PreprocessingForm(QWidget* parent = nullptr);

  void setPreprocessing(const Preprocessing& preprocessing);
  /// ErrorKind::input, naming the field, where what stands there is no number or cannot be.
  [[nodiscard]] Result<Preprocessing> preprocessing() const;

 Q_SIGNALS:
  void changed();
  /// A file that could not be read or written.
  void failed(const bitwright::Error& error);

 private:
  struct SizeRow {
    QCheckBox* wanted = nullptr;
    QSpinBox* width = nullptr;
    QSpinBox* height = nullptr;
  };
  SizeRow makeSize(const QString& text, const QString& name);
  void buildFields();
  [[nodiscard]] QWidget* buildFiles();
  void openFile();
  void saveFile();

  SizeRow resize_;
  QComboBox* fit_;
  SizeRow crop_;
  QLineEdit* scale_;
  QLineEdit* mean_;
  QLineEdit* deviation_;
  QComboBox* layout_;
  QComboBox* channels_;
};

}  // namespace bitwright

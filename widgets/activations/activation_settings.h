// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace bitwright {

class CalibrationRun;
class Document;
class ElidedLabel;
class SegmentedControl;

/// How the active variant quantizes activations: when, by which calibrator, observed on what, for which processors; and
/// the button that observes. Each choice is an edit that can be undone.
class ActivationSettings : public QWidget {
  Q_OBJECT

 public:
  ActivationSettings(Document* document, CalibrationRun* run, QWidget* parent = nullptr);

  [[nodiscard]] SegmentedControl* mode() const { return mode_; }
  [[nodiscard]] QComboBox* calibrator() const { return calibrator_; }
  [[nodiscard]] QComboBox* target() const { return target_; }
  [[nodiscard]] QPushButton* dataButton() const { return data_; }
  [[nodiscard]] QPushButton* calibrateButton() const { return calibrate_; }
  /// What is said of the choice: of the data, and what to beware of.
  [[nodiscard]] QString dataText() const;
  [[nodiscard]] QString warning() const;

 Q_SIGNALS:
  void dataWanted();

 private:
  void show();
  void chooseMode(int index);
  void chooseCalibrator(int index);
  void chooseTarget(int index);
  [[nodiscard]] QString factText() const;

  Document* document_;
  CalibrationRun* run_;
  SegmentedControl* mode_;
  QComboBox* calibrator_;
  QPushButton* calibrate_;
  QComboBox* target_;
  ElidedLabel* fact_;
  QPushButton* data_;
  QLabel* warning_;
};

}  // namespace bitwright

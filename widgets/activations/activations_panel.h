// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

#include "core/recipe/activation_choice.h"
#include "widgets/document/gesture.h"

class QLabel;
class QStackedWidget;
class QTableView;

namespace bitwright {

class ActivationSettings;
class ActivationsModel;
class CalibrationRun;
class Document;
class RangeChart;
class RangeEditor;
class SegmentedControl;
class Selection;

/// The values between the layers: how they are quantized, what was observed of each, and its range, chosen by the
/// calibrator or set by hand. The layer that is looked at chooses the value it gives.
class ActivationsPanel : public QWidget {
  Q_OBJECT

 public:
  ActivationsPanel(Document* document, Selection* selection, CalibrationRun* run, QWidget* parent = nullptr);

  [[nodiscard]] ActivationSettings* settings() const { return settings_; }
  [[nodiscard]] ActivationsModel* values() const { return model_; }
  [[nodiscard]] QTableView* table() const { return table_; }
  [[nodiscard]] RangeChart* chart() const { return chart_; }
  [[nodiscard]] RangeEditor* editor() const { return editor_; }
  void selectValue(int row);
  /// The value that is drawn; -1: none.
  [[nodiscard]] int currentValue() const;

 private:
  [[nodiscard]] QWidget* makeTable();
  [[nodiscard]] QWidget* makePicture();
  void followSelection();
  void showValue();
  void showRange();
  void setRange(const HandRange& range, Gesture gesture);
  void resetRange();
  [[nodiscard]] std::optional<double> beyond(const HandRange& range) const;

  Document* document_;
  Selection* selection_;
  CalibrationRun* run_;
  ActivationSettings* settings_;
  ActivationsModel* model_;
  QTableView* table_;
  QLabel* title_;
  SegmentedControl* scale_;
  QStackedWidget* stack_;
  QLabel* sentence_;
  RangeChart* chart_;
  RangeEditor* editor_;
};

}  // namespace bitwright

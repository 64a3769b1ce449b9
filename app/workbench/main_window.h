// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include "core/evaluation/compare_variants.h"
#include "widgets/activations/calibration_run.h"
#include "widgets/data/data_dialog.h"
#include "widgets/document/document.h"
#include "widgets/document/layer_outcomes.h"
#include "widgets/document/model_opener.h"
#include "widgets/document/selection.h"
#include "widgets/issues/issues_model.h"
#include "widgets/preview/layer_preview.h"
#include "widgets/search/search_run.h"
#include "widgets/sensitivity/sensitivity_run.h"

class QLabel;
class QSplitter;
class QStackedWidget;

namespace bitwright {

class Actions;
class ActivationsPanel;
class Banner;
class BottomPanel;
class ComparisonPanel;
class HistogramPanel;
class InspectorPanel;
class JobsBar;
class LayersPanel;
class SearchPanel;
class SensitivityPanel;
class StartPage;
class TopBar;
class WorkKeeper;

/// The window: puts the panels beside each other and connects them. What they do is in widgets/.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  explicit MainWindow(QWidget* parent = nullptr);
  ~MainWindow() override;

  void open(const QString& path);
  void compareVariants();
  void exportVariant();
  void chooseData();
  void chooseCalibrationData();
  /// The activations in the middle of the window.
  void showActivations();
  /// Which layer hurts, in the middle of the window.
  void showSensitivity();
  /// The best mix under a budget, in the middle of the window.
  void showSearch();
  /// Adds a variant of the recipe in a file; a recipe without a name is called like the file.
  void openRecipe(const QString& path);
  void saveRecipe(const QString& path);

  [[nodiscard]] Document& document() { return document_; }
  [[nodiscard]] ModelOpener& opener() { return opener_; }
  [[nodiscard]] PreviewMaker& preview() { return preview_; }
  [[nodiscard]] LayerOutcomes& outcomes() { return outcomes_; }
  [[nodiscard]] LayersPanel& layers() { return *layers_; }
  [[nodiscard]] ComparisonPanel& comparison() { return *compare_; }
  [[nodiscard]] ActivationsPanel& activations() { return *activations_; }
  [[nodiscard]] CalibrationRun& calibration() { return calibration_; }
  [[nodiscard]] SensitivityPanel& sensitivity() { return *sensitivity_; }
  [[nodiscard]] SensitivityRun& sensitivityRun() { return sensitivityRun_; }
  [[nodiscard]] SearchPanel& search() { return *search_; }
  [[nodiscard]] SearchRun& searchRun() { return searchRun_; }
  [[nodiscard]] InspectorPanel& inspector() { return *inspector_; }
  [[nodiscard]] Banner& banner() { return *banner_; }
  [[nodiscard]] IssuesModel& issues() { return issues_; }

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void closeEvent(QCloseEvent* event) override;

 private:
  void compose();
  void connectPanels();
  void showModel();
  void showDamage();
  void report(const Error& error);
  void warn(const Message& warning);
  void chooseFile();
  void openSample();
  void chooseRecipe();
  void showDataDialog(DataDialog::Purpose purpose);

  Document document_;
  Selection selection_;
  LayerOutcomes outcomes_;
  PreviewMaker preview_;
  CalibrationRun calibration_;
  SensitivityRun sensitivityRun_;
  SearchRun searchRun_;
  ModelOpener opener_;
  IssuesModel issues_;

  Actions* actions_ = nullptr;
  TopBar* topBar_ = nullptr;
  Banner* banner_ = nullptr;
  QStackedWidget* pages_ = nullptr;
  StartPage* start_ = nullptr;
  QWidget* work_ = nullptr;
  QList<QSplitter*> splitters_;
  LayersPanel* layers_ = nullptr;
  HistogramPanel* histogram_ = nullptr;
  ActivationsPanel* activations_ = nullptr;
  SensitivityPanel* sensitivity_ = nullptr;
  SearchPanel* search_ = nullptr;
  InspectorPanel* inspector_ = nullptr;
  ComparisonPanel* compare_ = nullptr;
  BottomPanel* bottom_ = nullptr;
  WorkKeeper* keeper_ = nullptr;
  JobsBar* jobs_ = nullptr;
  QLabel* state_ = nullptr;
  QLabel* lastExport_ = nullptr;
};

}  // namespace bitwright

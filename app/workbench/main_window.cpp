// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/main_window.h"

#include <QAction>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMimeData>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include "app/workbench/about.h"
#include "app/workbench/actions.h"
#include "app/workbench/bottom_panel.h"
#include "app/workbench/top_bar.h"
#include "app/workbench/work_keeper.h"
#include "core/evaluation/compare_variants.h"
#include "widgets/activations/activation_settings.h"
#include "widgets/activations/activations_panel.h"
#include "widgets/compare/comparison_panel.h"
#include "widgets/controls/banner.h"
#include "widgets/document/settings.h"
#include "widgets/exporter/variant_export_dialog.h"
#include "widgets/histogram/histogram_panel.h"
#include "widgets/inspector/inspector_panel.h"
#include "widgets/issues/issue_tensor.h"
#include "widgets/jobs/jobs_bar.h"
#include "widgets/layers/layers_model.h"
#include "widgets/layers/layers_panel.h"
#include "widgets/search/search_panel.h"
#include "widgets/sensitivity/findings.h"
#include "widgets/sensitivity/heat_model.h"
#include "widgets/sensitivity/repairs.h"
#include "widgets/sensitivity/sensitivity_panel.h"
#include "widgets/start/start_page.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"

namespace bitwright {
namespace {

QString stateKey(const QSplitter& splitter) {
  return QStringLiteral("window/splitters/") + splitter.objectName();
}

}  // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent),
      outcomes_(&document_),
      preview_(&document_),
      calibration_(&document_),
      sensitivityRun_(&document_),
      searchRun_(&document_),
      opener_(&document_) {
  setWindowIcon(applicationIcon());
  setAcceptDrops(true);
  compose();
  connectPanels();
  showModel();
  resize(scaled(1440), scaled(900));
  restoreGeometry(settings().value(QStringLiteral("window/geometry")).toByteArray());
  for (auto* splitter : splitters_) splitter->restoreState(settings().value(stateKey(*splitter)).toByteArray());
}

MainWindow::~MainWindow() {
  // Panels look at the document and at the runs, which are members and would go before them.
  while (auto* panel = findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) delete panel;
}

void MainWindow::compose() {
  actions_ = new Actions(document_.undoStack(), this);
  topBar_ = new TopBar(&document_, this);
  topBar_->addLeading(actions_->open, false);
  topBar_->addLeading(actions_->undo, true);
  topBar_->addLeading(actions_->redo, true);
  topBar_->addTrailing(actions_->compare, false);
  topBar_->addTrailing(actions_->exportVariant, true);
  topBar_->setMenu(actions_->menu());
  banner_ = new Banner(this);
  start_ = new StartPage(this);
  layers_ = new LayersPanel(&document_, &selection_, &outcomes_, this);
  histogram_ = new HistogramPanel(&document_, this);
  activations_ = new ActivationsPanel(&document_, &selection_, &calibration_, this);
  histogram_->addPage(tr("Activations"), tr("What the values between the layers are like, and how they are quantized"),
                      activations_);
  sensitivity_ = new SensitivityPanel(&document_, &selection_, &sensitivityRun_, this);
  histogram_->addPage(tr("Sensitivity"), tr("Which layer hurts, and what would help it"), sensitivity_);
  search_ = new SearchPanel(&document_, &searchRun_, this);
  histogram_->addPage(tr("Search"), tr("The best mix of schemes under a budget"), search_);
  inspector_ = new InspectorPanel(&document_, &selection_, this);
  compare_ = new ComparisonPanel(&document_, this);
  bottom_ = new BottomPanel(compare_, &issues_, this);
  keeper_ = new WorkKeeper({&document_, compare_, &sensitivityRun_, &searchRun_}, this);

  // `stretching`: the part that takes what the window gains or loses; −1: all do, in proportion.
  const auto split = [this](const QString& name, Qt::Orientation orientation,
                            std::initializer_list<std::pair<QWidget*, int>> parts, int stretching) {
    auto* splitter = new QSplitter(orientation, this);
    splitter->setObjectName(name);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    QList<int> sizes;
    for (const auto& [part, size] : parts) {
      splitter->addWidget(part);
      splitter->setStretchFactor(splitter->count() - 1, splitter->count() - 1 == stretching ? 1 : 0);
      sizes << scaled(size);
    }
    splitter->setSizes(sizes);
    splitters_ << splitter;
    return splitter;
  };
  layers_->setMinimumWidth(scaled(300));
  inspector_->setMinimumWidth(scaled(260));
  histogram_->setMinimumWidth(scaled(380));
  bottom_->setMinimumHeight(scaled(150));
  auto* above = split(QStringLiteral("above"), Qt::Horizontal, {{histogram_, 720}, {inspector_, 316}}, 0);
  auto* right = split(QStringLiteral("right"), Qt::Vertical, {{above, 556}, {bottom_, 270}}, -1);
  work_ = split(QStringLiteral("work"), Qt::Horizontal, {{layers_, 440}, {right, 1000}}, 1);

  pages_ = new QStackedWidget(this);
  pages_->addWidget(start_);
  pages_->addWidget(work_);
  auto* central = new QWidget(this);
  auto* column = new QVBoxLayout(central);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(topBar_);
  column->addWidget(banner_);
  column->addWidget(pages_, 1);
  setCentralWidget(central);

  jobs_ = new JobsBar(this);
  state_ = new QLabel(tr("Ready"), this);
  lastExport_ = new QLabel(this);
  for (auto* label : {state_, lastExport_}) label->setProperty("role", QStringLiteral("dim"));
  state_->setContentsMargins(scaled(12), 0, scaled(12), 0);
  jobs_->setContentsMargins(0, 0, scaled(12), 0);
  statusBar()->setSizeGripEnabled(false);
  statusBar()->addWidget(state_);
  statusBar()->addWidget(lastExport_);
  statusBar()->addPermanentWidget(jobs_);
}

void MainWindow::connectPanels() {
  connect(actions_->open, &QAction::triggered, this, &MainWindow::chooseFile);
  connect(actions_->openSample, &QAction::triggered, this, &MainWindow::openSample);
  opener_.setGuard([this] { return keeper_->mayReplaceModel(); });
  connect(actions_->quit, &QAction::triggered, this, &QWidget::close);
  connect(actions_->findLayer, &QAction::triggered, layers_, &LayersPanel::focusFilter);
  connect(actions_->selectAll, &QAction::triggered, layers_, &LayersPanel::selectAll);
  connect(actions_->apply, &QAction::triggered, inspector_, &InspectorPanel::apply);
  connect(actions_->keep, &QAction::triggered, inspector_, &InspectorPanel::keepSelected);
  connect(actions_->compare, &QAction::triggered, this, &MainWindow::compareVariants);
  connect(actions_->openRecipe, &QAction::triggered, this, &MainWindow::chooseRecipe);
  connect(actions_->saveRecipe, &QAction::triggered, keeper_, &WorkKeeper::chooseRecipeTarget);
  connect(keeper_, &WorkKeeper::failed, this, &MainWindow::report);
  connect(keeper_, &WorkKeeper::recipeSaved, this,
          [this](const QString& path) { lastExport_->setText(tr("Recipe written: %1").arg(path)); });
  connect(actions_->data, &QAction::triggered, this, &MainWindow::chooseData);
  connect(compare_, &ComparisonPanel::dataWanted, this, &MainWindow::chooseData);
  connect(activations_->settings(), &ActivationSettings::dataWanted, this, &MainWindow::chooseCalibrationData);
  connect(actions_->activations, &QAction::triggered, this, &MainWindow::showActivations);
  connect(actions_->sensitivity, &QAction::triggered, this, &MainWindow::showSensitivity);
  connect(actions_->search, &QAction::triggered, this, &MainWindow::showSearch);
  connect(search_, &SearchPanel::dataWanted, this, &MainWindow::chooseCalibrationData);
  connect(&searchRun_, &SearchRun::failed, this, &MainWindow::report);
  connect(sensitivity_, &SensitivityPanel::dataWanted, this, &MainWindow::chooseCalibrationData);
  connect(sensitivity_, &SensitivityPanel::tensorWanted, layers_, &LayersPanel::selectTensor);
  connect(&sensitivityRun_, &SensitivityRun::changed, this, &MainWindow::showDamage);
  connect(&document_, &Document::recipeChanged, this, &MainWindow::showDamage);
  const auto damage = [this](std::size_t tensor) -> std::optional<LayerDamage> {
    const auto* score = sensitivityRun_.inUse(tensor);
    if (score == nullptr) return std::nullopt;
    return LayerDamage{damageOf(*score).share, damageText(*score)};
  };
  const auto computing = [this](std::size_t tensor) -> std::optional<LayerComputing> {
    const auto found = compare_->arithmeticOf(document_.model()->tensors()[tensor]);
    if (!found) return std::nullopt;
    return LayerComputing{found->integer, translated(found->reason)};
  };
  layers_->layers()->setSources(damage, computing);
  const auto showComputing = [this] { layers_->layers()->measuredChanged(LayerColumn::arithmetic); };
  connect(compare_, &ComparisonPanel::measured, this, showComputing);
  connect(&document_, &Document::recipeChanged, this, showComputing);
  connect(actions_->exportVariant, &QAction::triggered, this, &MainWindow::exportVariant);
  connect(actions_->renameVariant, &QAction::triggered, compare_, &ComparisonPanel::renameActive);
  connect(actions_->cancel, &QAction::triggered, jobs_, &JobsBar::cancelShown);
  connect(actions_->about, &QAction::triggered, this, [this] { showAbout(this); });

  connect(start_, &StartPage::openWanted, this, &MainWindow::chooseFile);
  connect(start_, &StartPage::sampleWanted, this, &MainWindow::openSample);
  connect(start_, &StartPage::fileWanted, this, &MainWindow::open);

  connect(inspector_, &InspectorPanel::previewWanted, &preview_, &PreviewMaker::request);
  connect(&preview_, &PreviewMaker::ready, histogram_, &HistogramPanel::showPreview);
  connect(&preview_, &PreviewMaker::ready, inspector_, &InspectorPanel::showPreview);
  connect(&preview_, &PreviewMaker::ready, this, [this](const LayerPreview& preview) {
    if (preview.outcome && !preview.key.empty()) outcomes_.remember(preview.tensor, preview.key, *preview.outcome);
  });
  connect(&selection_, &Selection::changed, this, [this] {
    if (!selection_.current()) histogram_->showNothing();
  });
  connect(&document_, &Document::modelChanged, this, &MainWindow::showModel);
  connect(&document_, &Document::variantsChanged, this,
          [this] { actions_->setModelOpen(document_.model() != nullptr, document_.isFinishedFile()); });

  connect(&opener_, &ModelOpener::failed, this, &MainWindow::report);
  connect(&preview_, &PreviewMaker::failed, this, &MainWindow::report);
  connect(histogram_, &HistogramPanel::failed, this, &MainWindow::report);
  connect(&outcomes_, &LayerOutcomes::failed, this, &MainWindow::report);
  connect(&calibration_, &CalibrationRun::failed, this, &MainWindow::report);
  connect(&sensitivityRun_, &SensitivityRun::failed, this, &MainWindow::report);
  connect(compare_, &ComparisonPanel::failed, this, &MainWindow::report);
  connect(&document_, &Document::problem, this, &MainWindow::report);
  connect(compare_, &ComparisonPanel::warned, this, &MainWindow::warn);
  connect(compare_, &ComparisonPanel::reportSaved, this,
          [this](const QString& path) { lastExport_->setText(tr("Report written: %1").arg(path)); });
  connect(bottom_, &BottomPanel::tensorWanted, layers_, &LayersPanel::selectTensor);
  connect(bottom_, &BottomPanel::remedyWanted, this, &MainWindow::showSensitivity);

  connect(&compare_->runner(), &JobRunner::started, this, [this] { actions_->showComparing(true); });
  connect(&compare_->runner(), &JobRunner::finished, this, [this] { actions_->showComparing(false); });
  for (auto* runner : {&opener_.runner(), &outcomes_.runner(), &calibration_.runner(), &sensitivityRun_.runner(),
                       &searchRun_.runner(), &compare_->runner(), &compare_->reportRunner()})
    jobs_->watch(runner);
  connect(jobs_, &JobsBar::stateChanged, this,
          [this](const QString& state) { state_->setText(state.isEmpty() ? tr("Ready") : state); });
}

void MainWindow::showModel() {
  const bool open = document_.model() != nullptr;
  actions_->setModelOpen(open, document_.isFinishedFile());
  actions_->openSample->setEnabled(ModelOpener::hasSample());
  start_->setSampleAvailable(ModelOpener::hasSample());
  start_->setRecentFiles(ModelOpener::recentFiles());
  setWindowTitle(open ? tr("%1 – Bitwright").arg(document_.fileName()) : QStringLiteral("Bitwright"));
  issues_.clear();
  if (open) {
    banner_->hide();
    for (const auto& warning : document_.model()->warnings()) warn(warning);
    for (const auto& warning : document_.resolved().warnings) warn(warning);
  }
  pages_->setCurrentWidget(open ? work_ : static_cast<QWidget*>(start_));
  (open ? static_cast<QWidget*>(layers_->table()) : start_)->setFocus();
}

void MainWindow::report(const Error& error) {
  const QString text = errorText(error);
  banner_->showMessage(text);
  issues_.add(IssuesModel::Severity::error, text,
              document_.model() ? tensorOf(error, *document_.model()) : std::nullopt);
}

void MainWindow::warn(const Message& warning) {
  issues_.add(IssuesModel::Severity::warning, translated(warning),
              document_.model() ? tensorOf(warning, *document_.model()) : std::nullopt);
}

void MainWindow::open(const QString& path) {
  if (keeper_->mayOpenAnother()) opener_.open(path);
}

void MainWindow::openSample() {
  if (keeper_->mayOpenAnother()) opener_.openSample();
}

void MainWindow::chooseFile() {
  const QString folder = document_.model() ? toQString(document_.model()->namedPath().parent_path()) : QString();
  const QString path = QFileDialog::getOpenFileName(this, tr("Open a model"), folder, ModelOpener::fileFilter());
  if (!path.isEmpty()) open(path);
}

void MainWindow::compareVariants() {
  if (compare_->runner().isRunning()) {
    compare_->runner().cancel();
    return;
  }
  banner_->hide();
  bottom_->showCompare();
  compare_->startComparison();
}

void MainWindow::exportVariant() {
  if (!document_.model()) return;
  if (document_.isFinishedFile()) {
    report(Error{ErrorKind::usage,
                 BW_MESSAGE("document.finished_export", "this variant is a finished file already"),
                 {},
                 document_.recipe().name,
                 {}});
    return;
  }
  auto* dialog = new VariantExportDialog(&document_, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setModal(true);
  jobs_->watch(&dialog->runner());
  connect(dialog, &VariantExportDialog::exported, this,
          [this](const QString&, const QString& sentence) { lastExport_->setText(sentence); });
  connect(dialog, &VariantExportDialog::failed, this, [this](const Error& error) {
    issues_.add(IssuesModel::Severity::error, errorText(error),
                document_.model() ? tensorOf(error, *document_.model()) : std::nullopt);
  });
  dialog->show();
}

void MainWindow::chooseRecipe() {
  const QString folder = document_.model() ? toQString(document_.model()->namedPath().parent_path()) : QString();
  const QString path =
      QFileDialog::getOpenFileName(this, tr("Open a recipe"), folder, tr("Recipes (*.json);;All files (*)"));
  if (!path.isEmpty()) openRecipe(path);
}

void MainWindow::openRecipe(const QString& path) {
  if (!document_.model()) return;
  auto recipe = readRecipe(toPath(path));
  if (!recipe) {
    report(recipe.error());
    return;
  }
  if (recipe->name.empty()) recipe->name = toPath(path).stem().string();
  if (const auto resolved = resolve(*recipe, *document_.model())) {
    for (const auto& warning : resolved->warnings) warn(warning);  // layers this model does not have
  } else {
    report(resolved.error());
    return;
  }
  document_.addVariants({std::move(*recipe)});
  document_.recipeIsOnFile(document_.activeVariant());
}

void MainWindow::saveRecipe(const QString& path) {
  keeper_->saveRecipe(path);
}

void MainWindow::chooseData() {
  showDataDialog(DataDialog::Purpose::comparison);
}

void MainWindow::chooseCalibrationData() {
  showDataDialog(DataDialog::Purpose::calibration);
}

void MainWindow::showDataDialog(DataDialog::Purpose purpose) {
  if (!document_.model()) return;
  auto* dialog = new DataDialog(&document_, purpose, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setModal(true);
  dialog->show();
}

void MainWindow::showActivations() {
  if (document_.model()) histogram_->showPage(activations_);
}

void MainWindow::showSensitivity() {
  if (document_.model()) histogram_->showPage(sensitivity_);
}

void MainWindow::showSearch() {
  if (document_.model()) histogram_->showPage(search_);
}

/// What the analysis says of the layers as they are stored now.
void MainWindow::showDamage() {
  layers_->layers()->measuredChanged(LayerColumn::damage);
  issues_.setFindings(sensitivityFindings(document_, sensitivityRun_));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  const auto urls = event->mimeData()->urls();
  if (urls.size() == 1 && urls.front().isLocalFile()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  const QString path = event->mimeData()->urls().value(0).toLocalFile();
  event->acceptProposedAction();
  // Loading starts after the drop is over: the file manager waits for this function.
  QTimer::singleShot(0, this, [this, path] { open(path); });
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (!keeper_->mayClose()) {
    event->ignore();
    return;
  }
  settings().setValue(QStringLiteral("window/geometry"), saveGeometry());
  for (const auto* splitter : splitters_) settings().setValue(stateKey(*splitter), splitter->saveState());
  QMainWindow::closeEvent(event);
}

}  // namespace bitwright

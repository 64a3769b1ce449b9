// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opens the bundled sample in the real window, adds variants, compares them and saves what is seen, in both themes:
//   bitwright-screenshots FOLDER [--size WxH] [--limit N] [--model FILE]
#include <QAbstractItemModel>
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <functional>

#include "app/workbench/main_window.h"
#include "core/base/files/archive_kind.h"
#include "widgets/activations/activations_model.h"
#include "widgets/activations/activations_panel.h"
#include "widgets/activations/range_chart.h"
#include "widgets/compare/comparison_panel.h"
#include "widgets/compare/layer_diff_dialog.h"
#include "widgets/data/data_dialog.h"
#include "widgets/data/data_source_form.h"
#include "widgets/data/preprocessing_form.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/exporter/export_choices.h"
#include "widgets/exporter/variant_export_dialog.h"
#include "widgets/histogram/channel_chart.h"
#include "widgets/histogram/histogram_panel.h"
#include "widgets/histogram/weights_chart.h"
#include "widgets/layers/layer_cells.h"
#include "widgets/layers/layers_columns.h"
#include "widgets/layers/layers_filter_bar.h"
#include "widgets/layers/layers_panel.h"
#include "widgets/search/search_panel.h"
#include "widgets/sensitivity/sensitivity_panel.h"
#include "widgets/text/language.h"
#include "widgets/theme/theme.h"

using namespace bitwright;

namespace {

constexpr int kPatienceMs = 600'000;

bool waitFor(const std::function<bool()>& done) {
  QElapsedTimer clock;
  clock.start();
  while (!done()) {
    if (clock.elapsed() > kPatienceMs) return false;
    QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
  }
  for (int i = 0; i < 20; ++i) QApplication::processEvents(QEventLoop::AllEvents, 10);
  return true;
}

void save(QWidget& widget, const QDir& folder, const QString& name) {
  for (int i = 0; i < 20; ++i) QApplication::processEvents(QEventLoop::AllEvents, 10);
  const QString path = folder.filePath(name + QStringLiteral(".png"));
  widget.grab().save(path);
  QTextStream(stdout) << path << Qt::endl;
}

void inBothThemes(QWidget& widget, const QDir& folder, const QString& name) {
  for (const auto& [choice, theme] : {std::pair(ThemeChoice::dark, QStringLiteral("-dark")),
                                      std::pair(ThemeChoice::light, QStringLiteral("-light"))}) {
    Theme::instance().setChoice(choice);
    save(widget, folder, name + theme);
  }
}

/// One variant whose layers differ, as people make them: kept stem, 8 bits where it is small, k-means where the weights
/// are.
void mixVariant(Document& document) {
  const auto set = [&](std::vector<std::size_t> tensors, const char* text) {
    if (const auto spec = parseSpec(text); spec) document.applySpec(tensors, *spec);
  };
  auto layers = compressibleTensors(*document.model());
  if (layers.size() < 4) return;
  set(layers, "uniform:bits=8");
  set({layers.front()}, "keep");
  set({layers.back()}, "fp16");
  std::sort(layers.begin(), layers.end(), [&](std::size_t a, std::size_t b) {
    return document.model()->tensors()[a].elementCount() > document.model()->tensors()[b].elementCount();
  });
  layers.resize(3);
  set(layers, "kmeans:bits=4,scale=channel");
}

void pressKeys(QWidget& widget, std::initializer_list<Qt::Key> keys) {
  for (const auto key : keys) {
    QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier);
    QApplication::sendEvent(&widget, &press);
  }
}

/// The selected layer seen closely, channel by channel, and the table with all its columns, filtered.
void closerLooks(MainWindow& window, const QDir& folder, const std::function<bool()>& settled) {
  auto* panel = window.findChild<HistogramPanel*>();
  auto* chart = panel->findChild<WeightsChart*>();
  chart->setFocus();
  pressKeys(*chart, {Qt::Key_Right, Qt::Key_Right});
  inBothThemes(window, folder, QStringLiteral("readout"));
  pressKeys(*chart, {Qt::Key_Plus, Qt::Key_Plus, Qt::Key_Right});
  waitFor(settled);
  inBothThemes(window, folder, QStringLiteral("zoomed"));
  pressKeys(*chart, {Qt::Key_Escape});
  for (const auto& [view, name] : {std::pair(HistogramPanel::HeatMapView, QStringLiteral("heat-map")),
                                   std::pair(HistogramPanel::BoxView, QStringLiteral("box-plot"))}) {
    panel->setView(view);
    auto* channels = view == HistogramPanel::HeatMapView ? static_cast<ChannelChart*>(panel->findChild<HeatMapChart*>())
                                                         : panel->findChild<BoxChart*>();
    waitFor([&] { return channels->isVisible(); });
    channels->setFocus();
    pressKeys(*channels, {Qt::Key_Right, Qt::Key_Right, Qt::Key_Right});
    inBothThemes(window, folder, name);
  }
  panel->setView(HistogramPanel::HeatMapView);
  for (auto* button : panel->findChildren<QRadioButton*>()) {
    if (button->isVisible() && button->text() == HistogramPanel::tr("Compressed")) button->click();
  }
  waitFor(settled);
  inBothThemes(window, folder, QStringLiteral("heat-map-compressed"));
  panel->setView(HistogramPanel::HistogramView);

  auto* bar = window.findChild<LayersFilterBar*>();
  auto* line = bar->findChild<QLineEdit*>();
  bar->findChild<QToolButton*>()->setChecked(true);
  line->setText(QStringLiteral("^block[12].*(1|2)$"));
  window.layers().selectAll();
  QMenu columns;
  window.findChild<LayersColumns*>()->fillChooser(&columns);
  for (const auto column : {LayerColumn::bytes, LayerColumn::ratio})
    columns.actions()[static_cast<int>(column)]->trigger();
  waitFor(settled);
  inBothThemes(window, folder, QStringLiteral("layers-selected"));
  line->setText(QStringLiteral("block[12"));
  inBothThemes(window, folder, QStringLiteral("layers-broken"));
  bar->clear();
  bar->findChild<QToolButton*>()->setChecked(false);
  for (auto* button : window.layers().findChildren<QToolButton*>()) {
    if (button->isCheckable() && button->property("role") == QLatin1String("flat")) button->setChecked(true);
  }
  waitFor(settled);
  inBothThemes(window, folder, QStringLiteral("layers-all"));
  for (auto* button : window.layers().findChildren<QToolButton*>()) {
    if (button->isCheckable() && button->property("role") == QLatin1String("flat")) button->setChecked(false);
  }
  columns.actions().back()->trigger();
}

/// Selects what the mixed variant stores by k-means, as if to choose anew.
void selectClustered(MainWindow& window) {
  bool first = true;
  for (const auto& plan : window.document().resolved().layers) {
    if (plan.scheme == nullptr || plan.scheme->id() != "kmeans") continue;
    if (first)
      window.layers().selectTensor(plan.tensor);
    else
      window.layers().alsoSelect(plan.tensor);
    first = false;
  }
}

/// Activations of an 8-bit variant: before and after they are observed, a range set by hand, the export of its form,
/// and its arithmetic layer by layer.
bool activationPictures(MainWindow& window, const QDir& folder, const QDir& home,
                        const std::function<bool()>& settled) {
  auto& document = window.document();
  Recipe recipe{
      .name = "Uniform 8 · static", .all = parseSpec("uniform:bits=8,granularity=channel").value(), .rules = {}};
  recipe.activations.mode = ActivationMode::calibrated;
  document.addVariants({recipe});
  window.showActivations();
  if (!waitFor(settled)) return false;
  inBothThemes(window, folder, QStringLiteral("activations-before"));
  window.calibration().start();
  if (!waitFor(
          [&] { return !window.calibration().runner().isRunning() && !window.calibration().cpuFeatures().empty(); }))
    return false;
  auto& panel = window.activations();
  panel.selectValue(std::min(4, panel.values()->rowCount() - 1));
  inBothThemes(window, folder, QStringLiteral("activations"));
  auto* chart = panel.chart();
  chart->setFocus();
  for (int i = 0; i < 6; ++i) {
    QKeyEvent key(QEvent::KeyPress, Qt::Key_Left, Qt::ShiftModifier);
    QApplication::sendEvent(chart, &key);
  }
  inBothThemes(window, folder, QStringLiteral("activations-by-hand"));
  window.compareVariants();
  if (!waitFor([&] { return !window.comparison().runner().isRunning(); })) return false;
  inBothThemes(window, folder, QStringLiteral("activations-compared"));
  auto* layersTable = window.layers().table();
  const auto showArithmetic = [layersTable](bool shown) {
    layersTable->setColumnHidden(static_cast<int>(LayerColumn::arithmetic), !shown);
    for (const auto other : {LayerColumn::weights, LayerColumn::sqnr})
      layersTable->setColumnHidden(static_cast<int>(other), shown);
  };
  showArithmetic(true);
  inBothThemes(window, folder, QStringLiteral("activations-arithmetic"));
  showArithmetic(false);
  window.comparison().showLayerDiff();
  if (auto* layers = window.findChild<LayerDiffDialog*>()) {
    inBothThemes(*layers, folder, QStringLiteral("activations-layers"));
    layers->close();
  }
  window.exportVariant();
  auto* dialog = window.findChild<VariantExportDialog*>();
  if (dialog == nullptr) return false;
  dialog->setTarget(home.filePath(QStringLiteral("resnet8_fashion-static.onnx")));
  dialog->choices()->chooseNativeEnds(true);
  dialog->startExport();
  if (!waitFor([&] { return !dialog->runner().isRunning(); })) return false;
  inBothThemes(*dialog, folder, QStringLiteral("activations-export"));
  dialog->close();
  waitFor([] { return true; });
  return true;
}

/// What each layer of a coarse variant costs, on a few images.
bool sensitivityPictures(MainWindow& window, const QDir& folder, const std::function<bool()>& settled) {
  auto& document = window.document();
  document.addVariants(
      {Recipe{.name = "Uniform 3", .all = parseSpec("uniform:bits=3,granularity=tensor").value(), .rules = {}}});
  auto data = document.calibration();
  data.limit = 200;
  document.setCalibration(data);
  window.showSensitivity();
  if (!waitFor(settled)) return false;
  inBothThemes(window, folder, QStringLiteral("sensitivity-before"));
  window.sensitivityRun().start();
  if (!waitFor([&] { return !window.sensitivityRun().runner().isRunning(); }) ||
      window.sensitivityRun().result() == nullptr)
    return false;
  const auto worst = rankedLayers(*window.sensitivityRun().result(), 0).front();
  window.layers().selectTensor(window.sensitivityRun().result()->layers[worst].tensor);
  if (!waitFor(settled)) return false;
  inBothThemes(window, folder, QStringLiteral("sensitivity"));
  window.sensitivity().setView(SensitivityPanel::RankedView);
  inBothThemes(window, folder, QStringLiteral("sensitivity-ranked"));
  return true;
}

/// The front of a short search, and a point of it as a variant.
bool searchPictures(MainWindow& window, const QDir& folder, const std::function<bool()>& settled) {
  auto data = window.document().calibration();
  data.limit = 200;
  window.document().setCalibration(data);
  window.showSearch();
  if (!waitFor(settled)) return false;
  inBothThemes(window, folder, QStringLiteral("search-before"));
  window.search().evaluations()->setValue(24);
  window.search().startButton()->click();
  if (!waitFor([&] { return window.searchRun().result() != nullptr && window.searchRun().result()->evaluations > 4; }))
    return false;
  inBothThemes(window, folder, QStringLiteral("search-growing"));
  if (!waitFor([&] { return !window.searchRun().runner().isRunning(); })) return false;
  window.search().adoptButton()->click();
  if (!waitFor(settled)) return false;
  inBothThemes(window, folder, QStringLiteral("search"));
  window.search().setGoal(SearchPanel::LeastTime);
  window.search().startButton()->click();
  if (!waitFor([&] { return !window.searchRun().runner().isRunning(); })) return false;
  inBothThemes(window, folder, QStringLiteral("search-fastest"));
  return true;
}

/// The question before work is given up, of one recipe and of many with what was measured.
bool unsavedPictures(MainWindow& window, const QDir& folder) {
  int taken = 0;
  QTimer timer;
  QObject::connect(&timer, &QTimer::timeout, &window, [&] {
    auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
    if (box == nullptr) return;
    timer.stop();  // taking pictures lets events through
    inBothThemes(*box, folder, taken++ == 0 ? QStringLiteral("unsaved") : QStringLiteral("unsaved-many"));
    box->button(QMessageBox::Cancel)->click();
    timer.start();
  });
  timer.start(200);
  window.document().applySpec(compressibleTensors(*window.document().model()), parseSpec("uniform:bits=4").value());
  window.close();
  window.document().addVariants(starterRecipes());
  CompareOptions options;
  options.data.limit = 50;
  options.measures = {.size = true, .speed = false, .memory = false};
  window.comparison().setOptions(options);
  window.compareVariants();
  if (!waitFor([&] { return !window.comparison().runner().isRunning(); })) return false;
  window.close();
  return taken == 2;
}

}  // namespace

int main(int argc, char* argv[]) {
  QTemporaryDir home;
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home.path());
  QApplication application(argc, argv);
  installLanguage(application);
  QCommandLineParser parser;
  parser.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("where the pictures go"));
  parser.addOption(
      {QStringLiteral("size"), QStringLiteral("of the window"), QStringLiteral("size"), QStringLiteral("1440x900")});
  parser.addOption({QStringLiteral("limit"), QStringLiteral("of the images compared on"), QStringLiteral("limit"),
                    QStringLiteral("0")});
  parser.addOption({QStringLiteral("images"), QStringLiteral("a folder of class folders, looked at in the data dialog"),
                    QStringLiteral("images")});
  parser.addOption({QStringLiteral("activations"), QStringLiteral("only what concerns activations")});
  parser.addOption({QStringLiteral("sensitivity"), QStringLiteral("only what concerns sensitivity")});
  parser.addOption({QStringLiteral("search"), QStringLiteral("only what concerns the search")});
  parser.addOption({QStringLiteral("unsaved"), QStringLiteral("only the question before work is given up")});
  parser.addOption({QStringLiteral("reversed"), QStringLiteral("laid out from right to left")});
  parser.addOption({QStringLiteral("model"), QStringLiteral("instead of the bundled sample"), QStringLiteral("model")});
  parser.process(application);
  if (parser.positionalArguments().size() != 1) parser.showHelp(2);
  if (parser.isSet(QStringLiteral("reversed"))) QApplication::setLayoutDirection(Qt::RightToLeft);
  const QDir folder(parser.positionalArguments().front());
  folder.mkpath(QStringLiteral("."));
  const auto size = parser.value(QStringLiteral("size")).split(QLatin1Char('x'));

  Theme::instance().setChoice(ThemeChoice::light);
  MainWindow window;
  window.resize(size.value(0).toInt(), size.value(1).toInt());
  window.show();
  inBothThemes(window, folder, QStringLiteral("start"));

  if (parser.isSet(QStringLiteral("model")))
    window.open(parser.value(QStringLiteral("model")));
  else
    window.opener().openSample();
  if (!waitFor([&] { return window.document().model() != nullptr; })) return 1;
  inBothThemes(window, folder, QStringLiteral("opened"));

  const auto settled = [&] {
    return !window.outcomes().runner().isRunning() && !window.preview().runner().isRunning();
  };
  CompareOptions options;
  options.data.limit = parser.value(QStringLiteral("limit")).toInt();
  window.comparison().setOptions(options);
  auto& document = window.document();
  if (parser.isSet(QStringLiteral("activations")))
    return activationPictures(window, folder, QDir(home.path()), settled) ? 0 : 1;
  if (parser.isSet(QStringLiteral("unsaved"))) return unsavedPictures(window, folder) ? 0 : 1;
  if (parser.isSet(QStringLiteral("search"))) return searchPictures(window, folder, settled) ? 0 : 1;
  if (parser.isSet(QStringLiteral("sensitivity"))) return sensitivityPictures(window, folder, settled) ? 0 : 1;
  document.addVariants(starterRecipes());
  document.removeVariant(document.variants().front().id);
  document.addVariants({Recipe{.name = "Mixed", .all = {}, .rules = {}}});
  mixVariant(document);
  selectClustered(window);

  window.compareVariants();
  if (!waitFor([&] {
        return !window.comparison().runner().isRunning() && !window.outcomes().runner().isRunning() &&
               !window.preview().runner().isRunning();
      }))
    return 1;
  inBothThemes(window, folder, QStringLiteral("main"));

  window.comparison().saveReport(folder.filePath(QStringLiteral("report.pdf")));
  if (!waitFor([&] { return !window.comparison().reportRunner().isRunning(); })) return 1;
  window.comparison().showLayerDiff();
  if (auto* layers = window.findChild<LayerDiffDialog*>()) {
    inBothThemes(*layers, folder, QStringLiteral("layer-diff"));
    layers->close();
  }
  window.chooseData();
  if (auto* data = window.findChild<DataDialog*>()) {
    if (!waitFor([&] { return data->canAccept(); })) return 1;
    inBothThemes(*data, folder, QStringLiteral("data"));
    if (parser.isSet(QStringLiteral("images"))) {
      data->source()->setKind("images");
      data->source()->setPaths(parser.value(QStringLiteral("images")));
      data->preprocessing()->setPreprocessing(*preprocessingFromJson(
          R"({"resize": {"width": 28, "height": 28, "mode": "cover"}, "mean": 0.5, "std": 0.5})"));
      if (!waitFor([&] { return data->canAccept() || !data->problem().isEmpty(); })) return 1;
      inBothThemes(*data, folder, QStringLiteral("data-images"));
    }
    data->close();
  }

  closerLooks(window, folder, settled);
  selectClustered(window);
  // Every layer at once, by what looks different from the rest.
  const std::pair<const char*, const char*> whole[] = {{"sharing-few", "sharing:clusters=64,scale=none"},
                                                       {"sharing-many", "sharing:clusters=1000,scale=channel"},
                                                       {"pruned-floats", "prune:density=0.2+keep"},
                                                       {"pruned-2of4", "prune:nm=2of4+kmeans:bits=4"},
                                                       {"pruned", "prune:density=0.25+kmeans:bits=4"}};
  for (const auto& [name, text] : whole) {
    if (const auto spec = parseSpec(text)) document.applySpec(compressibleTensors(*document.model()), *spec);
    if (!waitFor(settled)) return 1;
    inBothThemes(window, folder, QString::fromLatin1(name));
  }

  window.exportVariant();
  auto* dialog = window.findChild<VariantExportDialog*>();
  if (dialog == nullptr) return 1;
  dialog->setTarget(QDir(home.path()).filePath(QStringLiteral("resnet8_fashion-mixed.onnx")));
  inBothThemes(*dialog, folder, QStringLiteral("export-before"));
  dialog->choices()->chooseArchive(ArchiveKind::zst);
  dialog->startExport();
  if (!waitFor([&] { return !dialog->runner().isRunning(); })) return 1;
  inBothThemes(*dialog, folder, QStringLiteral("export"));
  dialog->choices()->chooseFormat(ExportFormat::weightsDq);
  dialog->setTarget(QDir(home.path()).filePath(QStringLiteral("resnet8_fashion-dq.onnx")));
  dialog->startExport();
  if (!waitFor([&] { return !dialog->runner().isRunning(); })) return 1;
  inBothThemes(*dialog, folder, QStringLiteral("export-dq"));
  dialog->close();
  waitFor([] { return true; });
  return activationPictures(window, folder, QDir(home.path()), settled) ? 0 : 1;
}

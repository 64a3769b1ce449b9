// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Activations in the window, on the bundled sample: chosen, calibrated, seen, set by hand, exported and measured.
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <cmath>
#include <numeric>

#include "core/base/resources.h"
#include "core/recipe/recipe.h"
#include "tests/support/made_models.h"
#include "tests/support/qt_result_check.h"
#include "tests/widgets/accessible_names.h"
#include "tests/widgets/opened_window.h"
#include "widgets/activations/activation_settings.h"
#include "widgets/activations/activation_text.h"
#include "widgets/activations/activations_model.h"
#include "widgets/activations/activations_panel.h"
#include "widgets/activations/calibration_run.h"
#include "widgets/activations/range_chart.h"
#include "widgets/activations/range_editor.h"
#include "widgets/activations/range_picture.h"
#include "widgets/compare/compare_model.h"
#include "widgets/compare/comparison_panel.h"
#include "widgets/compare/layer_diff_dialog.h"
#include "widgets/controls/segmented_control.h"
#include "widgets/data/data_dialog.h"
#include "widgets/data/data_source_form.h"
#include "widgets/document/document.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/document/selection.h"
#include "widgets/exporter/export_choices.h"
#include "widgets/exporter/export_steps.h"
#include "widgets/exporter/ledger_view.h"
#include "widgets/exporter/variant_export_dialog.h"
#include "widgets/layers/layers_model.h"
#include "widgets/layers/layers_panel.h"
#include "widgets/theme/format.h"

using namespace bitwright;

namespace {

constexpr int kPatience = 180'000;  // ms
constexpr std::int64_t kSamples = 24;

QByteArray contentOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void press(SegmentedControl* control, int index) {
  control->findChildren<QRadioButton*>().at(index)->click();
}

}  // namespace

class ActivationsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    const auto path = resourcePath("sample/resnet8_fashion.onnx");
    BW_VERIFY_RESULT(path);
    auto opened = Model::open(*path);
    BW_VERIFY_RESULT(opened);
    model_ = *opened;
    qRegisterMetaType<Error>();
    QVERIFY(folder_.isValid());
  }

  /// The sample with one variant of 8 bits, the panel shown, few calibration images.
  void init() {
    document_ = std::make_unique<Document>();
    selection_ = std::make_unique<Selection>();
    run_ = std::make_unique<CalibrationRun>(document_.get());
    panel_ = std::make_unique<ActivationsPanel>(document_.get(), selection_.get(), run_.get());
    panel_->resize(720, 480);
    panel_->show();
    document_->setModel(model_);
    document_->addVariants(
        {Recipe{.name = "eight", .all = parseSpec("uniform:bits=8,granularity=channel").value(), .rules = {}}});
    document_->setCalibration({.spec = "sample", .calibrationPart = true, .limit = kSamples});
    document_->undoStack().clear();
  }
  void cleanup() {
    panel_.reset();
    run_.reset();
    selection_.reset();
    document_.reset();
  }

  void choicesAreEditsThatAreUndone() {
    auto* settings = panel_->settings();
    QCOMPARE(settings->mode()->current(), 0);
    press(settings->mode(), 2);
    QCOMPARE(document_->recipe().activations.mode, ActivationMode::calibrated);
    press(settings->mode(), 1);
    QCOMPARE(document_->recipe().activations.mode, ActivationMode::dynamic);
    const int entropy = settings->calibrator()->findData(QStringLiteral("entropy"));
    settings->calibrator()->setCurrentIndex(entropy);
    Q_EMIT settings->calibrator()->activated(entropy);
    QCOMPARE(document_->recipe().activations.calibrator, std::string("entropy"));
    QVERIFY(settings->dataText().contains(QStringLiteral("training images")) &&
            settings->dataText().contains(QString::number(kSamples)));
    document_->setCalibration({.spec = "", .calibrationPart = true, .limit = 3});
    QVERIFY(settings->dataText().contains(QStringLiteral("made-up")));
    document_->undoStack().undo();
    QVERIFY(settings->dataText().contains(QStringLiteral("training images")));
    document_->undoStack().undo();
    QCOMPARE(settings->calibrator()->currentData().toString(), QStringLiteral("minmax"));
    document_->undoStack().undo();
    document_->undoStack().undo();
    QCOMPARE(settings->mode()->current(), 0);
    QVERIFY(document_->recipe().activations == ActivationPlan{});
    QVERIFY(!document_->undoStack().canUndo());
  }

  void theDataDialogChoosesCalibrationData() {
    DataDialog dialog(document_.get(), DataDialog::Purpose::calibration);
    QTRY_VERIFY_WITH_TIMEOUT(dialog.canAccept(), kPatience);
    QCOMPARE(dialog.source()->limit(), kSamples);
    dialog.source()->setData({.spec = "sample", .limit = 7});
    Q_EMIT dialog.source()->changed();
    QTRY_VERIFY_WITH_TIMEOUT(dialog.canAccept(), kPatience);
    dialog.accept();
    QCOMPARE(document_->calibration().limit, std::int64_t{7});
    QVERIFY(document_->calibration().calibrationPart);
    QVERIFY(!document_->data());  // what is compared on is another matter
    document_->undoStack().undo();
    QCOMPARE(document_->calibration().limit, kSamples);
  }

  void rangesFillIn() {
    const QAbstractItemModelTester tester(panel_->values(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const int before = panel_->values()->rowCount();
    QVERIFY(before > 10);
    QCOMPARE(panel_->values()->index(0, ActivationsModel::RangeColumn).data().toString(), QStringLiteral("–"));
    QVERIFY(!panel_->chart()->isVisible());
    QSignalSpy ranges(run_.get(), &CalibrationRun::rangeChanged);
    QSignalSpy failures(run_.get(), &CalibrationRun::failed);
    bool progressed = false;
    connect(&run_->runner(), &JobRunner::progressed, this,
            [&] { progressed = progressed || run_->runner().fraction() > 0.0; });
    QTest::mouseClick(panel_->settings()->calibrateButton(), Qt::LeftButton);
    QVERIFY(run_->runner().isRunning());
    QCOMPARE(panel_->settings()->calibrateButton()->text(), QStringLiteral("Stop"));
    QTRY_VERIFY_WITH_TIMEOUT(!run_->runner().isRunning(), kPatience);
    QVERIFY(progressed);
    QCOMPARE(failures.count(), 0);
    const int rows = panel_->values()->rowCount();
    QCOMPARE(ranges.count(), rows);
    QCOMPARE(run_->observations()->samples, kSamples);
    for (int row = 0; row < rows; ++row) {
      QVERIFY(panel_->values()->range(row).has_value());
      QCOMPARE(panel_->values()->index(row, ActivationsModel::BeyondColumn).data().toString(),
               formatPercent(0.0, 2));  // of minmax
    }
    QVERIFY(panel_->chart()->isVisible());
    QVERIFY(panel_->settings()->dataText().contains(QString::number(kSamples)));

    // Another calibrator chooses anew from what was observed, without being asked.
    const auto all = [&] {
      std::vector<std::optional<ActivationRange>> shown;
      for (int row = 0; row < rows; ++row) {
        const auto range = panel_->values()->range(row);
        shown.push_back(range ? std::optional<ActivationRange>(*range) : std::nullopt);
      }
      return shown;
    };
    const auto widest = all();
    auto plan = document_->recipe().activations;
    plan.calibrator = "entropy";
    document_->setActivations(plan, QStringLiteral("entropy"));
    QTRY_VERIFY_WITH_TIMEOUT(!run_->runner().isRunning() && panel_->values()->range(3).has_value(), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(all() != widest, kPatience);
    document_->undoStack().undo();
    QTRY_VERIFY_WITH_TIMEOUT(panel_->values()->range(3).has_value() && all() == widest, kPatience);
  }

  void stoppingLeavesNothing() {
    QSignalSpy failures(run_.get(), &CalibrationRun::failed);
    document_->setCalibration({.spec = "sample", .calibrationPart = true, .limit = 1000});
    run_->start();
    QTest::mouseClick(panel_->settings()->calibrateButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!run_->runner().isRunning(), kPatience);
    QCOMPARE(failures.count(), 0);
    QVERIFY(run_->observations() == nullptr);
    QCOMPARE(panel_->settings()->calibrateButton()->text(), QStringLiteral("Calibrate"));
  }

  void aFailureIsTold() {
    QSignalSpy failures(run_.get(), &CalibrationRun::failed);
    document_->setCalibration({.spec = "nowhere.npz", .calibrationPart = true});
    run_->start();
    QTRY_COMPARE_WITH_TIMEOUT(failures.count(), 1, kPatience);
    QVERIFY(run_->observations() == nullptr);
  }

  void theLayerChoosesTheValue() {
    QVERIFY(calibrated());
    const auto described = describedActivationTensors(*model_);
    int clamped = 0;
    for (const auto& tensor : model_->tensors()) {
      if (!tensor.compressible) continue;
      selection_->set({tensor.index}, tensor.index);
      const auto& value = run_->values()[static_cast<std::size_t>(panel_->currentValue())];
      // What a Relu right behind a layer lets through stands for what the layer gives.
      if (value.value.layerId == tensor.id) continue;
      QCOMPARE(value.value.op, std::string("Relu"));
      const auto& own = *std::find_if(described.begin(), described.end(),
                                      [&](const ActivationTensor& each) { return each.layerId == tensor.id; });
      QCOMPARE(own.fusedActivationOutput, value.value.name);
      ++clamped;
    }
    QVERIFY(clamped > 3);
  }

  void handlesAreDraggedTypedAndMovedByKeys() {
    QVERIFY(calibrated());
    panel_->selectValue(2);
    const auto name = run_->values()[2].value.name;
    const auto observed = *panel_->values()->range(2);
    auto* chart = panel_->chart();
    auto* view = chart->viewport();
    const auto high = chart->handlePosition(true).toPoint();
    const QPoint there((high.x() + chart->handlePosition(false).toPoint().x()) / 2, high.y());
    QTest::mousePress(view, Qt::LeftButton, {}, high);
    QTest::mouseMove(view, there);
    QVERIFY(chart->shownRange()->high < observed.high);
    QVERIFY(document_->recipe().activations.ranges.empty());  // not before the hand lets go
    QCOMPARE(static_cast<float>(panel_->editor()->high()->value()) < observed.high, true);
    QTest::mouseRelease(view, Qt::LeftButton, {}, there);
    const auto byHand = document_->recipe().activations.ranges.at(name);
    QVERIFY(byHand.high < observed.high && byHand.high > 0.0F);
    QCOMPARE(byHand.low, observed.low);
    QVERIFY(panel_->values()->isByHand(2));
    QCOMPARE(panel_->values()->index(2, ActivationsModel::HandColumn).data().toString(), QStringLiteral("hand"));
    QVERIFY2(panel_->editor()->facts().contains(QStringLiteral("by hand")), qPrintable(panel_->editor()->facts()));
    QVERIFY(panel_->editor()->resetButton()->isVisible());

    panel_->editor()->low()->setValue(-0.25);
    QCOMPARE(document_->recipe().activations.ranges.at(name), (HandRange{-0.25F, byHand.high}));
    QCOMPARE(document_->undoStack().count(), 2);

    QTest::keyClick(chart, Qt::Key_Right);
    QTest::keyClick(chart, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(document_->recipe().activations.ranges.at(name).high > byHand.high);
    QTest::keyClick(chart, Qt::Key_Down);
    QTest::keyClick(chart, Qt::Key_Left);
    QVERIFY(document_->recipe().activations.ranges.at(name).low < -0.25F);
    QCOMPARE(document_->undoStack().count(), 3);  // what keys do in a row is one step
    document_->undoStack().undo();
    QCOMPARE(document_->recipe().activations.ranges.at(name), (HandRange{-0.25F, byHand.high}));

    // After a rest, or when something else was done, they are another step.
    const auto press = [&](quint64 at) {
      QKeyEvent key(QEvent::KeyPress, Qt::Key_Right, Qt::NoModifier);
      key.setTimestamp(at);
      QCoreApplication::sendEvent(chart, &key);
    };
    for (const quint64 at : {100'000U, 100'500U, 101'000U}) press(at);
    QCOMPARE(document_->undoStack().count(), 3);
    press(200'000);
    QCOMPARE(document_->undoStack().count(), 4);
    chart->clearFocus();
    chart->setFocus();
    press(200'100);
    QCOMPARE(document_->undoStack().count(), 5);
    while (document_->undoStack().count() > 2 && document_->undoStack().index() > 2) document_->undoStack().undo();
    QCOMPARE(document_->recipe().activations.ranges.at(name), (HandRange{-0.25F, byHand.high}));

    QTest::mouseClick(panel_->editor()->resetButton(), Qt::LeftButton);
    QVERIFY(document_->recipe().activations.ranges.empty());
    QCOMPARE(*panel_->values()->range(2), observed);
    QVERIFY(!panel_->editor()->resetButton()->isVisible());
    document_->undoStack().undo();
    QVERIFY(panel_->values()->isByHand(2));
  }

  void rangesThatCannotBeAreMadeSound() {
    QCOMPARE(soundRange(1.0, 2.0), (HandRange{0.0F, 2.0F}));
    QCOMPARE(soundRange(-3.0, -2.0), (HandRange{-3.0F, 0.0F}));
    QVERIFY(soundRange(0.0, 0.0).isSound());
    QVERIFY(soundRange(-1e300, 1e300).isSound());
    ActivationHistogram histogram;
    std::vector<float> values(1000);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i) / 100.0F;
    histogram.add(values);
    QVERIFY(std::abs(shareBeyond(histogram, 0.0, 5.0) - 0.5) < 0.01);
    QCOMPARE(shareBeyond(histogram, 0.0, 10.0), 0.0);
    const auto bins = drawnBins(histogram, 100);
    QVERIFY(bins.counts.size() <= 100 && bins.counts.size() > 40);
    QCOMPARE(std::accumulate(bins.counts.begin(), bins.counts.end(), std::int64_t{0}), std::int64_t{1000});
    QVERIFY(drawnBins(ActivationHistogram(), 100).counts.empty());
  }

  void formsAreOfferedAsActivationsAllow() {
    {
      VariantExportDialog dialog(document_.get());
      QVERIFY(dialog.choices()->takes(ExportFormat::weightsDq) && !dialog.choices()->takes(ExportFormat::qdq));
      dialog.choices()->chooseFormat(ExportFormat::qdq);
      QCOMPARE(dialog.choices()->format(), ExportFormat::automatic);
      QVERIFY2(dialog.choices()->formatSentence().contains(QStringLiteral("dynamic, qdq, qoperator")),
               qPrintable(dialog.choices()->formatSentence()));
    }
    setMode(ActivationMode::dynamic);
    {
      VariantExportDialog dialog(document_.get());
      QCOMPARE(dialog.choices()->format(), ExportFormat::dynamic);
      QVERIFY(!dialog.choices()->takes(ExportFormat::weights) && !dialog.choices()->takes(ExportFormat::qoperator));
    }
    setMode(ActivationMode::calibrated);
    VariantExportDialog dialog(document_.get());
    QCOMPARE(dialog.choices()->format(), ExportFormat::qdq);
    QVERIFY(dialog.choices()->takes(ExportFormat::qoperator) && !dialog.choices()->takes(ExportFormat::dynamic));
    const auto nameless = test::namelessControls(dialog);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1String(", "))));
  }

  void whatIsExportedIsWhatTheCommandWrites() {
    setMode(ActivationMode::calibrated);
    const auto name = model_->inputs().front().name;
    for (const bool byHand : {false, true}) {
      if (byHand) {
        auto plan = document_->recipe().activations;
        plan.ranges[name] = {0.0F, 1.5F};  // wider: one that cuts off half of the input would not be written
        document_->setActivations(plan, QStringLiteral("by hand"));
      }
      for (const auto format : {ExportFormat::qdq, ExportFormat::qoperator}) {
        const QString path = folder_.filePath(QStringLiteral("by the window.onnx"));
        QFile::remove(path);
        VariantExportDialog dialog(document_.get());
        dialog.choices()->chooseFormat(format);
        dialog.setTarget(path);
        QTRY_VERIFY_WITH_TIMEOUT(dialog.ledger()->totalText() != QStringLiteral("…"), kPatience);
        const QString estimate = dialog.ledger()->totalText();
        QSignalSpy exported(&dialog, &VariantExportDialog::exported);
        dialog.startExport();
        QVERIFY(dialog.steps()->texts().contains(QStringLiteral("… Calibrate")));
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatience);
        QVERIFY(dialog.steps()->texts().contains(QStringLiteral("✓ Calibrate")));
        QCOMPARE(estimate, formatExactBytes(static_cast<std::uint64_t>(QFileInfo(path).size())));
        QVERIFY2(dialog.outcome().contains(QStringLiteral("compute in integers")), qPrintable(dialog.outcome()));
        QString command = dialog.command();
        QCOMPARE(command.contains(QStringLiteral("--recipe")), byHand);
        command
            .replace(QStringLiteral("bitwright-cli compress"),
                     qEnvironmentVariable("BITWRIGHT_CLI") + QStringLiteral(" compress"))
            .replace(QStringLiteral("by the window"), QStringLiteral("by the command"));
        QProcess shell;
        shell.setWorkingDirectory(folder_.path());
        shell.start(QStringLiteral("sh"), {QStringLiteral("-c"), command + QStringLiteral(" --quiet")});
        QVERIFY(shell.waitForFinished(kPatience));
        QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
        const QString other = folder_.filePath(QStringLiteral("by the command.onnx"));
        QVERIFY(!contentOf(path).isEmpty() && contentOf(path) == contentOf(other));
        QFile::remove(other);
      }
    }
  }

  void theProcessorsItRunsOnAreChosenAndUndone() {
    setMode(ActivationMode::calibrated);
    auto* target = panel_->settings()->target();
    QCOMPARE(target->count(), 4);
    QCOMPARE(target->currentIndex(), 0);
    const auto before = recipeToJson(document_->recipe());
    target->setCurrentIndex(2);
    Q_EMIT target->activated(2);
    QVERIFY(document_->recipe().activations.target == TargetProcessor::avx2);
    const auto json = recipeToJson(document_->recipe());
    QVERIFY(json.find("\"target\": \"avx2\"") != std::string::npos);
    const auto read = recipeFromJson(json);
    BW_VERIFY_RESULT(read);
    QVERIFY(*read == document_->recipe());
    VariantExportDialog dialog(document_.get());
    QVERIFY2(dialog.command().contains(QStringLiteral(" --target avx2")), qPrintable(dialog.command()));
    document_->undoStack().undo();
    QCOMPARE(recipeToJson(document_->recipe()), before);
    QCOMPARE(target->currentIndex(), 0);
    document_->undoStack().redo();
    QCOMPARE(target->currentIndex(), 2);
  }

  void processorsWithoutVnniAreWarnedOf() {
    const std::vector<std::string> without{"avx2"};
    const std::vector<std::string> with{"avx2", "avx512_vnni"};
    auto target = TargetProcessor::vnni;  // for the others sums do not overflow where the file is made
    const auto warns = [&](const char* spec, ActivationMode mode, const std::vector<std::string>& features) {
      Recipe recipe{.name = {}, .all = parseSpec(spec).value(), .rules = {}};
      recipe.activations.mode = mode;
      recipe.activations.target = target;
      return saturationOf(recipe, resolve(recipe, *model_).value(), features).has_value();
    };
    QVERIFY(warns("uniform:bits=8", ActivationMode::calibrated, without));
    QVERIFY(warns("uniform:bits=8", ActivationMode::dynamic, without));
    QVERIFY(warns("uniform:bits=8+act:type=int8", ActivationMode::none, without));
    QVERIFY(!warns("uniform:bits=8", ActivationMode::calibrated, with));
    QVERIFY(!warns("uniform:bits=7", ActivationMode::calibrated, without));
    QVERIFY(!warns("uniform:bits=8", ActivationMode::none, without));
    QVERIFY(!warns("uniform:bits=8+act:type=uint16", ActivationMode::calibrated, without));
    for (const auto other : {TargetProcessor::thisOne, TargetProcessor::avx2, TargetProcessor::any}) {
      target = other;
      QVERIFY(!warns("uniform:bits=8", ActivationMode::calibrated, without));
    }
    setMode(ActivationMode::calibrated);
    QTRY_VERIFY_WITH_TIMEOUT(!run_->cpuFeatures().empty(), kPatience);
    QCOMPARE(!panel_->settings()->warning().isEmpty(),
             saturationOf(document_->recipe(), document_->resolved(), run_->cpuFeatures()).has_value());
  }

  void theArithmeticOfEachLayerIsShown() {
    setMode(ActivationMode::calibrated);
    std::vector<std::size_t> kept;
    for (const auto& tensor : model_->tensors()) {
      if (tensor.compressible && kept.empty()) kept.push_back(tensor.index);
    }
    document_->applySpec(kept, parseSpec("uniform:bits=8+act:type=float").value());
    ComparisonPanel comparison(document_.get());
    CompareOptions options;
    options.data.limit = 50;
    options.measures = {.size = false, .speed = false, .memory = false};
    comparison.setOptions(options);
    comparison.startComparison();
    QTRY_VERIFY_WITH_TIMEOUT(!comparison.runner().isRunning() && comparison.lastComparison().variants.size() == 3,
                             kPatience);
    const auto* rows = comparison.table()->model();
    const int variant = 2;
    QVERIFY(!comparison.table()->isColumnHidden(CompareModel::IntegerColumn));
    QVERIFY(rows->index(variant, CompareModel::IntegerColumn).data().toString() != QStringLiteral("–"));
    comparison.showLayerDiff();
    auto* dialog = comparison.findChild<LayerDiffDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->choose(0, 2);
    const auto* layers = dialog->table()->model();
    QVERIFY(dialog->table()->isColumnHidden(LayerDiffModel::FirstArithmeticColumn));
    QVERIFY(!dialog->table()->isColumnHidden(LayerDiffModel::SecondArithmeticColumn));
    const auto first = layers->index(0, LayerDiffModel::SecondArithmeticColumn);
    QCOMPARE(first.data().toString(), QStringLiteral("floats"));
    QVERIFY2(first.data(Qt::ToolTipRole).toString().contains(QStringLiteral("floats")),
             qPrintable(first.data(Qt::ToolTipRole).toString()));
    QCOMPARE(layers->index(1, LayerDiffModel::SecondArithmeticColumn).data().toString(), QStringLiteral("integers"));
    // An edit of activations makes what was measured old.
    QVERIFY(!rows->index(variant, 0).data(CompareModel::StaleRole).toBool());
    auto plan = document_->recipe().activations;
    plan.calibrator = "mse";
    document_->setActivations(plan, QStringLiteral("mse"));
    QVERIFY(rows->index(variant, 0).data(CompareModel::StaleRole).toBool());
    document_->undoStack().undo();
    QVERIFY(!rows->index(variant, 0).data(CompareModel::StaleRole).toBool());
    document_->setCalibration({.spec = "sample", .calibrationPart = true, .limit = kSamples + 1});
    QVERIFY(rows->index(variant, 0).data(CompareModel::StaleRole).toBool());
  }

  void theWindowShowsThem() {
    test::OpenedWindow opened(test::denseModel({64, 64, 10}));
    auto& window = opened.window();
    QVERIFY(opened.open());
    window.showActivations();
    auto& panel = window.activations();
    QTRY_VERIFY(panel.isVisible());
    window.calibration().start();
    QTRY_VERIFY_WITH_TIMEOUT(!window.calibration().runner().isRunning(), kPatience);
    QVERIFY(panel.chart()->isVisible());
    QVERIFY(panel.currentValue() >= 0);
    const auto nameless = test::namelessControls(window);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1String(", "))));
    // The layers table says what each layer ran in, once it was compared, and no longer when the variant has become
    // another.
    Recipe recipe{.name = "static", .all = parseSpec("uniform:bits=8").value(), .rules = {}};
    recipe.activations.mode = ActivationMode::calibrated;
    window.document().addVariants({recipe});
    CompareOptions options;
    options.measures = {.size = false, .speed = false, .memory = false};
    window.comparison().setOptions(options);
    const auto weights = compressibleTensors(*window.document().model());
    const auto cell =
        window.layers().layers()->index(static_cast<int>(weights.front()), static_cast<int>(LayerColumn::arithmetic));
    QCOMPARE(cell.data().toString(), QStringLiteral("–"));
    window.compareVariants();
    QTRY_VERIFY_WITH_TIMEOUT(!window.comparison().runner().isRunning(), kPatience);
    QCOMPARE(cell.data().toString(), QStringLiteral("integers"));
    window.document().applySpec({weights.front()}, parseSpec("uniform:bits=8+act:type=float").value());
    QCOMPARE(cell.data().toString(), QStringLiteral("–"));
    window.compareVariants();
    QTRY_VERIFY_WITH_TIMEOUT(!window.comparison().runner().isRunning(), kPatience);
    QCOMPARE(cell.data().toString(), QStringLiteral("floats"));
    QVERIFY2(cell.data(Qt::ToolTipRole).toString().contains(QStringLiteral("Computes in floats: ")),
             qPrintable(cell.data(Qt::ToolTipRole).toString()));
    window.chooseCalibrationData();
    auto* data = window.findChild<DataDialog*>();
    QVERIFY(data != nullptr);
    data->close();
  }

 private:
  [[nodiscard]] bool calibrated() {
    run_->start();
    return QTest::qWaitFor([this] { return !run_->runner().isRunning(); }, kPatience) &&
           run_->observations() != nullptr;
  }
  void setMode(ActivationMode mode) {
    auto plan = document_->recipe().activations;
    plan.mode = mode;
    document_->setActivations(plan, QStringLiteral("mode"));
  }

  std::shared_ptr<const Model> model_;
  QTemporaryDir folder_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<Selection> selection_;
  std::unique_ptr<CalibrationRun> run_;
  std::unique_ptr<ActivationsPanel> panel_;
};

QTEST_MAIN(ActivationsTest)
#include "activations_test.moc"

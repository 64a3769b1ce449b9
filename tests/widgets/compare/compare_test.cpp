// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QProcess>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include "core/base/resources.h"
#include "core/compress/compress.h"
#include "core/export/export.h"
#include "tests/support/made_models.h"
#include "tests/support/qt_result_check.h"
#include "widgets/compare/colour_menu.h"
#include "widgets/compare/compare_model.h"
#include "widgets/compare/comparer.h"
#include "widgets/compare/comparison_panel.h"
#include "widgets/compare/comparison_text.h"
#include "widgets/compare/layer_diff_dialog.h"
#include "widgets/compare/tradeoff_chart.h"
#include "widgets/document/default_data.h"
#include "widgets/document/document.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/format.h"
#include "widgets/theme/series.h"
#include "widgets/theme/theme.h"

using namespace bitwright;

namespace {

constexpr int kPatience = 180'000;  // of a whole comparison on a slow machine, ms

Recipe recipe(const char* name, const char* spec) {
  return {.name = name, .all = parseSpec(spec).value(), .rules = {}};
}

CompareOptions quick() {
  CompareOptions options;
  options.data.limit = 100;
  options.rounds = 6;
  return options;
}

/// The environment variable as it was, back at the end of the scope.
class WorkerReplaced {
 public:
  explicit WorkerReplaced(const char* path) : before_(qgetenv("BITWRIGHT_WORKER")) {
    qputenv("BITWRIGHT_WORKER", path);
  }
  ~WorkerReplaced() { qputenv("BITWRIGHT_WORKER", before_); }

 private:
  QByteArray before_;
};

bool hasPixel(const QImage& image, const QColor& colour) {
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      if (image.pixel(x, y) == colour.rgb()) return true;
    }
  }
  return false;
}

QString cell(const ComparisonPanel& panel, int row, int column) {
  return panel.table()->model()->index(row, column).data().toString();
}
bool stale(const ComparisonPanel& panel, int row) {
  return panel.table()->model()->index(row, 0).data(CompareModel::StaleRole).toBool();
}
bool partial(const ComparisonPanel& panel, int row) {
  return panel.table()->model()->index(row, 0).data(CompareModel::PartialRole).toBool();
}
bool measured(const ComparisonPanel& panel, int row) {
  return panel.table()->model()->index(row, 0).data(CompareModel::MeasuredRole).toBool();
}

}  // namespace

class CompareTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    const auto path = resourcePath("sample/resnet8_fashion.onnx");
    BW_VERIFY_RESULT(path);
    auto opened = Model::open(*path);
    BW_VERIFY_RESULT(opened);
    model_ = *opened;
    qRegisterMetaType<Error>();
  }

  void theModelKeepsItsPromises() {
    Document document;
    Comparer comparer(&document);
    CompareModel model(&document, &comparer);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    document.setModel(model_);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1, CompareModel::SizeColumn).data().toString(), QStringLiteral("not measured"));
    document.addVariants(starterRecipes());
    QCOMPARE(model.rowCount(), 7);
    QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsEditable));
    QVERIFY(!model.setData(model.index(0, 0), QStringLiteral("x"), Qt::EditRole));
    QVERIFY(model.setData(model.index(1, 0), QStringLiteral("mine"), Qt::EditRole));
    QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("mine"));
    document.undoStack().undo();
    QVERIFY(model.index(1, 0).data().toString() != QStringLiteral("mine"));
    document.undoStack().undo();
    QCOMPARE(model.rowCount(), 2);
    document.setModel(nullptr);
    QCOMPARE(model.rowCount(), 0);
  }

  void otherModelsAreComparedOnSynthesisedInputs() {
    QCOMPARE(defaultData(*model_), std::string("sample"));
    const QTemporaryDir folder;
    const auto path = toPath(folder.filePath(QStringLiteral("dense.onnx")));
    test::denseModel({40, 30, 20}).write(path);
    const auto opened = Model::open(path);
    BW_VERIFY_RESULT(opened);
    QCOMPARE(defaultData(**opened), std::string());

    Document document;
    ComparisonPanel panel(&document);
    panel.setOptions(quick());
    document.setModel(*opened);
    document.addVariants({recipe("three", "uniform:bits=3")});
    QSignalSpy failures(&panel, &ComparisonPanel::failed);
    QSignalSpy warnings(&panel, &ComparisonPanel::warned);
    panel.startComparison();
    QTRY_VERIFY_WITH_TIMEOUT(!panel.runner().isRunning() && panel.lastComparison().variants.size() == 3, kPatience);
    QCOMPARE(failures.count(), 0);
    QVERIFY(warnings.count() > 0);
    QVERIFY(panel.lastComparison().synthesised);
    QVERIFY2(panel.conditionsText().contains(QStringLiteral("synthesised")), qPrintable(panel.conditionsText()));
    const auto title = panel.table()->model()->headerData(CompareModel::QualityColumn, Qt::Horizontal).toString();
    QVERIFY2(title.contains(QStringLiteral("no labels")), qPrintable(title));
    QVERIFY(cell(panel, 2, CompareModel::QualityColumn) != QStringLiteral("–"));
    QCOMPARE(cell(panel, 2, CompareModel::FlippedColumn), QStringLiteral("–"));
  }

  void variantsAreMeasuredAndEditsMakeThemStale() {
    Document document;
    ComparisonPanel panel(&document);
    panel.setOptions(quick());
    panel.resize(1200, 300);
    panel.show();
    document.setModel(model_);
    document.addVariants(
        {recipe("eight", "uniform:bits=8"), recipe("original", "fp16")});  // a name the core keeps for itself
    document.removeVariant(document.variants().front().id);
    QSignalSpy failures(&panel, &ComparisonPanel::failed);
    QSignalSpy progress(&panel.runner(), &JobRunner::progressed);
    panel.startComparison();
    QVERIFY(panel.runner().isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(!panel.runner().isRunning() && panel.lastComparison().variants.size() == 3, kPatience);
    QCOMPARE(failures.count(), 0);
    QVERIFY(progress.count() > 0);
    QCOMPARE(panel.lastComparison().samples, std::int64_t{100});
    QVERIFY(!panel.lastComparison().synthesised);
    for (int row = 0; row < 3; ++row) {
      QVERIFY(measured(panel, row) && !partial(panel, row) && !stale(panel, row));
      for (int column = 0; column < CompareModel::ColumnCount; ++column) QVERIFY(!cell(panel, row, column).isEmpty());
    }
    QCOMPARE(cell(panel, 0, CompareModel::SpeedColumn), QStringLiteral("reference"));
    QCOMPARE(cell(panel, 1, CompareModel::VerifiedColumn), QStringLiteral("verified"));
    QVERIFY(panel.table()
                ->model()
                ->index(1, CompareModel::SizeColumn)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("Codes")));
    QCOMPARE(panel.chart()->pointCount(), 3);

    // A report in every format, from the panel, and the command that makes it again.
    const QTemporaryDir folder;
    QSignalSpy saved(&panel, &ComparisonPanel::reportSaved);
    for (const char* name : {"r.html", "r.pdf", "r.md", "r.csv", "r.json"}) {
      const QString path = folder.filePath(QString::fromLatin1(name));
      panel.saveReport(path);
      QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path) && !panel.reportRunner().isRunning(), kPatience);
    }
    QTRY_COMPARE(saved.count(), 5);
    QFile page(folder.filePath(QStringLiteral("r.md")));
    QVERIFY(page.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(page.readAll()).remove(QLatin1Char('\\'));
    QVERIFY2(text.contains(QStringLiteral("--variant eight=uniform:bits=8")) &&
                 text.contains(QStringLiteral("--data sample --limit 100 --rounds 6")),
             qPrintable(text.right(900)));
    QFile pdf(folder.filePath(QStringLiteral("r.pdf")));
    QVERIFY(pdf.open(QIODevice::ReadOnly) && pdf.read(5) == "%PDF-" && pdf.size() > 20'000);
    panel.saveReport(folder.filePath(QStringLiteral("none/r.pdf")));
    QTRY_COMPARE_WITH_TIMEOUT(failures.count(), 1, kPatience);
    QCOMPARE(saved.count(), 5);

    // The name does not count; the recipe does; undo makes the figures true again.
    document.renameVariant(document.variants()[0].id, QStringLiteral("other"));
    QVERIFY(!stale(panel, 1));
    document.setActiveVariant(document.variants()[0].id);
    document.applySpec({compressibleTensors(*model_).front()}, parseSpec("keep").value());
    QVERIFY(stale(panel, 1));
    QVERIFY(!stale(panel, 2));
    document.undoStack().undo();
    QVERIFY(!stale(panel, 1));

    document.addVariants({recipe("new", "uniform:bits=4")});
    QVERIFY(!measured(panel, 3));
    QCOMPARE(cell(panel, 3, CompareModel::SizeColumn), QStringLiteral("not measured"));
    document.setModel(model_);
    QVERIFY(!measured(panel, 0));
  }

  /// What the window shows and what the command it names prints are the same numbers.
  void theCommandPrintsTheSameNumbers() {
    Document document;
    ComparisonPanel panel(&document);
    auto options = quick();
    options.measures = {.speed = false, .memory = false};
    options.data.seed = 11;
    options.data.preprocessing.mean = {0.01};
    panel.setOptions(options);
    document.setModel(model_);
    auto mixed = recipe("mixed", "uniform:bits=5");
    mixed.rules = {parseLayerRule("*conv1*=kmeans:bits=3,granularity=channel").value()};
    document.addVariants(
        {recipe("sharp", "prune:density=0.5+kmeans:bits=4"), mixed, recipe("shared", "sharing:clusters=48")});
    panel.startComparison();
    QTRY_VERIFY_WITH_TIMEOUT(!panel.runner().isRunning() && !panel.lastComparison().variants.empty(), kPatience);
    const QTemporaryDir folder;
    for (const auto& [name, text] : panel.reproduction().files) {
      QFile file(folder.filePath(QString::fromStdString(name)));
      QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text.c_str()) == static_cast<qint64>(text.size()));
    }
    QString command = QString::fromStdString(panel.reproduction().command);
    QVERIFY(command.startsWith(QStringLiteral("bitwright-cli ")));
    command.replace(0, 13, qEnvironmentVariable("BITWRIGHT_CLI"));
    QProcess shell;
    shell.setWorkingDirectory(folder.path());
    shell.start(QStringLiteral("sh"),
                {QStringLiteral("-c"), command + QStringLiteral(" --measure size,accuracy --json --quiet")});
    QVERIFY(shell.waitForFinished(kPatience));
    const auto printed = QJsonDocument::fromJson(shell.readAllStandardOutput()).object();
    QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
    const auto path = folder.filePath(QStringLiteral("window.json"));
    panel.saveReport(path);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path) && !panel.reportRunner().isRunning(), kPatience);
    QFile report(path);
    QVERIFY(report.open(QIODevice::ReadOnly));
    const auto shown = QJsonDocument::fromJson(report.readAll()).object();
    const auto variants = printed.value(QStringLiteral("variants")).toArray();
    QCOMPARE(variants.size(), 5);
    for (int row = 0; row < variants.size(); ++row) {
      const auto before = shown.value(QStringLiteral("variants")).toArray().at(row).toObject();
      const auto after = variants.at(row).toObject();
      QCOMPARE(after.keys(), before.keys());
      for (const auto& key : after.keys()) {
        // How a recipe is named is not what it comes to.
        if (key != QStringLiteral("spec")) QVERIFY2(after.value(key) == before.value(key), qPrintable(key));
      }
    }
    QCOMPARE(printed.value(QStringLiteral("data")), shown.value(QStringLiteral("data")));
    for (int row = 0; row < variants.size(); ++row) {
      const auto variant = variants[row].toObject();
      QCOMPARE(cell(panel, row, CompareModel::SizeColumn),
               formatBytes(static_cast<std::uint64_t>(
                   variant.value(QStringLiteral("size")).toObject().value(QStringLiteral("file_bytes")).toInteger())));
      QCOMPARE(
          cell(panel, row, CompareModel::QualityColumn),
          qualityText(variant.value(QStringLiteral("accuracy")).toObject().value(QStringLiteral("top1")).toDouble(),
                      QualityMeasure::accuracy));
    }
  }

  void aFileMadeElsewhereIsMeasuredBesideTheOthers() {
    Document document;
    ComparisonPanel panel(&document);
    auto options = quick();
    options.measures.speed = false;
    options.measures.memory = false;
    panel.setOptions(options);
    document.setModel(model_);
    const QTemporaryDir folder;
    const auto path = toPath(folder.filePath(QStringLiteral("theirs.onnx")));
    const auto resolved = compress(model_, recipe("x", "uniform:bits=8"), {});
    BW_VERIFY_RESULT(resolved);
    BW_VERIFY_RESULT(exportModel(*resolved, path, {}, {}));
    document.addFinishedFile(path);
    QVERIFY(document.isFinishedFile());
    const auto state = document.state();
    QSignalSpy problems(&document, &Document::problem);
    document.applySpec({compressibleTensors(*model_).front()}, parseSpec("fp16").value());
    QCOMPARE(problems.count(), 1);
    QVERIFY(document.state() == state);
    panel.startComparison();
    QTRY_VERIFY_WITH_TIMEOUT(!panel.runner().isRunning() && !panel.lastComparison().variants.empty(), kPatience);
    const auto& card = panel.lastComparison().variants.back();
    QCOMPARE(card.size.fileBytes, static_cast<std::uint64_t>(std::filesystem::file_size(path)));
    QVERIFY(card.accuracy && !stale(panel, 2));
    QVERIFY(panel.reproduction().command.find("theirs=" + path.string()) != std::string::npos);
    document.undoStack().undo();
    QCOMPARE(document.variants().size(), std::size_t{1});
    QVERIFY(!document.isFinishedFile());
  }

  void theIntegerColumnIsThereWhereSomethingRunsInIntegers() {
    const QTemporaryDir folder;
    const auto path = toPath(folder.filePath(QStringLiteral("mixed.onnx")));
    test::quantizedModel(test::Quantized::notConv2).write(path);
    const auto mixed = Model::open(path);
    BW_VERIFY_RESULT(mixed);
    Document document;
    ComparisonPanel panel(&document);
    auto options = quick();
    options.measures = {.size = false, .speed = false, .memory = false};
    options.data = {};
    panel.setOptions(options);
    document.setModel(model_);
    QVERIFY(panel.table()->isColumnHidden(CompareModel::IntegerColumn));
    document.setModel(*mixed);
    panel.startComparison();
    QTRY_VERIFY_WITH_TIMEOUT(!panel.runner().isRunning() && !panel.lastComparison().variants.empty(), kPatience);
    QTRY_VERIFY(!panel.table()->isColumnHidden(CompareModel::IntegerColumn));
    QCOMPARE(cell(panel, 0, CompareModel::IntegerColumn), formatPercent(8700.0 / 9900.0, 1));
    const auto tip = panel.table()->model()->index(0, CompareModel::IntegerColumn).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.startsWith(QStringLiteral("conv2: ")) && !tip.contains(QStringLiteral("conv1")), qPrintable(tip));
  }

  void twoVariantsLayerByLayer() {
    Document document;
    ComparisonPanel panel(&document);
    auto options = quick();
    options.measures = {.speed = false, .memory = false};
    panel.setOptions(options);
    document.setModel(model_);
    auto other = recipe("other", "kmeans:bits=4");
    other.rules = {parseLayerRule("*fc*=keep").value()};
    document.addVariants({recipe("one", "kmeans:bits=4"), other});
    panel.startComparison();
    QTRY_VERIFY_WITH_TIMEOUT(!panel.runner().isRunning() && !panel.lastComparison().variants.empty(), kPatience);
    panel.showLayerDiff();
    auto* dialog = panel.findChild<LayerDiffDialog*>();
    QVERIFY(dialog != nullptr);
    auto* rows = dialog->table()->model();
    const QAbstractItemModelTester tester(rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(rows->rowCount(), static_cast<int>(compressibleTensors(*model_).size()));
    QVERIFY2(
        dialog->sentence().startsWith(QStringLiteral("1 of ")) && dialog->sentence().contains(QStringLiteral("more")),
        qPrintable(dialog->sentence()));
    dialog->showOnlyDiffering(true);
    QCOMPARE(rows->rowCount(), 1);
    QVERIFY(rows->index(0, LayerDiffModel::SecondSchemeColumn).data().toString().startsWith(QStringLiteral("keep")));
    QVERIFY(rows->index(0, LayerDiffModel::BytesColumn).data().toString().startsWith(QLatin1Char('+')));
    dialog->choose(1, 1);
    QCOMPARE(rows->rowCount(), 0);
  }

  void aChosenColourIsTheSameEverywhere() {
    Document document;
    ComparisonPanel panel(&document);
    panel.resize(1200, 300);
    panel.show();
    auto options = quick();
    options.measures = {.size = false, .accuracy = true, .speed = false, .memory = false};
    panel.setOptions(options);
    document.setModel(model_);
    document.addVariants({recipe("four", "uniform:bits=4")});
    panel.startComparison();
    QTRY_VERIFY_WITH_TIMEOUT(!panel.runner().isRunning() && !panel.lastComparison().variants.empty(), kPatience);
    const auto id = document.activeVariant();
    const auto before = document.state();
    const QColor own(QStringLiteral("#8a2be2"));
    const auto shows = [&](const QColor& colour, int column) {
      const QRect cell = panel.table()->visualRect(panel.table()->model()->index(2, column));
      return hasPixel(panel.table()->viewport()->grab(cell).toImage(), colour);
    };
    const auto chartShows = [&](const QColor& colour) { return hasPixel(panel.chart()->grab().toImage(), colour); };
    QVERIFY(!shows(own, CompareModel::NameColumn) && !chartShows(own));
    document.setVariantColour(id, ChosenColour{.series = 0, .own = own.rgb()});
    QVERIFY(shows(own, CompareModel::NameColumn) && shows(own, CompareModel::SizeColumn) && chartShows(own));
    QVERIFY(!stale(panel, 2));  // how it looks is not what was measured
    document.setVariantColour(id, ChosenColour{.series = 3, .own = 0});
    QVERIFY(shows(seriesColour(3), CompareModel::NameColumn) && chartShows(seriesColour(3)));
    document.undoStack().undo();
    document.undoStack().undo();
    QVERIFY(document.state() == before);
    QVERIFY(!shows(own, CompareModel::NameColumn) && !chartShows(own));
    // The menu does the same.
    ColourMenu menu(&document, nullptr);
    menu.actions().at(2)->trigger();
    QVERIFY((document.state().find(id)->colour == ChosenColour{.series = 1, .own = 0}));
    Q_EMIT menu.aboutToShow();
    QVERIFY(menu.actions().at(2)->isChecked());
    menu.actions().at(0)->trigger();
    QVERIFY(!document.state().find(id)->colour);
  }

  void aColourThatWouldBeLostIsMadeLegible() {
    for (const auto choice : {ThemeChoice::light, ThemeChoice::dark}) {
      Theme::instance().setChoice(choice);
      QVERIFY(legible(tokens().panel) != tokens().panel);
      QCOMPARE(legible(tokens().text), tokens().text);
    }
    Theme::instance().setChoice(ThemeChoice::system);
  }

  void withoutLabelsNothingIsFlipped() {
    const QTemporaryDir folder;
    const auto path = toPath(folder.filePath(QStringLiteral("dense.onnx")));
    test::denseModel({40, 30, 20}).write(path);
    const auto opened = Model::open(path);
    BW_VERIFY_RESULT(opened);
    Document document;
    ComparisonPanel panel(&document);
    panel.resize(960, 260);  // what the window leaves it at 1366 × 768
    panel.show();
    panel.setOptions(quick());
    document.setModel(*opened);
    document.addVariants(starterRecipes());
    QVERIFY(!panel.table()->isColumnHidden(CompareModel::FlippedColumn));
    panel.startComparison();
    QTRY_VERIFY_WITH_TIMEOUT(!panel.runner().isRunning() && panel.lastComparison().variants.size() == 7, kPatience);
    QVERIFY(panel.table()->isColumnHidden(CompareModel::FlippedColumn));
    QCOMPARE(panel.table()->horizontalScrollBar()->maximum(), 0);  // every column is in sight
    QVERIFY(!panel.table()->isColumnHidden(CompareModel::VerifiedColumn));
  }

  void theActiveVariantIsTheSelectedRow() {
    Document document;
    ComparisonPanel panel(&document);
    panel.resize(1200, 300);
    panel.show();
    document.setModel(model_);
    document.addVariants(starterRecipes());
    QCOMPARE(panel.table()->currentIndex().row(), 6);
    const auto place = panel.table()->visualRect(panel.table()->model()->index(2, CompareModel::SizeColumn)).center();
    QTest::mouseClick(panel.table()->viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(document.activeVariant(), document.variants()[1].id);
    QTest::keyClick(panel.table(), Qt::Key_Down);
    QCOMPARE(document.activeVariant(), document.variants()[2].id);
    document.setActiveVariant(document.variants()[0].id);
    QCOMPARE(panel.table()->currentIndex().row(), 1);
  }

  void theKeyboardEditsVariants() {
    Document document;
    ComparisonPanel panel(&document);
    panel.resize(1200, 300);
    panel.show();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    document.setModel(model_);
    document.addVariants({recipe("eight", "uniform:bits=8")});
    panel.table()->setFocus();
    QTest::keyClick(panel.table(), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(document.variants().size(), std::size_t{3});
    QTest::keyClick(panel.table(), Qt::Key_F2);
    auto* editor = panel.table()->findChild<QLineEdit*>();
    QVERIFY(editor != nullptr);
    QTest::keyClick(editor, Qt::Key_Delete);  // edits the text, not the variants
    QCOMPARE(document.variants().size(), std::size_t{3});
    editor->setText(QStringLiteral("renamed"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(panel.table()->findChild<QLineEdit*>() == nullptr);
    QTest::keyClick(panel.table(), Qt::Key_Delete);
    QCOMPARE(document.variants().size(), std::size_t{2});
    while (document.undoStack().canUndo()) document.undoStack().undo();
    QCOMPARE(document.variants().size(), std::size_t{1});
  }

  void stoppingKeepsWhatIsThere() {
    Document document;
    ComparisonPanel panel(&document);
    auto options = quick();
    options.rounds = 0;  // long enough to be stopped
    panel.setOptions(options);
    document.setModel(model_);
    document.addVariants({recipe("eight", "uniform:bits=8")});
    QSignalSpy failures(&panel, &ComparisonPanel::failed);
    panel.startComparison();
    QTRY_VERIFY_WITH_TIMEOUT(measured(panel, 0), kPatience);
    panel.runner().cancel();
    QTRY_VERIFY_WITH_TIMEOUT(!panel.runner().isRunning(), kPatience);
    QCOMPARE(failures.count(), 0);
    QVERIFY(measured(panel, 0) && partial(panel, 0));
    QVERIFY(!cell(panel, 0, CompareModel::SizeColumn).isEmpty());
    QCOMPARE(cell(panel, 0, CompareModel::SpeedColumn), QStringLiteral("–"));
  }

  void aDeadWorkerIsOneSentence() {
    Document document;
    ComparisonPanel panel(&document);
    panel.setOptions(quick());
    document.setModel(model_);
    document.addVariants({recipe("eight", "uniform:bits=8")});
    QSignalSpy failures(&panel, &ComparisonPanel::failed);
    {
      const WorkerReplaced dead("/bin/false");
      panel.startComparison();
      QTRY_VERIFY_WITH_TIMEOUT(!panel.runner().isRunning(), kPatience);
      QTRY_COMPARE(failures.count(), 1);
    }
    const auto error = failures.front().front().value<Error>();
    QVERIFY(error.kind == ErrorKind::engine);
    const auto line = QString::fromStdString(error.line());
    QVERIFY2(line.contains(QStringLiteral("the engine")) && !line.contains(QLatin1Char('\n')), qPrintable(line));
    QVERIFY(!panel.lastComparison().variants.front().speed);

    panel.startComparison();
    QTRY_VERIFY_WITH_TIMEOUT(!panel.runner().isRunning(), kPatience);
    QTRY_VERIFY(!panel.lastComparison().variants.empty() && panel.lastComparison().variants.front().speed);
    QCOMPARE(failures.count(), 1);
    QCOMPARE(cell(panel, 2, CompareModel::VerifiedColumn), QStringLiteral("verified"));
  }

  void anotherModelEndsTheComparison() {
    Document document;
    ComparisonPanel panel(&document);
    panel.setOptions(quick());
    document.setModel(model_);
    panel.startComparison();
    document.setModel(nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(!panel.runner().isRunning(), kPatience);
    QTest::qWait(50);
    QVERIFY(panel.lastComparison().variants.empty());
    QCOMPARE(panel.table()->model()->rowCount(), 0);
  }

 private:
  std::shared_ptr<const Model> model_;
};

QTEST_MAIN(CompareTest)
#include "compare_test.moc"

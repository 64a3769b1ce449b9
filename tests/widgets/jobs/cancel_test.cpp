// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every kind of job is cancelled while it works. It has to end within a fifth of a second, and what was there by then
// stays.
#include <QAction>
#include <QElapsedTimer>
#include <QTableView>
#include <QtTest/QtTest>

#include "core/base/files/archive_kind.h"
#include "core/base/resources.h"
#include "tests/support/made_models.h"
#include "tests/support/qt_result_check.h"
#include "tests/support/sanitized.h"
#include "tests/support/timed.h"
#include "tests/widgets/opened_window.h"
#include "widgets/compare/compare_model.h"
#include "widgets/compare/comparison_panel.h"
#include "widgets/controls/banner.h"
#include "widgets/data/data_dialog.h"
#include "widgets/data/sample_panel.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/exporter/export_choices.h"
#include "widgets/exporter/export_steps.h"
#include "widgets/exporter/variant_export_dialog.h"
#include "widgets/histogram/weights_chart.h"
#include "widgets/inspector/inspector_panel.h"
#include "widgets/inspector/scheme_form.h"
#include "widgets/layers/layers_model.h"
#include "widgets/layers/layers_panel.h"

using namespace bitwright;

namespace {

constexpr int kPatience = test::OpenedWindow::kPatience;
constexpr qint64 kPromptly = test::kSanitized ? 2'000 : 200;  // ms
constexpr int kWellUnderWay = 150;                            // ms

/// Milliseconds until the job has ended.
qint64 stopped(JobRunner& runner, const std::function<void()>& stop) {
  QElapsedTimer clock;
  clock.start();
  stop();
  return QTest::qWaitFor([&runner] { return !runner.isRunning(); }, kPatience) ? clock.elapsed() : kPatience;
}

qint64 cancelled(JobRunner& runner) {
  return stopped(runner, [&runner] { runner.cancel(); });
}

#define BW_VERIFY_PROMPT(milliseconds)                                                                        \
  do {                                                                                                        \
    const qint64 took = (milliseconds);                                                                       \
    qInfo("ended after %lld ms", static_cast<long long>(took));                                               \
    QVERIFY2(!test::timed() || took <= kPromptly, qPrintable(QStringLiteral("ended after %1 ms").arg(took))); \
  } while (false)

/// Large enough that every stage of it takes longer than a fifth of a second where it works hard.
test::ModelBuilder slowModel() {
  return test::denseModel({3000, 3000, 500});
}

const char* const kSlowSpec = "kmeans:bits=8,scale=none";

}  // namespace

class CancelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { qRegisterMetaType<Error>(); }

  void opening() {
    test::OpenedWindow opened(test::chainModel(40'000));
    auto& window = opened.window();
    const auto sample = resourcePath("sample/resnet8_fashion.onnx");
    BW_VERIFY_RESULT(sample);
    window.open(toQString(*sample));
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr && opened.settled(), kPatience);
    const auto before = window.document().model();
    window.open(opened.modelFile());
    QTest::qWait(20);
    QVERIFY(window.opener().runner().isRunning());
    BW_VERIFY_PROMPT(
        stopped(window.opener().runner(), [&] { window.findChild<QAction*>(QStringLiteral("cancel"))->trigger(); }));
    QCOMPARE(window.document().model(), before);
    QVERIFY(!window.banner().isVisible());
  }

  void preview() {
    test::OpenedWindow opened(slowModel());
    auto& window = opened.window();
    QVERIFY(opened.open());
    auto* chart = window.findChild<WeightsChart*>();
    window.inspector().form()->setSpec(parseSpec(kSlowSpec).value());
    Q_EMIT window.inspector().form()->edited();
    QTest::qWait(kWellUnderWay);
    QVERIFY(window.preview().runner().isRunning());
    const auto drawn = chart->shown().original.counts;
    QVERIFY(!drawn.empty());
    BW_VERIFY_PROMPT(cancelled(window.preview().runner()));
    QCOMPARE(chart->shown().original.counts, drawn);  // what was seen stays
  }

  void compressing() {
    test::OpenedWindow opened(slowModel());
    auto& window = opened.window();
    QVERIFY(opened.open());
    auto& document = window.document();
    auto layers = compressibleTensors(*document.model());
    QCOMPARE(layers.size(), std::size_t{2});
    // The small one is done soon; the large one is chosen only then, and is not.
    document.applySpec({layers[1]}, parseSpec("uniform:bits=4").value());
    QTRY_VERIFY_WITH_TIMEOUT(window.outcomes().of(layers[1]).has_value() && !window.outcomes().runner().isRunning(),
                             kPatience);
    document.applySpec({layers[0]}, parseSpec(kSlowSpec).value());
    QTRY_VERIFY_WITH_TIMEOUT(window.outcomes().runner().isRunning(), kPatience);
    QTest::qWait(kWellUnderWay);
    QVERIFY(window.outcomes().runner().isRunning());
    const auto* table = window.layers().table()->model();
    const auto sqnr = [&](int row) { return table->index(row, static_cast<int>(LayerColumn::sqnr)).data().toString(); };
    QCOMPARE(sqnr(0), QStringLiteral("…"));
    BW_VERIFY_PROMPT(
        stopped(window.outcomes().runner(), [&] { window.findChild<QAction*>(QStringLiteral("cancel"))->trigger(); }));
    QVERIFY(window.outcomes().of(layers[1]).has_value());
    QVERIFY(sqnr(1).toDouble() > 0.0);
    QCOMPARE(sqnr(0), QStringLiteral("–"));  // nothing is on its way any more
    const auto why = table->index(0, static_cast<int>(LayerColumn::scheme)).data(LayersModel::DetailRole).toString();
    QVERIFY2(why.contains(QStringLiteral("stopped")), qPrintable(why));
  }

  void comparing_data() {
    QTest::addColumn<int>("after");
    QTest::newRow("at once") << 0;
    QTest::newRow("while files are made") << 300;
    QTest::newRow("when figures have come") << -1;
  }

  void comparing() {
    QFETCH(int, after);
    test::OpenedWindow opened(test::denseModel({1500, 1500, 1500}));
    auto& window = opened.window();
    QVERIFY(opened.open());
    window.document().addVariants(
        {Recipe{.name = "clustered", .all = parseSpec("kmeans:bits=6").value(), .rules = {}}});
    QVERIFY(opened.settled());
    const auto* table = window.comparison().table()->model();
    const auto has = [&](int row, int role) { return table->index(row, 0).data(role).toBool(); };
    auto& runner = window.comparison().runner();
    QSignalSpy failures(&window.comparison(), &ComparisonPanel::failed);
    window.compareVariants();
    if (after >= 0)
      QTest::qWait(after);
    else
      QTRY_VERIFY_WITH_TIMEOUT(has(0, CompareModel::MeasuredRole), kPatience);
    QVERIFY(runner.isRunning());
    BW_VERIFY_PROMPT(stopped(runner, [&] { window.compareVariants(); }));  // the button says Stop
    QCOMPARE(failures.count(), 0);
    if (after >= 0) return;
    QVERIFY(has(0, CompareModel::MeasuredRole) && has(0, CompareModel::PartialRole));
    QVERIFY2(window.comparison().conditionsText().contains(QStringLiteral("partial results")),
             qPrintable(window.comparison().conditionsText()));
  }

  void exporting_data() {
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("phase");
    QTest::addColumn<int>("ticked");
    QTest::newRow("encoding") << QString::fromLatin1(kSlowSpec) << QString() << 0;
    QTest::newRow("writing") << QStringLiteral("fp16") << QStringLiteral("model.phase.write") << 1;
    QTest::newRow("decoding") << QStringLiteral("uniform:bits=4") << QStringLiteral("export.phase.decode") << 2;
    QTest::newRow("running") << QStringLiteral("uniform:bits=4") << QStringLiteral("runtime.running") << 3;
    QTest::newRow("packing") << QStringLiteral("uniform:bits=4") << QStringLiteral("archive.progress") << 4;
  }

  void exporting() {
    QFETCH(QString, spec);
    QFETCH(QString, phase);
    QFETCH(int, ticked);
    test::OpenedWindow opened(slowModel());
    auto& window = opened.window();
    QVERIFY(opened.open());
    window.document().addVariants(
        {Recipe{.name = "written", .all = parseSpec(spec.toStdString()).value(), .rules = {}}});
    QVERIFY(window.document().recipe().all.has_value());
    window.outcomes().runner().discard();
    window.preview().runner().discard();
    VariantExportDialog dialog(&window.document());
    dialog.show();
    const QString path = opened.filePath(QStringLiteral("written.onnx"));
    dialog.setTarget(path);
    if (phase == QStringLiteral("archive.progress")) dialog.choices()->chooseArchive(ArchiveKind::xz);
    QElapsedTimer clock;
    const auto ticks = [&dialog] { return dialog.steps()->texts().filter(QStringLiteral("✓")).size(); };
    // At the very moment the phase is told: a later turn of the event loop may find the next one. The twin that is run
    // is written too.
    connect(&dialog.runner(), &JobRunner::progressed, this, [&] {
      if (clock.isValid() || phase.isEmpty() || dialog.runner().phaseId() != phase.toStdString() || ticks() != ticked)
        return;
      clock.start();
      dialog.reject();
    });
    // On a busy machine a short phase goes by between two turns of the event loop: then once more.
    for (int attempt = 0; attempt < 5 && !clock.isValid(); ++attempt) {
      QFile::remove(path);
      dialog.startExport();
      if (phase.isEmpty()) {
        QTest::qWait(kWellUnderWay);
        QVERIFY(dialog.runner().isRunning());
        clock.start();
        dialog.reject();
      }
      QTRY_VERIFY_WITH_TIMEOUT(!dialog.runner().isRunning(), kPatience);
    }
    QVERIFY(clock.isValid());
    BW_VERIFY_PROMPT(clock.elapsed());
    QVERIFY(dialog.isVisible());
    QVERIFY(!QFile::exists(path));
    QCOMPARE(
        QDir(QFileInfo(path).path()).entryList({QStringLiteral("*written*")}, QDir::AllEntries | QDir::Hidden).size(),
        0);
    QTRY_VERIFY(ticks() >= ticked);  // the export may be a phase further when the word reaches it
    QCOMPARE(dialog.steps()->texts().filter(QStringLiteral("–")).size(), 1);
  }

  /// Closing the dialog ends the size's estimate: the window waits for it.
  void estimating() {
    test::OpenedWindow opened(slowModel());
    auto& window = opened.window();
    QVERIFY(opened.open());
    window.document().addVariants({Recipe{.name = "estimated", .all = parseSpec(kSlowSpec).value(), .rules = {}}});
    window.outcomes().runner().discard();
    window.preview().runner().discard();
    auto dialog = std::make_unique<VariantExportDialog>(&window.document());
    dialog->show();
    QTest::qWait(kWellUnderWay);
    QElapsedTimer clock;
    clock.start();
    dialog.reset();
    BW_VERIFY_PROMPT(clock.elapsed());
  }

  void lookingAtSamples() {
    test::OpenedWindow opened(
        test::lenet5Model());  // takes the sample's images; inputs that are synthesised need no looking at
    QVERIFY(opened.open());
    DataDialog dialog(&opened.window().document());
    auto& runner = dialog.sample()->runner();
    QElapsedTimer clock;
    connect(&runner, &JobRunner::started, &dialog, [&] {
      clock.start();
      runner.cancel();
    });
    dialog.show();
    QTRY_VERIFY_WITH_TIMEOUT(clock.isValid() && !runner.isRunning(), kPatience);
    BW_VERIFY_PROMPT(clock.elapsed());
    QVERIFY(!dialog.canAccept());  // nothing was seen to be sound
    QVERIFY(dialog.problem().isEmpty());
  }

  void savingAReport() {
    test::OpenedWindow opened(test::denseModel({64, 64, 10}));
    auto& window = opened.window();
    QVERIFY(opened.open());
    CompareOptions options;
    options.data.limit = 10;
    options.measures = {.size = true, .accuracy = true, .speed = false, .memory = false};
    window.comparison().setOptions(options);
    window.compareVariants();
    QTRY_VERIFY_WITH_TIMEOUT(!window.comparison().runner().isRunning(), kPatience);
    QVERIFY(!window.comparison().lastComparison().variants.empty());
    const QString path = opened.filePath(QStringLiteral("report.pdf"));
    window.comparison().saveReport(path);
    QVERIFY(window.comparison().reportRunner().isRunning());
    BW_VERIFY_PROMPT(stopped(window.comparison().reportRunner(),
                             [&] { window.findChild<QAction*>(QStringLiteral("cancel"))->trigger(); }));
    QFile file(path);  // whole or not at all
    if (file.open(QIODevice::ReadOnly)) QVERIFY(file.readAll().trimmed().endsWith("%%EOF"));
  }
};

QTEST_MAIN(CancelTest)
#include "cancel_test.moc"

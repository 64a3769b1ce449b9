// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A table of thousands of layers is filtered, sorted and selected. A layer of ten million weights in a real window: the
// bits slider is dragged, the histogram looked at closely, its channels taken apart. The window's thread must never be
// away for more than a tenth of a second, and what is shown in the end belongs to the last value.
#include "tests/widgets/watchdog.h"

#include <QLineEdit>
#include <QScrollBar>
#include <QSettings>
#include <QSlider>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include "app/workbench/main_window.h"
#include "tests/support/model_builder.h"
#include "tests/support/qt_result_check.h"
#include "tests/support/timed.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/histogram/channel_chart.h"
#include "widgets/histogram/histogram_panel.h"
#include "widgets/histogram/weights_chart.h"
#include "widgets/inspector/inspector_panel.h"
#include "widgets/inspector/parameter_editor.h"
#include "widgets/inspector/scheme_form.h"
#include "widgets/layers/layers_panel.h"
#include "widgets/text/message_text.h"

using namespace bitwright;

namespace {

constexpr int kPatience = 300'000;     // ms
constexpr qint64 kLongestStall = 100;  // ms
constexpr qint64 kDragTime = 3'000;    // ms
constexpr int kStepTime = 40;          // ms between two positions of the slider, as a hand moves it
constexpr std::int64_t kRows = 2500;
constexpr std::int64_t kColumns = 4000;

void writeLargeModel(const QString& path) {
  test::ModelBuilder builder;
  builder.input("x", test::kFloat, {1, kColumns}).output("y", test::kFloat, {1, kRows});
  builder.initializer(test::weightTensor("large.weight", test::kFloat, {kRows, kColumns}));
  auto& gemm = builder.add(test::node("Gemm", {"x", "large.weight"}, {"y"}, "large"));
  test::setAttribute(gemm, "transB", std::int64_t{1});
  builder.write(toPath(path));
}

/// Small layers, one behind the other.
void writeManyLayers(const QString& path, int count) {
  test::ModelBuilder builder;
  builder.input("x", test::kFloat, {1, 16}).output("y" + std::to_string(count - 1), test::kFloat, {1, 16});
  for (int i = 0; i < count; ++i) {
    const auto number = std::to_string(i);
    builder.initializer(test::weightTensor("w" + number, test::kFloat, {16, 16}, static_cast<unsigned int>(i + 1)));
    builder.add(test::node("Gemm", {i == 0 ? "x" : "y" + std::to_string(i - 1), "w" + number}, {"y" + number},
                           "block." + number));
  }
  builder.write(toPath(path));
}

}  // namespace

class WatchdogTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void draggingNeverStallsTheWindow() {
    QTemporaryDir folder;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    const QString path = folder.filePath(QStringLiteral("large.onnx"));
    writeLargeModel(path);

    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(path);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
    window.inspector().form()->setSpec(parseSpec("uniform:bits=8,granularity=channel").value());
    QTRY_VERIFY_WITH_TIMEOUT(!window.preview().runner().isRunning(), kPatience);
    auto* slider = bitsSlider(window);
    QVERIFY(slider != nullptr);

    LayerPreview last;
    int whole = 0;
    connect(&window.preview(), &PreviewMaker::ready, this, [&](const LayerPreview& preview) {
      last = preview;
      if (preview.outcome) ++whole;
    });

    qint64 longest = 0;
    int value = 8;
    {
      const test::Watchdog watchdog;
      QElapsedTimer drag;
      drag.start();
      int direction = -1;
      while (drag.elapsed() < kDragTime) {
        if (value + direction < 2 || value + direction > 8) direction = -direction;
        value += direction;
        slider->setValue(value);
        QTest::qWait(kStepTime);
      }
      while (value != 5) slider->setValue(value += value < 5 ? 1 : -1);
      QTRY_VERIFY_WITH_TIMEOUT(!window.preview().runner().isRunning() && last.outcome, kPatience);
      QTest::qWait(200);
      longest = watchdog.longest();
    }
    qInfo("longest stall %lld ms, %d previews shown", static_cast<long long>(longest), whole);
    QVERIFY2(!test::timed() || longest <= kLongestStall,
             qPrintable(QStringLiteral("the window stood still for %1 ms").arg(longest)));
    QCOMPARE(last.specText, window.inspector().form()->spec().text());
    QVERIFY(last.outcome->encoded);
    QCOMPARE(last.outcome->codeBytes, (kRows * kColumns * value + 7) / 8);
    QVERIFY(last.picture.levels.size() == 31 || last.picture.levels.size() == 32);  // the lowest code may be unused
    QVERIFY(whole >= 2);                                                            // it followed the hand
  }

  void closerLooksNeverStallTheWindow() {
    QTemporaryDir folder;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    const QString path = folder.filePath(QStringLiteral("large.onnx"));
    writeLargeModel(path);

    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(path);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
    window.inspector().form()->setSpec(parseSpec("uniform:bits=8,granularity=channel").value());
    QTRY_VERIFY_WITH_TIMEOUT(!window.preview().runner().isRunning(), kPatience);
    auto* panel = window.findChild<HistogramPanel*>();
    auto* chart = panel->findChild<WeightsChart*>();
    auto* boxes = panel->findChild<BoxChart*>();
    const double coarse = chart->shown().original.binWidth();
    QTest::qWait(200);

    qint64 longest = 0;
    {
      const test::Watchdog watchdog;
      for (int step = 0; step < 12; ++step) {
        QTest::keyClick(chart, step < 6 ? Qt::Key_Plus : Qt::Key_Minus);
        QTest::qWait(kStepTime);
      }
      QTest::keyClick(chart, Qt::Key_Plus);
      QTRY_VERIFY_WITH_TIMEOUT(chart->shown().original.binWidth() < coarse, kPatience);
      panel->setView(HistogramPanel::HeatMapView);
      QTest::qWait(kStepTime);
      panel->setView(HistogramPanel::BoxView);
      QTRY_VERIFY_WITH_TIMEOUT(boxes->isVisible(), kPatience);
      QTest::qWait(200);
      longest = watchdog.longest();
    }
    qInfo("longest stall %lld ms", static_cast<long long>(longest));
    QVERIFY2(!test::timed() || longest <= kLongestStall,
             qPrintable(QStringLiteral("the window stood still for %1 ms").arg(longest)));
    QCOMPARE(boxes->channels().channels, kRows);
  }

  void thousandsOfLayersAreFilteredSortedAndSelected() {
    QTemporaryDir folder;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    const QString path = folder.filePath(QStringLiteral("many.onnx"));
    writeManyLayers(path, 3000);

    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(path);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!window.preview().runner().isRunning(), kPatience);
    QTest::qWait(500);
    auto* table = window.layers().table();
    auto* line = window.layers().findChild<QLineEdit*>();

    qint64 longest = 0;
    {
      const test::Watchdog watchdog;
      for (const QChar c : QStringLiteral("block.12")) {
        line->insert(c);
        QTest::qWait(kStepTime);
      }
      line->clear();
      for (int column = 0; column < table->model()->columnCount(); ++column) {
        table->sortByColumn(column, column % 2 == 0 ? Qt::DescendingOrder : Qt::AscendingOrder);
        QTest::qWait(kStepTime);
      }
      for (int step = 0; step < 20; ++step) {
        table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum() * step / 20);
        QTest::qWait(10);
      }
      window.layers().selectAll();
      QTest::qWait(kStepTime);
      longest = watchdog.longest();
    }
    qInfo("longest stall %lld ms", static_cast<long long>(longest));
    QVERIFY2(!test::timed() || longest <= kLongestStall,
             qPrintable(QStringLiteral("the window stood still for %1 ms").arg(longest)));
  }

 private:
  static QSlider* bitsSlider(MainWindow& window) {
    for (auto* editor : window.inspector().form()->editors()) {
      if (editor->parameter().id == "bits") return editor->findChild<QSlider*>();
    }
    return nullptr;
  }
};

QTEST_MAIN(WatchdogTest)
#include "watchdog_test.moc"

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The search in the window, on the bundled sample: its front grows, stops where asked, and any point becomes a variant.
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QtTest/QtTest>

#include "core/base/resources.h"
#include "core/compress/compress.h"
#include "core/compress/modifiers/bias_correction_modifier.h"
#include "core/export/export.h"
#include "tests/support/qt_result_check.h"
#include "tests/support/timed.h"
#include "tests/widgets/accessible_names.h"
#include "widgets/document/document.h"
#include "widgets/search/front_chart.h"
#include "widgets/search/search_panel.h"
#include "widgets/search/search_run.h"

using namespace bitwright;

namespace {

constexpr int kPatience = 400'000;  // ms
constexpr std::int64_t kSamples = 48;

}  // namespace

class SearchTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    const auto path = resourcePath("sample/resnet8_fashion.onnx");
    BW_VERIFY_RESULT(path);
    auto opened = Model::open(*path);
    BW_VERIFY_RESULT(opened);
    model_ = *opened;
    qRegisterMetaType<Error>();
    document_ = std::make_unique<Document>();
    run_ = std::make_unique<SearchRun>(document_.get());
    panel_ = std::make_unique<SearchPanel>(document_.get(), run_.get());
    panel_->resize(700, 480);
    panel_->show();
    QVERIFY(!panel_->startButton()->isEnabled());
    document_->setModel(model_);
    document_->setCalibration({.spec = "sample", .calibrationPart = true, .limit = kSamples});
  }
  void cleanupTestCase() {
    panel_.reset();
    run_.reset();
    document_.reset();
  }

  void proposesBounds() {
    QCOMPARE(panel_->bound()->value(), 0.5);
    panel_->setGoal(SearchPanel::LeastLoss);
    QVERIFY(panel_->bound()->value() > 40.0 && panel_->bound()->value() < 50.0);  // of 313 kB
    panel_->setGoal(SearchPanel::LeastBytes);
    QCOMPARE(panel_->bound()->value(), 0.5);
  }

  void theFrontGrowsAndStops() {
    panel_->setGoal(SearchPanel::LeastLoss);
    panel_->bound()->setValue(45.0);
    panel_->evaluations()->setValue(200);
    QSignalSpy changed(run_.get(), &SearchRun::changed);
    panel_->startButton()->click();
    QVERIFY(run_->runner().isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(run_->result() != nullptr && run_->result()->evaluations >= 2, kPatience);
    QVERIFY(changed.count() >= 2);
    QElapsedTimer clock;
    clock.start();
    panel_->startButton()->click();
    QTRY_VERIFY_WITH_TIMEOUT(!run_->runner().isRunning(), kPatience);
    QVERIFY2(!test::timed() || clock.elapsed() < 200, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(run_->result() != nullptr && run_->result()->stopped);
    QVERIFY(panel_->chart()->pointCount() >= 1);
  }

  void keepsItsBudgetAndItsBound() {
    panel_->evaluations()->setValue(6);
    panel_->startButton()->click();
    QTRY_VERIFY_WITH_TIMEOUT(!run_->runner().isRunning(), kPatience);
    const auto* result = run_->result();
    QVERIFY(result != nullptr && result->chosen && !result->stopped);
    QVERIFY(result->evaluations <= 6);
    QVERIFY(result->chosen->bytes <= 45'000U);
    const auto isChosen = [&](const SearchPoint& point) {
      return point.bytes == result->chosen->bytes && point.loss == result->chosen->loss;
    };
    const bool beside = std::none_of(result->front.begin(), result->front.end(), isChosen);
    QCOMPARE(panel_->chart()->pointCount(), static_cast<int>(result->front.size()) + (beside ? 1 : 0));
    QVERIFY(panel_->chart()->current() >= 0);
    QVERIFY(panel_->adoptButton()->isEnabled());
    QVERIFY(panel_->pointText().contains(QStringLiteral("KL")));
  }

  /// What is adopted gives the very bytes that were promised.
  void aPointBecomesAVariant() {
    const auto point = *run_->result()->chosen;
    const auto variants = document_->variants().size();
    panel_->adoptButton()->click();
    QCOMPARE(document_->variants().size(), variants + 1);
    QCOMPARE(document_->recipe().rules.size(), point.recipe.rules.size());
    auto compressed = compress(model_, document_->recipe(), Job{}, document_->calibration());
    BW_VERIFY_RESULT(compressed);
    QTemporaryDir folder;
    const auto exported =
        exportModel(*compressed, folder.filePath(QStringLiteral("mix.onnx")).toStdString(), {}, Job{});
    BW_VERIFY_RESULT(exported);
    QVERIFY(exported->verification.verified);
    QCOMPARE(exported->fileBytes, point.bytes);
    document_->undoStack().undo();
    QCOMPARE(document_->variants().size(), variants);
  }

  /// The same panel where speed is wanted: costs are times, and what is adopted computes in integers where anything
  /// faster was found.
  void theFastestIsShownByItsTime() {
    panel_->setGoal(SearchPanel::LeastTime);
    QCOMPARE(panel_->bound()->value(), 0.5);
    panel_->bound()->setValue(100.0);
    panel_->evaluations()->setValue(2);
    panel_->startButton()->click();
    QTRY_VERIFY_WITH_TIMEOUT(!run_->runner().isRunning(), kPatience);
    const auto* result = run_->result();
    QVERIFY(result != nullptr && result->chosen && result->chosen->speedup);
    QVERIFY2(panel_->pointText().contains(QStringLiteral("as fast")), qPrintable(panel_->pointText()));
    for (std::size_t at = 1; at < result->front.size(); ++at)
      QVERIFY(result->front[at - 1].speedup->value >= result->front[at].speedup->value);
    const auto variants = document_->variants().size();
    panel_->adoptButton()->click();
    QCOMPARE(document_->variants().size(), variants + 1);
    QCOMPARE(document_->recipe().activations, result->chosen->recipe.activations);
    document_->undoStack().undo();
    panel_->setGoal(SearchPanel::LeastLoss);
    panel_->bound()->setValue(45.0);
    panel_->evaluations()->setValue(6);
    panel_->startButton()->click();
    QTRY_VERIFY_WITH_TIMEOUT(!run_->runner().isRunning(), kPatience);
    QVERIFY(run_->result()->chosen && !run_->result()->chosen->speedup);
  }

  void keysWalkAlongTheFront() {
    auto* chart = panel_->chart();
    QTest::keyClick(chart, Qt::Key_Right);
    for (int i = 0; i < 50; ++i) QTest::keyClick(chart, Qt::Key_Left);
    QCOMPARE(chart->current(), 0);
    const auto smallest = panel_->pointText();
    QTest::keyClick(chart, Qt::Key_Right);
    QVERIFY(chart->pointCount() == 1 || panel_->pointText() != smallest);
  }

  void otherDataMakeItStale() {
    QVERIFY(!run_->isStale());
    auto other = document_->calibration();
    other.limit = kSamples + 1;
    document_->setCalibration(other);
    QVERIFY(run_->isStale());
  }

  void everyControlHasAName() { QCOMPARE(test::namelessControls(*panel_), QStringList()); }

  void anotherModelForgetsIt() {
    document_->setModel(model_);
    QVERIFY(run_->result() == nullptr);
    QCOMPARE(panel_->chart()->pointCount(), 0);
    QVERIFY(!panel_->adoptButton()->isEnabled());
  }

 private:
  std::shared_ptr<const Model> model_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<SearchRun> run_;
  std::unique_ptr<SearchPanel> panel_;
};

QTEST_MAIN(SearchTest)
#include "search_test.moc"

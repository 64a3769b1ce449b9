// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sensitivity in the window, on the bundled sample: measured, seen as heat map and as ranked list, and repaired with
// one key.
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest/QtTest>

#include <cmath>

#include "core/base/resources.h"
#include "tests/support/qt_result_check.h"
#include "tests/support/timed.h"
#include "tests/widgets/accessible_names.h"
#include "widgets/document/document.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/document/selection.h"
#include "widgets/sensitivity/adaptive_bar.h"
#include "widgets/sensitivity/findings.h"
#include "widgets/sensitivity/heat_model.h"
#include "widgets/sensitivity/rank_model.h"
#include "widgets/sensitivity/repair_bar.h"
#include "widgets/sensitivity/sensitivity_panel.h"
#include "widgets/sensitivity/sensitivity_run.h"

using namespace bitwright;

namespace {

constexpr int kPatience = 300'000;  // ms
constexpr std::int64_t kSamples = 32;
const std::string kCoarse = "uniform:bits=3,granularity=tensor";

QString cell(const QTableView* table, int row, int column) {
  return table->model()->index(row, column).data().toString();
}

}  // namespace

class SensitivityTest : public QObject {
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
    selection_ = std::make_unique<Selection>();
    run_ = std::make_unique<SensitivityRun>(document_.get());
    panel_ = std::make_unique<SensitivityPanel>(document_.get(), selection_.get(), run_.get());
    panel_->resize(760, 520);
    panel_->show();
    connect(panel_.get(), &SensitivityPanel::tensorWanted, this,
            [this](std::size_t tensor) { selection_->set({tensor}, tensor); });
    new QAbstractItemModelTester(panel_->heatMap()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 this);
    new QAbstractItemModelTester(panel_->ranking()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 this);
    document_->setModel(model_);
    layers_ = compressibleTensors(*model_);
    document_->applySpec(layers_, parseSpec(kCoarse).value());
    document_->setCalibration({.spec = "sample", .calibrationPart = true, .limit = kSamples});
  }
  void cleanupTestCase() {
    panel_.reset();
    run_.reset();
    selection_.reset();
    document_.reset();
  }

  void candidatesAreWhatIsInUseAndWhatMayHelp() {
    const auto candidates = candidatesFor(document_->resolved());
    QVERIFY(candidates.size() > 3 && candidates.size() <= 10);
    std::vector<std::string> texts;
    for (const auto& candidate : candidates) texts.push_back(completeText(candidate));
    QCOMPARE(texts[0], completeText(parseSpec(kCoarse).value()));
    QCOMPARE(texts[1], completeText(parseSpec("uniform:bits=4,granularity=tensor").value()));
    QCOMPARE(texts[2], completeText(parseSpec("uniform:bits=3,granularity=channel").value()));
    std::sort(texts.begin(), texts.end());
    QVERIFY(std::adjacent_find(texts.begin(), texts.end()) == texts.end());
    QCOMPARE(measuredSpec(parseSpec("equalization+prune:density=0.5+kmeans:bits=4+bias_correction").value()).text(),
             std::string("prune:density=0.5+kmeans:bits=4"));
  }

  void stoppingKeepsWhatIsDone() {
    QSignalSpy changed(run_.get(), &SensitivityRun::changed);
    panel_->measureButton()->click();
    QVERIFY(run_->runner().isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(run_->result() != nullptr && run_->result()->layers.size() >= 2, kPatience);
    QVERIFY(changed.count() >= 3);  // nothing, one layer, two
    QElapsedTimer clock;
    clock.start();
    panel_->measureButton()->click();
    QTRY_VERIFY_WITH_TIMEOUT(!run_->runner().isRunning(), kPatience);
    QVERIFY2(!test::timed() || clock.elapsed() < 200, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(run_->result() != nullptr && run_->result()->partial());
    QVERIFY(run_->result()->layers.size() >= 2);
    QCOMPARE(panel_->heatMap()->model()->rowCount(), static_cast<int>(run_->result()->layers.size()));
    QVERIFY(sensitivityFindings(*document_, *run_).empty());
  }

  void everyLayerArrives() {
    panel_->measureButton()->click();
    QTRY_VERIFY_WITH_TIMEOUT(!run_->runner().isRunning() && run_->result() != nullptr && !run_->result()->partial(),
                             kPatience);
    QCOMPARE(run_->result()->samples, kSamples);
    auto* heat = panel_->heatMap();
    QCOMPARE(heat->model()->rowCount(), static_cast<int>(layers_.size()));
    QCOMPARE(heat->model()->columnCount(), 1 + static_cast<int>(run_->result()->candidates.size()));
    QVERIFY(heat->isVisible());
    // Figures, not colours alone; the worst cell is the hottest.
    double hottest = 0.0;
    for (int row = 0; row < heat->model()->rowCount(); ++row) {
      for (int column = 1; column < heat->model()->columnCount(); ++column) {
        const auto index = heat->model()->index(row, column);
        QVERIFY(!index.data().toString().isEmpty());
        hottest = std::max(hottest, index.data(HeatModel::HeatRole).toDouble());
      }
    }
    QCOMPARE(hottest, 1.0);
    QVERIFY(heat->model()->index(0, 1).data(HeatModel::InUseRole).toBool());
    QVERIFY(!heat->model()->index(0, 2).data(HeatModel::InUseRole).toBool());
    // More bits hurt less: that is measured, not assumed.
    const auto& layers = run_->result()->layers;
    int better = 0;
    for (const auto& layer : layers) better += *layer.scores[1].kl < *layer.scores[0].kl ? 1 : 0;
    QVERIFY(better * 10 >= static_cast<int>(layers.size()) * 8);
  }

  void cellsSayWhatIsChosen() {
    auto* choice = panel_->choice();
    QCOMPARE(choice->count(), 4);  // a classifier with labels
    for (int at = 0; at < choice->count(); ++at) {
      choice->setCurrentIndex(at);
      Q_EMIT choice->activated(at);
      const auto measure = static_cast<SensitivityMeasure>(choice->itemData(at).toInt());
      QCOMPARE(cell(panel_->heatMap(), 0, 1), measureText(run_->result()->layers[0].scores[0], measure));
    }
    choice->setCurrentIndex(0);
    Q_EMIT choice->activated(0);
  }

  void rankedWorstFirst() {
    panel_->setView(SensitivityPanel::RankedView);
    auto* ranks = panel_->ranking();
    QVERIFY(ranks->isVisible());
    QCOMPARE(ranks->model()->rowCount(), static_cast<int>(layers_.size()));
    Damage before{INFINITY, INFINITY};
    for (int row = 0; row < ranks->model()->rowCount(); ++row) {
      const auto tensor = ranks->model()->index(row, 0).data(RankModel::TensorRole).toULongLong();
      const auto damage = damageOf(*run_->inUse(tensor));
      QVERIFY(!(before < damage));
      before = damage;
    }
    QCOMPARE(ranks->model()->index(0, 0).data(RankModel::ShareRole).toDouble(), 1.0);
    // By another way of storing all of them.
    panel_->choice()->setCurrentIndex(3);
    Q_EMIT panel_->choice()->activated(3);
    QCOMPARE(cell(ranks, 0, RankModel::BytesColumn).isEmpty(), false);
    panel_->choice()->setCurrentIndex(0);
    Q_EMIT panel_->choice()->activated(0);
  }

  void oneKeyRepairs() {
    panel_->setView(SensitivityPanel::RankedView);
    auto* ranks = panel_->ranking();
    ranks->setFocus();
    ranks->setCurrentIndex(ranks->model()->index(0, RankModel::LayerColumn));
    const auto worst = ranks->model()->index(0, 0).data(RankModel::TensorRole).toULongLong();
    QCOMPARE(*selection_->current(), worst);
    const auto& repairs = panel_->repairs()->repairs();
    QVERIFY(repairs.size() >= 3);
    QCOMPARE(static_cast<int>(repairs[0].kind), static_cast<int>(Repair::Kind::keepFloat));
    QVERIFY(!repairs[0].score && repairs[0].bytesMore > 0);
    QCOMPARE(static_cast<int>(repairs[1].kind), static_cast<int>(Repair::Kind::moreBits));
    const auto promised = *repairs[1].score;
    QVERIFY(*promised.kl < *run_->inUse(worst)->kl);
    // Bytes of a repair are those of the measured cells.
    QCOMPARE(repairs[1].bytesMore,
             static_cast<std::int64_t>(promised.bytes) - static_cast<std::int64_t>(run_->inUse(worst)->bytes));
    const auto before = recipeToJson(document_->recipe());
    const int steps = document_->undoStack().index();
    QTest::keyClick(ranks, Qt::Key_2);
    QCOMPARE(document_->undoStack().index(), steps + 1);
    QVERIFY(run_->inUse(worst) != nullptr);
    QCOMPARE(run_->inUse(worst)->spec, promised.spec);
    for (const auto tensor : layers_) {
      if (tensor != worst)
        QCOMPARE(completeText(document_->resolved().layers[tensor].spec), completeText(parseSpec(kCoarse).value()));
    }
    QVERIFY(ranks->model()->index(0, 0).data(RankModel::TensorRole).toULongLong() != worst ||
            ranks->model()->rowCount() == 1);
    QTest::keyClick(ranks, Qt::Key_1);  // keep it
    QVERIFY(document_->resolved().layers[worst].untouched);
    QVERIFY(run_->inUse(worst) == nullptr);
    document_->undoStack().setIndex(steps);
    QCOMPARE(recipeToJson(document_->recipe()), before);
  }

  void modifiersBesideStay() {
    const auto worst = panel_->ranking()->model()->index(0, 0).data(RankModel::TensorRole).toULongLong();
    const int steps = document_->undoStack().index();
    document_->applySpec({worst}, parseSpec("equalization+" + kCoarse + "+bias_correction").value());
    selection_->set({worst}, worst);
    const auto* now = run_->inUse(worst);
    QVERIFY(now != nullptr);
    const auto repairs = repairsOf(*run_->result(), *run_->of(worst), document_->resolved().layers[worst]);
    QVERIFY(repairs.size() >= 2);
    const auto& dressed = repairs[1].spec;  // more bits, which measured best of those tried
    QVERIFY(dressed.text().starts_with("equalization+uniform:bits="));
    QVERIFY(std::get<std::int64_t>(dressed.storage()->values.at("bits")) > 3);
    QVERIFY(repairs[1].spec.text().ends_with("+bias_correction"));
    document_->undoStack().setIndex(steps);
  }

  void findingsNameTheWorst() {
    const auto findings = sensitivityFindings(*document_, *run_);
    QVERIFY(!findings.empty() && findings.size() <= 3);
    const auto worst = panel_->ranking()->model()->index(0, 0).data(RankModel::TensorRole).toULongLong();
    QCOMPARE(static_cast<qulonglong>(findings.front().tensor), worst);
    QVERIFY(findings.front().text.contains(QString::fromStdString(model_->tensors()[worst].id)));
  }

  void adaptsEachLayerToItsData() {
    auto* bar = panel_->adaptive();
    QVERIFY(bar->isVisible() && bar->addButton()->isEnabled());
    const auto variants = document_->variants().size();
    const auto active = document_->activeVariant();
    const auto bytesWithin = [&](double percent) {
      bar->bound()->setValue(percent);
      std::uint64_t bytes = 0;
      for (const auto& choice : bar->choices()) {
        const auto& layer = run_->result()->layers[choice.layer];
        bytes += choice.candidate ? layer.scores[*choice.candidate].bytes : layer.bytes;
      }
      return bytes;
    };
    QVERIFY(bytesWithin(50.0) < bytesWithin(3.2));  // a prediction of 32 is 3.125 %
    QVERIFY(bytesWithin(3.2) <= bytesWithin(0.0));
    QTest::mouseClick(bar->addButton(), Qt::LeftButton);
    QCOMPARE(document_->variants().size(), variants + 1);
    const auto& added = document_->variants().back();
    QVERIFY2(QString::fromStdString(added.recipe.name).startsWith(QStringLiteral("Adapted")),
             added.recipe.name.c_str());
    document_->setActiveVariant(added.id);
    for (const auto& choice : bar->choices()) {
      const auto tensor = run_->result()->layers[choice.layer].tensor;
      QCOMPARE(document_->resolved().layers[tensor].untouched, !choice.candidate.has_value());
      if (!choice.candidate) continue;
      QVERIFY(run_->inUse(tensor) != nullptr);
      QCOMPARE(run_->inUse(tensor)->agreement, std::optional(1.0));
    }
    document_->undoStack().undo();
    document_->setActiveVariant(active);
    QCOMPARE(document_->variants().size(), variants);
  }

  void otherDataMakeItStale() {
    QVERIFY(!run_->isStale());
    const auto data = document_->calibration();
    auto other = data;
    other.limit = kSamples + 1;
    document_->setCalibration(other);
    QVERIFY(run_->isStale());
    QVERIFY(!panel_->adaptive()->addButton()->isEnabled());
    document_->setCalibration(data);
    QVERIFY(!run_->isStale());
  }

  void everyControlHasAName() { QCOMPARE(test::namelessControls(*panel_), QStringList()); }

  void anotherModelForgetsIt() {
    document_->setModel(model_);
    QVERIFY(run_->result() == nullptr);
    QCOMPARE(panel_->heatMap()->model()->rowCount(), 0);
    QVERIFY(!panel_->repairs()->isVisible());
  }

 private:
  std::shared_ptr<const Model> model_;
  std::vector<std::size_t> layers_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<Selection> selection_;
  std::unique_ptr<SensitivityRun> run_;
  std::unique_ptr<SensitivityPanel> panel_;
};

QTEST_MAIN(SensitivityTest)
#include "sensitivity_test.moc"

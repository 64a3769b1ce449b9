// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest/QtTest>

#include "core/base/resources.h"
#include "tests/support/result_check.h"
#include "widgets/document/document.h"
#include "widgets/document/layer_outcomes.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/document/selection.h"
#include "widgets/layers/layers_filter.h"
#include "widgets/layers/layers_model.h"
#include "widgets/layers/layers_panel.h"

using namespace bitwright;

namespace {

constexpr int kPatience = 60'000;  // ms

}  // namespace

class LayersTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    const auto path = resourcePath("sample/resnet8_fashion.onnx");
    BW_VERIFY_RESULT(path);
    auto opened = Model::open(*path);
    BW_VERIFY_RESULT(opened);
    model_ = *opened;
  }

  void modelsKeepTheRules() {
    Document document;
    LayerOutcomes outcomes(&document);
    LayersModel layers(&document, &outcomes);
    LayersFilter filter;
    filter.setSourceModel(&layers);
    const QAbstractItemModelTester layersTester(&layers, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    document.setModel(model_);
    filter.setWords(QStringLiteral("conv"));
    document.applySpec(compressibleTensors(*model_), parseSpec("uniform:bits=4").value());
    QTRY_VERIFY_WITH_TIMEOUT(!outcomes.runner().isRunning(), kPatience);
    filter.setShowAll(true);
    filter.setWords({});
    document.setModel(nullptr);
    QCOMPARE(layers.rowCount(), 0);
    document.setModel(model_);
    QCOMPARE(layers.rowCount(), static_cast<int>(model_->tensors().size()));
  }

  void hidesWhatCannotBeCompressedAndSaysWhy() {
    Document document;
    LayerOutcomes outcomes(&document);
    LayersModel layers(&document, &outcomes);
    LayersFilter filter;
    filter.setSourceModel(&layers);
    document.setModel(model_);
    QCOMPARE(filter.rowCount(), static_cast<int>(compressibleTensors(*model_).size()));
    filter.setShowAll(true);
    QCOMPARE(filter.rowCount(), layers.rowCount());
    for (int row = 0; row < layers.rowCount(); ++row) {
      const auto index = layers.index(row, 0);
      if (!index.data(LayersModel::CompressibleRole).toBool()) QVERIFY(index.data(Qt::ToolTipRole).toString().count(QLatin1Char('\n')) >= 2);
    }
  }

  void filtersByNameOperatorAndScheme() {
    Document document;
    LayerOutcomes outcomes(&document);
    LayersModel layers(&document, &outcomes);
    LayersFilter filter;
    filter.setSourceModel(&layers);
    document.setModel(model_);
    filter.setWords(QStringLiteral("gemm"));
    QCOMPARE(filter.rowCount(), 1);
    filter.setWords(QStringLiteral("block2 CONV 3"));
    QVERIFY(filter.rowCount() >= 2);
    filter.setWords(QStringLiteral("uniform"));
    QCOMPARE(filter.rowCount(), 0);
    document.applySpec({compressibleTensors(*model_).front()}, parseSpec("uniform:bits=4").value());
    QCOMPARE(filter.rowCount(), 1);
  }

  void sortsByFiguresNotByTexts() {
    Document document;
    LayerOutcomes outcomes(&document);
    LayersModel layers(&document, &outcomes);
    LayersFilter filter;
    filter.setSourceModel(&layers);
    document.setModel(model_);
    filter.sort(LayersModel::WeightsColumn, Qt::DescendingOrder);
    qlonglong before = std::numeric_limits<qlonglong>::max();
    for (int row = 0; row < filter.rowCount(); ++row) {
      const auto weights = filter.index(row, LayersModel::WeightsColumn).data(LayersModel::SortRole).toLongLong();
      QVERIFY(weights <= before);
      before = weights;
    }
  }

  void figuresArriveLayerByLayerAndSurviveUndo() {
    Document document;
    LayerOutcomes outcomes(&document);
    document.setModel(model_);
    const auto tensors = compressibleTensors(*model_);
    QSignalSpy changed(&outcomes, &LayerOutcomes::changed);
    document.applySpec(tensors, parseSpec("uniform:bits=4,granularity=channel").value());
    QVERIFY(!outcomes.of(tensors.front()));
    QTRY_COMPARE_WITH_TIMEOUT(changed.count(), static_cast<int>(tensors.size()), kPatience);
    const auto outcome = outcomes.of(tensors.front());
    QVERIFY(outcome && outcome->encoded);
    QCOMPARE(outcome->codeBytes, (model_->tensors()[tensors.front()].elementCount() * 4 + 7) / 8);
    QVERIFY(outcome->sqnrDb > 5.0);
    document.undoStack().undo();
    QVERIFY(outcomes.of(tensors.front()) && !outcomes.of(tensors.front())->encoded);
    document.undoStack().redo();
    QVERIFY(outcomes.of(tensors.front()) && outcomes.of(tensors.front())->encoded);
    QCOMPARE(changed.count(), static_cast<int>(tensors.size()));
  }

  void selectionFollowsTheTable() {
    Document document;
    LayerOutcomes outcomes(&document);
    Selection selection;
    LayersPanel panel(&document, &selection, &outcomes);
    document.setModel(model_);
    QVERIFY(selection.current().has_value());
    const auto tensors = compressibleTensors(*model_);
    panel.selectTensor(tensors[1]);
    QCOMPARE(*selection.current(), tensors[1]);
    panel.alsoSelect(tensors[2]);
    QCOMPARE(selection.tensors(), (std::vector<std::size_t>{tensors[1], tensors[2]}));
    panel.selectAll();
    QCOMPARE(selection.tensors(), tensors);
    document.setModel(nullptr);
    QVERIFY(!selection.current());
  }

 private:
  std::shared_ptr<const Model> model_;
};

QTEST_MAIN(LayersTest)
#include "layers_test.moc"

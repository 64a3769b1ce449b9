// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest/QtTest>

#include "core/base/resources.h"
#include "tests/support/model_builder.h"
#include "tests/support/qt_result_check.h"
#include "widgets/document/document.h"
#include "widgets/document/layer_outcomes.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/document/selection.h"
#include "widgets/layers/fitted_names.h"
#include "widgets/layers/layers_columns.h"
#include "widgets/layers/layers_copy.h"
#include "widgets/layers/layers_filter.h"
#include "widgets/layers/layers_model.h"
#include "widgets/layers/layers_panel.h"
#include "widgets/layers/layers_sum.h"
#include "widgets/layers/short_names.h"
#include "widgets/theme/fonts.h"

using namespace bitwright;

namespace {

constexpr int kPatience = 60'000;  // ms

int at(LayerColumn column) {
  return static_cast<int>(column);
}

/// The model's layers behind the filter, with nothing else of the window.
struct Table {
  Document document;
  LayerOutcomes outcomes{&document};
  LayersModel layers{&document, &outcomes};
  LayersFilter filter;

  explicit Table(const std::shared_ptr<const Model>& model) {
    filter.setSourceModel(&layers);
    document.setModel(model);
  }
};

/// The panel with all it needs.
struct Panel {
  Document document;
  LayerOutcomes outcomes{&document};
  Selection selection;
  LayersPanel panel{&document, &selection, &outcomes};

  explicit Panel(const std::shared_ptr<const Model>& model) { document.setModel(model); }
  [[nodiscard]] QStringList texts() const {
    QStringList all;
    for (const auto* label : panel.findChildren<QLabel*>()) all << label->text();
    return all;
  }
};

}  // namespace

class LayersTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home_.path());
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
      if (!index.data(LayersModel::CompressibleRole).toBool())
        QVERIFY(index.data(Qt::ToolTipRole).toString().count(QLatin1Char('\n')) >= 2);
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

  void filtersByRegularExpression() {
    Table table(model_);
    table.filter.setExpression(QStringLiteral("^block[23].*conv[0-9]$"));
    const int matched = table.filter.rowCount();
    QVERIFY(matched >= 3 && matched < static_cast<int>(compressibleTensors(*model_).size()));
    for (int row = 0; row < matched; ++row)
      QVERIFY(table.filter.index(row, 0).data().toString().startsWith(QLatin1String("block")));
    QVERIFY(table.filter.problem().isEmpty());
    table.filter.setExpression(QStringLiteral("block(["));  // broken: what was shown stays
    QVERIFY(!table.filter.problem().isEmpty());
    QCOMPARE(table.filter.rowCount(), matched);
    table.filter.setExpression(QStringLiteral("^GEMM"));
    QCOMPARE(table.filter.rowCount(), 1);
    QVERIFY(table.filter.problem().isEmpty());
    table.filter.setExpression({});
    QVERIFY(!table.filter.isActive());
    QCOMPARE(table.filter.rowCount(), static_cast<int>(compressibleTensors(*model_).size()));
  }

  void anExpressionThatNeverEndsIsGivenUp() {
    Table table(manyLayers(2000, std::string(60, 'a')));
    table.filter.setExpression(QStringLiteral("^(a+)+$"));
    QCOMPARE(table.filter.rowCount(), 0);
    QVERIFY(!table.filter.problem().isEmpty());
  }

  void filtersByOperator() {
    Panel shown(model_);
    auto* operators = shown.panel.findChild<QComboBox*>();
    QVERIFY(operators != nullptr && operators->count() == 3);  // all, Conv, Gemm
    operators->setCurrentIndex(operators->findData(QStringLiteral("Gemm")));
    QCOMPARE(shown.panel.table()->model()->rowCount(), 1);
    operators->setCurrentIndex(0);
    QCOMPARE(shown.panel.table()->model()->rowCount(), static_cast<int>(compressibleTensors(*model_).size()));
  }

  void aBrokenExpressionIsSaidBelowTheField() {
    Panel shown(model_);
    auto* line = shown.panel.findChild<QLineEdit*>();
    QToolButton* expression = nullptr;
    for (auto* button : shown.panel.findChildren<QToolButton*>()) {
      if (button->text() == QLatin1String(".*")) expression = button;
    }
    QVERIFY(line != nullptr && expression != nullptr);
    expression->click();
    line->setText(QStringLiteral("conv("));
    QVERIFY(line->property("invalid").toBool());
    QVERIFY(!line->accessibleDescription().isEmpty() && shown.texts().contains(line->accessibleDescription()));
    line->setText(QStringLiteral("conv"));
    QVERIFY(!line->property("invalid").toBool());
    QVERIFY(line->accessibleDescription().isEmpty());
  }

  void sumsWhatIsShownOrSelected() {
    Table table(model_);
    const auto tensors = compressibleTensors(*model_);
    table.document.applySpec(tensors, parseSpec("uniform:bits=4").value());
    QVERIFY(!sumOf(tensors, table.layers, table.document).complete);
    QTRY_VERIFY_WITH_TIMEOUT(!table.outcomes.runner().isRunning(), kPatience);
    const auto all = sumOf(tensors, table.layers, table.document);
    QVERIFY(all.complete);
    QCOMPARE(all.layers, static_cast<std::int64_t>(tensors.size()));
    QVERIFY(all.ratio() > 7.0 && all.ratio() <= 8.0);
    QVERIFY(all.bitsPerWeight() >= 4.0 && all.bitsPerWeight() < 4.5);
    const auto one = sumOf({tensors.front()}, table.layers, table.document);
    QCOMPARE(one.weights, model_->tensors()[tensors.front()].elementCount());

    Panel shown(model_);
    QTRY_VERIFY(shown.texts().contains(QStringLiteral("Total")));
    shown.panel.findChild<QLineEdit*>()->setText(QStringLiteral("block2"));
    QTRY_VERIFY(shown.texts().contains(QStringLiteral("Shown")));
    shown.panel.selectAll();
    QTRY_VERIFY(shown.texts().contains(QStringLiteral("Selected")));
  }

  void aSharedCodebookIsSummedOnce() {
    Table table(model_);
    const auto tensors = compressibleTensors(*model_);
    table.document.applySpec(tensors, parseSpec("sharing:clusters=64,scale=none").value());
    QTRY_VERIFY_WITH_TIMEOUT(
        !table.outcomes.runner().isRunning() && sumOf(tensors, table.layers, table.document).complete, kPatience);
    const auto* first = table.layers.outcome(tensors.front());
    QVERIFY(first != nullptr && first->sharesCodebook());
    std::int64_t own = 0;
    for (const auto tensor : tensors) own += table.layers.outcome(tensor)->bytes();
    QCOMPARE(sumOf(tensors, table.layers, table.document).bytes, own + first->codebookBytes);
    QCOMPARE(
        sumOf({tensors[1], tensors[2]}, table.layers, table.document).bytes,
        table.layers.outcome(tensors[1])->bytes() + table.layers.outcome(tensors[2])->bytes() + first->codebookBytes);
  }

  void copiesRowsAsASpreadsheetTakesThem() {
    Panel shown(model_);
    const auto tensors = compressibleTensors(*model_);
    shown.panel.selectTensor(tensors[1]);
    shown.panel.alsoSelect(tensors[0]);
    shown.panel.show();
    QVERIFY(QTest::qWaitForWindowActive(&shown.panel));
    shown.panel.table()->setFocus();
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(shown.panel.table(), Qt::Key_C, Qt::ControlModifier);
    const auto lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0], QStringLiteral("Layer\tWeights\tScheme\tSQNR"));
    const auto cells = lines[1].split(QLatin1Char('\t'));
    QCOMPARE(cells.size(), 4);
    QCOMPARE(cells[1], QString::number(model_->tensors()[tensors[0]].elementCount()));
    QCOMPARE(cells[3], QString());  // nothing is lost, so there is no figure
  }

  void namesOfOthersBecomeNoFormulas() {
    Panel shown(manyLayers(1, "=1+1\tx"));
    shown.panel.selectAll();
    const auto cells =
        selectedRowsAsTsv(*shown.panel.table()).section(QLatin1Char('\n'), 1, 1).split(QLatin1Char('\t'));
    QCOMPARE(cells.size(), 4);
    QVERIFY(cells[0].startsWith(QLatin1String("'=1+1")));
  }

  void columnsAreChosenAndRemembered() {
    {
      Panel shown(model_);
      QMenu menu;
      shown.panel.findChild<LayersColumns*>()->fillChooser(&menu);
      QVERIFY(shown.panel.table()->isColumnHidden(at(LayerColumn::ratio)));
      menu.actions()[at(LayerColumn::ratio)]->trigger();
      menu.actions()[at(LayerColumn::weights)]->trigger();
      QVERIFY(!shown.panel.table()->isColumnHidden(at(LayerColumn::ratio)));
      auto* header = shown.panel.table()->horizontalHeader();
      header->moveSection(header->visualIndex(at(LayerColumn::sqnr)), 1);
    }
    Panel again(model_);
    auto* table = again.panel.table();
    QVERIFY(!table->isColumnHidden(at(LayerColumn::ratio)));
    QVERIFY(table->isColumnHidden(at(LayerColumn::weights)));
    QCOMPARE(table->horizontalHeader()->visualIndex(at(LayerColumn::sqnr)), 1);
    QMenu menu;
    again.panel.findChild<LayersColumns*>()->fillChooser(&menu);
    menu.actions().back()->trigger();  // as at first
    QVERIFY(table->isColumnHidden(at(LayerColumn::ratio)));
    QVERIFY(!table->isColumnHidden(at(LayerColumn::weights)));
  }

  void sortsByTheKeyboard() {
    Panel shown(model_);
    QMenu menu;
    shown.panel.findChild<LayersColumns*>()->fillSorting(&menu);
    menu.actions()[1]->trigger();  // weights
    const auto weights = [&](int row) {
      return shown.panel.table()
          ->model()
          ->index(row, at(LayerColumn::weights))
          .data(LayersModel::SortRole)
          .toLongLong();
    };
    QVERIFY(weights(0) <= weights(1));
    QMenu further;
    shown.panel.findChild<LayersColumns*>()->fillSorting(&further);
    further.actions().back()->trigger();  // falling
    QVERIFY(weights(0) >= weights(1));
  }

  void thousandsOfRowsKeepTheRules() {
    Table table(manyLayers(3000, "layer"));
    const QAbstractItemModelTester tester(&table.filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(table.filter.rowCount(), 3000);
    table.filter.sort(at(LayerColumn::sqnr), Qt::DescendingOrder);
    table.document.applySpec(compressibleTensors(*table.document.model()), parseSpec("uniform:bits=4").value());
    QTRY_VERIFY_WITH_TIMEOUT(!table.outcomes.runner().isRunning(), kPatience);
    const auto last = table.filter.index(2999, at(LayerColumn::sqnr)).data(LayersModel::SortRole).toDouble();
    QTRY_VERIFY_WITH_TIMEOUT(
        table.filter.index(0, at(LayerColumn::sqnr)).data(LayersModel::SortRole).toDouble() >= last, kPatience);
    table.filter.setWords(QStringLiteral("layer_29"));
    QVERIFY(table.filter.rowCount() > 50 && table.filter.rowCount() < 3000);
    QCOMPARE(sumOf(compressibleTensors(*table.document.model()), table.layers, table.document).layers,
             std::int64_t{3000});
  }

  void longNamesStayApart() {
    std::vector<QString> names, operators;
    for (int layer = 0; layer < 12; ++layer) {
      for (const char* part : {"attention.self.query", "attention.self.key", "attention.self.value",
                               "attention.output.dense", "intermediate.dense", "output.dense"}) {
        names.push_back(QStringLiteral("bert.encoder.layer.%1.%2.MatMul").arg(layer).arg(QLatin1String(part)));
        operators.push_back(QStringLiteral("MatMul"));
        names.push_back(names.back());  // its bias
        operators.push_back(QStringLiteral("Add"));
      }
    }
    names.push_back(QStringLiteral("bert.pooler.dense.MatMul"));
    operators.push_back(QStringLiteral("MatMul"));
    const auto shorter = shortNames(names, operators);
    QCOMPARE(shorter[0], QStringLiteral("…0.attention.self.query…"));
    QCOMPARE(shorter.back(), QStringLiteral("…pooler.dense…"));
    const QFontMetricsF metrics(bodyFont());
    // The narrowest the column gets by itself, and as a person may widen it.
    for (const int width : {124 - 20, 180 - 20}) {
      const auto fitted = fittedNames(names, shorter, metrics, scaled(width));
      QMap<QString, QString> seen;
      for (std::size_t i = 0; i < names.size(); ++i) {
        if (operators[i] == QStringLiteral("Add")) continue;
        QVERIFY2(!seen.contains(fitted[i]),
                 qPrintable(QStringLiteral("%1 and %2 are both %3").arg(seen.value(fitted[i]), names[i], fitted[i])));
        QVERIFY(metrics.horizontalAdvance(fitted[i]) <= scaled(width));
        seen.insert(fitted[i], names[i]);
      }
    }
    QCOMPARE(fittedNames(names, shorter, metrics, 10'000.0), names);
  }

  void whatWouldBeAmbiguousStaysWhole() {
    const std::vector<QString> names{QStringLiteral("left.dense.1"), QStringLiteral("left.conv.1"),
                                     QStringLiteral("right.dense.1"), QStringLiteral("right.conv.1"),
                                     QStringLiteral("head")};
    const auto shorter = shortNames(names, std::vector<QString>(names.size(), QStringLiteral("Gemm")));
    QCOMPARE(QSet<QString>(shorter.begin(), shorter.end()).size(), qsizetype{5});
    QCOMPARE(shorter[4], QStringLiteral("head"));
  }

  void layersOfAFinishedFileAreNotKnown() {
    Panel shown(model_);
    auto& document = shown.document;
    document.applySpec(compressibleTensors(*model_), parseSpec("uniform:bits=4").value());
    QTRY_VERIFY_WITH_TIMEOUT(!shown.outcomes.runner().isRunning(), kPatience);
    const auto* table = shown.panel.table()->model();
    const auto text = [&](LayerColumn column) { return table->index(0, at(column)).data().toString(); };
    QVERIFY(text(LayerColumn::sqnr).toDouble() > 0.0);
    document.addFinishedFile("theirs.onnx");
    QCOMPARE(text(LayerColumn::scheme), QStringLiteral("not known"));
    for (const auto column : {LayerColumn::bytes, LayerColumn::ratio, LayerColumn::bits, LayerColumn::sqnr})
      QCOMPARE(text(column), QStringLiteral("–"));
    const auto why = table->index(0, at(LayerColumn::scheme)).data(LayersModel::DetailRole).toString();
    QVERIFY2(why.contains(QStringLiteral("finished file")), qPrintable(why));
    QTRY_VERIFY(shown.texts().contains(QStringLiteral("not known")));  // the sum, too
    document.undoStack().undo();
    QVERIFY(text(LayerColumn::sqnr).toDouble() > 0.0);
  }

  void sortsByFiguresNotByTexts() {
    Document document;
    LayerOutcomes outcomes(&document);
    LayersModel layers(&document, &outcomes);
    LayersFilter filter;
    filter.setSourceModel(&layers);
    document.setModel(model_);
    filter.sort(at(LayerColumn::weights), Qt::DescendingOrder);
    qlonglong before = std::numeric_limits<qlonglong>::max();
    for (int row = 0; row < filter.rowCount(); ++row) {
      const auto weights = filter.index(row, at(LayerColumn::weights)).data(LayersModel::SortRole).toLongLong();
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
  /// A chain of small Gemm nodes called NAME_0, NAME_1, …
  std::shared_ptr<const Model> manyLayers(int count, const std::string& name) {
    test::ModelBuilder builder;
    builder.input("x", test::kFloat, {1, 8}).output("y" + std::to_string(count - 1), test::kFloat, {1, 8});
    for (int i = 0; i < count; ++i) {
      const auto number = std::to_string(i);
      builder.initializer(test::weightTensor("w" + number, test::kFloat, {8, 8}));
      builder.add(test::node("Gemm", {i == 0 ? "x" : "y" + std::to_string(i - 1), "w" + number}, {"y" + number},
                             name + "_" + number));
    }
    const auto path = std::filesystem::path(home_.filePath(QStringLiteral("many%1.onnx").arg(++files_)).toStdString());
    builder.write(path);
    auto opened = Model::open(path);
    return opened ? *opened : nullptr;
  }

  QTemporaryDir home_;
  int files_ = 0;
  std::shared_ptr<const Model> model_;
};

QTEST_MAIN(LayersTest)
#include "layers_test.moc"

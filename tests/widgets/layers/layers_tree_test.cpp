// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest/QtTest>

#include "tests/support/model_builder.h"
#include "tests/support/qt_result_check.h"
#include "tests/support/timed.h"
#include "tests/widgets/watchdog.h"
#include "widgets/document/document.h"
#include "widgets/document/layer_outcomes.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/document/selection.h"
#include "widgets/layers/fitted_names.h"
#include "widgets/layers/layers_copy.h"
#include "widgets/layers/layers_model.h"
#include "widgets/layers/layers_panel.h"
#include "widgets/layers/layers_rows.h"
#include "widgets/layers/short_names.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"

using namespace bitwright;

namespace {

constexpr int kPatience = 60'000;      // ms
constexpr qint64 kLongestStall = 100;  // ms

/// The panel with all it needs.
struct Shown {
  Document document;
  LayerOutcomes outcomes{&document};
  Selection selection;
  LayersPanel panel{&document, &selection, &outcomes};

  explicit Shown(const std::shared_ptr<const Model>& model) { document.setModel(model); }
  [[nodiscard]] LayersRows& rows() { return *panel.rows(); }
  [[nodiscard]] QTableView* table() { return panel.table(); }
  [[nodiscard]] QStringList names() {
    QStringList all;
    for (int row = 0; row < rows().rowCount(); ++row) all << rows().index(row, 0).data().toString();
    return all;
  }
  [[nodiscard]] int rowCalled(const QString& name) { return static_cast<int>(names().indexOf(name)); }
  void choose(int row) {
    table()->selectionModel()->setCurrentIndex(rows().index(row, 0),
                                               QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  }
  [[nodiscard]] QToolButton* treeButton() {
    for (auto* button : panel.findChildren<QToolButton*>()) {
      if (button->accessibleName() == QStringLiteral("Group layers by module")) return button;
    }
    return nullptr;
  }
};

/// Paths of a transformer's layers.
std::vector<std::string> transformer(int blocks) {
  std::vector<std::string> paths;
  for (int block = 0; block < blocks; ++block) {
    const auto front = "model.layers." + std::to_string(block) + ".";
    for (const char* part :
         {"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "mlp.up_proj", "mlp.down_proj"})
      paths.push_back(front + part);
  }
  paths.emplace_back("model.lm_head");
  return paths;
}

}  // namespace

class LayersTreeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home_.path()); }

  void equalBlocksAreFolded() {
    Shown shown(chain(transformer(6)));
    const QAbstractItemModelTester tester(&shown.rows(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(shown.rows().isTree());
    QCOMPARE(shown.names(),
             QStringList({QStringLiteral("layers"), QStringLiteral("layers.0"), QStringLiteral("self_attn"),
                          QStringLiteral("q_proj"), QStringLiteral("k_proj"), QStringLiteral("v_proj"),
                          QStringLiteral("mlp"), QStringLiteral("up_proj"), QStringLiteral("down_proj"),
                          QStringLiteral("layers.1"), QStringLiteral("layers.2"), QStringLiteral("layers.3"),
                          QStringLiteral("layers.4"), QStringLiteral("layers.5"), QStringLiteral("lm_head")}));
    const int second = shown.rowCalled(QStringLiteral("layers.1"));
    QVERIFY(shown.rows().isGroup(second) && !shown.rows().isOpen(second));
    QVERIFY(
        shown.rows().index(second, 0).data(LayersModel::DetailRole).toString().contains(QStringLiteral("layers.0")));
    shown.rows().setOpen(second, true);
    QCOMPARE(shown.names().size(), qsizetype{22});
    QCOMPARE(shown.names()[second + 1], QStringLiteral("self_attn"));
    shown.rows().setOpen(0, false);
    QCOMPARE(shown.names(), QStringList({QStringLiteral("layers"), QStringLiteral("lm_head")}));
    shown.rows().setOpen(0, true);
    QCOMPARE(shown.names().size(), qsizetype{22});  // as it was left
    shown.document.setModel(nullptr);
    QCOMPARE(shown.rows().rowCount(), 0);
  }

  void groupsAreSums() {
    Shown shown(chain(transformer(4)));
    const auto tensors = compressibleTensors(*shown.document.model());
    shown.document.applySpec(tensors, parseSpec("uniform:bits=4").value());
    QTRY_VERIFY_WITH_TIMEOUT(!shown.outcomes.runner().isRunning(), kPatience);
    const auto value = [&](int row, LayerColumn column) {
      return shown.rows().index(row, static_cast<int>(column)).data(LayersModel::ValueRole);
    };
    QCOMPARE(value(0, LayerColumn::weights).toLongLong(), qlonglong{20 * 64});
    QTRY_VERIFY(value(0, LayerColumn::bytes).isValid());
    qulonglong sum = 0;
    for (const auto tensor : shown.rows().tensorsAt(0))
      sum += static_cast<qulonglong>(shown.panel.layers()->outcome(tensor)->bytes());
    QCOMPARE(value(0, LayerColumn::bytes).toULongLong(), sum);
    QCOMPARE(value(0, LayerColumn::originalBytes).toULongLong(), qulonglong{20 * 64 * 4});
    QVERIFY(value(0, LayerColumn::bits).toDouble() > 4.0);
    const auto one = value(shown.rowCalled(QStringLiteral("q_proj")), LayerColumn::scheme).toString();
    QCOMPARE(value(0, LayerColumn::scheme).toString(), one);
    shown.document.applySpec({tensors.front()}, parseSpec("kmeans:bits=3").value());
    QCOMPARE(value(0, LayerColumn::scheme).toString(), QStringLiteral("mixed"));
  }

  void aChoiceForAGroupIsOneForItsLayers() {
    Shown shown(chain(transformer(4)));
    shown.choose(shown.rowCalled(QStringLiteral("layers.2")));
    const auto chosen = shown.selection.tensors();
    QCOMPARE(chosen, (std::vector<std::size_t>{10, 11, 12, 13, 14}));
    shown.document.applySpec(chosen, parseSpec("uniform:bits=3").value());
    for (const auto& plan : shown.document.resolved().layers)
      QCOMPARE(plan.untouched, plan.tensor < 10 || plan.tensor > 14);
    shown.document.undoStack().undo();
    for (const auto& plan : shown.document.resolved().layers) QVERIFY(plan.untouched);
    QCOMPARE(shown.selection.tensors(), chosen);
  }

  void foldingTheSelectionSelectsTheGroup() {
    Shown shown(chain(transformer(4)));
    shown.choose(shown.rowCalled(QStringLiteral("k_proj")));
    shown.rows().setOpen(shown.rowCalled(QStringLiteral("self_attn")), false);
    QCOMPARE(shown.selection.tensors(), (std::vector<std::size_t>{0, 1, 2}));
    shown.panel.selectTensor(1);  // who asks for it wants to see it
    QCOMPARE(shown.selection.tensors(), (std::vector<std::size_t>{1}));
    QCOMPARE(shown.table()->currentIndex().data().toString(), QStringLiteral("k_proj"));
    shown.panel.selectTensor(17);  // in a folded block
    QCOMPARE(shown.selection.current(), std::optional<std::size_t>(17));
  }

  void keysAndClicksFold() {
    Shown shown(chain(transformer(4)));
    shown.panel.resize(440, 700);
    shown.panel.show();
    QVERIFY(QTest::qWaitForWindowActive(&shown.panel));
    auto* table = shown.table();
    table->setFocus();
    shown.choose(shown.rowCalled(QStringLiteral("k_proj")));
    QTest::keyClick(table, Qt::Key_Left);
    QCOMPARE(table->currentIndex().data().toString(), QStringLiteral("self_attn"));
    QTest::keyClick(table, Qt::Key_Left);
    QVERIFY(!shown.names().contains(QStringLiteral("k_proj")));
    QTest::keyClick(table, Qt::Key_Right);
    QVERIFY(shown.names().contains(QStringLiteral("k_proj")));
    QTest::keyClick(table, Qt::Key_Right);
    QCOMPARE(table->currentIndex().data().toString(), QStringLiteral("q_proj"));
    shown.choose(0);
    QTest::keyClick(table, Qt::Key_Asterisk);
    QCOMPARE(shown.names().size(), qsizetype{1 + 4 * 8 + 1});
    QTest::keyClick(table, Qt::Key_Minus);
    QCOMPARE(shown.names(), QStringList({QStringLiteral("layers"), QStringLiteral("lm_head")}));
    const QRect cell = table->visualRect(shown.rows().index(0, 0));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, {cell.left() + scaled(12), cell.top() + scaled(12)});
    QCOMPARE(shown.names().size(), qsizetype{34});
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, {cell.right() - scaled(8), cell.center().y()});
    QCOMPARE(shown.names().size(), qsizetype{2});
  }

  void theSameLayerOfAllBlocksIsOneChoice() {
    Shown shown(chain(transformer(5)));
    shown.choose(shown.rowCalled(QStringLiteral("v_proj")));
    Q_EMIT shown.table()->customContextMenuRequested({10, 10});
    auto* menu = shown.panel.findChild<QMenu*>();
    QVERIFY(menu != nullptr);
    QAction* all = nullptr;
    for (auto* action : menu->actions()) {
      if (action->text().contains(QStringLiteral("v_proj"))) all = action;
    }
    QVERIFY(all != nullptr);
    all->trigger();
    QCOMPARE(shown.selection.tensors(), (std::vector<std::size_t>{2, 7, 12, 17, 22}));
    menu->close();
  }

  void foundLayersAreInSight() {
    Shown shown(chain(transformer(6)));
    auto* line = shown.panel.findChild<QLineEdit*>();
    line->setText(QStringLiteral("up_proj"));
    QCOMPARE(shown.names(), QStringList({QStringLiteral("layers"), QStringLiteral("layers.0.mlp.up_proj"),
                                         QStringLiteral("layers.1.mlp.up_proj"), QStringLiteral("layers.2.mlp.up_proj"),
                                         QStringLiteral("layers.3.mlp.up_proj"), QStringLiteral("layers.4.mlp.up_proj"),
                                         QStringLiteral("layers.5.mlp.up_proj")}));
    line->setText(QStringLiteral("layers.4"));
    QCOMPARE(shown.names().front(), QStringLiteral("layers.4"));
    QVERIFY(shown.names().contains(QStringLiteral("q_proj")));
    line->clear();
    QCOMPARE(shown.names().size(), qsizetype{15});
  }

  void theListIsAChoiceThatIsKept() {
    const auto model = chain(transformer(4));
    {
      Shown shown(model);
      shown.panel.selectTensor(6);
      QVERIFY(shown.treeButton() != nullptr && !shown.treeButton()->isHidden());
      shown.treeButton()->click();
      QVERIFY(!shown.rows().isTree());
      QCOMPARE(shown.rows().rowCount(), 21);
      QCOMPARE(shown.names().front(), QStringLiteral("model.layers.0.self_attn.q_proj"));
      QCOMPARE(shown.selection.tensors(), (std::vector<std::size_t>{6}));
    }
    Shown again(model);
    QVERIFY(!again.rows().isTree());
    again.treeButton()->click();
    QVERIFY(again.rows().isTree());
  }

  void smallAndPlainNetsStayLists() {
    Shown few(chain(transformer(2)));
    QVERIFY(!few.rows().isTree() && few.treeButton()->isHidden());
    std::vector<std::string> plain;
    for (int layer = 0; layer < 40; ++layer) plain.push_back("layer_" + std::to_string(layer));
    Shown flat(chain(plain));
    QVERIFY(!flat.rows().isTree());
    QCOMPARE(flat.rows().rowCount(), 40);
  }

  void groupsAreCopiedWithTheirSums() {
    Shown shown(chain(transformer(4)));
    shown.choose(0);
    const auto lines = selectedRowsAsTsv(*shown.table()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines[1].startsWith(QStringLiteral("model.layers\t1280\t")), qPrintable(lines[1]));
  }

  void sortsGroupsByWhatTheyComeTo() {
    auto paths = transformer(4);
    paths.insert(paths.begin(), "model.stem");
    Shown shown(chain(paths));
    shown.table()->sortByColumn(static_cast<int>(LayerColumn::weights), Qt::DescendingOrder);
    QCOMPARE(shown.names().front(), QStringLiteral("layers"));
    shown.table()->sortByColumn(static_cast<int>(LayerColumn::name), Qt::AscendingOrder);
    QCOMPARE(shown.names().front(), QStringLiteral("stem"));
  }

  void namesInAListOf180PixelsStayApart_data() {
    QTest::addColumn<QStringList>("names");
    QStringList bert, yolo, newer;
    for (int layer = 0; layer < 12; ++layer) {
      for (const char* part : {"attention.self.query", "attention.self.key", "attention.self.value",
                               "attention.output.dense", "intermediate.dense", "output.dense"})
        bert << QStringLiteral("encoder.layer.%1.%2").arg(layer).arg(QLatin1String(part));
      for (const char* part :
           {"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj", "mlp.gate_proj",
            "mlp.up_proj", "mlp.down_proj", "self_attn.relative_position_proj_q", "self_attn.relative_position_proj_k"})
        newer << QStringLiteral("model.language_model.layers.%1.%2").arg(layer).arg(QLatin1String(part));
    }
    for (int block = 0; block < 23; ++block) {
      for (const char* part : {"cv1.conv", "cv2.conv", "m.0.cv1.conv", "m.0.cv2.conv", "m.1.cv1.conv", "m.1.cv2.conv",
                               "cv2.0.0.conv", "cv2.0.1.conv", "cv3.0.0.0.conv", "cv3.0.0.1.conv"})
        yolo << QStringLiteral("model.%1.%2").arg(block).arg(QLatin1String(part));
    }
    QStringList far;
    for (int i = 0; i < 300; ++i)
      far << QStringLiteral("the_same_long_beginning_%1.%2.the_same_long_end")
                 .arg(QString(60, QLatin1Char('a')))
                 .arg(i);
    QTest::newRow("MiniLM") << bert;
    QTest::newRow("YOLO") << yolo;
    QTest::newRow("newer exporter") << newer;
    QTest::newRow("hardly different") << far;
  }

  void namesInAListOf180PixelsStayApart() {
    QFETCH(QStringList, names);
    const std::vector<QString> all(names.begin(), names.end());
    const auto shorter = shortNames(all, std::vector<QString>(all.size(), QStringLiteral("MatMul")));
    const QFontMetricsF metrics(bodyFont());
    for (const int width : {180, 120, 90}) {
      const auto fitted = fittedNames(all, shorter, metrics, scaled(width - 20));
      QCOMPARE(QSet<QString>(fitted.begin(), fitted.end()).size(), names.size());
      for (const auto& text : fitted) QVERIFY(metrics.horizontalAdvance(text) <= scaled(width - 20) + 1.0);
    }
  }

  void thousandsOfLayersStayQuick() {
    Shown shown(chain(transformer(1000)));
    shown.panel.resize(440, 800);
    shown.panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&shown.panel));
    QTRY_VERIFY_WITH_TIMEOUT(!shown.outcomes.runner().isRunning(), kPatience);
    QTest::qWait(300);
    auto* line = shown.panel.findChild<QLineEdit*>();
    qint64 longest = 0;
    const auto act = [&](const char* what, const auto& does) {
      const test::Watchdog watchdog;
      does();
      QTest::qWait(40);
      qInfo("%s: %lld ms", what, static_cast<long long>(watchdog.longest()));
      longest = std::max(longest, watchdog.longest());
    };
    act("open all", [&] { shown.rows().foldAgain(LayersRows::Folds::none); });
    act("scroll", [&] { shown.table()->scrollTo(shown.rows().index(shown.rows().rowCount() / 2, 0)); });
    act("fold one", [&] { shown.rows().setOpen(1, false); });
    act("fold all", [&] { shown.rows().foldAgain(LayersRows::Folds::all); });
    act("fold equal blocks", [&] { shown.rows().foldAgain(LayersRows::Folds::equalBlocks); });
    act("filter", [&] { line->setText(QStringLiteral("q_proj")); });
    act("filter more", [&] { line->setText(QStringLiteral("q_proj layers.12")); });
    act("clear", [&] { line->clear(); });
    act("sort by weights",
        [&] { shown.table()->sortByColumn(static_cast<int>(LayerColumn::weights), Qt::DescendingOrder); });
    act("sort by name", [&] { shown.table()->sortByColumn(0, Qt::AscendingOrder); });
    act("select all", [&] { shown.panel.selectAll(); });
    act("list", [&] { shown.treeButton()->click(); });
    act("tree", [&] { shown.treeButton()->click(); });
    QVERIFY2(!test::timed() || longest <= kLongestStall,
             qPrintable(QStringLiteral("stood still for %1 ms").arg(longest)));
  }

 private:
  /// MatMul nodes one behind the other, whose tensors have these paths and whose nodes tell nothing.
  std::shared_ptr<const Model> chain(const std::vector<std::string>& paths) {
    test::ModelBuilder builder;
    builder.input("x", test::kFloat, {1, 8});
    std::string value = "x";
    for (std::size_t index = 0; index < paths.size(); ++index) {
      const auto tensor = paths[index] + ".weight";
      const auto next = "val_" + std::to_string(index);
      builder.initializer(test::weightTensor(tensor, test::kFloat, {8, 8}));
      builder.add(test::node("MatMul", {value, tensor}, {next}, "node_linear_" + std::to_string(index)));
      value = next;
    }
    builder.output(value, test::kFloat, {1, 8});
    const auto path = toPath(home_.filePath(QStringLiteral("chain%1.onnx").arg(++files_)));
    builder.write(path);
    auto opened = Model::open(path);
    return opened ? *opened : nullptr;
  }

  QTemporaryDir home_;
  int files_ = 0;
};

QTEST_MAIN(LayersTreeTest)
#include "layers_tree_test.moc"

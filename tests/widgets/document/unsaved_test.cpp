// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Nothing is given up unasked, and nothing is asked where there is nothing to lose.

#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QtTest/QtTest>
#include <QUrl>

#include "tests/support/made_models.h"
#include "tests/support/qt_result_check.h"
#include "tests/widgets/dialog_answers.h"
#include "tests/widgets/opened_window.h"
#include "widgets/compare/comparison_panel.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/document/recipe_files.h"

using namespace bitwright;

namespace {

constexpr int kPatience = test::OpenedWindow::kPatience;

/// A window with a model, and another model beside it.
class Work {
 public:
  Work() : opened_(test::denseModel({16, 12, 4})) { test::denseModel({8, 6, 4}).write(toPath(other())); }

  [[nodiscard]] bool open() { return opened_.open(); }
  [[nodiscard]] MainWindow& window() { return opened_.window(); }
  [[nodiscard]] QString other() const { return opened_.filePath(QStringLiteral("other.onnx")); }
  [[nodiscard]] QString filePath(const char* name) const { return opened_.filePath(QLatin1String(name)); }
  [[nodiscard]] bool shows(const char* name) { return window().document().fileName() == QLatin1String(name); }
  void change(const char* spec = "uniform:bits=4") {
    auto& document = window().document();
    document.applySpec({compressibleTensors(*document.model()).front()}, parseSpec(spec).value());
  }
  void drop(const QString& path) {
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window(), &enter);
    QDropEvent event(QPointF(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window(), &event);
  }

 private:
  test::OpenedWindow opened_;
};

}  // namespace

class UnsavedTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void nothingIsAskedWhereNothingWasChanged() {
    Work work;
    test::DialogAnswers answers;
    QVERIFY(work.open());
    work.window().open(work.other());
    QTRY_VERIFY_WITH_TIMEOUT(work.shows("other.onnx"), kPatience);
    // What was undone is no change.
    work.change();
    work.window().document().undoStack().undo();
    QVERIFY(work.window().close());
    QVERIFY(answers.allCame());
    MainWindow empty;
    empty.show();
    QVERIFY(empty.close());
    QVERIFY(answers.allCame());
  }

  void closingAsks() {
    Work work;
    QVERIFY(work.open());
    work.change();
    test::DialogAnswers answers;
    answers.expect(QMessageBox::Cancel);
    QVERIFY(!work.window().close());
    QVERIFY(work.window().isVisible());
    QVERIFY(answers.allCame());
    QVERIFY(answers.buttons().testFlag(QMessageBox::Save) && answers.buttons().testFlag(QMessageBox::Discard));
    QVERIFY2(answers.texts().front().contains(QStringLiteral("made.onnx")) &&
                 answers.texts().front().contains(QStringLiteral("Variant 1")),
             qPrintable(answers.texts().front()));
    answers.expect(QMessageBox::Discard);
    QVERIFY(work.window().close());
    QVERIFY(answers.allCame());
  }

  void openingAnotherAsks() {
    Work work;
    QVERIFY(work.open());
    work.window().document().addVariants(starterRecipes());
    const auto state = work.window().document().state();
    test::DialogAnswers answers;
    answers.expect(QMessageBox::Cancel);
    work.window().open(work.other());
    QVERIFY(answers.allCame());
    QVERIFY(!work.window().opener().runner().isRunning());  // it is not even read
    QVERIFY(work.window().document().state() == state);
    answers.expect(QMessageBox::Discard);
    work.window().open(work.other());
    QTRY_VERIFY_WITH_TIMEOUT(work.shows("other.onnx"), kPatience);
    QVERIFY(answers.allCame());
    // Nothing is left of what was agreed to.
    QVERIFY(work.window().close());
    QVERIFY(answers.allCame());
  }

  void droppingAFileAsks() {
    Work work;
    QVERIFY(work.open());
    work.change();
    test::DialogAnswers answers;
    answers.expect(QMessageBox::Cancel);
    work.drop(work.other());
    QTRY_VERIFY_WITH_TIMEOUT(answers.allCame(), kPatience);
    QTest::qWait(20);
    QVERIFY(work.shows("made.onnx"));
    answers.expect(QMessageBox::Discard);
    work.drop(work.other());
    QTRY_VERIFY_WITH_TIMEOUT(work.shows("other.onnx"), kPatience);
    QVERIFY(answers.allCame());
  }

  void aFileThatCannotBeReadTakesNothing() {
    Work work;
    QVERIFY(work.open());
    work.change();
    test::writeFile(toPath(work.filePath("broken.onnx")), "no model");
    const auto state = work.window().document().state();
    test::DialogAnswers answers;
    answers.expect(QMessageBox::Discard);
    work.window().open(work.filePath("broken.onnx"));
    QTRY_VERIFY_WITH_TIMEOUT(!work.window().opener().runner().isRunning(), kPatience);
    QVERIFY(work.window().document().state() == state);
    answers.expect(QMessageBox::Cancel);
    QVERIFY(!work.window().close());  // it is as unsaved as before
    QVERIFY(answers.allCame());
  }

  void whatIsDoneWhileAnotherIsReadIsAskedFor() {
    Work work;
    QVERIFY(work.open());
    test::DialogAnswers answers;
    work.window().open(work.other());
    QVERIFY(work.window().opener().runner().isRunning());
    work.change();
    answers.expect(QMessageBox::Cancel);
    QTRY_VERIFY_WITH_TIMEOUT(answers.allCame() && !work.window().opener().runner().isRunning(), kPatience);
    QTest::qWait(20);
    QVERIFY(work.shows("made.onnx"));
    QVERIFY(!work.window().document().recipe().rules.empty());
    // Agreed to before it is read, not asked again; changed meanwhile, asked again.
    answers.expect(QMessageBox::Discard);
    work.window().open(work.other());
    work.change("uniform:bits=5");
    answers.expect(QMessageBox::Discard);
    QTRY_VERIFY_WITH_TIMEOUT(work.shows("other.onnx"), kPatience);
    QVERIFY(answers.allCame());
  }

  void theRecipeCanBeSavedFirst() {
    Work work;
    QVERIFY(work.open());
    work.change();
    const auto recipe = work.window().document().recipe();
    test::DialogAnswers answers;
    answers.expect(QMessageBox::Save);
    answers.expectPath({});  // nowhere, after all
    QVERIFY(!work.window().close());
    QVERIFY(answers.allCame());
    answers.expect(QMessageBox::Save);
    answers.expectPath(work.filePath("kept"));
    QVERIFY(work.window().close());
    QVERIFY(answers.allCame());
    const auto kept = readRecipe(toPath(work.filePath("kept.json")));
    BW_VERIFY_RESULT(kept);
    QVERIFY(*kept == recipe);
  }

  void whatIsOnFileIsNotAskedFor() {
    Work work;
    QVERIFY(work.open());
    work.change();
    test::DialogAnswers answers;
    work.window().saveRecipe(work.filePath("saved.json"));
    work.window().openRecipe(work.filePath("saved.json"));
    QCOMPARE(work.window().document().variants().size(), std::size_t{2});
    QVERIFY(work.window().close());
    QVERIFY(answers.allCame());
    work.window().show();
    work.change("fp16");
    answers.expect(QMessageBox::Cancel);
    QVERIFY(!work.window().close());
    QVERIFY(answers.allCame());
    // One that could not be written is not on file.
    work.window().saveRecipe(work.filePath("no such folder/saved.json"));
    answers.expect(QMessageBox::Cancel);
    QVERIFY(!work.window().close());
    QVERIFY(answers.allCame());
  }

  void severalRecipesGoToOneFolderAndReplaceNothing() {
    Work work;
    QVERIFY(work.open());
    const QString folder = work.filePath("recipes");
    QVERIFY(QDir().mkpath(folder));
    for (const char* name : {"one", "a/b", "a/b"})
      work.window().document().addVariants({Recipe{.name = name, .all = parseSpec("fp16").value(), .rules = {}}});
    test::writeFile(toPath(folder + QStringLiteral("/one.json")), "mine");
    test::DialogAnswers answers;
    answers.expect(QMessageBox::Save);
    answers.expectPath(folder);
    QVERIFY(work.window().close());
    QVERIFY(answers.allCame());
    QCOMPARE(test::readFile(toPath(folder + QStringLiteral("/one.json"))), std::string("mine"));
    QCOMPARE(QDir(folder).entryList(QDir::Files),
             (QStringList{QStringLiteral("a-b (2).json"), QStringLiteral("a-b.json"), QStringLiteral("one-2.json"),
                          QStringLiteral("one.json")}));
    QCOMPARE(recipeFileName(QStringLiteral("../…/x")), QStringLiteral("-.-…-x.json"));
    QCOMPARE(recipeFileName(QString()), QStringLiteral("recipe.json"));
    QVERIFY(recipeFileName(QString(500, QChar(0x4E00))).toUtf8().size() < 255);
  }

  void measurementsAreAskedForUntilTheyAreInAReport() {
    Work work;
    QVERIFY(work.open());
    auto& comparison = work.window().comparison();
    CompareOptions options;
    options.measures = {.size = true, .speed = false, .memory = false};
    comparison.setOptions(options);
    comparison.startComparison();
    QTRY_VERIFY_WITH_TIMEOUT(!comparison.runner().isRunning() && !comparison.lastComparison().variants.empty(),
                             kPatience);
    test::DialogAnswers answers;
    answers.expect(QMessageBox::Cancel);
    QVERIFY(!work.window().close());
    QVERIFY(answers.allCame());
    QVERIFY(!answers.buttons().testFlag(QMessageBox::Save));  // there is no recipe to save
    QVERIFY2(answers.texts().front().contains(QStringLiteral("comparison")), qPrintable(answers.texts().front()));
    QSignalSpy saved(&comparison, &ComparisonPanel::reportSaved);
    comparison.saveReport(work.filePath("report.csv"));
    QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, kPatience);
    QVERIFY(work.window().close());
    QVERIFY(answers.allCame());
  }
};

QTEST_MAIN(UnsavedTest)
#include "unsaved_test.moc"

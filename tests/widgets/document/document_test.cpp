// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/document/document.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include "tests/support/made_models.h"
#include "tests/support/qt_result_check.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/text/message_text.h"

using namespace bitwright;

namespace {

SchemeSpec spec(const char* text) {
  return parseSpec(text).value();
}

}  // namespace

class DocumentTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    QVERIFY(folder_.isValid());
    const auto path = toPath(folder_.filePath(QStringLiteral("dense.onnx")));
    test::denseModel({12, 10, 8, 4}).write(path);
    auto opened = Model::open(path);
    BW_VERIFY_RESULT(opened);
    model_ = *opened;
    layers_ = compressibleTensors(*model_);
    QVERIFY(layers_.size() >= 3);
  }

  void opensWithOneEmptyVariant() {
    Document document;
    QSignalSpy models(&document, &Document::modelChanged);
    document.setModel(model_);
    QCOMPARE(models.count(), 1);
    QCOMPARE(document.variants().size(), std::size_t{1});
    QVERIFY(!document.recipe().all);
    QVERIFY(document.recipe().rules.empty());
    QVERIFY(!document.undoStack().canUndo());
    QCOMPARE(document.resolved().layers.size(), model_->tensors().size());
  }

  void undoAndRedoGiveTheSameBytes() {
    Document document;
    document.setModel(model_);
    std::vector<std::string> history{recipeToJson(document.recipe())};
    const std::vector<std::pair<std::vector<std::size_t>, const char*>> edits{
        {{layers_[0]}, "uniform:bits=4"},
        {{layers_[1], layers_[2]}, "kmeans:bits=3"},
        {{layers_[0], layers_[1]}, "fp16"},
        {layers_, "uniform:bits=8,granularity=tensor"},
        {{layers_[2]}, "keep"}};
    for (const auto& [tensors, text] : edits) {
      document.applySpec(tensors, spec(text));
      history.push_back(recipeToJson(document.recipe()));
      QVERIFY(history.back() != history[history.size() - 2]);
    }
    QCOMPARE(document.undoStack().count(), static_cast<int>(edits.size()));
    for (std::size_t i = edits.size(); i-- > 0;) {
      document.undoStack().undo();
      QCOMPARE(recipeToJson(document.recipe()), history[i]);
    }
    QVERIFY(document.undoStack().isClean());
    for (std::size_t i = 1; i < history.size(); ++i) {
      document.undoStack().redo();
      QCOMPARE(recipeToJson(document.recipe()), history[i]);
    }
  }

  void appliesToExactlyTheLayersAsked() {
    Document document;
    document.setModel(model_);
    document.applySpec({layers_[1]}, spec("kmeans:bits=3"));
    for (const auto& plan : document.resolved().layers) {
      QCOMPARE(plan.untouched, plan.tensor != layers_[1]);
      if (!plan.untouched) QCOMPARE(plan.spec.storage()->name, std::string("kmeans"));
    }
    document.applySpec(layers_, spec("uniform:bits=5"));
    QVERIFY(document.recipe().all.has_value());
    QVERIFY(document.recipe().rules.empty());
    for (const auto tensor : layers_)
      QCOMPARE(document.resolved().layers[tensor].spec.storage()->name, std::string("uniform"));
  }

  void choicesForTheSameLayersAreUndoneOneByOne() {
    Document document;
    document.setModel(model_);
    document.applySpec({layers_[0]}, spec("uniform:bits=8"));
    const auto first = document.recipe();
    document.applySpec({layers_[0]}, spec("kmeans:bits=4"));
    QCOMPARE(document.undoStack().count(), 2);
    document.undoStack().undo();
    QVERIFY(document.recipe() == first);
    document.undoStack().undo();
    QVERIFY(document.recipe().rules.empty());
  }

  void editsOfOneGestureAreOneStep() {
    Document document;
    document.setModel(model_);
    const auto setHigh = [&document](float high, Gesture gesture) {
      auto plan = document.recipe().activations;
      plan.ranges["x"] = {0.0F, high};
      document.setActivations(plan, QStringLiteral("range"), gesture);
    };
    const auto first = newGesture();
    for (const float high : {1.0F, 2.0F, 3.0F}) setHigh(high, first);
    QCOMPARE(document.undoStack().count(), 1);
    const auto second = newGesture();
    QVERIFY(first != second);
    for (const float high : {4.0F, 5.0F}) setHigh(high, second);
    for (const float high : {6.0F, 7.0F}) setHigh(high, kNoGesture);
    QCOMPARE(document.undoStack().count(), 4);
    document.undoStack().undo();
    document.undoStack().undo();
    QCOMPARE(document.recipe().activations.ranges.at("x").high, 5.0F);
    document.undoStack().undo();
    QCOMPARE(document.recipe().activations.ranges.at("x").high, 3.0F);
    // Something else in between ends it, and so does another variant that is looked at.
    setHigh(8.0F, second);
    document.applySpec({layers_[0]}, spec("fp16"));
    setHigh(9.0F, second);
    QCOMPARE(document.undoStack().count(), 4);
    document.addVariants({document.recipe()});
    setHigh(10.0F, second);
    const auto here = document.activeVariant();
    document.setActiveVariant(document.variants().front().id);
    setHigh(11.0F, second);
    QCOMPARE(document.undoStack().count(), 7);
    QCOMPARE(document.state().find(here)->recipe.activations.ranges.at("x").high, 10.0F);
    // One that ends where it began leaves nothing.
    document.undoStack().setClean();
    const auto third = newGesture();
    setHigh(12.0F, third);
    setHigh(11.0F, third);
    QCOMPARE(document.undoStack().count(), 7);
  }

  void onlyRecipesOnNoFileAreUnsaved() {
    Document document;
    document.setModel(model_);
    QVERIFY(document.unsavedRecipes().empty());
    const auto first = document.activeVariant();
    document.applySpec({layers_[0]}, spec("fp16"));
    QCOMPARE(document.unsavedRecipes(), std::vector<quint64>{first});
    document.undoStack().undo();
    QVERIFY(document.unsavedRecipes().empty());
    document.undoStack().redo();
    document.addVariants({Recipe{.name = "b", .all = spec("uniform:bits=8"), .rules = {}}});
    const auto second = document.activeVariant();
    document.addFinishedFile("some.onnx");
    QCOMPARE(document.unsavedRecipes(), (std::vector<quint64>{first, second}));
    document.recipeIsOnFile(first);
    QCOMPARE(document.unsavedRecipes(), std::vector<quint64>{second});
    QVERIFY(!document.undoStack().isClean());
    document.recipeIsOnFile(second);
    QVERIFY(document.unsavedRecipes().empty());
    QVERIFY(document.undoStack().isClean());
    document.undoStack().undo();
    document.setActiveVariant(first);
    document.applySpec({layers_[0]}, spec("uniform:bits=4"));
    QCOMPARE(document.unsavedRecipes(), std::vector<quint64>{first});
    document.setModel(model_);
    QVERIFY(document.unsavedRecipes().empty());
  }

  void anEditThatChangesNothingLeavesNoStep() {
    Document document;
    document.setModel(model_);
    document.applySpec({layers_[0]}, spec("fp16"));
    const int steps = document.undoStack().count();
    document.applySpec({layers_[1]}, spec("fp16"));
    document.applySpec({layers_[1]}, spec("fp16"));
    QCOMPARE(document.undoStack().count(), steps + 1);
  }

  void variantsComeGoAndReturn() {
    Document document;
    document.setModel(model_);
    const auto first = document.activeVariant();
    document.addVariants(starterRecipes());
    QCOMPARE(document.variants().size(), std::size_t{6});
    QVERIFY(document.activeVariant() != first);
    document.duplicateVariant(first);
    QCOMPARE(document.variants().size(), std::size_t{7});
    QVERIFY(document.variants()[0].recipe.name != document.variants()[1].recipe.name);
    const auto copy = document.activeVariant();
    document.renameVariant(copy, QStringLiteral("Größe ∞"));
    QCOMPARE(document.state().find(copy)->recipe.name, std::string("Größe ∞"));
    document.removeVariant(copy);
    QVERIFY(document.state().find(copy) == nullptr);
    document.undoStack().undo();
    QVERIFY(document.state().find(copy) != nullptr);
    QCOMPARE(document.state().find(copy)->recipe.name, std::string("Größe ∞"));
    while (document.undoStack().canUndo()) document.undoStack().undo();
    QCOMPARE(document.variants().size(), std::size_t{1});
    document.removeVariant(document.activeVariant());
    QCOMPARE(document.variants().size(), std::size_t{1});
  }

  void choosingAVariantShowsItsRecipe() {
    Document document;
    document.setModel(model_);
    const auto first = document.activeVariant();
    document.addVariants({Recipe{.name = "eight", .all = spec("uniform:bits=8"), .rules = {}}});
    QVERIFY(!document.resolved().layers[layers_[0]].untouched);
    QSignalSpy recipes(&document, &Document::recipeChanged);
    document.setActiveVariant(first);
    QCOMPARE(recipes.count(), 1);
    QVERIFY(document.resolved().layers[layers_[0]].untouched);
  }

  void starterSetIsWhole() {
    QCOMPARE(starterRecipes().size(), std::size_t{5});
    for (const auto& recipe : starterRecipes()) BW_VERIFY_RESULT(resolve(recipe, *model_));
  }

 private:
  QTemporaryDir folder_;
  std::shared_ptr<const Model> model_;
  std::vector<std::size_t> layers_;
};

QTEST_GUILESS_MAIN(DocumentTest)
#include "document_test.moc"

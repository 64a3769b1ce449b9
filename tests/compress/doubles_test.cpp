// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// A net of doubles is compressed; what only float32 has is left out with its own reason, not refused.
#include <QTemporaryDir>

#include "core/compress/bias_correction.h"
#include "core/compress/compress.h"
#include "core/runtime/observe.h"
#include "tests/support/model_builder.h"
#include "tests/support/qt_result_check.h"

namespace bitwright {

using namespace test;

class DoublesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    ModelBuilder builder(17);
    builder.input("x", kDouble, {1, 40}).output("y", kDouble, {1, 20});
    builder.initializer(weightTensor("a", kDouble, {40, 30})).initializer(weightTensor("b", kDouble, {30, 20}, 2));
    builder.add(node("MatMul", {"x", "a"}, {"h"}));
    builder.add(node("MatMul", {"h", "b"}, {"y"}));
    const auto file = std::filesystem::path(folder_.path().toStdString()) / "doubles.onnx";
    builder.write(file);
    auto model = Model::open(file);
    BW_VERIFY_RESULT(model);
    model_ = *model;
  }

  void nothingOfThemIsObserved() {
    const auto floats = floatValues(model_, {}, Job{});
    BW_VERIFY_RESULT(floats);
    QVERIFY(floats->empty());
  }

  void biasesAreNotCorrected() {
    DataRequest data;
    data.spec = "made up";  // none is read: no node of theirs has a bias that could be corrected
    const auto compressed = compress(model_, recipeOf("uniform:bits=4+bias_correction"), Job{}, data);
    BW_VERIFY_RESULT(compressed);
    QVERIFY(std::all_of(compressed->layers.begin(), compressed->layers.end(),
                        [](const auto& layer) { return layer.replacement == nullptr; }));
    QVERIFY(!compressed->warnings.empty());
  }

  void equalizationSaysWhy() {
    const auto compressed = compress(model_, recipeOf("equalization+uniform:bits=4"), Job{});
    BW_VERIFY_RESULT(compressed);
    QCOMPARE(compressed->warnings.size(), std::size_t{1});
    QCOMPARE(compressed->warnings.front().id(), std::string("equalization.type"));
    QVERIFY(compressed->layers.front().encoded);
  }

 private:
  static Recipe recipeOf(const std::string& spec) {
    Recipe recipe;
    recipe.all = parseSpec(spec).value();
    return recipe;
  }

  QTemporaryDir folder_;
  std::shared_ptr<const Model> model_;
};

}  // namespace bitwright

QTEST_GUILESS_MAIN(bitwright::DoublesTest)
#include "doubles_test.moc"

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// A net of doubles is compressed; what only float32 has is left out with its own reason, not refused.

#include <doctest/doctest.h>

#include "core/compress/compress.h"
#include "core/compress/modifiers/bias_correction_modifier.h"
#include "core/runtime/observe.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

class DoublesTest {
 protected:
  DoublesTest() {
    ModelBuilder builder(17);
    builder.input("x", kDouble, {1, 40}).output("y", kDouble, {1, 20});
    builder.initializer(weightTensor("a", kDouble, {40, 30})).initializer(weightTensor("b", kDouble, {30, 20}, 2));
    builder.add(node("MatMul", {"x", "a"}, {"h"}));
    builder.add(node("MatMul", {"h", "b"}, {"y"}));
    const auto file = folder_.path() / "doubles.onnx";
    builder.write(file);
    auto model = Model::open(file);
    BW_VERIFY_RESULT(model);
    model_ = *model;
  }

  static Recipe recipeOf(const std::string& spec) {
    Recipe recipe;
    recipe.all = parseSpec(spec).value();
    return recipe;
  }

  ScratchFolder folder_;
  std::shared_ptr<const Model> model_;
};

}  // namespace

TEST_CASE_FIXTURE(DoublesTest, "nothingOfThemIsObserved") {
  const auto floats = floatValues(model_, {}, Job{});
  BW_VERIFY_RESULT(floats);
  REQUIRE(floats->empty());
}

TEST_CASE_FIXTURE(DoublesTest, "biasesAreNotCorrected") {
  DataRequest data;
  data.spec = "made up";  // none is read: no node of theirs has a bias that could be corrected
  const auto compressed = compress(model_, recipeOf("uniform:bits=4+bias_correction"), Job{}, data);
  BW_VERIFY_RESULT(compressed);
  REQUIRE(std::all_of(compressed->layers.begin(), compressed->layers.end(),
                      [](const auto& layer) { return layer.replacement == nullptr; }));
  REQUIRE(!compressed->warnings.empty());
}

TEST_CASE_FIXTURE(DoublesTest, "equalizationSaysWhy") {
  const auto compressed = compress(model_, recipeOf("equalization+uniform:bits=4"), Job{});
  BW_VERIFY_RESULT(compressed);
  REQUIRE(compressed->warnings.size() == std::size_t{1});
  REQUIRE(compressed->warnings.front().id() == "equalization.type");
  REQUIRE(compressed->layers.front().encoded);
}

}  // namespace bitwright

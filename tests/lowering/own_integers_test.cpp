// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Models that compute in integers already: whether their sums can overflow elsewhere is said.
#include "core/lowering/plan/own_integers.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

class OwnIntegersTest {
 protected:
  /// x [2, 4] times an int8 weight [4, 2] of one value, as MatMulInteger or behind a DequantizeLinear.
  std::shared_ptr<const Model> made(bool dequantized, int type, int weight);
  ScratchFolder folder_;
};

}  // namespace

std::shared_ptr<const Model> OwnIntegersTest::made(bool dequantized, int type, int weight) {
  ModelBuilder builder(13);
  builder.input("x", dequantized ? kFloat : kUint8, {2, 4}).output("y", dequantized ? kFloat : kInt32, {2, 2});
  builder.initializer(rawTensor("w", type, {4, 2}, std::string(8, static_cast<char>(weight))));
  if (dequantized) {
    builder.initializer(tensor("s", kFloat, {}, {0.01F}));
    builder.add(node("DequantizeLinear", {"w", "s"}, {"f"}));
    builder.add(node("MatMul", {"x", "f"}, {"y"}));
  } else {
    builder.add(node("MatMulInteger", {"x", "w"}, {"y"}));
  }
  const std::filesystem::path path = folder_.file("m.onnx");
  builder.write(path);
  auto model = Model::open(path);
  return model ? *model : nullptr;
}

TEST_CASE_FIXTURE(OwnIntegersTest, "largeWeightsAreSaid") {
  Rows<bool, int, int, bool> rows;
  for (const bool dequantized : {false, true}) {
    const auto name = dequantized ? "dequantized" : "integers";
    rows.add(fmt::format("{}, 127", name), dequantized, static_cast<int>(kInt8), 127, true);
    rows.add(fmt::format("{}, 64", name), dequantized, static_cast<int>(kInt8), 64,
             false);  // 255 · 128 is less than 2^15
    rows.add(fmt::format("{}, 65", name), dequantized, static_cast<int>(kInt8), 65, true);
    rows.add(fmt::format("{}, unsigned", name), dequantized, static_cast<int>(kUint8), 255, false);
  }

  rows.run([&](bool dequantized, int type, int weight, bool said) {
    const auto model = made(dequantized, type, weight);
    REQUIRE(model);
    CompressedModel compressed;
    compressed.model = model;
    for (const auto target : {TargetProcessor::thisOne, TargetProcessor::any, TargetProcessor::avx2}) {
      compressed.recipe.activations.target = target;
      const auto message = ownSumsOverflow(compressed);
      REQUIRE(message.has_value() == said);
      if (message) REQUIRE(message->id() == "integer.own_overflow");
    }
    compressed.recipe.activations.target = TargetProcessor::vnni;
    REQUIRE(!ownSumsOverflow(compressed));
  });
}

}  // namespace bitwright

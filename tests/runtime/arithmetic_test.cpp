// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <onnx/onnx_pb.h>

#include <filesystem>
#include <map>
#include <stop_token>

#include "core/base/resources.h"
#include "core/runtime/kernel_precision.h"
#include "tests/support/made_models.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

using Counts = std::map<std::string, std::int64_t>;  // by operator, summed

Counts countsOf(const Arithmetic& arithmetic, bool integer) {
  Counts counts;
  for (const auto& node : arithmetic.nodes) {
    if (node.integer == integer) counts[node.op] += node.multiplyAccumulates;
  }
  return counts;
}

std::string listed(const Counts& counts) {
  std::string text;
  for (const auto& [op, count] : counts) text += op + " " + std::to_string(count) + ", ";
  return text;
}

/// A square "same" convolution, as an architecture's table has it.
constexpr std::int64_t convolution(std::int64_t inputs, std::int64_t outputs, std::int64_t kernel, std::int64_t side) {
  return inputs * outputs * kernel * kernel * side * side;
}

class ArithmeticTest {
 protected:
  ScratchFolder folder_;

  Result<Arithmetic> of(const ModelBuilder& builder) const {
    const std::filesystem::path file = folder_.file("made.onnx");
    builder.write(file);
    return findKernelPrecision(file, {}, {});
  }
};

}  // namespace

/// ResNet-8 on 28×28, as resources/sample/training/nets.py builds it.
TEST_CASE_FIXTURE(ArithmeticTest, "theSampleComputesInFloats") {
  const auto path = resourcePath("sample/resnet8_fashion.onnx");
  BW_VERIFY_RESULT(path);
  constexpr std::int64_t kExpected =
      convolution(1, 16, 3, 28) + 2 * convolution(16, 16, 3, 28)                                      // stem, block 1
      + convolution(16, 32, 3, 14) + convolution(32, 32, 3, 14) + convolution(16, 32, 1, 14)          // block 2
      + convolution(32, 64, 3, 7) + convolution(64, 64, 3, 7) + convolution(32, 64, 1, 7) + 64 * 10;  // block 3, head
  for (const char* data : {"sample", ""}) {
    const auto found = findKernelPrecision(*path, {.spec = data, .limit = 4}, {});
    BW_VERIFY_RESULT(found);
    REQUIRE_MESSAGE((found->reason.empty() && found->notes.empty()), found->reason.text());
    REQUIRE(found->nodes.size() == std::size_t{10});
    REQUIRE(found->multiplyAccumulates() == kExpected);
    REQUIRE(found->integerShare() == std::optional(0.0));
  }
}

TEST_CASE_FIXTURE(ArithmeticTest, "quantizedLayersRunInIntegers") {
  const auto found = of(quantizedModel());
  BW_VERIFY_RESULT(found);
  REQUIRE_MESSAGE(found->reason.empty(), found->reason.text());
  const auto integers = countsOf(*found, true);
  REQUIRE_MESSAGE((integers == Counts{{"QLinearConv", 8400}, {"QGemm", 1500}}), listed(integers));
  REQUIRE(found->integerShare() == std::optional(1.0));
  for (const auto& node : found->nodes) REQUIRE_MESSAGE(!node.node.empty(), node.op);
}

/// One Conv stands between quantized layers, but reads floats and multiplies them.
TEST_CASE_FIXTURE(ArithmeticTest, "oneFloatLayerIsTold") {
  const auto found = of(quantizedModel(Quantized::notConv2));
  BW_VERIFY_RESULT(found);
  const auto floats = countsOf(*found, false);
  REQUIRE_MESSAGE((floats == Counts{{"Conv", 1200}}), listed(floats));
  REQUIRE(found->multiplyAccumulates() == std::int64_t{9900});
  REQUIRE(found->integerShare() == std::optional(8700.0 / 9900.0));
}

TEST_CASE_FIXTURE(ArithmeticTest, "dynamicallyQuantizedProductsRunInIntegers") {
  const auto found = of(dynamicModel());
  BW_VERIFY_RESULT(found);
  REQUIRE(countsOf(*found, true) == (Counts{{"DynamicQuantizeMatMul", 1152}}));
  REQUIRE(countsOf(*found, false) == (Counts{{"MatMul", 360}}));
  REQUIRE(found->integerShare() == std::optional(1152.0 / 1512.0));
}

/// Strides, groups, dilation, padding, an activation that is fused; a batch that is broadcast; transposes.
TEST_CASE_FIXTURE(ArithmeticTest, "countsFollowTheShapes") {
  ModelBuilder model;
  model.input("x", kFloat, {-1, 8, 11, 11}).output("y", kFloat, {-1, 6, 6, 6});
  model.initializer(weightTensor("w1", kFloat, {12, 4, 3, 3}, 1))
      .initializer(weightTensor("w2", kFloat, {12, 6, 2, 2}, 2));
  auto& grouped = model.add(node("Conv", {"x", "w1"}, {"c"}, "grouped"));
  setAttribute(grouped, "group", std::int64_t{2});
  setAttribute(grouped, "dilations", std::vector<std::int64_t>{2, 2});
  setAttribute(grouped, "strides", std::vector<std::int64_t>{3, 3});
  setAttribute(grouped, "pads", std::vector<std::int64_t>{2, 1, 0, 1});  // (11 + 2 − 5) / 3 + 1 = 3 places either way
  model.add(node("Relu", {"c"}, {"r"}));
  auto& back = model.add(node("ConvTranspose", {"r", "w2"}, {"y"}, "back"));
  setAttribute(back, "strides", std::vector<std::int64_t>{2, 2});

  model.input("a", kFloat, {5, 1, 3, 16}).input("b", kFloat, {2, 7, 16}).output("p", kFloat, {5, 2, 3, 7});
  auto& turn = model.add(node("Transpose", {"b"}, {"bt"}));
  setAttribute(turn, "perm", std::vector<std::int64_t>{0, 2, 1});
  model.add(node("MatMul", {"a", "bt"}, {"p"}, "broadcast"));
  const auto found = of(model);
  BW_VERIFY_RESULT(found);
  REQUIRE_MESSAGE(found->reason.empty(), found->reason.text());
  std::map<std::string, std::int64_t> byName;
  for (const auto& each : found->nodes) byName[each.op] = each.multiplyAccumulates;
  REQUIRE(byName.at("FusedConv") == std::int64_t{12 * 9 * 4 * 9});
  REQUIRE(byName.at("ConvTranspose") == std::int64_t{12 * 9 * 6 * 4});
  REQUIRE(byName.at("FusedMatMul") == std::int64_t{5 * 2 * 3 * 7 * 16});
}

TEST_CASE_FIXTURE(ArithmeticTest, "whatCannotBeCountedIsSaid") {
  const auto found = of(holderModel({}));
  BW_VERIFY_RESULT(found);
  REQUIRE_MESSAGE(found->reason.empty(), found->reason.text());
  REQUIRE(found->notes.size() == std::size_t{1});
  REQUIRE_MESSAGE(found->notes.front().text().find("2 operators inside branches") != std::string::npos,
                  found->notes.front().text());
  // first, the Gemm, the function's product, and the Conv.
  REQUIRE(found->multiplyAccumulates() == std::int64_t{16 * 24 + 24 * 20 + 16 * 20 + 8 * 9 * 36});
}

TEST_CASE_FIXTURE(ArithmeticTest, "whatDoesNotRunHasAReason") {
  auto model = denseModel({4, 3});
  model.add(node("NoSuchOperator", {"x"}, {"z"}));
  const auto found = of(model);
  BW_VERIFY_RESULT(found);
  REQUIRE((!found->integerShare() && !found->reason.empty() && found->nodes.empty()));
  REQUIRE_MESSAGE(found->reason.text().find("NoSuchOperator") != std::string::npos, found->reason.text());
  const auto missing = findKernelPrecision(folder_.file("none.onnx"), {}, {});
  REQUIRE((!missing && missing.error().kind == ErrorKind::io));
  std::stop_source stop;
  stop.request_stop();
  const auto stopped = findKernelPrecision(folder_.file("made.onnx"), {}, Job(stop.get_token(), {}));
  REQUIRE((!stopped && stopped.error().kind == ErrorKind::cancelled));
}

TEST_CASE_FIXTURE(ArithmeticTest, "aModelThatMultipliesNothingHasNoShare") {
  ModelBuilder model;
  model.input("x", kFloat, {1, 4}).output("y", kFloat, {1, 4});
  model.add(node("Relu", {"x"}, {"y"}));
  const auto found = of(model);
  BW_VERIFY_RESULT(found);
  REQUIRE((found->reason.empty() && !found->integerShare()));
}

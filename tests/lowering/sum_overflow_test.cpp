// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Whether 16-bit sums of a processor without VNNI overflow: held against the sums themselves, over all that two uint8
// values can be.
#include "core/lowering/plan/sum_overflow.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "tests/support/model_builder.h"

namespace bitwright {

using namespace test;

namespace {

/// VPMADDUBSW, as the processor does it: the extremes of both values are where a sum of two products has its own.
bool leavesInt16(int first, int second) {
  for (const int a : {0, 255}) {
    for (const int b : {0, 255}) {
      const int sum = a * first + b * second;
      if (sum > 32767 || sum < -32768) return true;
    }
  }
  return false;
}

std::vector<std::byte> bytesOf(const std::vector<int>& values) {
  std::vector<std::byte> bytes;
  for (const int value : values) bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

}  // namespace

TEST_CASE("pairsByTheirSums") {
  int overflowing = 0;
  for (int first = -128; first <= 127; ++first) {
    for (int second = -128; second <= 127; ++second) {
      const std::int8_t pair[] = {static_cast<std::int8_t>(first), static_cast<std::int8_t>(second)};
      const bool expected = leavesInt16(first, second);
      REQUIRE(pairOverflows(pair) == expected);
      overflowing += expected ? 1 : 0;
    }
  }
  REQUIRE((overflowing > 10000 && overflowing < 30000));
  const std::int8_t seven[] = {63, 63, -64, -64};
  REQUIRE(!pairOverflows(seven));
}

TEST_CASE("oneIsLeftAlone") {
  const std::int8_t odd[] = {1, 2, 127};  // the third is added to nothing
  REQUIRE(!pairOverflows(odd));
  const std::int8_t across[] = {0, 127, 127, 0};  // (0, 127), (127, 0): neighbours, and no pair
  REQUIRE(!pairOverflows(across));
}

TEST_CASE("ordersOfKernels") {
  // [inputs 2, outputs 2]: only output 1 has two large weights of a sign.
  const auto matrix = bytesOf({127, 100, -100, 100});
  REQUIRE(weightOverflows(node("MatMul", {"x", "w"}, {"y"}), {2, 2}, matrix));
  // The same bytes as [outputs, inputs]: 127 − 100 and 100 + 100.
  auto transposed = node("Gemm", {"x", "w"}, {"y"});
  setAttribute(transposed, "transB", std::int64_t{1});
  REQUIRE(weightOverflows(transposed, {2, 2}, matrix));
  REQUIRE(!weightOverflows(transposed, {2, 2}, bytesOf({127, -100, 100, -100})));
  REQUIRE(weightOverflows(node("MatMul", {"x", "w"}, {"y"}), {2, 2}, bytesOf({127, -100, 100, -100})));

  // Conv [1, 2 inputs, 1 × 2]: neighbours are the inputs at one position: (127, −100), (127, −100).
  REQUIRE(!weightOverflows(node("Conv", {"x", "w"}, {"y"}), {1, 2, 1, 2}, bytesOf({127, 127, -100, -100})));
  REQUIRE(weightOverflows(node("Conv", {"x", "w"}, {"y"}), {1, 2, 1, 2}, bytesOf({127, -100, 127, -100})));
  // Three inputs: pairs run over from one position into the next.
  REQUIRE(weightOverflows(node("Conv", {"x", "w"}, {"y"}), {1, 3, 1, 2}, bytesOf({0, 127, 0, 0, 127, 0})));
  REQUIRE(!weightOverflows(node("Conv", {"x", "w"}, {"y"}), {1, 3, 1, 2}, bytesOf({127, 0, 0, 0, 0, 127})));

  auto depthwise = node("Conv", {"x", "w"}, {"y"});
  setAttribute(depthwise, "group", std::int64_t{2});
  REQUIRE(!weightOverflows(depthwise, {2, 1, 3, 3}, bytesOf(std::vector<int>(18, 127))));
  REQUIRE(weightOverflows(depthwise, {4, 1, 3, 3},
                          bytesOf(std::vector<int>(36, 127))));  // two outputs a group: the common kernel
}

TEST_CASE("targets") {
  REQUIRE(sumsSaturate(TargetProcessor::any));
  REQUIRE(sumsSaturate(TargetProcessor::avx2));
  REQUIRE(!sumsSaturate(TargetProcessor::vnni));
}

/// An LSTM has its inputs last, DynamicQuantizeLSTM its channels.
TEST_CASE("recurrentWeightsByTheirInputs") {
  const auto elements = bytesOf({100, 100, 0, 0, 100, 100, 0, 0});  // two directions of 2 x 2
  REQUIRE(weightOverflows(node("LSTM", {"x", "w", "r"}, {"y"}), {2, 2, 2}, elements));
  REQUIRE(!weightOverflows(node("DynamicQuantizeLSTM", {"x", "w", "r"}, {"y"}), {2, 2, 2}, elements));
  const auto columns = bytesOf({0, 0, 0, 0, 100, 0, 100, 0});  // in the second direction alone
  REQUIRE(!weightOverflows(node("LSTM", {"x", "w", "r"}, {"y"}), {2, 2, 2}, columns));
  REQUIRE(weightOverflows(node("DynamicQuantizeLSTM", {"x", "w", "r"}, {"y"}), {2, 2, 2}, columns));
}

}  // namespace bitwright

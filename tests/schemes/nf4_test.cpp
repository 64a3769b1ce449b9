// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "tests/schemes/encoding.h"

using namespace bitwright;
using namespace bitwright::testing;

namespace {

/// The x below which a standard normal value lies with probability p, by bisection of the distribution function.
double normalQuantile(double p) {
  double low = -10.0;
  double high = 10.0;
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (low + high);
    (0.5 * std::erfc(-middle / std::numbers::sqrt2) < p ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace

TEST_CASE("levelsAreTheNormalQuantiles") {
  // QLoRA, section 3: quantiles of both halves apart, so that zero is a level; the outermost probability is that of
  // 2^4 levels without their tails.
  const double outermost = 1.0 - 0.5 * (1.0 / 32.0 + 1.0 / 30.0);
  std::vector<double> expected;
  for (int i = 7; i >= 1; --i) expected.push_back(-normalQuantile(0.5 + (outermost - 0.5) * i / 7.0));
  expected.push_back(0.0);
  for (int i = 1; i <= 8; ++i) expected.push_back(normalQuantile(0.5 + (outermost - 0.5) * i / 8.0));
  const auto levels = tableOf(encodeBy("nf4", listedTensor({1.0F})));
  REQUIRE(levels.size() == std::size_t{16});
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const double difference = std::abs(static_cast<double>(levels[i]) - expected[i] / expected.back());
    REQUIRE_MESSAGE(difference < 5e-7, fmt::format("level {} differs by {}", i, difference));
  }
  REQUIRE(levels[7] == 0.0F);
  REQUIRE(std::is_sorted(levels.begin(), levels.end()));
}

TEST_CASE("publishedValuesAreKeptToTheBit") {
  // What files of other programs mean by these codes (QLoRA, appendix E).
  const auto levels = tableOf(encodeBy("nf4", listedTensor({1.0F})));
  REQUIRE(levels[1] == -0.6961928009986877F);
  REQUIRE(levels[8] == 0.07958029955625534F);
  REQUIRE(levels[14] == 0.7229568362236023F);
}

TEST_CASE("blocksOf64HaveTheirOwnLargestWeight") {
  const auto made = gaussianTensor({2, 160}, 1);
  const EncodedTensor tensor = encodeBy("nf4", made, {{"granularity", word("block")}, {"scales", word("32")}});
  const EncodedTerm& term = tensor.terms.front();
  REQUIRE(term.codes.bits() == 4);
  REQUIRE(term.scales.size() == std::size_t{6});
  const auto values = made.values();
  float largest = 0.0F;
  for (std::size_t i = 160 + 64; i < 160 + 128; ++i) largest = std::max(largest, std::abs(values[i]));
  REQUIRE(term.scales[4] == largest);
  REQUIRE(integerOf(*completeParameters(*findScheme("nf4"), {}), "block") == std::int64_t{64});
  // Payload and a float32 scale for each block.
  REQUIRE(tensor.payloadBytes() == std::int64_t{160});
  REQUIRE(tensor.scaleBytes() == std::int64_t{24});
}

TEST_CASE("normalWeightsComeNearerThanOnAUniformGrid") {
  const auto made = gaussianTensor({64, 640}, 2);
  const ParameterValues grid{
      {"bits", number(4)}, {"granularity", word("block")}, {"block", number(64)}, {"range", word("minmax")}};
  const double normal = squaredError(made, encodeBy("nf4", made));
  const double uniform = squaredError(made, encodeBy("uniform", made, grid));
  REQUIRE_MESSAGE(normal < 0.9 * uniform, std::to_string(normal / uniform));
}

TEST_CASE("zerosAndExtremesStay") {
  REQUIRE(encodeBy("nf4", listedTensor({0.0F, 0.0F, 0.0F})).decode() == (std::vector<float>{0.0F, 0.0F, 0.0F}));
  REQUIRE(encodeBy("nf4", listedTensor({-2.5F, 0.0F, 2.5F})).decode() == (std::vector<float>{-2.5F, 0.0F, 2.5F}));
  const float most = std::numeric_limits<float>::max();
  REQUIRE(encodeBy("nf4", listedTensor({most, 0.0F, -most})).decode() == (std::vector<float>{most, 0.0F, -most}));
}

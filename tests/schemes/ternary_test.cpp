// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>

#include "tests/schemes/encoding.h"

using namespace bitwright;
using namespace bitwright::testing;

namespace {

/// Least squared error of any choice of weights at 0 and any scale for the others, each at its own sign: all 2^n
/// choices.
double leastOfAllChoices(const std::vector<float>& weights) {
  double squares = 0.0;
  for (const float weight : weights) squares += static_cast<double>(weight) * static_cast<double>(weight);
  double least = squares;
  for (std::uint32_t chosen = 1; chosen < 1U << weights.size(); ++chosen) {
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if ((chosen >> i & 1U) == 0) continue;
      sum += std::abs(static_cast<double>(weights[i]));
      count += 1.0;
    }
    least = std::min(least, squares - sum * sum / count);
  }
  return least;
}

/// Error of threshold 0.7 · mean |x| and the mean of what lies beyond it, as the paper has them.
double paperError(const std::vector<float>& weights) {
  double mean = 0.0;
  for (const float weight : weights)
    mean += std::abs(static_cast<double>(weight)) / static_cast<double>(weights.size());
  double sum = 0.0;
  double count = 0.0;
  double squares = 0.0;
  for (const float weight : weights) {
    const double magnitude = std::abs(static_cast<double>(weight));
    squares += magnitude * magnitude;
    if (magnitude <= 0.7 * mean) continue;
    sum += magnitude;
    count += 1.0;
  }
  return squares - sum * sum / count;
}

}  // namespace

TEST_CASE("noOtherChoiceIsNearer") {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<float> weights(1 + static_cast<std::size_t>(round) % 12);
    std::normal_distribution<float> normal;
    std::uniform_int_distribution<int> few(-3, 3);
    for (float& weight : weights)
      weight =
          round % 3 == 0 ? static_cast<float>(few(random)) : std::pow(normal(random), round % 3 == 1 ? 1.0F : 3.0F);
    const auto made = listedTensor(weights);
    const double error = squaredError(made, encodeBy("ternary", made, {{"scales", word("32")}}));
    const double least = leastOfAllChoices(weights);
    REQUIRE_MESSAGE(error <= least * (1.0 + 1e-6) + 1e-10, fmt::format("{}: {} > {}", round, error, least));
  }
}

TEST_CASE("isNearerThanThePapersApproximation") {
  std::mt19937 random(4);
  std::student_t_distribution<float> heavy(3.0F);
  std::vector<float> weights(20000);
  for (float& weight : weights) weight = heavy(random);
  const auto made = listedTensor(weights);
  REQUIRE(squaredError(made, encodeBy("ternary", made)) < 0.99 * paperError(weights));
}

TEST_CASE("handMadeExample") {
  // t = 2: (4 + 5)² / 2 = 40.5; t = 3: 100 / 3; t = 1: 25.
  const EncodedTensor tensor = encodeBy("ternary", listedTensor({4.0F, -1.0F, -5.0F, 0.0F}));
  REQUIRE(tensor.decode() == (std::vector<float>{4.5F, 0.0F, -4.5F, 0.0F}));
  REQUIRE(tensor.terms.front().codes.bits() == 2);
  REQUIRE(tensor.payloadBytes() == std::int64_t{1});
  REQUIRE(tableOf(tensor) == (std::vector<float>{-1.0F, 0.0F, 1.0F}));
}

TEST_CASE("normalWeightsComeNearerThanOnAUniformGrid") {
  const auto made = gaussianTensor({32, 1000}, 5);
  const double ternary = squaredError(made, encodeBy("ternary", made));
  const double uniform =
      squaredError(made, encodeBy("uniform", made, {{"bits", number(2)}, {"range", word("minmax")}}));
  REQUIRE_MESSAGE(ternary < 0.5 * uniform, std::to_string(ternary / uniform));
  // The optimum for a normal distribution leaves 0.19017 of the variance (Max 1960, three levels).
  double squares = 0.0;
  for (const float value : made.values()) squares += static_cast<double>(value) * static_cast<double>(value);
  REQUIRE_MESSAGE(std::abs(ternary / squares - 0.190) < 0.003, std::to_string(ternary / squares));
}

TEST_CASE("zerosAndExtremesStay") {
  REQUIRE(encodeBy("ternary", listedTensor({0.0F, 0.0F, 0.0F})).decode() == (std::vector<float>{0.0F, 0.0F, 0.0F}));
  const float most = std::numeric_limits<float>::max();
  REQUIRE(encodeBy("ternary", listedTensor({most, 0.0F, -most})).decode() == (std::vector<float>{most, 0.0F, -most}));
  const float least = std::numeric_limits<float>::denorm_min();
  REQUIRE(encodeBy("ternary", listedTensor({least, 0.0F, -least})).decode() ==
          (std::vector<float>{least, 0.0F, -least}));
}

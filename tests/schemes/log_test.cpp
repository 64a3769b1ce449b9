// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>

#include "tests/schemes/encoding.h"

using namespace bitwright;
using namespace bitwright::testing;

namespace {

ParameterValues logarithmic(int bits, const char* base, const char* granularity = "channel") {
  return {{"bits", number(bits)}, {"base", word(base)}, {"granularity", word(granularity)}, {"scales", word("32")}};
}

/// Squared error of `weights` at the nearest of `scale` times `levels`.
double errorAt(const std::vector<float>& weights, const std::vector<float>& levels, double scale) {
  double sum = 0.0;
  for (const float weight : weights) {
    double least = std::numeric_limits<double>::infinity();
    for (const float level : levels)
      least = std::min(least, std::abs(static_cast<double>(weight) - scale * static_cast<double>(level)));
    sum += least * least;
  }
  return sum;
}

double largestOf(const std::vector<float>& weights) {
  double largest = 0.0;
  for (const float weight : weights) largest = std::max(largest, std::abs(static_cast<double>(weight)));
  return largest;
}

}  // namespace

TEST_CASE("levelsArePowers") {
  REQUIRE(tableOf(encodeBy("log", listedTensor({1.0F}), logarithmic(3, "2"))) ==
          (std::vector<float>{-1.0F, -0.5F, -0.25F, 0.0F, 0.25F, 0.5F, 1.0F}));
  for (int bits = 2; bits <= 8; ++bits) {
    for (const char* base : {"2", "sqrt2"}) {
      const EncodedTensor tensor = encodeBy("log", listedTensor({1.0F}), logarithmic(bits, base));
      const auto& levels = tableOf(tensor);
      REQUIRE(tensor.terms.front().codes.bits() == bits);
      REQUIRE(levels.size() == (std::size_t{1} << bits) - 1);
      const std::size_t zero = levels.size() / 2;
      REQUIRE(levels[zero] == 0.0F);
      for (std::size_t k = 0; k < zero; ++k) {
        const double halfPowers = static_cast<double>(k) * (std::string(base) == "2" ? 1.0 : 0.5);
        REQUIRE(levels[levels.size() - 1 - k] == static_cast<float>(std::exp2(-halfPowers)));
        REQUIRE(levels[k] == -levels[levels.size() - 1 - k]);
      }
    }
  }
}

/// The scale against ten thousand others.
TEST_CASE("scaleIsFitted") {
  std::mt19937 random(6);
  for (int round = 0; round < 60; ++round) {
    std::normal_distribution<float> normal;
    std::student_t_distribution<float> heavy(2.0F);
    std::vector<float> weights(round % 4 == 0 ? 9 : 200);
    for (float& weight : weights) weight = round % 2 == 0 ? normal(random) : heavy(random);
    const int bits = 2 + round % 5;
    const char* base = round % 3 == 0 ? "2" : "sqrt2";
    const auto made = listedTensor(weights);
    const EncodedTensor tensor = encodeBy("log", made, logarithmic(bits, base));
    const double error = squaredError(made, tensor);
    const double largest = largestOf(weights);
    REQUIRE(error <= errorAt(weights, tableOf(tensor), largest) * (1.0 + 1e-6));
    double least = std::numeric_limits<double>::infinity();
    for (int i = 1; i <= 2000; ++i) least = std::min(least, errorAt(weights, tableOf(tensor), largest * i / 2000.0));
    REQUIRE_MESSAGE(error <= least * 1.01,
                    fmt::format("round {}, {} bits: {} of the least", round, bits, error / least));
  }
}

TEST_CASE("exactPowersStayExact") {
  const std::vector<float> weights{3.0F, -1.5F, 0.75F, 0.0F, -0.375F, 3.0F, 0.0F};
  REQUIRE(encodeBy("log", listedTensor(weights), logarithmic(4, "2")).decode() == weights);
  const std::vector<float> small{-0.125F, 0.0625F, 0.0F};
  REQUIRE(encodeBy("log", listedTensor(small), logarithmic(3, "2")).decode() == small);
}

TEST_CASE("fittingGainsOverTheLargestMagnitude") {
  const auto made = gaussianTensor({16, 1000}, 7);
  const EncodedTensor tensor = encodeBy("log", made, logarithmic(3, "2"));
  double plain = 0.0;
  const auto values = made.values();
  for (std::size_t row = 0; row < 16; ++row) {
    const std::vector<float> weights(values.begin() + static_cast<std::ptrdiff_t>(row * 1000),
                                     values.begin() + static_cast<std::ptrdiff_t>(row * 1000 + 1000));
    plain += errorAt(weights, tableOf(tensor), largestOf(weights));
  }
  REQUIRE_MESSAGE(squaredError(made, tensor) < 0.8 * plain, std::to_string(squaredError(made, tensor) / plain));
}

TEST_CASE("atFewBitsNormalWeightsComeNearerThanOnAUniformGrid") {
  const auto made = gaussianTensor({32, 1000}, 8);
  for (const int bits : {2, 3}) {
    const double uniform =
        squaredError(made, encodeBy("uniform", made, {{"bits", number(bits)}, {"range", word("minmax")}}));
    for (const char* base : {"2", "sqrt2"}) {
      const double logError = squaredError(made, encodeBy("log", made, logarithmic(bits, base)));
      REQUIRE_MESSAGE(logError < uniform, fmt::format("{} bits, base {}: {}", bits, base, logError / uniform));
    }
  }
}

TEST_CASE("zerosAndExtremesStay") {
  REQUIRE(encodeBy("log", listedTensor({0.0F, 0.0F, 0.0F})).decode() == (std::vector<float>{0.0F, 0.0F, 0.0F}));
  const float most = std::numeric_limits<float>::max();
  REQUIRE(encodeBy("log", listedTensor({most, 0.0F, -most})).decode() == (std::vector<float>{most, 0.0F, -most}));
  const float least = std::numeric_limits<float>::denorm_min();
  REQUIRE(encodeBy("log", listedTensor({least, 0.0F, -least})).decode() == (std::vector<float>{least, 0.0F, -least}));
}

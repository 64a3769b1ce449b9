// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <random>

#include "tests/contract/scheme_grid.h"
#include "tests/support/result_check.h"

using namespace bitwright;
using namespace bitwright::testing;

namespace {

EncodedTensor encoded(const MadeTensor& made, const ParameterValues& given) {
  const Scheme& scheme = *findScheme("uniform");
  const WeightView view = made.view();
  auto tensors = scheme.encode(std::span(&view, 1), completeParameters(scheme, given).value(), {});
  return tensors.value().front();
}

ParameterValues uniform(int bits, const char* granularity, bool symmetric, const char* range = "minmax") {
  return {{"bits", std::int64_t{bits}},
          {"granularity", std::string(granularity)},
          {"symmetric", symmetric},
          {"range", std::string(range)},
          {"scales", std::string("32")}};
}

/// ONNX QuantizeLinear as its page writes it, in the scalar library's own rounding.
std::int64_t quantizeLinear(float x, float scale, std::int64_t zeroPoint, int bits) {
  const auto level = static_cast<std::int64_t>(std::nearbyint(x / scale));
  return std::clamp<std::int64_t>(level + zeroPoint, 0, (std::int64_t{1} << bits) - 1);
}

}  // namespace

TEST_CASE("codesAreThoseOfQuantizeLinear") {
  std::mt19937 random(7);
  std::student_t_distribution<float> heavy(3.0F);
  const auto made = makeTensor("t", {10, 20001}, 0, DataType::float32, [&](std::int64_t) { return heavy(random); });
  const auto values = made.values();
  for (const int bits : {2, 4, 7, 8, 11, 16}) {
    for (const bool symmetric : {true, false}) {
      for (const char* granularity : {"tensor", "channel", "block"}) {
        const EncodedTensor tensor = encoded(made, uniform(bits, granularity, symmetric));
        const EncodedTerm& term = tensor.terms.front();
        const auto& levels = std::get<AffineLevels>(term.levels);
        for (std::int64_t i = 0; i < tensor.elementCount(); ++i) {
          const auto group = static_cast<std::size_t>(term.scaleGroups.groupOf(i));
          const std::int32_t zeroPoint = levels.zeroPoints.empty() ? levels.offset : levels.zeroPoints[group];
          const auto expected =
              quantizeLinear(values[static_cast<std::size_t>(i)], term.scales[group], zeroPoint, bits);
          if (static_cast<std::int64_t>(term.codes[i]) != expected) FAIL(fmt::format("code {} at {} bits", i, bits));
        }
      }
    }
  }
}

TEST_CASE("tiesGoToEven") {
  // The largest weight makes the scale 2^-2 exactly: odd multiples of 2^-3 are ties.
  const auto made = makeTensor("ties", {254}, -1, DataType::float32,
                               [](std::int64_t i) { return 0.125F * static_cast<float>(i + 1); });
  const EncodedTensor tensor = encoded(made, uniform(8, "tensor", true));
  REQUIRE(tensor.terms.front().scales.front() == 0.25F);
  for (std::int64_t i = 0; i < 254; ++i) {
    const std::int64_t halves = i + 1;
    const std::int64_t level = halves % 2 == 0 ? halves / 2 : (halves % 4 == 1 ? halves / 2 : halves / 2 + 1);
    REQUIRE(static_cast<std::int64_t>(tensor.terms.front().codes[i]) == level + 128);
  }
}

TEST_CASE("everyWeightIsWithinHalfAStep") {
  for (const auto& made : finiteTensors()) {
    if (made.name.starts_with("largest") || made.positions)
      continue;  // levels are kept finite instead, see below; the contract test prunes
    for (int bits = 2; bits <= 16; ++bits) {
      for (const bool symmetric : {true, false}) {
        const EncodedTensor tensor = encoded(made, uniform(bits, "channel", symmetric));
        const auto values = made.values();
        const EncodedTerm& term = tensor.terms.front();
        for (std::size_t i = 0; i < values.size(); ++i) {
          const auto element = static_cast<std::int64_t>(i);
          const auto scale =
              static_cast<double>(term.scales[static_cast<std::size_t>(term.scaleGroups.groupOf(element))]);
          REQUIRE(scale > 0.0);
          const auto x = static_cast<double>(values[i]);
          const double error = std::abs(x - static_cast<double>(plainValue(term, element, term.codes[element])));
          if (error > 0.5 * scale + 0x1p-21 * std::abs(x))
            FAIL((made.name + ": " + std::to_string(error / scale) + " steps"));
        }
      }
    }
  }
}

TEST_CASE("extremesStayFinite") {
  for (const auto& made : finiteTensors()) {
    for (const bool symmetric : {true, false}) {
      for (int bits = 1; bits <= 16; ++bits) {
        for (const char* range : {"minmax", "lp"}) {
          for (const float value : encoded(made, uniform(bits, "tensor", symmetric, range)).decode())
            REQUIRE(std::isfinite(value));
        }
      }
    }
  }
}

TEST_CASE("symmetricScaleIsTheMagnitudeOverTheLevels") {
  const auto made = makeTensor("s", {2, 3}, 0, DataType::float32, [](std::int64_t i) {
    return std::array{-1.27F, 0.5F, 1.0F, 0.1F, 2.54F, 0.0F}[static_cast<std::size_t>(i)];
  });
  const EncodedTensor tensor = encoded(made, uniform(8, "channel", true));
  REQUIRE(tensor.terms.front().scales == (std::vector<float>{1.27F / 127.0F, 2.54F / 127.0F}));
  REQUIRE(std::get<AffineLevels>(tensor.terms.front().levels).offset == 128);
  REQUIRE(std::get<AffineLevels>(tensor.terms.front().levels).zeroPoints.empty());
}

TEST_CASE("oneSymmetricBitIsSignTimesMean") {
  const auto made = makeTensor("b", {2, 4}, 0, DataType::float32, [](std::int64_t i) {
    return std::array{1.0F, -2.0F, 3.0F, -4.0F, 0.5F, 0.5F, -0.5F, 0.5F}[static_cast<std::size_t>(i)];
  });
  const EncodedTensor tensor = encoded(made, uniform(1, "channel", true));
  REQUIRE(tensor.decode() == (std::vector<float>{2.5F, -2.5F, 2.5F, -2.5F, 0.5F, 0.5F, -0.5F, 0.5F}));
  REQUIRE(tensor.payloadBytes() == std::int64_t{1});
}

TEST_CASE("permutedChannelsPermuteScales") {
  const auto made = makeTensor("p", {6, 9}, 0, DataType::float32, normalWeights(3));
  const auto values = made.values();
  const auto reversed = makeTensor("r", {6, 9}, 0, DataType::float32, [&](std::int64_t i) {
    return values[static_cast<std::size_t>((5 - i / 9) * 9 + i % 9)];
  });
  auto scales = encoded(made, uniform(4, "channel", true)).terms.front().scales;
  std::reverse(scales.begin(), scales.end());
  REQUIRE(encoded(reversed, uniform(4, "channel", true)).terms.front().scales == scales);
}

TEST_CASE("beyondHalfPrecisionIsRefusedWithTheCount") {
  const auto made = makeTensor("h", {5}, -1, DataType::float32, [](std::int64_t i) { return i < 2 ? 70000.0F : 1.0F; });
  const Scheme& scheme = *findScheme("fp16");
  const WeightView view = made.view();
  const auto refused = scheme.encode(std::span(&view, 1), {}, {});
  REQUIRE((!refused.has_value() && refused.error().kind == ErrorKind::input));
  REQUIRE_MESSAGE(refused.error().line().find("2 of 5") != std::string::npos, refused.error().line());
}

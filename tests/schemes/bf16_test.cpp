// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include <bit>
#include <cmath>

#include "tests/schemes/encoding.h"

using namespace bitwright;
using namespace bitwright::testing;

TEST_CASE("patternsAreTheUpperHalfRounded") {
  // 1 + 2^-8 lies halfway between 1 and 1 + 2^-7: ties go to the even pattern.
  const EncodedTensor tensor =
      encodeBy("bf16", listedTensor({1.0F, 1.0F + 0x1p-8F, 1.0F + 3 * 0x1p-8F, -2.5F, 0.0F, 1.0F + 0x1.1p-8F}));
  const EncodedTerm& term = tensor.terms.front();
  REQUIRE(std::get<CastLevels>(term.levels).pattern == DataType::bfloat16);
  REQUIRE(term.codes.bits() == 16);
  const std::vector<std::uint32_t> expected{0x3f80, 0x3f80, 0x3f82, 0xc020, 0x0000, 0x3f81};
  for (std::size_t i = 0; i < expected.size(); ++i) REQUIRE(term.codes[static_cast<std::int64_t>(i)] == expected[i]);
  REQUIRE(tensor.payloadBytes() == std::int64_t{12});
}

TEST_CASE("everyWeightIsWithinHalfAStep") {
  std::mt19937 random(9);
  std::uniform_int_distribution<std::uint32_t> bits(0x00800000, 0x7f000000);
  const auto made = makeTensor("any", {10000}, -1, DataType::float32, [&](std::int64_t i) {
    return std::bit_cast<float>(bits(random) | (i % 2 == 0 ? 0x80000000U : 0U));
  });
  const auto before = made.values();
  const auto after = encodeBy("bf16", made).decode();
  for (std::size_t i = 0; i < before.size(); ++i)
    REQUIRE(std::abs(after[i] - before[i]) <= 0x1p-8F * std::abs(before[i]));
}

TEST_CASE("whatIsNotFiniteStays") {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const auto decoded =
      encodeBy("bf16", listedTensor({kInfinity, -kInfinity, std::numeric_limits<float>::quiet_NaN(), 1.0F})).decode();
  REQUIRE(decoded[0] == kInfinity);
  REQUIRE(decoded[1] == -kInfinity);
  REQUIRE(std::isnan(decoded[2]));
}

TEST_CASE("roundingToInfinityIsRefusedWithTheCount") {
  const float most = std::numeric_limits<float>::max();
  const float largest = bfloat16ToFloat(0x7f7f);
  REQUIRE(encodeBy("bf16", listedTensor({largest, -largest})).decode() == (std::vector<float>{largest, -largest}));
  const auto made = listedTensor({most, 1.0F, -most, largest, 0.5F});
  const WeightView view = made.view();
  const auto refused = findScheme("bf16")->encode(std::span(&view, 1), {}, {});
  REQUIRE((!refused.has_value() && refused.error().kind == ErrorKind::input));
  REQUIRE_MESSAGE(refused.error().line().find("2 of 5") != std::string::npos, refused.error().line());
}

TEST_CASE("rangeGoesBeyondHalfPrecision") {
  const auto made = listedTensor({70000.0F, 1e-30F});
  const auto decoded = encodeBy("bf16", made).decode();
  REQUIRE((std::abs(decoded[0] - 70000.0F) < 280.0F && std::abs(decoded[1] - 1e-30F) < 4e-33F));
  const WeightView view = made.view();
  REQUIRE(!findScheme("fp16")->encode(std::span(&view, 1), {}, {}).has_value());
}

TEST_CASE("isLessExactThanHalfPrecision") {
  const auto made = gaussianTensor({4, 1000}, 10);
  REQUIRE(squaredError(made, encodeBy("bf16", made)) > 10.0 * squaredError(made, encodeBy("fp16", made)));
}

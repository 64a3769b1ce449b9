// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// Scale and zero point, by hand and as onnxruntime.quantization 1.30 gave them.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <random>

#include "core/calibration/quantization_parameters.h"

using namespace bitwright;

namespace {

struct Case {
  float low;
  float high;
  QuantizedType type;
  bool symmetric;
  float scale;
  std::int32_t zeroPoint;
};

using enum QuantizedType;

// What compute_scale_zp answered, called with float32 numbers and the codes of get_qmin_qmax_for_qType.
constexpr Case kReference[] = {
    {-1.0F, 1.0F, uint8, false, 0x1.010102p-7F, 128},
    {-1.0F, 1.0F, uint8, true, 0x1.010102p-7F, 128},
    {-1.0F, 1.0F, int8, false, 0x1.010102p-7F, 0},
    {-1.0F, 1.0F, int8, true, 0x1.020408p-7F, 0},
    {0.0F, 6.0F, uint8, false, 0x1.818182p-6F, 0},
    {0.0F, 6.0F, uint8, true, 0x1.818182p-5F, 128},
    {0.0F, 6.0F, int8, false, 0x1.818182p-6F, -128},
    {0.0F, 6.0F, int8, true, 0x1.83060cp-5F, 0},
    {0.0F, 6.0F, uint16, false, 0x1.800180p-14F, 0},
    {0.0F, 6.0F, uint16, true, 0x1.800180p-13F, 32768},
    {0.0F, 6.0F, int16, false, 0x1.800180p-14F, -32768},
    {0.0F, 6.0F, int16, true, 0x1.800300p-13F, 0},
    {-0.3F, 2.7F, uint8, false, 0x1.818182p-7F, 26},
    {-0.3F, 2.7F, int8, false, 0x1.818182p-7F, -102},
    {-0.3F, 2.7F, uint16, false, 0x1.800180p-15F, 6554},
    {-0.3F, 2.7F, uint16, true, 0x1.599af4p-14F, 32768},
    {-0.3F, 2.7F, int16, false, 0x1.800180p-15F, -26214},
    {-0.3F, 2.7F, int16, true, 0x1.599c4ep-14F, 0},
    {-2.7F, 0.3F, uint8, true, 0x1.5af48ep-6F, 128},
    {-2.7F, 0.3F, int16, false, 0x1.800180p-15F, 26214},
    {1.5F, 9.25F, uint8, false, 0x1.29292ap-5F, 0},
    {1.5F, 9.25F, int8, true, 0x1.2a54aap-4F, 0},
    {-7.0F, -1.0F, uint8, false, 0x1.c1c1c2p-6F, 255},
    {-7.0F, -1.0F, int8, false, 0x1.c1c1c2p-6F, 127},
    {0.0F, 0.0F, uint8, false, 1.0F, 0},
    {0.0F, 0.0F, uint8, true, 1.0F, 0},
    {0.0F, 0.0F, int8, false, 1.0F, 0},
    {-1e-37F, 1e-37F, uint8, true, 1.0F, 0},
    {0.0F, 3e-36F, uint8, false, 0x1.00366ep-126F, 0},
    {0.0F, 3e-36F, int8, false, 0x1.00366ep-126F, -128},
    {0.0F, 2.9e-36F, int8, false, 1.0F, 0},
    {0.0F, 2.9e-36F, uint8, true, 0x1.ef5828p-126F, 128},
    {-0.1F, 12.75F, uint8, false, 0x1.9cd004p-5F, 2},
    {-0.1F, 12.75F, int8, false, 0x1.9cd004p-5F, -126},
    {-128.0F, 127.0F, uint8, false, 1.0F, 128},
    {-128.0F, 127.0F, int8, true, 0x1.020408p+0F, 0},
    {-3.0000002F, 11.3F, uint8, false, 0x1.cb64fep-5F, 53},
    {0.0F, 1e+38F, int8, true, 0x1.2f4bcap+119F, 0},
};

}  // namespace

TEST_CASE("asTheReferenceGives") {
  for (const auto& each : kReference) {
    const auto given = quantizationParameters({"t", each.low, each.high}, each.type, each.symmetric);
    const auto where = fmt::format("{} … {}, {} bits", each.low, each.high, bitsOf(each.type));
    REQUIRE_MESSAGE(given.scale == each.scale, where);
    REQUIRE_MESSAGE(given.zeroPoint == each.zeroPoint, where);
  }
}

TEST_CASE("codesOfEachType") {
  REQUIRE(codeRange(uint8, false) == (CodeRange{0, 255}));
  REQUIRE(codeRange(uint8, true) == (CodeRange{0, 255}));
  REQUIRE(codeRange(int8, false) == (CodeRange{-128, 127}));
  REQUIRE(codeRange(int8, true) == (CodeRange{-127, 127}));
  REQUIRE(codeRange(uint16, true) == (CodeRange{0, 65535}));
  REQUIRE(codeRange(int16, false) == (CodeRange{-32768, 32767}));
  REQUIRE(codeRange(int16, true) == (CodeRange{-32767, 32767}));
  REQUIRE(dataTypeOf(uint8) == DataType::uint8);
  REQUIRE(dataTypeOf(int8) == DataType::int8);
  REQUIRE(dataTypeOf(uint16) == DataType::uint16);
  REQUIRE(dataTypeOf(int16) == DataType::int16);
}

/// Half of a step where both ends are the same distance from a code: QuantizeLinear rounds ties to even, and so is
/// the zero point.
TEST_CASE("tiesGoToEven") {
  REQUIRE(quantizationParameters({"t", -0.5F, 254.5F}, uint8, false) == (QuantizationParameters{1.0F, 0}));
  REQUIRE(quantizationParameters({"t", -1.5F, 253.5F}, uint8, false) == (QuantizationParameters{1.0F, 2}));
  REQUIRE(quantizationParameters({"t", -2.5F, 252.5F}, uint8, false) == (QuantizationParameters{1.0F, 2}));
}

TEST_CASE("widthBeyondFloat32IsFinite") {
  constexpr float most = std::numeric_limits<float>::max();
  for (const auto type : {uint8, int8, uint16, int16}) {
    for (const bool symmetric : {false, true}) {
      const auto given = quantizationParameters({"t", -most, most}, type, symmetric);
      REQUIRE(std::isfinite(given.scale));
      const auto [lowest, highest] = codeRange(type, symmetric);
      REQUIRE(given.scale == static_cast<float>(2.0 * static_cast<double>(most) / (highest - lowest)));
    }
  }
}

/// Whatever the range: zero has a code, the ends are within half a step of one, and the scale is a normal number.
TEST_CASE("theLevelsCoverTheRange") {
  std::mt19937 random(5);
  for (int at = 0; at < 20'000; ++at) {
    const auto draw = [&random] {
      return std::ldexp(static_cast<float>(random() >> 8U), static_cast<int>(random() % 140U) - 110);
    };
    const ActivationRange range{"t", -draw() * static_cast<float>(random() % 3U != 0),
                                draw() * static_cast<float>(random() % 3U != 0)};
    for (const auto type : {uint8, int8, uint16, int16}) {
      for (const bool symmetric : {false, true}) {
        const auto [scale, zeroPoint] = quantizationParameters(range, type, symmetric);
        const auto [lowest, highest] = codeRange(type, symmetric);
        REQUIRE((scale >= std::numeric_limits<float>::min() && std::isfinite(scale)));
        REQUIRE((zeroPoint >= lowest && zeroPoint <= highest));
        const double step = static_cast<double>(scale);
        REQUIRE(step * (lowest - zeroPoint) <= static_cast<double>(range.low) + step * 0.51);
        REQUIRE(step * (highest - zeroPoint) >= static_cast<double>(range.high) - step * 0.51);
      }
    }
  }
}

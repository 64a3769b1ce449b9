// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/quantization_parameters.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bitwright {

namespace {

/// The difference in float32, as the reference takes it; in float64 where that would be infinite.
double width(float low, float high) {
  const float narrow = high - low;
  return std::isfinite(narrow) ? static_cast<double>(narrow) : static_cast<double>(high) - static_cast<double>(low);
}

}  // namespace

DataType dataTypeOf(QuantizedType type) {
  switch (type) {
    case QuantizedType::uint8:
      return DataType::uint8;
    case QuantizedType::int8:
      return DataType::int8;
    case QuantizedType::uint16:
      return DataType::uint16;
    case QuantizedType::int16:
      return DataType::int16;
  }
  return DataType::undefined;
}

int bitsOf(QuantizedType type) {
  return type == QuantizedType::uint8 || type == QuantizedType::int8 ? 8 : 16;
}

CodeRange codeRange(QuantizedType type, bool symmetric) {
  const std::int32_t codes = 1 << bitsOf(type);
  if (type == QuantizedType::uint8 || type == QuantizedType::uint16) return {0, codes - 1};
  return {-codes / 2 + (symmetric ? 1 : 0), codes / 2 - 1};
}

QuantizationParameters quantizationParameters(const ActivationRange& range, QuantizedType type, bool symmetric) {
  float low = std::min(range.low, 0.0F);
  float high = std::max(range.high, 0.0F);
  if (symmetric) {
    high = std::max(-low, high);
    low = -high;
  }
  const auto [lowest, highest] = codeRange(type, symmetric);
  const double scale = width(low, high) / static_cast<double>(highest - lowest);
  if (scale < static_cast<double>(std::numeric_limits<float>::min())) return {1.0F, 0};
  const double zeroPoint = symmetric ? 0.5 * (lowest + highest) : lowest - static_cast<double>(low) / scale;
  return {static_cast<float>(scale), static_cast<std::int32_t>(std::nearbyint(zeroPoint))};  // ties to even
}

}  // namespace bitwright

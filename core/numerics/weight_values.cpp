// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/weight_values.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/base/parallel.h"

namespace bitwright {

namespace {

constexpr std::int64_t kTile = 4096;
constexpr std::int64_t kValuesPiece = 64 * kTile;

/// 0 where all are finite, NaN otherwise: x·0 is NaN for NaN and infinities alone. Lanes let the compiler vectorise the
/// sum.
bool allFinite(std::span<const float> values) {
  constexpr std::size_t kLanes = 16;
  std::array<float, kLanes> sums{};
  std::size_t i = 0;
  for (; i + kLanes <= values.size(); i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) sums[lane] += values[i + lane] * 0.0F;
  }
  for (; i < values.size(); ++i) sums[0] += values[i] * 0.0F;
  return std::all_of(sums.begin(), sums.end(), [](float sum) { return sum == 0.0F; });
}

}  // namespace

void readWeights(const WeightView& weights, std::int64_t begin, std::span<float> out) {
  if (out.empty()) return;
  if (weights.positions) {
    const std::int64_t* position = weights.positions->data() + begin;
    if (weights.type == DataType::float32) {
      const std::byte* bytes = weights.bytes.data();
      for (float& value : out)
        std::memcpy(&value, bytes + static_cast<std::size_t>(*position++) * sizeof(float), sizeof(float));
    } else {
      for (float& value : out) value = toFloat(weights.bytes, weights.type, *position++, 1).front();
    }
    return;
  }
  if (weights.type == DataType::float32) {
    std::memcpy(out.data(), weights.bytes.data() + static_cast<std::size_t>(begin) * sizeof(float), out.size_bytes());
    return;
  }
  const auto values = toFloat(weights.bytes, weights.type, begin, static_cast<std::int64_t>(out.size()));
  std::copy(values.begin(), values.end(), out.begin());
}

Result<void> checkFinite(const WeightView& weights, const Job& job) {
  const std::int64_t count = weights.codeCount();
  std::atomic<std::int64_t> nan{0};
  std::atomic<std::int64_t> infinite{0};
  const bool finished = parallelFor(job, count, kValuesPiece, [&](std::int64_t begin, std::int64_t end) {
    std::array<float, static_cast<std::size_t>(kTile)> tile;
    for (std::int64_t at = begin; at < end; at += kTile) {
      const auto values = std::span(tile).first(static_cast<std::size_t>(std::min(kTile, end - at)));
      readWeights(weights, at, values);
      if (allFinite(values)) continue;
      for (const float value : values) {
        if (std::isnan(value))
          ++nan;
        else if (std::isinf(value))
          ++infinite;
      }
    }
  });
  if (!finished) return Failure(cancelledError());
  if (nan + infinite == 0) return {};
  return fail(ErrorKind::input,
              Message(BW_MESSAGE("scheme.weights.notFinite", "%1 of %2 weights are NaN and %3 infinite in float32"),
                      {nan.load(), count, infinite.load()}),
              {}, {}, BW_MESSAGE("scheme.weights.notFinite.remedy", "keep this tensor as it is"));
}

float largestFinite(DataType type) {
  if (type == DataType::float16) return 65504.0F;
  if (type == DataType::bfloat16) return bfloat16ToFloat(0x7f7f);
  return std::numeric_limits<float>::max();
}

float roundedTo(DataType type, float value) {
  if (type == DataType::float16) return halfToFloat(floatToHalf(value));
  if (type == DataType::bfloat16) return bfloat16ToFloat(floatToBfloat16(value));
  return value;
}

}  // namespace bitwright

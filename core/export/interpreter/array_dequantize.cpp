// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// DequantizeLinear and QuantizeLinear by their pages (https://onnx.ai/onnx/operators/onnx__DequantizeLinear.html,
// …QuantizeLinear.html).
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/export/interpreter/array.h"
#include "core/export/interpreter/array_checks.h"

namespace bitwright {

namespace {

bool isCode(DataType type) {
  switch (type) {
    case DataType::uint8:
    case DataType::int8:
    case DataType::uint16:
    case DataType::uint4:
    case DataType::int4:
    case DataType::uint2:
    case DataType::int2:
    case DataType::int32:
      return true;
    default:
      return false;
  }
}

/// The codes seen as [outer, extent, inner] around `axis`, and how the scales lie along it.
struct Blocks {
  std::int64_t extent = 1;
  std::int64_t inner = 1;
  std::int64_t size = 1;   ///< elements along the axis that share a scale
  std::int64_t count = 1;  ///< scales along the axis
  bool perAxis = false;    ///< scales do not depend on outer and inner
};

bool blocksOf(const Array& codes, const Array& scales, std::int64_t axis, std::int64_t blockSize, Blocks& blocks) {
  const auto rank = static_cast<std::int64_t>(codes.dims.size());
  if (scales.size() == 1 && scales.dims.size() <= 1 && blockSize == 0) {
    blocks = {1, 1, 1, 1, true};
    return true;
  }
  if (axis < 0) axis += rank;
  if (axis < 0 || axis >= rank || blockSize < 0) return false;
  blocks.extent = codes.dims[static_cast<std::size_t>(axis)];
  for (auto i = static_cast<std::size_t>(axis) + 1; i < codes.dims.size(); ++i) blocks.inner *= codes.dims[i];
  blocks.perAxis = blockSize == 0;
  if (blocks.perAxis) {
    blocks.count = blocks.extent;
    return scales.dims.size() == 1 && scales.dims[0] == blocks.extent;
  }
  blocks.size = blockSize;
  blocks.count = (blocks.extent + blockSize - 1) / blockSize;
  auto expected = codes.dims;
  expected[static_cast<std::size_t>(axis)] = blocks.count;
  return scales.dims == expected;
}

}  // namespace

Result<Array> dequantizeArray(const Array& codes, const Array& scales, const Array* zeroPoints, std::int64_t axis,
                              std::int64_t blockSize) {
  const auto* factors = std::get_if<std::vector<float>>(&scales.values);
  Blocks blocks;
  if (!isCode(codes.type) || factors == nullptr || !blocksOf(codes, scales, axis, blockSize, blocks))
    return badOperands("DequantizeLinear");
  if (zeroPoints != nullptr && (zeroPoints->type != codes.type || zeroPoints->dims != scales.dims))
    return badOperands("DequantizeLinear");
  return std::visit(
      [&](const auto& held) -> Result<Array> {
        using Vector = std::decay_t<decltype(held)>;
        const auto* zeros = zeroPoints != nullptr ? &std::get<Vector>(zeroPoints->values) : nullptr;
        std::vector<float> out(held.size());
        for (std::size_t i = 0; i < out.size(); ++i) {
          const auto flat = static_cast<std::int64_t>(i);
          auto at = flat / blocks.inner % blocks.extent / blocks.size;
          if (!blocks.perAxis)
            at = (flat / blocks.inner / blocks.extent * blocks.count + at) * blocks.inner + flat % blocks.inner;
          const auto group = static_cast<std::size_t>(at);
          const auto zero = zeros != nullptr ? static_cast<std::int64_t>((*zeros)[group]) : 0;
          out[i] = static_cast<float>(static_cast<std::int64_t>(held[i]) - zero) * (*factors)[group];
        }
        return Array{DataType::float32, codes.dims, std::move(out)};
      },
      codes.values);
}

Result<Array> quantizeArray(const Array& value, const Array& scale, const Array& zeroPoint) {
  const auto* values = std::get_if<std::vector<float>>(&value.values);
  const auto* factor = std::get_if<std::vector<float>>(&scale.values);
  if (value.type != DataType::float32 || values == nullptr || factor == nullptr || factor->size() != 1 ||
      zeroPoint.size() != 1) {
    return badOperands("QuantizeLinear");
  }
  const auto quantized = [&](auto zero) -> Result<Array> {
    using Code = decltype(zero);
    std::vector<Code> codes;
    for (const float each : *values) {
      const double code = std::nearbyint(each / factor->front()) + zero;
      if (std::isnan(code)) return badOperands("QuantizeLinear");
      codes.push_back(static_cast<Code>(
          std::clamp<double>(code, std::numeric_limits<Code>::min(), std::numeric_limits<Code>::max())));
    }
    return Array{zeroPoint.type, value.dims, std::move(codes)};
  };
  if (zeroPoint.type == DataType::int8) return quantized(std::get<std::vector<std::int8_t>>(zeroPoint.values).front());
  if (zeroPoint.type == DataType::uint8)
    return quantized(std::get<std::vector<std::uint8_t>>(zeroPoint.values).front());
  return badOperands("QuantizeLinear");
}

}  // namespace bitwright

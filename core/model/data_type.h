// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bitwright {

/// ONNX TensorProto.DataType, by its numbers (https://onnx.ai/onnx/repo-docs/IR.html#tensor-element-types).
enum class DataType : std::int32_t {
  undefined = 0,
  float32 = 1,
  uint8 = 2,
  int8 = 3,
  uint16 = 4,
  int16 = 5,
  int32 = 6,
  int64 = 7,
  string = 8,
  boolean = 9,
  float16 = 10,
  float64 = 11,
  uint32 = 12,
  uint64 = 13,
  complex64 = 14,
  complex128 = 15,
  bfloat16 = 16,
  float8e4m3fn = 17,
  float8e4m3fnuz = 18,
  float8e5m2 = 19,
  float8e5m2fnuz = 20,
  uint4 = 21,
  int4 = 22,
  float4e2m1 = 23,
  float8e8m0 = 24,
  uint2 = 25,
  int2 = 26,
};

/// The lower-case name people use: "float32", "bfloat16", …; "unknown" for a number that is none.
[[nodiscard]] std::string_view dataTypeName(DataType type);
/// Bits an element takes in raw data; nothing for strings and unknown types.
[[nodiscard]] std::optional<int> dataTypeBits(DataType type);
/// float32, float16, bfloat16 and float64: what schemes can encode.
[[nodiscard]] bool isFloatingWeight(DataType type);

}  // namespace bitwright

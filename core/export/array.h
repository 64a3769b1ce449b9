// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/model/data_type.h"

namespace bitwright {

/// A value of the interpreter: a dense row-major array. float16 and bfloat16 are held as their 16-bit patterns.
struct Array {
  using Values = std::variant<std::vector<float>, std::vector<double>, std::vector<std::uint8_t>, std::vector<std::uint16_t>,
                              std::vector<std::int32_t>, std::vector<std::int64_t>>;
  DataType type = DataType::float32;
  std::vector<std::int64_t> dims;
  Values values;

  [[nodiscard]] std::int64_t size() const;
  /// Raw little-endian elements.
  [[nodiscard]] std::vector<std::byte> bytes() const;
};

/// Fails with ErrorKind::input for types decode nodes never use and for bytes that do not fit the dims.
[[nodiscard]] Result<Array> arrayFrom(DataType type, std::vector<std::int64_t> dims, ByteView bytes);

// The operators of decode graphs by their ONNX pages (https://onnx.ai/onnx/operators/), on the shapes and types those graphs use. Each checks
// its operands, for the file may come from anywhere, and makes no array of more than `limit` elements.

[[nodiscard]] Result<Array> castArray(const Array& value, DataType type);
[[nodiscard]] Result<Array> reshapeArray(Array value, const Array& shape);
[[nodiscard]] Result<Array> flattenArray(Array value, std::int64_t axis);
[[nodiscard]] Result<Array> floorArray(Array value);
/// Add, Sub, Mul, Div, Mod (`floatMod`: C's fmod) and BitShift (to the right) with multidirectional broadcasting.
[[nodiscard]] Result<Array> combineArrays(const std::string& op, bool floatMod, const Array& left, const Array& right, std::int64_t limit);
/// [..., k] × [k, n], summed in double precision.
[[nodiscard]] Result<Array> multiplyMatrices(const Array& left, const Array& right, std::int64_t limit);
/// Along axis 0 of `data`.
[[nodiscard]] Result<Array> gatherArray(const Array& data, const Array& indices, std::int64_t limit);
/// Elements [start, end) along `axis`, step 1.
[[nodiscard]] Result<Array> sliceArray(const Array& value, std::int64_t axis, std::int64_t start, std::int64_t end);
/// Along axis 0.
[[nodiscard]] Result<Array> concatArrays(const std::vector<Array>& parts, std::int64_t limit);
[[nodiscard]] Result<Array> tileArray(const Array& value, const Array& repeats, std::int64_t limit);
[[nodiscard]] Result<Array> rangeArray(const Array& start, const Array& limitValue, const Array& delta, std::int64_t limit);

}  // namespace bitwright

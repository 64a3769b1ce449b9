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

/// A value of the interpreter: a dense row-major array. float16 and bfloat16 are held as their 16-bit patterns, truth
/// values as bytes 0 and 1, types of 4 and 2 bits as a byte each.
struct Array {
  using Values =
      std::variant<std::vector<float>, std::vector<double>, std::vector<std::uint8_t>, std::vector<std::uint16_t>,
                   std::vector<std::int32_t>, std::vector<std::int64_t>, std::vector<std::int8_t>>;
  DataType type = DataType::float32;
  std::vector<std::int64_t> dims;
  Values values;

  [[nodiscard]] std::int64_t size() const;
  /// Raw little-endian elements.
  [[nodiscard]] std::vector<std::byte> bytes() const;
  /// The same where they stand.
  [[nodiscard]] ByteView view() const;
};

/// Fails with ErrorKind::input for types decode nodes never use and for bytes that do not fit the dims.
[[nodiscard]] Result<Array> arrayFrom(DataType type, std::vector<std::int64_t> dims, ByteView bytes);

// The operators of decode graphs by their ONNX pages (https://onnx.ai/onnx/operators/), on the shapes and types those
// graphs use. Each checks its operands, for the file may come from anywhere, and makes no array of more than `limit`
// elements.

[[nodiscard]] Result<Array> castArray(const Array& value, DataType type);
[[nodiscard]] Result<Array> reshapeArray(Array value, const Array& shape);
[[nodiscard]] Result<Array> flattenArray(Array value, std::int64_t axis);
[[nodiscard]] Result<Array> floorArray(Array value);
/// Add, Sub, Mul, Div, Mod (`floatMod`: C's fmod) and BitShift (to the right) with multidirectional broadcasting.
[[nodiscard]] Result<Array> combineArrays(const std::string& op, bool floatMod, const Array& left, const Array& right,
                                          std::int64_t limit);
/// [..., k] × [k, n], summed in double precision.
[[nodiscard]] Result<Array> multiplyMatrices(const Array& left, const Array& right, std::int64_t limit);
/// Along axis 0 of `data`.
[[nodiscard]] Result<Array> gatherArray(const Array& data, const Array& indices, std::int64_t limit);
/// (codes − zeroPoints) · scales in float32: for all, one a place along `axis`, or (`blockSize` > 0) one a block along
/// it. `zeroPoints` may be null.
[[nodiscard]] Result<Array> dequantizeArray(const Array& codes, const Array& scales, const Array* zeroPoints,
                                            std::int64_t axis, std::int64_t blockSize);
/// How codes of MatMulNBits and GatherBlockQuantized lie: uint8 rows of `depth` codes, low bits first, a scale a block.
struct CodeBlocks {
  int bits = 4;  ///< 2, 4 or 8
  std::int64_t size = 0;
  std::int64_t rows = 0;
  std::int64_t depth = 0;
};
/// Its values, [rows, depth]. `zeroPoints` may be null: 2^(bits − 1) for all.
[[nodiscard]] Result<Array> dequantizeBlocks(const Array& codes, const Array& scales, const Array* zeroPoints,
                                             const CodeBlocks& form);
/// left × valuesᵀ, as MatMulNBits computes.
[[nodiscard]] Result<Array> multiplyByBlocks(const Array& left, const Array& codes, const Array& scales,
                                             const Array* zeroPoints, const CodeBlocks& form, std::int64_t limit);
/// Of a float32 matrix.
[[nodiscard]] Result<Array> transposeMatrix(const Array& value);
/// Rounded to even(value / scale) + zero point, cut to the zero point's type, int8 or uint8; one scale for all.
[[nodiscard]] Result<Array> quantizeArray(const Array& value, const Array& scale, const Array& zeroPoint);
/// Elements [start, end) along `axis`, step 1.
[[nodiscard]] Result<Array> sliceArray(const Array& value, std::int64_t axis, std::int64_t start, std::int64_t end);
/// Along axis 0 into parts of `sizes`, or, where there are none, of equal sizes but for the last (⌈extent / outputs⌉
/// each).
[[nodiscard]] Result<std::vector<Array>> splitArray(const Array& value, std::vector<std::int64_t> sizes,
                                                    std::int64_t outputs);
/// Along axis 0.
[[nodiscard]] Result<Array> concatArrays(const std::vector<Array>& parts, std::int64_t axis, std::int64_t limit);
[[nodiscard]] Result<Array> expandArray(Array value, const Array& shape, std::int64_t limit);
[[nodiscard]] Result<Array> tileArray(const Array& value, const Array& repeats, std::int64_t limit);
[[nodiscard]] Result<Array> rangeArray(const Array& start, const Array& limitValue, const Array& delta,
                                       std::int64_t limit);
/// Where `condition` (of their shape) holds, elements of `then`, elsewhere those of `otherwise`, either of which may be
/// a scalar.
[[nodiscard]] Result<Array> chooseArrays(const Array& condition, const Array& then, const Array& otherwise);
/// Running sums along axis 0 of a flat array of int32 or int64, each with its own element or (`exclusive`) without;
/// fails where they leave the type.
[[nodiscard]] Result<Array> cumulateArray(Array value, const Array& axis, bool exclusive);
/// float32 zeros.
[[nodiscard]] Result<Array> zerosOfShape(const Array& shape, std::int64_t limit);
/// `data` with the element that index i of `indices` names along `axis`, at i's place along the others, replaced by
/// element i of `updates`.
[[nodiscard]] Result<Array> scatterArray(Array data, const Array& indices, const Array& updates, std::int64_t axis);

}  // namespace bitwright

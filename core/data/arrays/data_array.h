// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace bitwright {

/// Bytes the arrays of a file may declare to have; more is refused before anything is allocated.
inline constexpr std::uint64_t kMostArrayBytes = std::uint64_t{4} << 30U;

/// What an array of data holds. Files of NumPy hold all of them but bfloat16, which only ONNX test data do.
enum class ArrayType {
  float16,
  bfloat16,
  float32,
  float64,
  int8,
  int16,
  int32,
  int64,
  uint8,
  uint16,
  uint32,
  uint64,
  boolean
};

/// "float32", "uint8", …
[[nodiscard]] std::string_view arrayTypeName(ArrayType type);
[[nodiscard]] std::size_t elementBytes(ArrayType type);
[[nodiscard]] bool isFloating(ArrayType type);

/// Numbers in row-major order, little-endian.
struct DataArray {
  std::string name;  ///< of the model's input; empty: for the one input that takes it
  ArrayType type = ArrayType::float32;
  std::vector<std::int64_t> shape;
  std::vector<std::byte> bytes;
  bool perSample = true;  ///< the first dimension counts samples; else every inference takes the whole
  bool offered = false;   ///< for a model that has such an input: of no matter where it has none

  [[nodiscard]] std::int64_t elementCount() const;
  /// Element `index` in row-major order; integers beyond 2^53 are rounded.
  [[nodiscard]] double at(std::int64_t index) const;
};

/// "60000 x 28 x 28"; -1 is written as ?, no dimension as "scalar".
[[nodiscard]] std::string shapeText(std::span<const std::int64_t> shape);

/// The first element that is infinite or not a number; nothing where all are numbers.
[[nodiscard]] std::optional<std::int64_t> firstNonFinite(const DataArray& array);

/// Those rows along the first dimension, in that order; one that is not there is zeros.
[[nodiscard]] DataArray selectRows(const DataArray& array, std::span<const std::int64_t> rows);

/// Turns the bytes of every number of `width` bytes round: from big-endian to little-endian.
void swapByteOrder(std::vector<std::byte>& bytes, std::size_t width);

}  // namespace bitwright

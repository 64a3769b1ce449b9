// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/arrays/data_array.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/base/bytes.h"

namespace bitwright {

namespace {

template <class T>
double number(const std::byte* at) {
  return static_cast<double>(loadUnaligned<T>(at));
}

/// Of values of one width, without a question for each which type it is of: there may be hundreds of millions.
template <class T>
std::optional<std::int64_t> firstOther(const std::vector<std::byte>& bytes) {
  for (std::size_t at = 0; at + sizeof(T) <= bytes.size(); at += sizeof(T)) {
    if (!std::isfinite(loadUnaligned<T>(bytes.data() + at))) return static_cast<std::int64_t>(at / sizeof(T));
  }
  return std::nullopt;
}

}  // namespace

std::string_view arrayTypeName(ArrayType type) {
  switch (type) {
    case ArrayType::float16:
      return "float16";
    case ArrayType::bfloat16:
      return "bfloat16";
    case ArrayType::float32:
      return "float32";
    case ArrayType::float64:
      return "float64";
    case ArrayType::int8:
      return "int8";
    case ArrayType::int16:
      return "int16";
    case ArrayType::int32:
      return "int32";
    case ArrayType::int64:
      return "int64";
    case ArrayType::uint8:
      return "uint8";
    case ArrayType::uint16:
      return "uint16";
    case ArrayType::uint32:
      return "uint32";
    case ArrayType::uint64:
      return "uint64";
    case ArrayType::boolean:
      return "bool";
  }
  return "unknown";
}

std::size_t elementBytes(ArrayType type) {
  switch (type) {
    case ArrayType::int8:
    case ArrayType::uint8:
    case ArrayType::boolean:
      return 1;
    case ArrayType::float16:
    case ArrayType::bfloat16:
    case ArrayType::int16:
    case ArrayType::uint16:
      return 2;
    case ArrayType::float32:
    case ArrayType::int32:
    case ArrayType::uint32:
      return 4;
    case ArrayType::float64:
    case ArrayType::int64:
    case ArrayType::uint64:
      return 8;
  }
  return 1;
}

bool isFloating(ArrayType type) {
  return type == ArrayType::float16 || type == ArrayType::bfloat16 || type == ArrayType::float32 ||
         type == ArrayType::float64;
}

std::int64_t DataArray::elementCount() const {
  return static_cast<std::int64_t>(bytes.size() / elementBytes(type));
}

double DataArray::at(std::int64_t index) const {
  const auto* place = bytes.data() + static_cast<std::size_t>(index) * elementBytes(type);
  switch (type) {
    case ArrayType::float16:
      return static_cast<double>(halfToFloat(loadUnaligned<std::uint16_t>(place)));
    case ArrayType::bfloat16:
      return static_cast<double>(bfloat16ToFloat(loadUnaligned<std::uint16_t>(place)));
    case ArrayType::float32:
      return number<float>(place);
    case ArrayType::float64:
      return number<double>(place);
    case ArrayType::int8:
      return number<std::int8_t>(place);
    case ArrayType::int16:
      return number<std::int16_t>(place);
    case ArrayType::int32:
      return number<std::int32_t>(place);
    case ArrayType::int64:
      return number<std::int64_t>(place);
    case ArrayType::uint8:
      return number<std::uint8_t>(place);
    case ArrayType::uint16:
      return number<std::uint16_t>(place);
    case ArrayType::uint32:
      return number<std::uint32_t>(place);
    case ArrayType::uint64:
      return number<std::uint64_t>(place);
    case ArrayType::boolean:
      return loadUnaligned<std::uint8_t>(place) != 0 ? 1.0 : 0.0;
  }
  return 0.0;
}

std::string shapeText(std::span<const std::int64_t> shape) {
  if (shape.empty()) return "scalar";
  std::string text;
  for (const auto size : shape)
    text += (text.empty() ? "" : " x ") + (size < 0 ? std::string("?") : fmt::format("{}", size));
  return text;
}

std::optional<std::int64_t> firstNonFinite(const DataArray& array) {
  if (array.type == ArrayType::float32) return firstOther<float>(array.bytes);
  if (array.type == ArrayType::float64) return firstOther<double>(array.bytes);
  if (!isFloating(array.type)) return std::nullopt;
  for (std::int64_t index = 0; index < array.elementCount(); ++index) {
    if (!std::isfinite(array.at(index))) return index;
  }
  return std::nullopt;
}

DataArray selectRows(const DataArray& array, std::span<const std::int64_t> rows) {
  if (array.shape.empty()) return array;
  DataArray selected{array.name, array.type, array.shape, {}, array.perSample, array.offered};
  const auto rowBytes = array.shape[0] > 0 ? array.bytes.size() / static_cast<std::size_t>(array.shape[0]) : 0;
  selected.shape[0] = static_cast<std::int64_t>(rows.size());
  selected.bytes.resize(rows.size() * rowBytes);
  for (std::size_t index = 0; index < rows.size() && rowBytes > 0; ++index) {
    if (rows[index] < 0 || rows[index] >= array.shape[0]) continue;
    std::memcpy(selected.bytes.data() + index * rowBytes,
                array.bytes.data() + static_cast<std::size_t>(rows[index]) * rowBytes, rowBytes);
  }
  return selected;
}

void swapByteOrder(std::vector<std::byte>& bytes, std::size_t width) {
  for (std::size_t at = 0; width > 1 && at + width <= bytes.size(); at += width)
    std::reverse(bytes.data() + at, bytes.data() + at + width);
}

}  // namespace bitwright

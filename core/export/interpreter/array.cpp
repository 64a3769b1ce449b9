// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/interpreter/array.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>
#include <utility>

#include "core/export/interpreter/array_checks.h"

namespace bitwright {

namespace {

template <class T>
Array::Values readValues(ByteView bytes) {
  std::vector<T> values(bytes.size() / sizeof(T));
  if (!values.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

/// Elements of less than a byte: the first in the lowest bits (https://onnx.ai/onnx/technical/int4.html).
template <class T>
std::vector<T> readParts(ByteView bytes, int bits, std::int64_t count) {
  std::vector<T> values(static_cast<std::size_t>(count));
  const auto perByte = static_cast<std::size_t>(8 / bits);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto shifted =
        std::to_integer<unsigned int>(bytes[i / perByte]) >> (i % perByte * static_cast<std::size_t>(bits));
    const auto code = static_cast<int>(shifted & ((1U << static_cast<unsigned int>(bits)) - 1U));
    const bool negative = std::is_signed_v<T> && code >= 1 << (bits - 1);
    values[i] = static_cast<T>(negative ? code - (1 << bits) : code);
  }
  return values;
}

template <class To, class From>
To convert(From value) {
  if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
    // Cutting towards zero is the Cast of decode graphs; outside the range the page leaves the result open.
    const double wide = static_cast<double>(value);
    if (!(wide > static_cast<double>(std::numeric_limits<To>::min()) - 1.0)) return std::numeric_limits<To>::min();
    if (!(wide < static_cast<double>(std::numeric_limits<To>::max()))) return std::numeric_limits<To>::max();
  }
  return static_cast<To>(value);
}

template <class To, class From>
std::vector<To> convertAll(const std::vector<From>& values) {
  std::vector<To> result(values.size());
  std::transform(values.begin(), values.end(), result.begin(), [](From value) { return convert<To>(value); });
  return result;
}

/// Whatever is not 0 is true.
template <class From>
std::vector<std::uint8_t> truthOf(const std::vector<From>& values) {
  std::vector<std::uint8_t> result(values.size());
  std::transform(values.begin(), values.end(), result.begin(),
                 [](From value) { return static_cast<std::uint8_t>(value != From{0} ? 1 : 0); });
  return result;
}

/// 16-bit patterns widened: every other operator works on the widened values.
std::vector<float> widened(const Array& value) {
  const auto& patterns = std::get<std::vector<std::uint16_t>>(value.values);
  std::vector<float> result(patterns.size());
  std::transform(patterns.begin(), patterns.end(), result.begin(),
                 value.type == DataType::float16 ? halfToFloat : bfloat16ToFloat);
  return result;
}

std::vector<std::uint16_t> narrowed(const std::vector<float>& values, DataType type) {
  std::vector<std::uint16_t> result(values.size());
  std::transform(values.begin(), values.end(), result.begin(),
                 type == DataType::float16 ? floatToHalf : floatToBfloat16);
  return result;
}

bool isPattern(DataType type) {
  return type == DataType::float16 || type == DataType::bfloat16;
}

}  // namespace

Failure badOperands(const char* op) {
  return fail(ErrorKind::input,
              Message(BW_MESSAGE("decode.bad_operands", "the operands of %1 are not those of a decode graph"),
                      {std::string(op)}));
}

Result<std::int64_t> checkedSize(const std::vector<std::int64_t>& dims, std::int64_t limit) {
  std::int64_t size = 1;
  for (const auto dim : dims) {
    if (dim < 0 || (dim > 0 && size > limit / dim)) {
      return fail(ErrorKind::input,
                  BW_MESSAGE("decode.too_large", "a decode node makes more values than its weight can need"));
    }
    size *= dim;
  }
  return size;
}

std::int64_t Array::size() const {
  return std::visit([](const auto& held) { return static_cast<std::int64_t>(held.size()); }, values);
}

std::vector<std::byte> Array::bytes() const {
  const auto raw = view();
  return {raw.begin(), raw.end()};
}

ByteView Array::view() const {
  return std::visit([](const auto& held) { return ByteView(std::as_bytes(std::span(held))); }, values);
}

Result<Array> arrayFrom(DataType type, std::vector<std::int64_t> dims, ByteView bytes) {
  const auto bits = dataTypeBits(type).value_or(0);
  const auto size = checkedSize(dims, std::int64_t{1} << 40);
  if (!size) return fail(ErrorKind::input, size.error().what);
  if (bits == 0 || (static_cast<std::uint64_t>(*size) * static_cast<std::uint64_t>(bits) + 7) / 8 != bytes.size())
    return badOperands("Constant");
  Array array{type, std::move(dims), {}};
  switch (type) {
    case DataType::float32:
      array.values = readValues<float>(bytes);
      break;
    case DataType::float64:
      array.values = readValues<double>(bytes);
      break;
    case DataType::uint8:
    case DataType::boolean:
      array.values = readValues<std::uint8_t>(bytes);
      break;
    case DataType::uint4:
    case DataType::uint2:
      array.values = readParts<std::uint8_t>(bytes, bits, *size);
      break;
    case DataType::int4:
    case DataType::int2:
      array.values = readParts<std::int8_t>(bytes, bits, *size);
      break;
    case DataType::int8:
      array.values = readValues<std::int8_t>(bytes);
      break;
    case DataType::uint16:
    case DataType::float16:
    case DataType::bfloat16:
      array.values = readValues<std::uint16_t>(bytes);
      break;
    case DataType::int32:
      array.values = readValues<std::int32_t>(bytes);
      break;
    case DataType::int64:
      array.values = readValues<std::int64_t>(bytes);
      break;
    default:
      return badOperands("Constant");
  }
  return array;
}

Result<Array> castArray(const Array& value, DataType type) {
  if (value.type == type) return value;
  Array result{type, value.dims, {}};
  if (isPattern(value.type)) {
    Array wide{DataType::float32, value.dims, widened(value)};
    return castArray(wide, type);
  }
  if (isPattern(type)) {
    auto wide = castArray(value, DataType::float32);
    if (!wide) return wide;
    result.values = narrowed(std::get<std::vector<float>>(wide->values), type);
    return result;
  }
  return std::visit(
      [&](const auto& held) -> Result<Array> {
        switch (type) {
          case DataType::float32:
            result.values = convertAll<float>(held);
            break;
          case DataType::float64:
            result.values = convertAll<double>(held);
            break;
          case DataType::boolean:
            result.values = truthOf(held);
            break;
          case DataType::uint8:
            result.values = convertAll<std::uint8_t>(held);
            break;
          case DataType::uint16:
            result.values = convertAll<std::uint16_t>(held);
            break;
          case DataType::int8:
            result.values = convertAll<std::int8_t>(held);
            break;
          case DataType::int32:
            result.values = convertAll<std::int32_t>(held);
            break;
          case DataType::int64:
            result.values = convertAll<std::int64_t>(held);
            break;
          default:
            return badOperands("Cast");
        }
        return std::move(result);
      },
      value.values);
}

Result<Array> reshapeArray(Array value, const Array& shape) {
  const auto* wanted = std::get_if<std::vector<std::int64_t>>(&shape.values);
  if (wanted == nullptr || shape.dims.size() != 1) return badOperands("Reshape");
  std::vector<std::int64_t> dims = *wanted;
  std::int64_t known = 1;
  std::int64_t open = -1;
  for (std::size_t i = 0; i < dims.size(); ++i) {
    if (dims[i] == 0) {
      if (i >= value.dims.size()) return badOperands("Reshape");
      dims[i] = value.dims[i];
    }
    if (dims[i] == -1 && open < 0)
      open = static_cast<std::int64_t>(i);
    else if (dims[i] < 0 || (dims[i] > 0 && known > (std::int64_t{1} << 40) / dims[i]))
      return badOperands("Reshape");
    else
      known *= dims[i];
  }
  if (open >= 0) {
    if (known == 0 || value.size() % known != 0) return badOperands("Reshape");
    dims[static_cast<std::size_t>(open)] = value.size() / known;
    known = value.size();
  }
  if (known != value.size()) return badOperands("Reshape");
  value.dims = std::move(dims);
  return value;
}

Result<Array> flattenArray(Array value, std::int64_t axis) {
  if (axis < 0 || axis > static_cast<std::int64_t>(value.dims.size())) return badOperands("Flatten");
  std::int64_t before = 1;
  std::int64_t behind = 1;
  for (std::size_t i = 0; i < value.dims.size(); ++i)
    (static_cast<std::int64_t>(i) < axis ? before : behind) *= value.dims[i];
  value.dims = {before, behind};
  return value;
}

Result<Array> floorArray(Array value) {
  auto* numbers = std::get_if<std::vector<float>>(&value.values);
  if (numbers == nullptr) return badOperands("Floor");
  for (auto& number : *numbers) number = std::floor(number);
  return value;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/engine/elements.h"

#include <cmath>
#include <cstring>

#include "core/base/bytes.h"

namespace bitwright {

namespace {

template <class T>
void store(T value, std::byte* target) {
  std::memcpy(target, &value, sizeof value);
}

template <class T>
std::vector<float> widen(const void* data, std::size_t count) {
  const auto* bytes = static_cast<const std::byte*>(data);
  std::vector<float> values(count);
  for (std::size_t index = 0; index < count; ++index)
    values[index] = static_cast<float>(loadUnaligned<T>(bytes + index * sizeof(T)));
  return values;
}

template <class Decode>
std::vector<float> widenBits(const void* data, std::size_t count, Decode decode) {
  const auto* bytes = static_cast<const std::byte*>(data);
  std::vector<float> values(count);
  for (std::size_t index = 0; index < count; ++index)
    values[index] = decode(loadUnaligned<std::uint16_t>(bytes + index * 2));
  return values;
}

/// Several to a byte, the first in the lowest bits.
std::vector<float> widenPacked(const void* data, std::size_t count, unsigned bits, bool isSigned) {
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  const unsigned perByte = 8 / bits;
  std::vector<float> values(count);
  for (std::size_t index = 0; index < count; ++index) {
    const unsigned code = (bytes[index / perByte] >> (bits * (index % perByte))) & ((1U << bits) - 1U);
    const bool negative = isSigned && (code >> (bits - 1U)) != 0;
    values[index] = static_cast<float>(static_cast<int>(code) - (negative ? 1 << bits : 0));
  }
  return values;
}

}  // namespace

std::optional<std::size_t> feedBytes(DataType type) {
  switch (type) {
    case DataType::uint8:
    case DataType::int8:
    case DataType::boolean:
      return 1;
    case DataType::uint16:
    case DataType::int16:
    case DataType::float16:
    case DataType::bfloat16:
      return 2;
    case DataType::float32:
    case DataType::int32:
    case DataType::uint32:
      return 4;
    case DataType::int64:
    case DataType::float64:
    case DataType::uint64:
      return 8;
    default:
      return std::nullopt;
  }
}

void storeElement(DataType type, double value, std::byte* target) {
  switch (type) {
    case DataType::float32:
      return store(static_cast<float>(value), target);
    case DataType::float64:
      return store(value, target);
    case DataType::float16:
      return store(floatToHalf(static_cast<float>(value)), target);
    case DataType::bfloat16:
      return store(floatToBfloat16(static_cast<float>(value)), target);
    case DataType::boolean:
      return store(static_cast<std::uint8_t>(value != 0.0 ? 1 : 0), target);
    case DataType::uint8:
      return store(static_cast<std::uint8_t>(std::lround(value)), target);
    case DataType::int8:
      return store(static_cast<std::int8_t>(std::lround(value)), target);
    case DataType::uint16:
      return store(static_cast<std::uint16_t>(std::lround(value)), target);
    case DataType::int16:
      return store(static_cast<std::int16_t>(std::lround(value)), target);
    case DataType::uint32:
      return store(static_cast<std::uint32_t>(std::llround(value)), target);
    case DataType::int32:
      return store(static_cast<std::int32_t>(std::llround(value)), target);
    case DataType::uint64:
      return store(static_cast<std::uint64_t>(std::llround(value)), target);
    case DataType::int64:
      return store(static_cast<std::int64_t>(std::llround(value)), target);
    default:
      return;
  }
}

std::optional<std::vector<float>> widenElements(DataType type, const void* data, std::size_t count) {
  switch (type) {
    case DataType::float32:
      return widen<float>(data, count);
    case DataType::float64:
      return widen<double>(data, count);
    case DataType::float16:
      return widenBits(data, count, halfToFloat);
    case DataType::bfloat16:
      return widenBits(data, count, bfloat16ToFloat);
    case DataType::boolean:
    case DataType::uint8:
      return widen<std::uint8_t>(data, count);
    case DataType::int8:
      return widen<std::int8_t>(data, count);
    case DataType::uint16:
      return widen<std::uint16_t>(data, count);
    case DataType::int16:
      return widen<std::int16_t>(data, count);
    case DataType::uint32:
      return widen<std::uint32_t>(data, count);
    case DataType::int32:
      return widen<std::int32_t>(data, count);
    case DataType::uint64:
      return widen<std::uint64_t>(data, count);
    case DataType::int64:
      return widen<std::int64_t>(data, count);
    case DataType::uint4:
      return widenPacked(data, count, 4, false);
    case DataType::int4:
      return widenPacked(data, count, 4, true);
    case DataType::uint2:
      return widenPacked(data, count, 2, false);
    case DataType::int2:
      return widenPacked(data, count, 2, true);
    default:
      return std::nullopt;
  }
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/weight_tensor.h"

#include <algorithm>

namespace bitwright {

namespace {

template <class T, class Widen>
std::vector<float> widened(ByteView bytes, std::int64_t begin, std::int64_t count, Widen widen) {
  std::vector<float> values(static_cast<std::size_t>(count));
  const std::byte* at = bytes.data() + static_cast<std::size_t>(begin) * sizeof(T);
  for (auto& value : values) {
    value = widen(loadUnaligned<T>(at));
    at += sizeof(T);
  }
  return values;
}

template <class T>
std::vector<float> converted(ByteView bytes, std::int64_t begin, std::int64_t count) {
  return widened<T>(bytes, begin, count, [](T value) { return static_cast<float>(value); });
}

}  // namespace

std::vector<float> toFloat(ByteView bytes, DataType type, std::int64_t begin, std::int64_t count) {
  const auto bits = dataTypeBits(type);
  if (!bits || *bits % 8 != 0) return {};
  const auto available = static_cast<std::int64_t>(bytes.size() / (static_cast<std::size_t>(*bits) / 8));
  begin = std::clamp<std::int64_t>(begin, 0, available);
  count = std::clamp<std::int64_t>(count, 0, available - begin);
  switch (type) {
    case DataType::float32:
      return converted<float>(bytes, begin, count);
    case DataType::float64:
      return converted<double>(bytes, begin, count);
    case DataType::float16:
      return widened<std::uint16_t>(bytes, begin, count, halfToFloat);
    case DataType::bfloat16:
      return widened<std::uint16_t>(bytes, begin, count, bfloat16ToFloat);
    case DataType::uint8:
    case DataType::boolean:
      return converted<std::uint8_t>(bytes, begin, count);
    case DataType::int8:
      return converted<std::int8_t>(bytes, begin, count);
    case DataType::uint16:
      return converted<std::uint16_t>(bytes, begin, count);
    case DataType::int16:
      return converted<std::int16_t>(bytes, begin, count);
    case DataType::uint32:
      return converted<std::uint32_t>(bytes, begin, count);
    case DataType::int32:
      return converted<std::int32_t>(bytes, begin, count);
    case DataType::uint64:
      return converted<std::uint64_t>(bytes, begin, count);
    case DataType::int64:
      return converted<std::int64_t>(bytes, begin, count);
    default:
      return {};
  }
}

}  // namespace bitwright

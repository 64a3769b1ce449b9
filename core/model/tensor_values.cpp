// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tensor_values.h"

#include <algorithm>
#include <cstring>

#include "core/model/wire/wire_format.h"

namespace bitwright {

namespace {

/// Bytes an int32_data entry becomes in raw data.
std::size_t rawSizeOfInt32Entry(DataType type) {
  switch (type) {
    case DataType::int32:
      return 4;
    case DataType::int16:
    case DataType::uint16:
    case DataType::float16:
    case DataType::bfloat16:
      return 2;
    default:
      return 1;
  }
}

/// The entry fits `size` bytes, read as a signed or as an unsigned number: writers do both.
bool fits(std::int64_t value, std::size_t size) {
  if (size == 4) return value >= INT32_MIN && value <= INT32_MAX;
  const std::int64_t limit = std::int64_t{1} << (8 * size);
  return value >= -limit / 2 && value < limit;
}

bool append(std::vector<std::byte>& raw, std::int64_t value, std::size_t size) {
  if (size < 8 && !fits(value, size)) return false;
  const std::size_t at = raw.size();
  raw.resize(at + size);
  std::memcpy(raw.data() + at, &value, size);  // little-endian, as every machine we run on
  return true;
}

template <class Values>
ByteView viewOf(const Values& values) {
  return std::as_bytes(std::span(values.data(), static_cast<std::size_t>(values.size())));
}

/// A varint as the number `append` checks: of int32_data only the low 32 bits count (negative numbers are written
/// sign-extended), and a uint32 is shown as the int32 of the same bits.
std::int64_t entryOf(std::uint32_t field, std::size_t size, std::uint64_t value) {
  const bool narrow = field == 5 || (size == 4 && value <= UINT32_MAX);
  return narrow ? std::int64_t{static_cast<std::int32_t>(static_cast<std::uint32_t>(value))}
                : static_cast<std::int64_t>(value);
}

std::size_t rawSizeOfEntry(std::uint32_t field, DataType type) {
  if (field == 5) return rawSizeOfInt32Entry(type);
  return field == 11 && type == DataType::uint32 ? 4 : 8;
}

}  // namespace

std::uint32_t valueField(DataType type) {
  switch (type) {
    case DataType::float32:
    case DataType::complex64:
      return 4;
    case DataType::string:
      return 6;
    case DataType::int64:
      return 7;
    case DataType::float64:
    case DataType::complex128:
      return 10;
    case DataType::uint32:
    case DataType::uint64:
      return 11;
    default:
      return 5;
  }
}

std::uint64_t valuesNeeded(DataType type, std::int64_t count) {
  const auto elements = static_cast<std::uint64_t>(count);
  if (type == DataType::complex64 || type == DataType::complex128) return 2 * elements;
  const int bits = dataTypeBits(type).value_or(8);
  return bits >= 8 ? elements : (elements * static_cast<std::uint64_t>(bits) + 7) / 8;
}

std::optional<std::uint64_t> payloadValueCount(const Payload& payload) {
  const std::size_t size = payload.field == 4 ? 4 : payload.field == 10 ? 8 : 0;
  if (size > 0) {
    if (payload.bytes.size() % size != 0) return std::nullopt;
    return payload.bytes.size() / size;
  }
  // One byte without a continuation bit ends a varint.
  if (!payload.bytes.empty() && (payload.bytes.back() & std::byte{0x80}) != std::byte{0}) return std::nullopt;
  return static_cast<std::uint64_t>(std::count_if(payload.bytes.begin(), payload.bytes.end(), [](std::byte byte) {
    return (byte & std::byte{0x80}) == std::byte{0};
  }));
}

std::uint64_t inlineValueCount(const onnx::TensorProto& tensor, std::uint32_t field) {
  switch (field) {
    case 4:
      return static_cast<std::uint64_t>(tensor.float_data_size());
    case 5:
      return static_cast<std::uint64_t>(tensor.int32_data_size());
    case 6:
      return static_cast<std::uint64_t>(tensor.string_data_size());
    case 7:
      return static_cast<std::uint64_t>(tensor.int64_data_size());
    case 10:
      return static_cast<std::uint64_t>(tensor.double_data_size());
    default:
      return static_cast<std::uint64_t>(tensor.uint64_data_size());
  }
}

std::optional<ByteView> payloadAsRaw(DataType type, const Payload& payload,
                                     std::deque<std::vector<std::byte>>& memory) {
  if (payload.field == 4 || payload.field == 10) return payload.bytes;
  const std::size_t size = rawSizeOfEntry(payload.field, type);
  std::vector<std::byte> raw;
  for (std::size_t at = 0; at < payload.bytes.size();) {
    const auto value = readVarint(payload.bytes, at, payload.bytes.size());
    if (!value || !append(raw, entryOf(payload.field, size, *value), size)) return std::nullopt;
  }
  return memory.emplace_back(std::move(raw));
}

std::optional<ByteView> inlineAsRaw(DataType type, const onnx::TensorProto& tensor,
                                    std::deque<std::vector<std::byte>>& memory) {
  const std::uint32_t field = valueField(type);
  if (field == 4) return viewOf(tensor.float_data());
  if (field == 10) return viewOf(tensor.double_data());
  if (field == 7) return viewOf(tensor.int64_data());
  if (field == 5 && type == DataType::int32) return viewOf(tensor.int32_data());
  if (field == 11 && type == DataType::uint64) return viewOf(tensor.uint64_data());
  std::vector<std::byte> raw;
  if (field == 5) {
    const std::size_t size = rawSizeOfInt32Entry(type);
    for (const auto value : tensor.int32_data()) {
      if (!append(raw, value, size)) return std::nullopt;
    }
  } else {
    for (const auto value : tensor.uint64_data()) {
      if (!append(raw, entryOf(field, 4, value), 4)) return std::nullopt;
    }
  }
  return memory.emplace_back(std::move(raw));
}

}  // namespace bitwright

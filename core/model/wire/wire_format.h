// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "core/base/bytes.h"

namespace bitwright {

/// The protocol buffer wire format (https://protobuf.dev/programming-guides/encoding/).
enum class WireType : std::uint8_t { varint = 0, fixed64 = 1, bytes = 2, groupBegin = 3, groupEnd = 4, fixed32 = 5 };

/// One field's header. Varint values are in `value`; of length-delimited fields it is the length.
struct WireField {
  std::uint32_t number = 0;
  WireType type = WireType::varint;
  std::size_t begin = 0;   ///< of the tag
  std::size_t length = 0;  ///< position of the length or value, behind the tag
  std::size_t body = 0;    ///< position of the value's or payload's first byte
  std::uint64_t value = 0;
};

/// Reads a varint at `at` and moves behind it; nothing where it does not end before `end` or is longer than ten bytes.
[[nodiscard]] inline std::optional<std::uint64_t> readVarint(ByteView bytes, std::size_t& at, std::size_t end) {
  std::uint64_t value = 0;
  for (unsigned int shift = 0; shift < 70 && at < end; shift += 7) {
    const auto byte = static_cast<std::uint64_t>(bytes[at++]);
    value |= (byte & 0x7fU) << (shift < 64 ? shift : 63);
    if ((byte & 0x80U) == 0) return value;
  }
  return std::nullopt;
}

/// Reads a field's header in [at, end) and moves behind it: to the payload of a length-delimited field, behind the
/// value of all others. Nothing where it is malformed or cut; the length is *not* compared with `end`.
[[nodiscard]] inline std::optional<WireField> readField(ByteView bytes, std::size_t& at, std::size_t end) {
  WireField field;
  field.begin = at;
  const auto tag = readVarint(bytes, at, end);
  if (!tag || *tag > 0xffffffffU || (*tag >> 3U) == 0 || (*tag & 7U) > 5) return std::nullopt;
  field.number = static_cast<std::uint32_t>(*tag >> 3U);
  field.type = static_cast<WireType>(*tag & 7U);
  field.length = at;
  field.body = at;
  const auto fixed = [&](std::size_t size) -> std::optional<WireField> {
    if (end - at < size) return std::nullopt;
    at += size;
    return field;
  };
  switch (field.type) {
    case WireType::fixed64:
      return fixed(8);
    case WireType::fixed32:
      return fixed(4);
    case WireType::groupBegin:
    case WireType::groupEnd:
      return field;
    case WireType::varint:
    case WireType::bytes:
      break;
  }
  const auto value = readVarint(bytes, at, end);
  if (!value) return std::nullopt;
  field.value = *value;
  if (field.type == WireType::bytes) field.body = at;
  return field;
}

enum class GroupSkip { done, malformed, tooDeep };

/// Moves from behind a group's opening tag to behind its closing one. ONNX never uses groups, but a later schema's or
/// another's unknown fields may. Where it fails `at` is where the field that does not fit begins.
[[nodiscard]] GroupSkip skipGroup(ByteView bytes, std::size_t& at, std::size_t end, std::uint32_t number);

[[nodiscard]] inline std::size_t varintSize(std::uint64_t value) {
  std::size_t size = 1;
  for (; value >= 0x80U; value >>= 7U) ++size;
  return size;
}

inline void appendVarint(std::string& to, std::uint64_t value) {
  for (; value >= 0x80U; value >>= 7U) to += static_cast<char>((value & 0x7fU) | 0x80U);
  to += static_cast<char>(value);
}

inline void appendTag(std::string& to, std::uint32_t number, WireType type) {
  appendVarint(to, (static_cast<std::uint64_t>(number) << 3U) | static_cast<std::uint64_t>(type));
}

}  // namespace bitwright

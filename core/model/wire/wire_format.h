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

/// Reads a varint at `at` and moves behind it; nothing, and no move, where it does not end before `end` or is longer
/// than ten bytes.
[[nodiscard]] std::optional<std::uint64_t> readVarint(ByteView bytes, std::size_t& at, std::size_t end);

/// Reads a field's header in [at, end) and moves behind it: to the payload of a length-delimited field, behind the
/// value of all others. Nothing where it is malformed or cut; the length is *not* compared with `end`.
[[nodiscard]] std::optional<WireField> readField(ByteView bytes, std::size_t& at, std::size_t end);

enum class GroupSkip { done, malformed, tooDeep };

/// Moves from behind a group's opening tag to behind its closing one. ONNX never uses groups, but a later schema's or
/// another's unknown fields may. Where it fails `at` is where the field that does not fit begins.
[[nodiscard]] GroupSkip skipGroup(ByteView bytes, std::size_t& at, std::size_t end, std::uint32_t number);

[[nodiscard]] std::size_t varintSize(std::uint64_t value);
void appendVarint(std::string& to, std::uint64_t value);
void appendTag(std::string& to, std::uint32_t number, WireType type);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/wire/wire_format.h"

#include <protozero/buffer_string.hpp>
#include <protozero/exception.hpp>
#include <protozero/types.hpp>
#include <protozero/varint.hpp>
#include <vector>

namespace bitwright {

// protozero has the varints and tags. Its pbf_reader is not used: it refuses groups and takes lengths modulo 2^32, and
// the walks need to know where a field that does not fit begins.
std::optional<std::uint64_t> readVarint(ByteView bytes, std::size_t& at, std::size_t end) {
  const auto* const first = textOf(bytes).data();
  const auto* next = first + at;
  try {
    const auto value = protozero::decode_varint(&next, first + end);
    at = static_cast<std::size_t>(next - first);
    return value;
  } catch (const protozero::exception&) {  // cut or too long: damage, which is a value here
    return std::nullopt;
  }
}

std::optional<WireField> readField(ByteView bytes, std::size_t& at, std::size_t end) {
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

GroupSkip skipGroup(ByteView bytes, std::size_t& at, std::size_t end, std::uint32_t number) {
  constexpr std::size_t kGroupDepth = 32;
  std::vector<std::uint32_t> open{number};
  while (!open.empty()) {
    std::size_t next = at;
    const auto field = readField(bytes, next, end);
    const bool fits = field && (field->type != WireType::bytes || field->value <= end - field->body);
    if (!fits || (field->type == WireType::groupEnd && field->number != open.back())) return GroupSkip::malformed;
    if (field->type == WireType::bytes) next = field->body + static_cast<std::size_t>(field->value);
    if (field->type == WireType::groupEnd) open.pop_back();
    if (field->type == WireType::groupBegin) open.push_back(field->number);
    if (open.size() > kGroupDepth) return GroupSkip::tooDeep;
    at = next;
  }
  return GroupSkip::done;
}

std::size_t varintSize(std::uint64_t value) {
  return static_cast<std::size_t>(protozero::length_of_varint(value));
}

void appendVarint(std::string& to, std::uint64_t value) {
  protozero::add_varint_to_buffer(&to, value);
}

void appendTag(std::string& to, std::uint32_t number, WireType type) {
  appendVarint(to, protozero::tag_and_type(number, static_cast<protozero::pbf_wire_type>(type)));
}

}  // namespace bitwright

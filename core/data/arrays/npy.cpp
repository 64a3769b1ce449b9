// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/arrays/npy.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

namespace bitwright {

namespace {

Result<std::vector<std::byte>> bytesBehind(ByteSource& source, const NpyHeader& header, const std::string& file,
                                           const std::string& where) {
  std::vector<std::byte> bytes;
  const auto got = source.append(bytes, header.valueBytes);
  if (got && *got == header.valueBytes) return bytes;
  return fail(ErrorKind::input, BW_MESSAGE("data.npy_values_cut", "has array values that are damaged or cut off"), file,
              where);
}

/// The elements of `columns`, whose first dimension runs fastest, with the last running fastest.
std::vector<std::byte> inRowMajor(const std::vector<std::byte>& columns, const std::vector<std::int64_t>& shape,
                                  std::size_t each) {
  std::vector<std::byte> rows(columns.size());
  std::vector<std::size_t> sizes(shape.begin(), shape.end());
  std::vector<std::size_t> strides(shape.size(), each);
  for (std::size_t axis = 1; axis < shape.size(); ++axis) strides[axis] = strides[axis - 1] * sizes[axis - 1];
  std::vector<std::size_t> index(shape.size(), 0);
  std::size_t from = 0;
  for (std::size_t to = 0; to < rows.size(); to += each) {
    std::memcpy(rows.data() + to, columns.data() + from, each);
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      from += strides[axis];
      if (++index[axis] < sizes[axis]) break;
      from -= strides[axis] * sizes[axis];
      index[axis] = 0;
    }
  }
  return rows;
}

/// False where it is no character of Unicode.
bool appendUtf8(std::uint32_t character, std::string& text) {
  if (character > 0x10ffff || (character >= 0xd800 && character < 0xe000)) return false;
  const auto put = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
  const auto rest = [&put, character](unsigned shift) { put(0x80U | (character >> shift & 0x3fU)); };
  if (character < 0x80) {
    put(character);
  } else if (character < 0x800) {
    put(0xc0U | character >> 6U);
    rest(0);
  } else if (character < 0x10000) {
    put(0xe0U | character >> 12U);
    rest(6);
    rest(0);
  } else {
    put(0xf0U | character >> 18U);
    rest(12);
    rest(6);
    rest(0);
  }
  return true;
}

/// Of four bytes a character; what is filled up with zeros ends before them.
std::optional<std::string> wideText(ByteView characters) {
  std::string text;
  for (std::size_t at = 0; at + 4 <= characters.size(); at += 4) {
    if (!appendUtf8(loadUnaligned<std::uint32_t>(characters.data() + at), text)) return std::nullopt;
  }
  return text.substr(0, text.find_last_not_of('\0') + 1);
}

std::string narrowText(ByteView characters) {
  const auto text = textOf(characters);
  return std::string(text.substr(0, text.find_last_not_of('\0') + 1));
}

}  // namespace

Result<DataArray> readNpyValues(ByteSource& source, const NpyHeader& header, const std::string& file,
                                const std::string& where) {
  if (!header.type) {
    return fail(ErrorKind::input, BW_MESSAGE("data.npy_text", "holds texts, which no input is fed with"), file, where);
  }
  auto bytes = bytesBehind(source, header, file, where);
  if (!bytes) return passOn(bytes);
  DataArray array;
  array.type = *header.type;
  array.shape = header.shape;
  array.bytes = std::move(*bytes);
  const auto each = elementBytes(array.type);
  if (header.bigEndian) swapByteOrder(array.bytes, each);
  if (header.columnMajor && array.shape.size() > 1) array.bytes = inRowMajor(array.bytes, array.shape, each);
  if (const auto bad = firstNonFinite(array)) {
    return fail(
        ErrorKind::input,
        Message(BW_MESSAGE("data.not_finite", "holds a value that is infinite or not a number, element %1"), {*bad}),
        file, where);
  }
  return array;
}

Result<std::vector<std::string>> readNpyTexts(ByteSource& source, const NpyHeader& header, const std::string& file,
                                              const std::string& where) {
  auto bytes = bytesBehind(source, header, file, where);
  if (!bytes) return passOn(bytes);
  if (header.wideText && header.bigEndian) swapByteOrder(*bytes, 4);
  std::vector<std::string> texts;
  const auto width = static_cast<std::size_t>(header.elementBytes);
  for (std::size_t at = 0; at + width <= bytes->size(); at += width) {
    const auto characters = ByteView(*bytes).subspan(at, width);
    auto text = header.wideText ? wideText(characters) : std::optional(narrowText(characters));
    if (!text) {
      return fail(ErrorKind::input,
                  Message(BW_MESSAGE("data.npy_no_text", "holds a text that is no Unicode, element %1"),
                          {static_cast<std::int64_t>(at / width)}),
                  file, where);
    }
    texts.push_back(std::move(*text));
  }
  return texts;
}

}  // namespace bitwright

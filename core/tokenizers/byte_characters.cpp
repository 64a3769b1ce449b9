// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizers/byte_characters.h"

#include <array>
#include <unordered_map>

#include "core/tokenizers/unicode.h"

namespace bitwright {

namespace {

/// Characters of bytes: those that print are themselves, the others follow from U+0100 on.
const std::array<char32_t, 256>& charactersOfBytes() {
  static const auto table = [] {
    std::array<char32_t, 256> made{};
    char32_t next = 256;
    for (char32_t byte = 0; byte < 256; ++byte) {
      const bool prints = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
      made[byte] = prints ? byte : next++;
    }
    return made;
  }();
  return table;
}

}  // namespace

std::string byteCharacters(std::string_view bytes) {
  std::string made;
  made.reserve(bytes.size() * 2);
  for (const char byte : bytes) appendUtf8(made, charactersOfBytes()[static_cast<unsigned char>(byte)]);
  return made;
}

std::string bytesOfCharacters(std::string_view characters) {
  static const auto bytes = [] {
    std::unordered_map<char32_t, char> made;
    for (std::size_t byte = 0; byte < charactersOfBytes().size(); ++byte)
      made.emplace(charactersOfBytes()[byte], static_cast<char>(byte));
    return made;
  }();
  std::string made;
  for (const auto point : codePoints(characters)) {
    const auto found = bytes.find(point);
    if (found != bytes.end())
      made += found->second;
    else
      appendUtf8(made, point);
  }
  return made;
}

}  // namespace bitwright

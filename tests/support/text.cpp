// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/text.h"

#include <nlohmann/json.hpp>

namespace bitwright::test {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::size_t countOf(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

bool isUtf8(std::string_view text) {
  try {
    return !nlohmann::json(std::string(text)).dump().empty();  // which throws where it is none
  } catch (const nlohmann::json::type_error&) {
    return false;
  }
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  for (const char character : text) {
    if (character == separator)
      parts.emplace_back();
    else
      parts.back() += character;
  }
  return parts;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const auto& part : parts) {
    if (&part != &parts.front()) text += separator;
    text += part;
  }
  return text;
}

std::vector<std::string> charactersOf(std::string_view text) {
  std::vector<std::string> characters;
  for (const char byte : text) {
    const bool goesOn = (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
    if (!goesOn || characters.empty()) characters.emplace_back();
    characters.back() += byte;
  }
  return characters;
}

std::vector<std::string> piecesOf(std::string_view text, std::string_view begin, std::string_view end) {
  std::vector<std::string> pieces;
  for (auto at = text.find(begin); at != std::string_view::npos; at = text.find(begin, at)) {
    const auto last = text.find(end, at + begin.size());
    if (last == std::string_view::npos) break;
    pieces.emplace_back(text.substr(at, last + end.size() - at));
    at = last + end.size();
  }
  return pieces;
}

}  // namespace bitwright::test

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace bitwright {

// What <cctype>, <cstdlib> and streams do, for ASCII and the same in every locale: a Turkish one leaves 'I' as it is, a
// German one ends 0.5 at its point.

[[nodiscard]] constexpr bool isAsciiDigit(char character) {
  return character >= '0' && character <= '9';
}

[[nodiscard]] constexpr bool isAsciiSpace(char character) {
  return character == ' ' || (character >= '\t' && character <= '\r');
}

[[nodiscard]] constexpr char asciiLowered(char character) {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

[[nodiscard]] inline std::string asciiLowered(std::string_view text) {
  std::string lower(text);
  for (auto& character : lower) character = asciiLowered(character);
  return lower;
}

/// Takes the next word off the front of `text`; empty where there is none.
[[nodiscard]] inline std::string_view takeWord(std::string_view& text) {
  while (!text.empty() && isAsciiSpace(text.front())) text.remove_prefix(1);
  const auto end = std::find_if(text.begin(), text.end(), isAsciiSpace);
  const auto word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(word.size());
  return word;
}

/// The number `text` begins with, blanks before it left out; what follows is not looked at.
template <class Number>
[[nodiscard]] std::optional<Number> leadingNumber(std::string_view text) {
  while (!text.empty() && isAsciiSpace(text.front())) text.remove_prefix(1);
  Number number{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc() ? std::optional(number) : std::nullopt;
}

}  // namespace bitwright

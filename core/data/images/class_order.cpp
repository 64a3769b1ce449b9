// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/images/class_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <string_view>

namespace bitwright {

namespace {

bool isDigit(char character) {
  return character >= '0' && character <= '9';
}

bool isWholeNumber(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), isDigit);
}

/// Takes the digits off the front; without leading zeros, so that the longer is the larger.
std::string_view takeDigits(std::string_view& text) {
  const auto length = std::min(
      text.size(), static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isDigit) - text.begin()));
  auto digits = text.substr(0, length);
  text.remove_prefix(length);
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

/// Whether a person would put `a` before `b`: digits in a row count as one number, however long.
bool naturallyBefore(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (isDigit(a[0]) && isDigit(b[0])) {
      const auto left = takeDigits(a);
      const auto right = takeDigits(b);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      continue;
    }
    if (a[0] != b[0]) return static_cast<unsigned char>(a[0]) < static_cast<unsigned char>(b[0]);
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.empty() && !b.empty();
}

}  // namespace

std::optional<Message> sortClassNames(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  auto natural = names;
  std::stable_sort(natural.begin(), natural.end(), naturallyBefore);
  const bool differs = natural != names;
  if (std::all_of(names.begin(), names.end(), isWholeNumber)) {
    names = std::move(natural);
    bool ownNumber = true;
    for (std::size_t label = 0; label < names.size(); ++label) {
      std::string_view name = names[label];
      ownNumber = ownNumber && takeDigits(name) == (label == 0 ? std::string() : fmt::format("{}", label));
    }
    if (ownNumber && !differs) return std::nullopt;
    return Message(BW_MESSAGE("data.folders_by_number",
                              "the class folders are numbers and sorted as such, not as text; classes are: %1"),
                   {numberedNames(names)});
  }
  if (!differs) return std::nullopt;
  return Message(BW_MESSAGE("data.folders_by_text",
                            "the class folders are sorted as text, so that 10 stands before 2; classes are: %1"),
                 {numberedNames(names)});
}

std::string numberedNames(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 6;
  std::string text;
  for (std::size_t label = 0; label < names.size(); ++label) {
    if (label == kShown && names.size() > kShown + 1) {
      text += ", …";
      label = names.size() - 1;
    }
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", label, names[label]);
  }
  return text;
}

}  // namespace bitwright

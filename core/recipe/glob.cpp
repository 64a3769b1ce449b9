// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/glob.h"

#include <cstddef>

namespace bitwright {

namespace {

/// Bytes of the UTF-8 character that begins `text`; a byte that begins none counts as one.
std::size_t characterBytes(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) ++length;
  return length;
}

/// Length of the set that begins at `glob`'s first character, '['; 0 where it is never closed.
std::size_t setLength(std::string_view glob) {
  std::size_t at = 1;
  if (at < glob.size() && glob[at] == '!') ++at;
  ++at;  // a ']' that comes first belongs to the set
  while (at < glob.size() && glob[at] != ']') ++at;
  return at < glob.size() ? at + 1 : 0;
}

bool setHolds(std::string_view set, char character) {
  auto inside = set.substr(1, set.size() - 2);
  const bool inverted = !inside.empty() && inside.front() == '!';
  if (inverted) inside.remove_prefix(1);
  bool found = false;
  for (std::size_t at = 0; at < inside.size(); ++at) {
    if (at + 2 < inside.size() && inside[at + 1] == '-') {
      found = found || (inside[at] <= character && character <= inside[at + 2]);
      at += 2;
    } else {
      found = found || inside[at] == character;
    }
  }
  return found != inverted;
}

/// Matches the one element that begins `glob` against the start of `text`; sets what each of them used up.
bool matchOne(std::string_view glob, std::string_view text, std::size_t& globUsed, std::size_t& textUsed) {
  globUsed = 1;
  textUsed = 1;
  if (glob.front() == '?') {
    textUsed = characterBytes(text);
    return true;
  }
  if (glob.front() == '[') {
    if (const auto length = setLength(glob); length != 0) {
      globUsed = length;
      return setHolds(glob.substr(0, length), text.front());
    }
  }
  return glob.front() == text.front();
}

}  // namespace

bool matchesGlob(std::string_view glob, std::string_view text) {
  // The last star is enough to go back to: a longer run for an earlier one never helps.
  bool starSeen = false;
  std::string_view behindStar;
  std::string_view starText;
  while (!text.empty()) {
    std::size_t globUsed = 0;
    std::size_t textUsed = 0;
    if (!glob.empty() && glob.front() == '*') {
      starSeen = true;
      behindStar = glob = glob.substr(1);
      starText = text;
    } else if (!glob.empty() && matchOne(glob, text, globUsed, textUsed)) {
      glob.remove_prefix(globUsed);
      text.remove_prefix(textUsed);
    } else if (starSeen) {
      starText.remove_prefix(characterBytes(starText));
      glob = behindStar;
      text = starText;
    } else {
      return false;
    }
  }
  return glob.find_first_not_of('*') == std::string_view::npos;
}

}  // namespace bitwright

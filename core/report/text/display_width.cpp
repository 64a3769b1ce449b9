// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/text/display_width.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace bitwright {

namespace {

std::size_t characterWidth(char32_t code) {
  constexpr std::pair<char32_t, char32_t> kNone[] = {{0x0300, 0x036F}, {0x200B, 0x200F}, {0xFE00, 0xFE0F}};
  constexpr std::pair<char32_t, char32_t> kWide[] = {
      {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
      {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}};
  const auto holds = [code](const auto& range) { return range.first <= code && code <= range.second; };
  if (std::any_of(std::begin(kNone), std::end(kNone), holds)) return 0;
  return std::any_of(std::begin(kWide), std::end(kWide), holds) ? 2 : 1;
}

}  // namespace

std::size_t displayWidth(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t next = 1; next < length && at + next < text.size(); ++next) {
      code = (code << 6U) | (static_cast<unsigned char>(text[at + next]) & 0x3FU);
    }
    width += characterWidth(code);
    at += length;
  }
  return width;
}

std::string elided(std::string_view text, std::size_t width) {
  if (displayWidth(text) <= width) return std::string(text);
  std::size_t end = text.size();
  while (end > 0 && displayWidth(text.substr(0, end)) + 1 > width) {
    do --end;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U);
  }
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace bitwright

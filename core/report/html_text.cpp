// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_text.h"

#include "core/report/summary_table.h"

namespace bitwright {

std::string escapeHtml(std::string_view text) {
  std::string result;
  result.reserve(text.size() + text.size() / 8);
  for (const char character : text) {
    switch (character) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      case '\n':
      case '\t':
        result += character;
        break;
      default:
        if (const auto byte = static_cast<unsigned char>(character); byte < 0x20 || byte == 0x7F)
          result += "\xEF\xBF\xBD";
        else
          result += character;
    }
  }
  return result;
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

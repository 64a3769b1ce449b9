// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/text/html_text.h"

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

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/quoted_name.h"

#include <algorithm>

namespace bitwright {

Result<NameHead> takeName(std::string_view text) {
  NameHead head;
  if (!text.empty() && text.front() == '"') {
    head.quoted = true;
    std::size_t at = 1;
    for (; at < text.size() && text[at] != '"'; ++at) {
      if (text[at] == '\\' && at + 1 < text.size() && (text[at + 1] == '"' || text[at + 1] == '\\')) ++at;
      head.name += text[at];
    }
    if (at >= text.size()) {
      return fail(ErrorKind::usage, BW_MESSAGE("recipe.open_quote", "a quoted name is not closed"), {},
                  std::string(text), BW_MESSAGE("recipe.close_quote", "close it with \""));
    }
    head.rest = text.substr(at + 1);
  } else {
    const auto end = std::min(text.find('='), text.size());
    head.name = text.substr(0, end);
    head.rest = text.substr(end);
  }
  if (head.name.empty()) {
    return fail(ErrorKind::usage, BW_MESSAGE("recipe.empty_name", "the name in front of = is empty"), {},
                std::string(text));
  }
  return head;
}

std::string quotedName(std::string_view name) {
  std::string result = "\"";
  for (const char character : name) {
    if (character == '"' || character == '\\') result += '\\';
    result += character;
  }
  return result + '"';
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/message.h"

#include <fmt/format.h>

#include "core/base/text/utf8.h"

namespace bitwright {

namespace {

std::string argumentText(const MessageArgument& argument) {
  if (const auto* text = std::get_if<std::string>(&argument)) return printable(*text);
  if (const auto* number = std::get_if<std::int64_t>(&argument)) return fmt::format("{}", *number);
  return fmt::format("{:.6g}", std::get<double>(argument));
}

}  // namespace

std::string Message::text() const {
  std::string result;
  result.reserve(english_.size() + 32);
  for (std::size_t at = 0; at < english_.size(); ++at) {
    const char next = at + 1 < english_.size() ? english_[at + 1] : '\0';
    if (english_[at] == '%' && next >= '1' && next <= '9') {
      const auto index = static_cast<std::size_t>(next - '1');
      if (index < arguments_.size()) result += argumentText(arguments_[index]);
      ++at;
    } else {
      result += english_[at];
    }
  }
  return result;
}

std::string printable(std::string_view text, std::size_t limit) {
  std::string result;
  const auto append = [&result](std::string_view part) {
    for (const char character : part) {
      const auto byte = static_cast<unsigned char>(character);
      if (character == '\n')
        result += "\\n";
      else if (character == '\r')
        result += "\\r";
      else if (character == '\t')
        result += "\\t";
      else if (byte < 0x20 || byte == 0x7f)
        result += fmt::format("\\x{:02x}", byte);
      else
        result += character;
    }
  };
  if (text.size() <= limit) {
    append(text);
  } else {
    append(startOf(text, limit / 2));
    result += "…";
    append(endOf(text, limit / 2));
  }
  return result;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/text/utf8.h"

namespace bitwright {

namespace {

constexpr std::size_t kMostContinuations = 3;

/// Whether the byte at `at` goes on with the character of the one before.
bool goesOn(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U;
}

}  // namespace

std::string_view startOf(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  for (std::size_t back = 0; back < kMostContinuations && end > 0 && goesOn(text, end); ++back) --end;
  return text.substr(0, goesOn(text, end) ? limit : end);
}

std::string_view endOf(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t begin = text.size() - limit;
  for (std::size_t on = 0; on < kMostContinuations && goesOn(text, begin); ++on) ++begin;
  return text.substr(goesOn(text, begin) ? text.size() - limit : begin);
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/wire/wire_format.h"

#include <vector>

namespace bitwright {

GroupSkip skipGroup(ByteView bytes, std::size_t& at, std::size_t end, std::uint32_t number) {
  constexpr std::size_t kGroupDepth = 32;
  std::vector<std::uint32_t> open{number};
  while (!open.empty()) {
    std::size_t next = at;
    const auto field = readField(bytes, next, end);
    const bool fits = field && (field->type != WireType::bytes || field->value <= end - field->body);
    if (!fits || (field->type == WireType::groupEnd && field->number != open.back())) return GroupSkip::malformed;
    if (field->type == WireType::bytes) next = field->body + static_cast<std::size_t>(field->value);
    if (field->type == WireType::groupEnd) open.pop_back();
    if (field->type == WireType::groupBegin) open.push_back(field->number);
    if (open.size() > kGroupDepth) return GroupSkip::tooDeep;
    at = next;
  }
  return GroupSkip::done;
}

}  // namespace bitwright

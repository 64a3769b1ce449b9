// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/encoding/relative_index.h"

#include <array>

namespace bitwright {

namespace {

constexpr int kWidest = 16;

std::int64_t longestGap(int bits) {
  return (std::int64_t{1} << bits) - 1;
}

}  // namespace

RelativeIndex bestRelativeIndex(std::span<const std::int64_t> positions) {
  std::array<std::int64_t, kWidest + 1> fillers{};
  std::int64_t before = -1;
  for (const auto position : positions) {
    const std::int64_t distance = position - before;
    before = position;
    for (int bits = 1; bits <= kWidest && distance > longestGap(bits); ++bits) {
      fillers[static_cast<std::size_t>(bits)] += (distance - 1) / longestGap(bits);
    }
  }
  RelativeIndex best;
  for (int bits = 1; bits <= kWidest; ++bits) {
    const RelativeIndex code{bits,
                             static_cast<std::int64_t>(positions.size()) + fillers[static_cast<std::size_t>(bits)]};
    if (bits == 1 || code.bytes() < best.bytes()) best = code;
  }
  return best;
}

CodeArray relativeEntries(std::span<const std::int64_t> positions, const RelativeIndex& code) {
  CodeArray entries(code.bits, code.entries);
  const std::int64_t longest = longestGap(code.bits);
  std::int64_t before = -1;
  std::int64_t at = 0;
  for (const auto position : positions) {
    std::int64_t distance = position - before;
    before = position;
    for (; distance > longest; distance -= longest) entries.set(at++, 0);
    entries.set(at++, static_cast<std::uint32_t>(distance));
  }
  return entries;
}

}  // namespace bitwright

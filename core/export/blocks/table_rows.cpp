// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/blocks/table_rows.h"

#include <algorithm>

namespace bitwright {

namespace {

constexpr int kBits = 8;

/// One a row of what is one a block of it; one where all are alike, none where blocks of a row differ.
template <class Value>
std::vector<Value> byRows(const std::vector<Value>& ofBlocks, const PackedBlocks& blocks) {
  std::vector<Value> values;
  for (std::int64_t row = 0; row < blocks.rows; ++row) {
    const auto first = ofBlocks.begin() + row * blocks.blocks;
    if (!std::all_of(first, first + blocks.blocks, [&](const Value& each) { return each == *first; })) return {};
    values.push_back(*first);
  }
  if (std::all_of(values.begin(), values.end(), [&](const Value& each) { return each == values.front(); }))
    values.resize(1);
  return values;
}

}  // namespace

std::optional<TableRows> tableRows(const PackedReaders& readers, const EncodedTensor& encoded) {
  if (!readers.lookup) return std::nullopt;
  const auto blocks = packedBlocks(encoded, readers.depthAxis);
  if (!blocks || blocks->bits != kBits) return std::nullopt;
  TableRows table;
  table.scaleWidth = blocks->scaleWidth;
  table.scales = byRows(blocks->scales, *blocks);
  if (table.scales.empty()) return std::nullopt;
  if (blocks->zeroPoints.empty()) return table;
  table.zeroPoints = byRows(blocks->zeroPoints, *blocks);
  return table.zeroPoints.empty() ? std::nullopt : std::optional(std::move(table));
}

}  // namespace bitwright

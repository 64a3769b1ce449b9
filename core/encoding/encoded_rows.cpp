// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/encoding/encoded_rows.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>
#include <variant>
#include <vector>

namespace bitwright {

namespace {

/// Whether rows are told apart by the grouping's first dimension, and not by what it groups along.
bool countsRowsOutside(const Grouping& grouping, std::int64_t rows) {
  return grouping.outer > 1 || rows == 1;
}

std::int64_t rowsBetweenCuts(const Grouping& grouping, std::int64_t rows) {
  if (grouping.kind == Grouping::Kind::tensor) return 1;
  if (countsRowsOutside(grouping, rows)) return grouping.outer % rows == 0 ? 1 : 0;
  if (grouping.extent % rows != 0) return 0;
  if (grouping.kind == Grouping::Kind::channel) return 1;
  return grouping.blockSize / std::gcd(grouping.extent / rows, grouping.blockSize);
}

/// The grouping of rows [begin, end), and which of the groups those are.
std::pair<Grouping, GroupSpan> groupsOfRows(Grouping grouping, std::int64_t rows, std::int64_t begin,
                                            std::int64_t end) {
  if (grouping.kind == Grouping::Kind::tensor) {
    const auto row = grouping.outer * grouping.extent * grouping.inner / rows;
    return {Grouping::wholeTensor((end - begin) * row), {0, 0}};
  }
  const bool outside = countsRowsOutside(grouping, rows);
  auto& counted = outside ? grouping.outer : grouping.extent;
  const auto each = counted / rows;
  counted = (end - begin) * each;
  const auto groups = grouping.groupCount();
  if (grouping.kind == Grouping::Kind::channel) {
    const auto first = outside ? 0 : begin * each;
    return {grouping, {first, first + groups - 1}};
  }
  const auto blocks = outside ? begin * each * ((grouping.extent + grouping.blockSize - 1) / grouping.blockSize)
                              : begin * each / grouping.blockSize;
  return {grouping, {blocks * grouping.inner, blocks * grouping.inner + groups - 1}};
}

template <class Value>
std::vector<Value> part(const std::vector<Value>& values, const GroupSpan& groups, std::int64_t each = 1) {
  if (values.empty()) return {};
  return {values.begin() + groups.first * each, values.begin() + (groups.last + 1) * each};
}

CodeArray codesBetween(const CodeArray& codes, std::int64_t begin, std::int64_t end) {
  CodeArray found(codes.bits(), end - begin);
  const auto copy = [&](auto from, auto to) { std::copy(from.begin() + begin, from.begin() + end, to.begin()); };
  if (codes.bits() <= 8)
    copy(codes.narrow(), found.narrow());
  else if (codes.bits() <= 16)
    copy(codes.wide(), found.wide());
  else
    copy(codes.full(), found.full());
  return found;
}

}  // namespace

std::int64_t rowsBetweenCuts(const EncodedTensor& encoded) {
  if (encoded.shape.empty() || encoded.shape.front() < 1 || encoded.elementCount() == 0) return 0;
  const auto rows = encoded.shape.front();
  std::int64_t between = 1;
  for (const auto& term : encoded.terms) {
    for (const auto& grouping : {term.tableGroups, term.scaleGroups}) {
      const auto own = rowsBetweenCuts(grouping, rows);
      if (own == 0) return 0;
      between = std::lcm(between, own);
    }
  }
  return between < rows ? between : 0;
}

EncodedTensor encodedRows(const EncodedTensor& encoded, std::int64_t begin, std::int64_t end) {
  const auto rows = encoded.shape.front();
  const auto row = encoded.elementCount() / rows;
  EncodedTensor found;
  found.shape = encoded.shape;
  found.shape.front() = end - begin;
  found.type = encoded.type;
  auto firstCode = begin * row;
  auto lastCode = end * row;
  if (encoded.positions) {
    const auto& all = *encoded.positions;
    const auto from = std::lower_bound(all.begin(), all.end(), begin * row);
    const auto to = std::lower_bound(from, all.end(), end * row);
    std::vector<std::int64_t> positions(from, to);
    for (auto& position : positions) position -= begin * row;
    firstCode = from - all.begin();
    lastCode = to - all.begin();
    found.positions = std::make_shared<const std::vector<std::int64_t>>(std::move(positions));
  }
  for (const auto& term : encoded.terms) {
    EncodedTerm own;
    own.codes = codesBetween(term.codes, firstCode, lastCode);
    const auto [tables, tableSpan] = groupsOfRows(term.tableGroups, rows, begin, end);
    const auto [scaling, scaleSpan] = groupsOfRows(term.scaleGroups, rows, begin, end);
    own.tableGroups = tables;
    own.scaleGroups = scaling;
    own.levels = term.levels;
    if (auto* affine = std::get_if<AffineLevels>(&own.levels)) {
      affine->zeroPoints = part(affine->zeroPoints, tableSpan);
    } else if (auto* table = std::get_if<TableLevels>(&own.levels); table != nullptr && table->codebook->groups > 1) {
      auto book = *table->codebook;
      book.values = part(book.values, tableSpan, book.levels);
      book.groups = tables.groupCount();
      table->codebook = std::make_shared<const Codebook>(std::move(book));
    }
    own.scales = part(term.scales, scaleSpan);
    own.scaleWidth = term.scaleWidth;
    found.terms.push_back(std::move(own));
  }
  return found;
}

}  // namespace bitwright

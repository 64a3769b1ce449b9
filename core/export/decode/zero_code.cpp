// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/decode/zero_code.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace bitwright {

namespace {

/// The code for 0 in each table group (one entry: in all), and the bits that hold it.
struct ZeroCodes {
  std::vector<std::uint32_t> codes;
  int bits = 0;
  bool widensTable = false;
};

std::optional<ZeroCodes> affineZeros(const AffineLevels& levels, int bits) {
  const auto range = std::int64_t{1} << bits;
  ZeroCodes zeros{{}, bits, false};
  if (levels.zeroPoints.empty()) {
    zeros.codes.push_back(static_cast<std::uint32_t>(levels.offset));
    if (levels.offset < 0 || levels.offset >= range) return std::nullopt;
  }
  for (const auto zeroPoint : levels.zeroPoints) {
    if (zeroPoint < 0 || zeroPoint >= range) return std::nullopt;
    zeros.codes.push_back(static_cast<std::uint32_t>(zeroPoint));
  }
  return zeros;
}

std::optional<ZeroCodes> tableZeros(const Codebook& book, int bits) {
  ZeroCodes zeros{{}, bits, false};
  const auto isZero = [](float level) { return level == 0.0F && !std::signbit(level); };
  for (std::int64_t group = 0; group < book.groups; ++group) {
    const auto first = book.values.begin() + group * book.levels;
    const auto found = std::find_if(first, first + book.levels, isZero);
    if (found == first + book.levels) {
      zeros.widensTable = true;
      break;
    }
    zeros.codes.push_back(static_cast<std::uint32_t>(found - first));
  }
  if (!zeros.widensTable) return zeros;
  zeros.codes.assign(1, static_cast<std::uint32_t>(book.levels));
  while (book.levels >= std::int64_t{1} << zeros.bits) ++zeros.bits;
  return zeros.bits <= 16 ? std::optional(std::move(zeros)) : std::nullopt;
}

std::optional<ZeroCodes> zeroCodes(const EncodedTerm& term) {
  const bool positive = std::all_of(term.scales.begin(), term.scales.end(),
                                    [](float scale) { return std::isfinite(scale) && !std::signbit(scale); });
  if (!positive) return std::nullopt;
  const int bits = term.codes.bits();
  if (const auto* affine = std::get_if<AffineLevels>(&term.levels)) return affineZeros(*affine, bits);
  if (const auto* table = std::get_if<TableLevels>(&term.levels)) return tableZeros(*table->codebook, bits);
  return ZeroCodes{{0U}, bits, false};
}

CodeArray spreadCodes(const EncodedTerm& term, const ZeroCodes& zeros, const std::vector<std::int64_t>& positions,
                      std::int64_t elements) {
  CodeArray codes(zeros.bits, elements);
  if (zeros.codes.size() > 1) {
    for (std::int64_t i = 0; i < elements; ++i)
      codes.set(i, zeros.codes[static_cast<std::size_t>(term.tableGroups.groupOf(i))]);
  } else if (zeros.codes.front() != 0) {
    for (std::int64_t i = 0; i < elements; ++i) codes.set(i, zeros.codes.front());
  }
  for (std::size_t i = 0; i < positions.size(); ++i) codes.set(positions[i], term.codes[static_cast<std::int64_t>(i)]);
  return codes;
}

}  // namespace

std::optional<std::int64_t> zeroCodeBits(const EncodedTensor& sparse) {
  std::int64_t bits = 0;
  for (const auto& term : sparse.terms) {
    const auto zeros = zeroCodes(term);
    if (!zeros) return std::nullopt;
    bits += zeros->bits;
  }
  return bits;
}

std::optional<EncodedTensor> withZeroCodes(const EncodedTensor& sparse, ConstantPool& pool) {
  EncodedTensor dense;
  dense.shape = sparse.shape;
  dense.type = sparse.type;
  for (const auto& term : sparse.terms) {
    const auto zeros = zeroCodes(term);
    if (!zeros) return std::nullopt;
    EncodedTerm wide;
    wide.codes = spreadCodes(term, *zeros, *sparse.positions, sparse.elementCount());
    wide.levels = term.levels;
    if (zeros->widensTable) wide.levels = TableLevels{pool.withZero(std::get<TableLevels>(term.levels).codebook)};
    wide.tableGroups = term.tableGroups;
    wide.scaleGroups = term.scaleGroups;
    wide.scales = term.scales;
    wide.scaleWidth = term.scaleWidth;
    dense.terms.push_back(std::move(wide));
  }
  return dense;
}

}  // namespace bitwright

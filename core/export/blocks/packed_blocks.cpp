// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/blocks/packed_blocks.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace bitwright {

namespace {

constexpr std::int64_t kLeastBlock = 16;
constexpr std::int64_t kWideBlock = 128;  // of what shares a scale a row: the kernels have no faster one

/// How rows and what stands in them lie in a matrix.
struct Layout {
  std::int64_t rows = 0;
  std::int64_t depth = 0;
  std::int64_t rowStep = 0;
  std::int64_t depthStep = 0;

  [[nodiscard]] std::int64_t at(std::int64_t row, std::int64_t place) const {
    return row * rowStep + place * depthStep;
  }
};

Layout layoutOf(const std::vector<std::int64_t>& shape, int depthAxis) {
  if (depthAxis == 0) return {shape[1], shape[0], 1, shape[1]};
  return {shape[0], shape[1], shape[1], 1};
}

/// Blocks of so many codes along the depth share a group; 0: all of a row do; nothing: they lie otherwise.
std::optional<std::int64_t> blockOf(const Grouping& groups, const Layout& layout) {
  if (groups.groupCount() == 1) return 0;
  if (groups.kind == Grouping::Kind::channel) {
    const bool ofRows = groups.extent == layout.rows && groups.inner == layout.rowStep;
    return ofRows ? std::optional<std::int64_t>(0) : std::nullopt;
  }
  if (groups.extent != layout.depth || groups.inner != layout.depthStep) return std::nullopt;
  const auto size = groups.blockSize;
  if (size >= layout.depth) return 0;
  return size >= kLeastBlock && std::has_single_bit(static_cast<std::uint64_t>(size)) ? std::optional(size)
                                                                                      : std::nullopt;
}

void setBits(std::vector<std::byte>& bytes, std::int64_t row, std::int64_t rowBytes, std::int64_t place, int bits,
             std::uint32_t code) {
  const auto bit = place * bits;
  bytes[static_cast<std::size_t>(row * rowBytes + bit / 8)] |= static_cast<std::byte>(code << (bit % 8));
}

}  // namespace

std::optional<PackedBlocks> packedBlocks(const EncodedTensor& encoded, int depthAxis) {
  if (encoded.terms.size() != 1 || encoded.positions || encoded.shape.size() != 2 || encoded.elementCount() == 0 ||
      encoded.type != DataType::float32)
    return std::nullopt;
  const auto& term = encoded.terms.front();
  const auto* levels = std::get_if<AffineLevels>(&term.levels);
  const int bits = term.codes.bits();
  if (levels == nullptr || (bits != 2 && bits != 4 && bits != 8) || term.scales.empty()) return std::nullopt;
  const auto layout = layoutOf(encoded.shape, depthAxis);
  const auto ofScales = blockOf(term.scaleGroups, layout);
  const auto ofZeros =
      levels->zeroPoints.size() > 1 ? blockOf(term.tableGroups, layout) : std::optional(std::int64_t{0});
  if (!ofScales || !ofZeros || (*ofZeros != 0 && *ofZeros != *ofScales)) return std::nullopt;
  PackedBlocks packed;
  packed.bits = bits;
  packed.rows = layout.rows;
  packed.depth = layout.depth;
  packed.blockSize = *ofScales != 0
                         ? *ofScales
                         : std::max(kLeastBlock, std::min(kWideBlock, static_cast<std::int64_t>(std::bit_ceil(
                                                                          static_cast<std::uint64_t>(layout.depth)))));
  packed.blocks = (layout.depth + packed.blockSize - 1) / packed.blockSize;
  packed.scaleWidth = term.scaleWidth;
  const auto usual = 1 << (bits - 1);
  const bool zeros = !levels->zeroPoints.empty() || levels->offset != usual;
  const auto zeroBytes = (packed.blocks * bits + 7) / 8;
  if (zeros) packed.zeroPoints.resize(static_cast<std::size_t>(packed.rows * zeroBytes));
  packed.scales.reserve(static_cast<std::size_t>(packed.rows * packed.blocks));
  for (std::int64_t row = 0; row < packed.rows; ++row) {
    for (std::int64_t block = 0; block < packed.blocks; ++block) {
      const auto first = layout.at(row, block * packed.blockSize);
      packed.scales.push_back(term.scales[static_cast<std::size_t>(term.scaleGroups.groupOf(first))]);
      if (!zeros) continue;
      const auto& given = levels->zeroPoints;
      const auto zero = given.empty()       ? levels->offset
                        : given.size() == 1 ? given.front()
                                            : given[static_cast<std::size_t>(term.tableGroups.groupOf(first))];
      if (zero < 0 || zero >= 1 << bits) return std::nullopt;
      setBits(packed.zeroPoints, row, zeroBytes, block, bits, static_cast<std::uint32_t>(zero));
    }
  }
  return packed;
}

std::vector<std::byte> packedCodes(const EncodedTensor& encoded, int depthAxis, std::int64_t depth) {
  const auto layout = layoutOf(encoded.shape, depthAxis);
  const auto& codes = encoded.terms.front().codes;
  const auto rowBytes = (depth * codes.bits() + 7) / 8;
  std::vector<std::byte> bytes(static_cast<std::size_t>(layout.rows * rowBytes));
  for (std::int64_t row = 0; row < layout.rows; ++row) {
    for (std::int64_t place = 0; place < layout.depth; ++place)
      setBits(bytes, row, rowBytes, place, codes.bits(), codes[layout.at(row, place)]);
  }
  return bytes;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/format/dequantize_graph.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/export/decode/dense_graph.h"
#include "core/export/decode/group_layout.h"
#include "core/export/decode/zero_code.h"

namespace bitwright {

namespace {

using Shape = std::vector<std::int64_t>;

/// How codes lie before DequantizeLinear, and its attributes.
struct Placement {
  Shape dims;
  Shape scaleDims;  ///< empty: one for all
  std::int64_t axis = -1;
  std::int64_t blockSize = 0;
};

std::optional<Placement> placementOf(const Grouping& groups, const Shape& shape, std::int64_t opset) {
  if (groups.groupCount() == 1) return Placement{shape, {}, -1, 0};
  if (opset < kAxisOpset) return std::nullopt;
  if (groups.kind == Grouping::Kind::channel) {
    const auto layout = layoutOf(groups, shape);
    const auto axis = layout.dims == shape ? static_cast<std::int64_t>(shape.size() - layout.groupDims.size()) : 1;
    return Placement{layout.dims, {groups.extent}, axis, 0};
  }
  const auto blocks = (groups.extent + groups.blockSize - 1) / groups.blockSize;
  if (opset >= kBlockOpset) {
    Placement place{{groups.extent}, {blocks}, 0, groups.blockSize};
    if (groups.outer != 1) {
      place.dims.insert(place.dims.begin(), groups.outer);
      place.scaleDims.insert(place.scaleDims.begin(), groups.outer);
      place.axis = 1;
    }
    if (groups.inner != 1) {
      place.dims.push_back(groups.inner);
      place.scaleDims.push_back(groups.inner);
    }
    return place;
  }
  if (groups.inner != 1 || groups.extent % groups.blockSize != 0) return std::nullopt;
  return Placement{{groups.outer * blocks, groups.blockSize}, {groups.outer * blocks}, 0, 0};
}

int storedBits(int bits, std::int64_t opset) {
  if (bits <= 2 && opset >= kTwoBitOpset) return 2;
  if (bits <= 4 && opset >= kBlockOpset) return 4;
  if (bits <= 8) return 8;
  return bits <= 16 && opset >= kBlockOpset ? 16 : 0;
}

DataType storedType(int bits, bool isSigned) {
  switch (bits) {
    case 2:
      return isSigned ? DataType::int2 : DataType::uint2;
    case 4:
      return isSigned ? DataType::int4 : DataType::uint4;
    case 8:
      return isSigned ? DataType::int8 : DataType::uint8;
    default:
      return DataType::uint16;
  }
}

/// What is written as zero points, one a scale; empty where they are all 0. Nothing where they do not fit.
std::optional<std::vector<std::int32_t>> zeroPointsOf(const EncodedTerm& term, const AffineLevels& levels,
                                                      bool isSigned, int bits) {
  const auto groups = static_cast<std::size_t>(term.scales.empty() ? 1 : term.scaleGroups.groupCount());
  std::vector<std::int32_t> zeroPoints = levels.zeroPoints;
  if (zeroPoints.empty()) {
    if (isSigned || levels.offset == 0) return zeroPoints;
    zeroPoints.assign(groups, levels.offset);
  } else if (zeroPoints.size() == 1) {
    zeroPoints.assign(groups, levels.zeroPoints.front());
  } else if (zeroPoints.size() != groups || !(term.tableGroups == term.scaleGroups)) {
    return std::nullopt;
  }
  const bool fits = std::all_of(zeroPoints.begin(), zeroPoints.end(),
                                [bits](auto zeroPoint) { return zeroPoint >= 0 && zeroPoint < 1 << bits; });
  return fits ? std::optional(std::move(zeroPoints)) : std::nullopt;
}

template <class Code>
std::vector<std::byte> packed(std::int64_t count, int bits, const Code& code) {
  CodeArray codes(bits, count);
  const auto mask = (1U << static_cast<unsigned int>(bits)) - 1U;
  for (std::int64_t i = 0; i < count; ++i) codes.set(i, static_cast<std::uint32_t>(code(i)) & mask);
  return codes.pack();
}

}  // namespace

std::optional<Dequantized> writeDequantizeGraph(const EncodedTensor& encoded, const std::string& tensorName,
                                                std::int64_t opset, NameSource& names, ConstantPool& pool,
                                                const ReaderNeeds& needs) {
  if (opset < kDequantizeOpset || encoded.terms.size() != 1 || encoded.elementCount() == 0) return std::nullopt;
  if (encoded.type == DataType::bfloat16 && opset < kBfloat16Opset) return std::nullopt;
  if (!std::holds_alternative<AffineLevels>(encoded.terms.front().levels)) return std::nullopt;
  if (encoded.positions) {
    const auto dense = withZeroCodes(encoded, pool);
    return dense ? writeDequantizeGraph(*dense, tensorName, opset, names, pool, needs) : std::nullopt;
  }
  const auto& term = encoded.terms.front();
  const auto& levels = std::get<AffineLevels>(term.levels);
  const int bits = storedBits(term.codes.bits(), opset);
  const bool isSigned = levels.zeroPoints.empty() && levels.offset == 1 << (term.codes.bits() - 1) && bits <= 8;
  const auto place = placementOf(term.scales.empty() ? Grouping::wholeTensor(encoded.elementCount()) : term.scaleGroups,
                                 encoded.shape, opset);
  if (bits == 0 || !place) return std::nullopt;
  const bool blocked = place->blockSize > 0;
  if (needs.mayRead && !needs.mayRead(bits, blocked)) return std::nullopt;
  auto zeroPoints = zeroPointsOf(term, levels, isSigned, bits);
  if (!zeroPoints) return std::nullopt;
  if (zeroPoints->empty() && needs.zeroPoint && needs.zeroPoint(blocked)) {
    zeroPoints->assign(static_cast<std::size_t>(productOf(place->scaleDims)), 0);
  }

  NodeWriter writer(opset, names, pool);
  const auto type = storedType(bits, isSigned);
  const std::int64_t shift = isSigned ? levels.offset : 0;
  const auto raw =
      packed(term.codes.size(), bits, [&](std::int64_t i) { return static_cast<std::int64_t>(term.codes[i]) - shift; });
  const auto codes = writer.constant(type, place->dims, raw, Content::payload);
  const auto scales = term.scales.empty()
                          ? writer.scalar(DataType::float32, 1.0)
                          : writer.floats(term.scales, place->scaleDims, term.scaleWidth, Content::scales);
  DecodeValue zeros;
  if (!zeroPoints->empty()) {
    const auto count = static_cast<std::int64_t>(zeroPoints->size());
    const auto bytes = packed(count, bits, [&](std::int64_t i) { return (*zeroPoints)[static_cast<std::size_t>(i)]; });
    zeros = writer.constant(type, place->scaleDims, bytes, Content::scales);
  }
  const auto values =
      writer.dequantize(codes, scales, zeroPoints->empty() ? nullptr : &zeros, place->axis, place->blockSize);
  writer.cast(writer.reshape(values, encoded.shape), encoded.type);
  return Dequantized{writer.finish(tensorName), bits};
}

}  // namespace bitwright

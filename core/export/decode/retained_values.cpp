// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/decode/retained_values.h"

#include <utility>
#include <vector>

#include "core/export/decode/code_unpacking.h"

namespace bitwright {

namespace {

class RetainedValues {
 public:
  RetainedValues(NodeWriter& writer, const DecodeValue& positions, const DecodeValue* ranks)
      : writer_(writer), positions_(positions), ranks_(ranks) {}

  DecodeValue term(const EncodedTerm& term) {
    auto level = levels(term);
    if (term.scales.empty()) return level;
    const bool grouped = term.scaleGroups.groupCount() > 1;
    auto scales = writer_.pooledFloats(term.scales, grouped ? Shape{term.scaleGroups.groupCount()} : Shape{},
                                       term.scaleWidth, Content::scales);
    if (grouped) scales = gather(scales, groupsOf(term.scaleGroups));
    return writer_.apply("Mul", {&level, &scales}, DataType::float32, level.dims);
  }

 private:
  using Shape = std::vector<std::int64_t>;

  DecodeValue gather(const DecodeValue& values, const DecodeValue& indices) {
    return writer_.apply("Gather", {&values, &indices}, values.type, indices.dims);
  }
  DecodeValue sum(const DecodeValue& left, const DecodeValue& right) {
    return writer_.apply("Add", {&left, &right}, left.type, left.dims);
  }

  /// Grouping::groupOf of each position.
  DecodeValue groupsOf(const Grouping& groups) {
    for (const auto& [known, value] : groups_) {
      if (known == groups) return value;
    }
    groups_.emplace_back(groups, workOut(groups));
    return groups_.back().second;
  }

  DecodeValue workOut(const Grouping& groups) {
    if (groups.kind == Grouping::Kind::channel) {
      const auto row = writer_.dividedBy(positions_, groups.inner);
      return groups.outer == 1 ? row : writer_.remainderBy(row, groups.extent);
    }
    DecodeValue block;  // of a row of blocks, counted through all rows
    if (groups.extent % groups.blockSize == 0) {
      block = writer_.dividedBy(positions_, groups.inner * groups.blockSize);
    } else {
      const auto blocks = (groups.extent + groups.blockSize - 1) / groups.blockSize;
      const auto row = writer_.dividedBy(positions_, groups.inner);
      if (groups.outer == 1) {
        block = writer_.dividedBy(row, groups.blockSize);
      } else {
        const auto first = writer_.multipliedBy(writer_.dividedBy(row, groups.extent), blocks);
        block = sum(first, writer_.dividedBy(writer_.remainderBy(row, groups.extent), groups.blockSize));
      }
    }
    if (groups.inner == 1) return block;
    return sum(writer_.multipliedBy(block, groups.inner), writer_.remainderBy(positions_, groups.inner));
  }

  DecodeValue placed(const DecodeValue& kept) { return ranks_ == nullptr ? kept : gather(kept, *ranks_); }
  DecodeValue codesOf(const EncodedTerm& term, DataType wanted) {
    return placed(writer_.flat(writeCodes(writer_, term.codes, {term.codes.size()}, wanted)));
  }

  DecodeValue levels(const EncodedTerm& term) {
    const auto f32 = DataType::float32;
    if (const auto* affine = std::get_if<AffineLevels>(&term.levels)) {
      const auto flat = codesOf(term, f32);
      if (affine->zeroPoints.empty() && affine->offset == 0) return flat;
      const auto zeroPoints =
          affine->zeroPoints.empty() ? writer_.scalar(f32, affine->offset) : groupedZeroPoints(term, *affine);
      return writer_.apply("Sub", {&flat, &zeroPoints}, f32, flat.dims);
    }
    if (const auto* table = std::get_if<TableLevels>(&term.levels)) {
      const auto& book = *table->codebook;
      const bool grouped = term.tableGroups.groupCount() > 1;
      auto index = codesOf(term, grouped ? positions_.type : DataType::int32);
      if (grouped) index = sum(index, writer_.multipliedBy(groupsOf(term.tableGroups), book.levels));
      return gather(writer_.table(&book), index);
    }
    const auto pattern = std::get<CastLevels>(term.levels).pattern;
    return placed(
        writer_.cast(writer_.constant(pattern, {term.codes.size()}, term.codes.pack(), Content::payload), f32));
  }

  DecodeValue groupedZeroPoints(const EncodedTerm& term, const AffineLevels& levels) {
    const auto stored =
        writeZeroPoints(writer_, levels, term.codes.bits(), {static_cast<std::int64_t>(levels.zeroPoints.size())});
    return levels.zeroPoints.size() > 1 ? gather(stored, groupsOf(term.tableGroups)) : stored;
  }

  NodeWriter& writer_;
  const DecodeValue& positions_;
  const DecodeValue* ranks_;
  std::vector<std::pair<Grouping, DecodeValue>> groups_;
};

}  // namespace

DecodeValue writeRetainedValues(NodeWriter& writer, const EncodedTensor& encoded, const DecodeValue& positions,
                                const DecodeValue* ranks) {
  RetainedValues kept(writer, positions, ranks);
  auto sum = kept.term(encoded.terms.front());
  for (std::size_t i = 1; i < encoded.terms.size(); ++i) {
    const auto term = kept.term(encoded.terms[i]);
    sum = writer.apply("Add", {&sum, &term}, DataType::float32, sum.dims);
  }
  return sum;
}

}  // namespace bitwright

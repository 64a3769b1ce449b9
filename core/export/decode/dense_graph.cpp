// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/decode/dense_graph.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>

#include "core/export/decode/code_unpacking.h"
#include "core/export/decode/group_layout.h"

namespace bitwright {

namespace {

constexpr std::int64_t kRangeOpset = 11;
/// Offsets of so many groups are written out; more are computed.
constexpr std::int64_t kWrittenOffsets = 96;
constexpr std::int64_t kExpandOpset = 8;
constexpr std::int64_t kLeastPairs = std::int64_t{1} << 18;  // of bytes: four times the rows of their table

using Shape = std::vector<std::int64_t>;

/// Values seen in `layout.groupDims` as they meet the elements: as they are, or written out along short blocks.
DecodeValue spread(NodeWriter& writer, const GroupLayout& layout, const DecodeValue& value) {
  if (layout.repeat == 0) return value;
  Shape repeats(value.dims.size(), 1);
  repeats[2] = layout.repeat;
  const auto repeated = writer.tile(value, repeats);
  Shape merged = layout.dims;
  merged[1] = layout.groupDims[1] * layout.repeat;
  return writer.head(writer.reshape(repeated, merged), 1, layout.dims[1]);
}

onnx::TensorProto int32Tensor(const Shape& dims, const std::vector<std::int32_t>& values) {
  onnx::TensorProto tensor;
  for (const auto dim : dims) tensor.add_dims(dim);
  tensor.set_data_type(onnx::TensorProto::INT32);
  for (const auto value : values) tensor.add_int32_data(value);
  return tensor;
}

/// Where each group's table begins in the flat table: 0, levels, 2 · levels, …, seen in `dims`.
DecodeValue tableOffsets(NodeWriter& writer, std::int64_t groups, std::int64_t levels, const Shape& dims) {
  const auto steps = [](std::int64_t count, std::int64_t step) {
    std::vector<std::int32_t> values;
    for (std::int64_t i = 0; i < count; ++i) values.push_back(static_cast<std::int32_t>(i * step));
    return values;
  };
  if (groups <= kWrittenOffsets) return writer.pool().shared(int32Tensor(dims, steps(groups, levels)));
  const auto i32 = DataType::int32;
  if (writer.opset() >= kRangeOpset) {
    const auto start = writer.pool().shared(int32Tensor({}, {0}));
    const auto limit = writer.pool().shared(int32Tensor({}, {static_cast<std::int32_t>(groups * levels)}));
    const auto delta = writer.pool().shared(int32Tensor({}, {static_cast<std::int32_t>(levels)}));
    return writer.reshape(writer.apply("Range", {&start, &limit, &delta}, i32, {groups}), dims);
  }
  // The sum of a column and a row: two small constants for any number of groups.
  const auto width = static_cast<std::int64_t>(std::ceil(std::sqrt(static_cast<double>(groups))));
  const auto height = (groups + width - 1) / width;
  const auto column = writer.pool().shared(int32Tensor({height, 1}, steps(height, width * levels)));
  const auto row = writer.pool().shared(int32Tensor({width}, steps(width, levels)));
  const auto sum = writer.apply("Add", {&column, &row}, i32, {height, width});
  if (height * width == groups) return writer.reshape(sum, dims);
  return writer.reshape(writer.head(writer.reshape(sum, {height * width}), 0, groups), dims);
}

/// Codes in a shape that leads to `dims`.
DecodeValue codesOf(NodeWriter& writer, const EncodedTerm& term, const Shape& dims, DataType wanted,
                    const DecodeValue* ranks) {
  if (ranks == nullptr) return writeCodes(writer, term.codes, dims, wanted);
  const auto kept = writer.flat(writeCodes(writer, term.codes, {term.codes.size()}, wanted));
  return writer.apply("Gather", {&kept, ranks}, wanted, ranks->dims);
}

DecodeValue writeAffine(NodeWriter& writer, const EncodedTerm& term, const AffineLevels& levels, const Shape& shape,
                        const GroupLayout& scales, const DecodeValue* ranks) {
  const auto f32 = DataType::float32;
  if (levels.zeroPoints.empty()) {
    if (ranks == nullptr && levels.offset == 1 << (term.codes.bits() - 1)) {
      if (const auto numbers = writeSignedCodes(writer, term.codes, scales.grouped() ? scales.dims : shape))
        return *numbers;
    }
    const auto codes = codesOf(writer, term, scales.grouped() ? scales.dims : shape, f32, ranks);
    if (levels.offset == 0) return codes;
    const auto offset = writer.scalar(f32, levels.offset);
    return writer.apply("Sub", {&codes, &offset}, f32, codes.dims);
  }
  const auto groups = layoutOf(term.tableGroups, shape);
  auto codes = codesOf(writer, term, groups.grouped() ? groups.dims : shape, f32, ranks);
  if (groups.grouped()) codes = writer.reshape(codes, groups.dims);
  const auto zeroPoints = spread(writer, groups, writeZeroPoints(writer, levels, term.codes.bits(), groups.groupDims));
  return writer.apply("Sub", {&codes, &zeroPoints}, f32, codes.dims);
}

DecodeValue writeTable(NodeWriter& writer, const EncodedTerm& term, const Codebook& codebook, const Shape& shape,
                       const GroupLayout& scales, const DecodeValue* ranks) {
  const auto groups = layoutOf(term.tableGroups, shape);
  const Shape& wanted = groups.grouped() ? groups.dims : scales.grouped() ? scales.dims : shape;
  auto index = codesOf(writer, term, wanted, DataType::int32, ranks);
  if (groups.grouped()) {
    index = writer.reshape(index, groups.dims);
    const auto offsets =
        spread(writer, groups, tableOffsets(writer, codebook.groups, codebook.levels, groups.groupDims));
    index = writer.apply("Add", {&index, &offsets}, DataType::int32, index.dims);
  }
  const auto table = writer.table(&codebook);
  return writer.apply("Gather", {&table, &index}, DataType::float32, index.dims);
}

/// The levels of a term's one table, or of its affine codes where one zero point serves all, in `dims`, which holds at
/// least as many.
std::optional<DecodeValue> smallTable(NodeWriter& writer, const EncodedTerm& term, const Shape& dims) {
  if (const auto* table = std::get_if<TableLevels>(&term.levels)) {
    if (table->codebook->groups != 1) return std::nullopt;
    return writer.reshape(writer.table(table->codebook.get()), dims);
  }
  const auto* affine = std::get_if<AffineLevels>(&term.levels);
  const int bits = term.codes.bits();
  if (affine == nullptr || !affine->zeroPoints.empty() || bits > 8) return std::nullopt;
  std::vector<float> levels;
  for (std::int32_t code = 0; code < 1 << bits; ++code) levels.push_back(static_cast<float>(code - affine->offset));
  return writer.pool().floats(levels, dims);
}

std::int64_t levelsOf(const EncodedTerm& term) {
  const auto* table = std::get_if<TableLevels>(&term.levels);
  return table != nullptr ? table->codebook->levels : std::int64_t{1} << term.codes.bits();
}

/// [65536, 2 n] from the [256, n] of a byte: what a pair of bytes, the first the lower one, stands for.
DecodeValue levelsOfPairs(NodeWriter& writer, const DecodeValue& levels) {
  const auto width = levels.dims[1];
  const auto first = writer.expand(levels, {256, 256, width});
  const auto second = writer.expand(writer.reshape(levels, {256, 1, width}), {256, 256, width});
  return writer.reshape(writer.concat(first, second, 2), {65536, 2 * width});
}

/// The narrowest type that holds the levels of smallTable as they are.
DataType exactTypeOf(const EncodedTerm& term) {
  if (const auto* table = std::get_if<TableLevels>(&term.levels)) {
    return table->codebook->width == StoredFloat::float16 ? DataType::float16 : DataType::float32;
  }
  return std::abs(std::get<AffineLevels>(term.levels).offset) < 100
             ? DataType::int8
             : DataType::float32;  // codes here have at most 4 bits
}

/// Large tensors with one table: bytes of packed codes are the index into a table of all that a byte can hold, so that
/// nothing is unpacked and an index stands for several values; very large ones by pairs of bytes, which takes half as
/// many steps of a larger table. What is gathered is copied into shape before anything else: the narrower its type, the
/// faster is loading and the lower its peak. It has as many elements as `shape`; one scale for all is in it.
std::optional<DecodeValue> writeByBytes(NodeWriter& writer, const EncodedTerm& term, const Shape& shape,
                                        const GroupLayout& scales, const DecodeValue* ranks) {
  const int bits = term.codes.bits();
  if (ranks != nullptr || bits >= 8 || 8 % bits != 0 || productOf(shape) < kLargeElements) return std::nullopt;
  const auto levelCount = levelsOf(term);
  auto table = smallTable(writer, term, {levelCount});
  if (!table) return std::nullopt;
  const bool scaled = !term.scales.empty() && !scales.grouped();
  if (scaled) {
    const auto factor = writer.pooledFloats(term.scales, scales.groupDims, term.scaleWidth, Content::scales);
    table = writer.apply("Mul", {&*table, &factor}, DataType::float32, table->dims);
  }
  const auto codesOfBytes = writeCodesOfBytes(writer, bits, levelCount);
  const auto levels = writer.apply("Gather", {&*table, &codesOfBytes}, DataType::float32, codesOfBytes.dims);
  auto packed = term.codes.pack();
  const bool paired = static_cast<std::int64_t>(packed.size()) >= kLeastPairs * 2 && writer.opset() >= kExpandOpset;
  if (paired && packed.size() % 2 == 1) packed.push_back({});
  const auto rows = paired ? levelsOfPairs(writer, levels) : levels;
  const auto count = static_cast<std::int64_t>(packed.size() / (paired ? 2 : 1));
  const auto index = writer.cast(
      writer.constant(paired ? DataType::uint16 : DataType::uint8, {count}, packed, Content::payload), DataType::int32);
  const auto narrow = scaled ? rows : writer.cast(rows, exactTypeOf(term));
  const auto values = writer.apply("Gather", {&narrow, &index}, narrow.type, {count, rows.dims[1]});
  if (productOf(values.dims) == term.codes.size()) return values;
  return writer.head(writer.flat(values), 0, term.codes.size());  // the last byte holds more
}

DecodeValue writePattern(NodeWriter& writer, const EncodedTerm& term, DataType pattern, const Shape& shape,
                         const DecodeValue* ranks) {
  const auto stored = writer.constant(pattern, ranks == nullptr ? shape : Shape{term.codes.size()}, term.codes.pack(),
                                      Content::payload);
  if (ranks == nullptr) return stored;
  const auto kept = writer.cast(stored, DataType::float32);
  return writer.apply("Gather", {&kept, ranks}, kept.type, ranks->dims);
}

DecodeValue writeTerm(NodeWriter& writer, const EncodedTerm& term, const EncodedTensor& encoded,
                      const DecodeValue* ranks) {
  const auto scales = layoutOf(term.scaleGroups, encoded.shape);
  DecodeValue level;
  if (const auto values = writeByBytes(writer, term, encoded.shape, scales, ranks)) {
    level = writer.cast(writer.reshape(*values, scales.grouped() ? scales.dims : encoded.shape), DataType::float32);
    if (term.scales.empty() || !scales.grouped()) return level;
  } else if (const auto* affine = std::get_if<AffineLevels>(&term.levels)) {
    level = writeAffine(writer, term, *affine, encoded.shape, scales, ranks);
  } else if (const auto* table = std::get_if<TableLevels>(&term.levels)) {
    level = writeTable(writer, term, *table->codebook, encoded.shape, scales, ranks);
  } else {
    level = writePattern(writer, term, std::get<CastLevels>(term.levels).pattern, encoded.shape, ranks);
    if (term.scales.empty() && encoded.terms.size() == 1 && level.type == encoded.type) return level;
    level = writer.cast(level, DataType::float32);
  }
  if (term.scales.empty()) return level;
  if (scales.grouped()) level = writer.reshape(level, scales.dims);
  const auto factors =
      spread(writer, scales, writer.pooledFloats(term.scales, scales.groupDims, term.scaleWidth, Content::scales));
  return writer.apply("Mul", {&level, &factors}, DataType::float32, level.dims);
}

}  // namespace

DecodeValue writeTerms(NodeWriter& writer, const EncodedTensor& encoded, const DecodeValue* ranks) {
  auto sum = writeTerm(writer, encoded.terms.front(), encoded, ranks);
  for (std::size_t i = 1; i < encoded.terms.size(); ++i) {
    sum = writer.reshape(sum, encoded.shape);
    const auto term = writer.reshape(writeTerm(writer, encoded.terms[i], encoded, ranks), encoded.shape);
    sum = writer.apply("Add", {&sum, &term}, DataType::float32, encoded.shape);
  }
  return sum;
}

Result<void> checkWritable(const EncodedTensor& encoded, const std::string& tensorName, std::int64_t opset) {
  if (opset < kLowestDecodeOpset) {
    return fail(
        ErrorKind::input,
        Message(BW_MESSAGE("export.opset_too_low", "decoding needs opset %1, found %2"), {kLowestDecodeOpset, opset}),
        {}, tensorName,
        BW_MESSAGE("export.raise_opset_or_keep", "convert the model to a newer opset, or keep this tensor"));
  }
  const bool brain = encoded.type == DataType::bfloat16 ||
                     std::any_of(encoded.terms.begin(), encoded.terms.end(), [](const auto& term) {
                       const auto* cast = std::get_if<CastLevels>(&term.levels);
                       return cast != nullptr && cast->pattern == DataType::bfloat16;
                     });
  if (brain && opset < kBfloat16Opset) {
    return fail(
        ErrorKind::input,
        Message(BW_MESSAGE("export.bfloat16_opset", "bfloat16 needs opset %1, found %2"), {kBfloat16Opset, opset}), {},
        tensorName,
        BW_MESSAGE("export.raise_opset_or_keep", "convert the model to a newer opset, or keep this tensor"));
  }
  return {};
}

Result<NodeList> writeDenseGraph(const EncodedTensor& encoded, const std::string& tensorName, std::int64_t opset,
                                 NameSource& names, ConstantPool& pool) {
  NodeWriter writer(opset, names, pool);
  if (encoded.elementCount() == 0 || encoded.terms.empty()) {
    const auto zeros = static_cast<std::size_t>(encoded.elementCount() * dataTypeBits(encoded.type).value_or(32) / 8);
    const std::vector<std::byte> raw(zeros);
    writer.constant(encoded.type, encoded.shape, raw, Content::payload);
    return writer.finish(tensorName);
  }
  if (encoded.shape.empty()) {  // scales without dims may come out as [1]
    auto flat = encoded;
    flat.shape = {1};
    writer.cast(writer.reshape(writeTerms(writer, flat, nullptr), {}), encoded.type);
    return writer.finish(tensorName);
  }
  const auto sum = writeTerms(writer, encoded, nullptr);
  writer.cast(writer.reshape(sum, encoded.shape), encoded.type);
  return writer.finish(tensorName);
}

}  // namespace bitwright

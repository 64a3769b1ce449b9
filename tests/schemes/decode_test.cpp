// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// The fast decoder against the formula of encoded_tensor.h, written out once more element by element.

#include <doctest/doctest.h>

#include <cstring>
#include <random>

#include "core/encoding/encoded_rows.h"
#include "tests/contract/scheme_grid.h"

using namespace bitwright;
using namespace bitwright::testing;

namespace {

std::mt19937 draw(20261121);

std::int64_t countOf(const std::vector<std::int64_t>& shape) {
  std::int64_t count = 1;
  for (const auto dim : shape) count *= dim;
  return count;
}

CodeArray randomCodes(int bits, std::int64_t count) {
  CodeArray codes(bits, count);
  for (std::int64_t i = 0; i < count; ++i) codes.set(i, static_cast<std::uint32_t>(draw()) & ((1U << bits) - 1U));
  return codes;
}

std::vector<float> randomFloats(std::int64_t count) {
  std::normal_distribution<float> normal;
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = normal(draw);
  return values;
}

std::vector<Grouping> groupings(const std::vector<std::int64_t>& shape) {
  std::vector<Grouping> all{Grouping::wholeTensor(countOf(shape))};
  for (int axis = -1; axis < static_cast<int>(shape.size()); ++axis) {
    all.push_back(Grouping::perChannel(shape, axis));
    for (const int size : {2, 5, 32}) all.push_back(Grouping::perBlock(shape, axis, size));
  }
  return all;
}

std::vector<std::byte> plainBytes(const EncodedTensor& tensor) {
  std::vector<float> values(static_cast<std::size_t>(tensor.elementCount()), 0.0F);
  for (std::size_t index = 0; index < (tensor.positions ? tensor.positions->size() : values.size()); ++index) {
    const std::int64_t element = tensor.positions ? (*tensor.positions)[index] : static_cast<std::int64_t>(index);
    float sum = 0.0F;
    for (std::size_t term = 0; term < tensor.terms.size(); ++term) {
      const float part =
          plainValue(tensor.terms[term], element, tensor.terms[term].codes[static_cast<std::int64_t>(index)]);
      sum = term == 0 ? part : sum + part;
    }
    values[static_cast<std::size_t>(element)] = sum;
  }
  std::vector<std::byte> bytes;
  const auto append = [&](auto stored) {
    const auto part = std::bit_cast<std::array<std::byte, sizeof stored>>(stored);
    bytes.insert(bytes.end(), part.begin(), part.end());
  };
  for (const float value : values) {
    if (tensor.type == DataType::float16)
      append(floatToHalf(value));
    else if (tensor.type == DataType::bfloat16)
      append(floatToBfloat16(value));
    else if (tensor.type == DataType::float64)
      append(static_cast<double>(value));
    else
      append(value);
  }
  return bytes;
}

EncodedTerm randomTerm(std::int64_t codes, int bits, int kind, const Grouping& tables, const Grouping& scaling) {
  EncodedTerm term;
  term.codes = randomCodes(bits, codes);
  term.tableGroups = tables;
  term.scaleGroups = scaling;
  term.scales = randomFloats(scaling.groupCount());
  if (kind == 0) {
    term.levels = AffineLevels{1 << (bits - 1), {}};
  } else if (kind == 1) {
    AffineLevels levels;
    for (std::int64_t group = 0; group < tables.groupCount(); ++group)
      levels.zeroPoints.push_back(static_cast<std::int32_t>(draw() % (1U << bits)));
    term.levels = levels;
  } else {
    term.levels = TableLevels{
        std::make_shared<const Codebook>(Codebook{StoredFloat::float32, tables.groupCount(), std::int64_t{1} << bits,
                                                  randomFloats(tables.groupCount() << bits)})};
  }
  return term;
}

}  // namespace

TEST_CASE("everyGroupingAndLevelDecodesAsTheFormulaSays") {
  for (const auto& shape : {std::vector<std::int64_t>{7, 11}, {5, 3, 3, 2}, {1, 9}, {64, 1, 3, 3}, {41}}) {
    const auto all = groupings(shape);
    for (const auto& tables : all) {
      for (const auto& scaling : all) {
        for (int kind = 0; kind < 3; ++kind) {
          const int bits = kind == 2 ? 3 : 1 + static_cast<int>(draw() % 16);
          EncodedTensor tensor{
              shape, DataType::float32, {randomTerm(countOf(shape), bits, kind, tables, scaling)}, nullptr};
          REQUIRE(tensor.decodeBytes() == plainBytes(tensor));
        }
      }
    }
  }
}

TEST_CASE("everyElementTypeRoundsOnceAtTheEnd") {
  const std::vector<std::int64_t> shape{23, 17};
  for (const auto type : {DataType::float32, DataType::float16, DataType::bfloat16, DataType::float64}) {
    const auto channel = Grouping::perChannel(shape, 0);
    EncodedTensor tensor{
        shape,
        type,
        {randomTerm(countOf(shape), 6, 2, channel, channel), randomTerm(countOf(shape), 9, 1, channel, channel)},
        nullptr};
    REQUIRE(tensor.decodeBytes() == plainBytes(tensor));
    REQUIRE(tensor.decode() == toFloat(tensor.decodeBytes(), type, 0, countOf(shape)));
  }
}

TEST_CASE("termsAddInOrder") {
  const std::vector<std::int64_t> shape{3001};
  const auto whole = Grouping::wholeTensor(3001);
  EncodedTensor tensor{shape, DataType::float32, {}, nullptr};
  for (int term = 0; term < 4; ++term)
    tensor.terms.push_back(randomTerm(3001, 4, term % 3, whole, Grouping::perBlock(shape, -1, 7)));
  REQUIRE(tensor.decodeBytes() == plainBytes(tensor));
}

TEST_CASE("aTermWithoutScalesIsNotMultiplied") {
  EncodedTerm term = randomTerm(100, 5, 2, Grouping::wholeTensor(100), Grouping::wholeTensor(100));
  term.scales.clear();
  const EncodedTensor tensor{{100}, DataType::float32, {term}, nullptr};
  REQUIRE(tensor.decodeBytes() == plainBytes(tensor));
  REQUIRE(tensor.scaleBytes() == std::int64_t{0});
}

TEST_CASE("patternsAreKeptBitForBit") {
  for (const auto pattern : {DataType::float16, DataType::bfloat16}) {
    EncodedTerm term;
    term.codes = CodeArray(16, 65536);
    for (std::int64_t code = 0; code < 65536; ++code) term.codes.set(code, static_cast<std::uint32_t>(code));
    term.levels = CastLevels{pattern};
    const EncodedTensor tensor{{65536}, DataType::float32, {term}, nullptr};
    REQUIRE(tensor.decodeBytes() == plainBytes(tensor));
  }
}

TEST_CASE("sparseTensorsAreZeroElsewhere") {
  const std::vector<std::int64_t> shape{13, 31};
  std::vector<std::int64_t> positions;
  for (std::int64_t element = 0; element < countOf(shape); ++element) {
    if (draw() % 10 == 0) positions.push_back(element);
  }
  const auto codes = static_cast<std::int64_t>(positions.size());
  const auto channel = Grouping::perChannel(shape, 0);
  for (int kind = 0; kind < 3; ++kind) {
    EncodedTensor tensor{shape,
                         DataType::bfloat16,
                         {randomTerm(codes, 5, kind, channel, Grouping::perBlock(shape, 0, 4))},
                         std::make_shared<const std::vector<std::int64_t>>(positions)};
    REQUIRE(tensor.decodeBytes() == plainBytes(tensor));
    REQUIRE(tensor.payloadBytes() == (codes * 5 + 7) / 8);
  }
}

TEST_CASE("largeTensorsAreCutIntoPiecesUnseen") {
  const std::vector<std::int64_t> shape{3, 150001};
  for (const int axis : {0, 1}) {
    EncodedTensor tensor{
        shape,
        DataType::float32,
        {randomTerm(countOf(shape), 4, 1, Grouping::perChannel(shape, axis), Grouping::perBlock(shape, axis, 32))},
        nullptr};
    const auto expected = plainBytes(tensor);
    for (const int threads : {1, 2, 8}) REQUIRE(tensor.decodeBytes(Job().withThreads(threads)) == expected);
  }
}

TEST_CASE("codesPackTightFromTheLowestBit") {
  CodeArray codes(3, 3);
  codes.set(0, 0b101);
  codes.set(1, 0b011);
  codes.set(2, 0b110);
  const auto packed = codes.pack();
  REQUIRE(packed.size() == std::size_t{2});
  REQUIRE(std::to_integer<int>(packed[0]) == 0b10011101);
  REQUIRE(std::to_integer<int>(packed[1]) == 0b1);
  for (int bits = 1; bits <= 16; ++bits) {
    for (const std::int64_t count : {0, 1, 2, 7, 8, 9, 1001}) {
      const CodeArray array = randomCodes(bits, count);
      const auto stream = array.pack();
      REQUIRE(static_cast<std::int64_t>(stream.size()) == (count * bits + 7) / 8);
      REQUIRE(CodeArray::unpack(stream, bits, count) == array);
      for (std::int64_t i = 0; i < count; ++i) {
        std::uint32_t code = 0;
        for (int bit = 0; bit < bits; ++bit) {
          const auto at = static_cast<std::size_t>(i * bits + bit);
          code |= (std::to_integer<std::uint32_t>(stream[at / 8]) >> (at % 8) & 1U) << bit;
        }
        REQUIRE(code == array[i]);
      }
    }
  }
}

TEST_CASE("groupsAreWhereTheHeaderSays") {
  const std::vector<std::int64_t> conv{4, 3, 2, 5};
  for (int axis = 0; axis < 4; ++axis) {
    const Grouping grouping = Grouping::perChannel(conv, axis);
    REQUIRE(grouping.groupCount() == conv[static_cast<std::size_t>(axis)]);
    for (std::int64_t element = 0; element < countOf(conv); ++element) {
      std::int64_t rest = element;
      for (int dim = 3; dim > axis; --dim) rest /= conv[static_cast<std::size_t>(dim)];
      REQUIRE(grouping.groupOf(element) == rest % conv[static_cast<std::size_t>(axis)]);
    }
  }
  // Behind the axis: rows of 30 in blocks of 8, the last of 6.
  const Grouping rows = Grouping::perBlock(conv, 0, 8);
  REQUIRE(rows.groupCount() == std::int64_t{16});
  REQUIRE(rows.groupOf(0) == std::int64_t{0});
  REQUIRE(rows.groupOf(29) == std::int64_t{3});
  REQUIRE(rows.groupOf(30) == std::int64_t{4});
  // Nothing behind the axis of a MatMul's [K, N]: blocks along K, one in each column.
  const std::vector<std::int64_t> matmul{10, 3};
  const Grouping columns = Grouping::perBlock(matmul, 1, 4);
  REQUIRE(columns.groupCount() == std::int64_t{9});
  REQUIRE(columns.groupOf(0) == std::int64_t{0});
  REQUIRE(columns.groupOf(2) == std::int64_t{2});
  REQUIRE(columns.groupOf(3 * 4 + 1) == std::int64_t{4});
  REQUIRE(columns.groupOf(3 * 9 + 2) == std::int64_t{8});
  REQUIRE(Grouping::perChannel(matmul, -1) == Grouping::wholeTensor(30));
  REQUIRE(Grouping::perBlock(matmul, -1, 7).groupCount() == std::int64_t{5});
}

TEST_CASE("sizesCountEveryStoredPart") {
  EncodedTerm term =
      randomTerm(1000, 3, 2, Grouping::wholeTensor(1000), Grouping::perBlock(std::vector<std::int64_t>{1000}, -1, 10));
  term.scaleWidth = StoredFloat::float16;
  EncodedTensor tensor{{1000}, DataType::float32, {term}, nullptr};
  REQUIRE(tensor.payloadBytes() == std::int64_t{375});
  REQUIRE(tensor.scaleBytes() == std::int64_t{200});
  REQUIRE(tensor.codebookBytes() == std::int64_t{32});
  REQUIRE(tensor.bitsPerWeight() == 8.0 * 607 / 1000);
  tensor.terms = {
      randomTerm(1000, 9, 1, Grouping::perBlock(std::vector<std::int64_t>{1000}, -1, 10), Grouping::wholeTensor(1000))};
  REQUIRE(tensor.scaleBytes() == std::int64_t{4 + 200});
}

TEST_CASE("rowsDecodeToWhatTheyAreOfTheWhole") {
  int cut = 0;
  for (const std::vector<std::int64_t>& shape : {std::vector<std::int64_t>{12, 10}, {7, 4, 3}, {60}, {1, 30}}) {
    for (const auto& scaling : groupings(shape)) {
      for (const auto& tables : groupings(shape)) {
        for (const bool pruned : {false, true}) {
          EncodedTensor whole;
          whole.shape = shape;
          std::vector<std::int64_t> positions;
          for (std::int64_t i = 0; i < countOf(shape); ++i) {
            if (draw() % 3 == 0) positions.push_back(i);
          }
          const auto count = pruned ? static_cast<std::int64_t>(positions.size()) : countOf(shape);
          if (pruned) whole.positions = std::make_shared<const std::vector<std::int64_t>>(positions);
          EncodedTerm table{randomCodes(3, count), {}, tables, scaling, randomFloats(scaling.groupCount())};
          table.levels = TableLevels{std::make_shared<const Codebook>(
              Codebook{StoredFloat::float32, tables.groupCount(), 8, randomFloats(8 * tables.groupCount())})};
          EncodedTerm affine{randomCodes(9, count), {}, tables, scaling, {}};
          AffineLevels levels;
          for (std::int64_t i = 0; i < tables.groupCount(); ++i)
            levels.zeroPoints.push_back(static_cast<std::int32_t>(draw() % 500));
          affine.levels = levels;
          whole.terms = {table, affine};
          const auto between = rowsBetweenCuts(whole);
          if (between == 0) continue;
          const auto meant = whole.decodeBytes();
          std::vector<std::byte> together;
          for (std::int64_t row = 0; row < shape.front(); row += between) {
            const auto part = encodedRows(whole, row, std::min(shape.front(), row + between)).decodeBytes();
            together.insert(together.end(), part.begin(), part.end());
          }
          REQUIRE(together == meant);
          ++cut;
        }
      }
    }
  }
  REQUIRE(cut > 100);
}

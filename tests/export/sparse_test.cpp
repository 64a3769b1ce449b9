// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Sparse tensors: every form at every opset decodes to the bit, its bytes are those counted, and the smallest is what
// is written.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/encoding/relative_index.h"
#include "core/export/decode/sparse_graph.h"
#include "tests/export/encoded_tensors.h"
#include "tests/support/result_check.h"

namespace bitwright {

using test::EncodedMaker;
using test::WrittenGraph;
using Shape = std::vector<std::int64_t>;
using Positions = std::vector<std::int64_t>;

namespace {

constexpr SparseForm kForms[] = {SparseForm::dense, SparseForm::mask, SparseForm::gaps};

Positions randomPositions(std::int64_t elements, double density, unsigned int seed) {
  std::mt19937 random(seed);
  Positions positions;
  for (std::int64_t i = 0; i < elements; ++i) {
    if (static_cast<double>(random() % 100000) < density * 100000.0) positions.push_back(i);
  }
  return positions;
}

Positions twoOfFour(std::int64_t elements, unsigned int seed) {
  std::mt19937 random(seed);
  Positions positions;
  for (std::int64_t i = 0; i + 4 <= elements; i += 4) {
    const auto first = static_cast<std::int64_t>(random() % 4);
    const auto second = (first + 1 + static_cast<std::int64_t>(random() % 3)) % 4;
    positions.push_back(i + std::min(first, second));
    positions.push_back(i + std::max(first, second));
  }
  return positions;
}

/// As pruning leaves it: scales that are not negative.
EncodedTensor sparse(Shape shape, const Positions& positions, std::vector<EncodedTerm> terms,
                     DataType type = DataType::float32) {
  auto encoded = EncodedMaker::tensor(std::move(shape), type, std::move(terms));
  for (auto& term : encoded.terms) {
    for (auto& scale : term.scales) scale = std::abs(scale);
  }
  encoded.positions = std::make_shared<const Positions>(positions);
  return encoded;
}

EncodedTensor patterns(const Shape& shape, const Positions& positions) {
  const auto count = static_cast<std::int64_t>(positions.size());
  EncodedTerm term;
  term.codes = CodeArray(32, count);
  for (std::int64_t i = 0; i < count; ++i) term.codes.set(i, 0x3f000000U + static_cast<std::uint32_t>(i * 12345));
  term.tableGroups = term.scaleGroups = Grouping::wholeTensor(productOf(shape));
  term.levels = CastLevels{DataType::float32};
  return sparse(shape, positions, {term});
}

bool holds(const WrittenGraph& graph, const char* op) {
  return std::any_of(graph.nodes.begin(), graph.nodes.end(), [op](const auto& node) { return node.op_type() == op; });
}

class SparseTest {
 protected:
  static void check(const EncodedTensor& encoded, std::int64_t opset);
};

}  // namespace

void SparseTest::check(const EncodedTensor& encoded, std::int64_t opset) {
  const auto meant = encoded.decodeBytes();
  const auto decodes = [&](const WrittenGraph& graph) {
    const auto decoded = interpret(graph.scope(), "w", 1 << 24);
    BW_VERIFY_RESULT(decoded);
    REQUIRE(decoded->value.type == encoded.type);
    REQUIRE(decoded->value.dims == encoded.shape);
    REQUIRE(decoded->value.bytes() == meant);
    onnx::GraphProto proto;
    for (const auto& node : graph.nodes) *proto.add_node() = node;
    REQUIRE(graph.bytes.total() == static_cast<std::uint64_t>(proto.ByteSizeLong()));
  };
  const WrittenGraph chosen(encoded, opset);
  BW_VERIFY_RESULT(chosen.result());
  decodes(chosen);
  const auto kept = static_cast<std::int64_t>(encoded.positions->size());
  if (kept == 0 || kept == encoded.elementCount()) return;
  for (const auto form : kForms) {
    const WrittenGraph graph(encoded, opset, form);
    if (!graph.result()) continue;
    decodes(graph);
    REQUIRE_MESSAGE(graph.bytes.total() >= chosen.bytes.total(), "no form is smaller than the one that is chosen");
  }
}

TEST_CASE_FIXTURE(SparseTest, "everyFormDensityAndOpset") {
  EncodedMaker make;
  const Shape shape{24, 5, 3, 3};
  const auto elements = productOf(shape);
  const auto whole = Grouping::wholeTensor(elements);
  for (const std::int64_t opset : {7, 8, 9, 10, 11, 13, 18, 21, 25}) {
    unsigned int seed = 1;
    for (const double density : {0.0, 0.01, 0.1, 0.3, 0.5, 1.0, 2.0}) {
      const auto positions = density > 1.0 ? twoOfFour(elements, ++seed) : randomPositions(elements, density, ++seed);
      const auto kept = static_cast<std::int64_t>(positions.size());
      for (const int bits : {1, 2, 3, 4, 5, 7, 8, 12}) {
        auto uniform = make.affine(bits, kept, true, whole);
        make.scale(uniform, Grouping::perChannel(shape, 0), StoredFloat::float16);
        check(sparse(shape, positions, {uniform}), opset);
        if (bits > 8) continue;
        check(sparse(shape, positions, {make.table(bits, 1 << bits, kept, whole, StoredFloat::float16)}), opset);
      }
      check(patterns(shape, positions), opset);
    }
  }
}

TEST_CASE_FIXTURE(SparseTest, "everyGrouping") {
  EncodedMaker make;
  const std::vector<Shape> shapes{{8, 4, 3, 3}, {5, 3, 2, 2}, {6, 10}, {97}};
  for (const std::int64_t opset : {7, 9, 11, 13, 21}) {
    for (const auto& shape : shapes) {
      const auto positions = randomPositions(productOf(shape), 0.3, 7);
      const auto kept = static_cast<std::int64_t>(positions.size());
      for (int axis = -1; axis < static_cast<int>(shape.size()); ++axis) {
        std::vector<Grouping> groupings{Grouping::perChannel(shape, axis)};
        for (const std::int64_t size : {1, 2, 4, 5, 32}) groupings.push_back(Grouping::perBlock(shape, axis, size));
        for (const auto& groups : groupings) {
          auto affine = make.affine(5, kept, false, groups);
          make.scale(affine, groups, StoredFloat::float32);
          check(sparse(shape, positions, {affine}), opset);
          auto table = make.table(3, 7, kept, groups, StoredFloat::float16);
          make.scale(table, Grouping::perChannel(shape, 0), StoredFloat::float16);
          check(sparse(shape, positions, {table}), opset);
        }
      }
    }
  }
}

TEST_CASE_FIXTURE(SparseTest, "typesSumsAndPatterns") {
  EncodedMaker make;
  const Shape shape{6, 7, 5};
  const auto positions = randomPositions(productOf(shape), 0.2, 3);
  const auto kept = static_cast<std::int64_t>(positions.size());
  const auto whole = Grouping::wholeTensor(productOf(shape));
  for (const auto type : {DataType::float32, DataType::float16, DataType::bfloat16, DataType::float64}) {
    auto half = make.pattern(DataType::float16, kept);
    half.tableGroups = half.scaleGroups = whole;
    check(sparse(shape, positions, {half}, type), 13);
    auto coarse = make.affine(4, kept, true, whole);
    make.scale(coarse, Grouping::perBlock(shape, 1, 4), StoredFloat::float32);
    const auto fine = make.table(3, 8, kept, Grouping::perChannel(shape, 0), StoredFloat::float32);
    check(sparse(shape, positions, {coarse, fine, half}, type), 13);
  }
}

TEST_CASE_FIXTURE(SparseTest, "firstAndLastAndLongGaps") {
  EncodedMaker make;
  const std::int64_t elements = 200'003;
  const auto whole = Grouping::wholeTensor(elements);
  const std::vector<Positions> cases{
      {0},
      {elements - 1},
      {0, elements - 1},
      {0, 1, 2, 70'000, 70'001, 140'001, elements - 1},  // 65,535 is the longest distance a code of 16 bits holds
      {65'534},
      {65'535},
      {65'536},
      {131'070, 196'605}};
  for (const std::int64_t opset : {11, 13, 21}) {
    for (const auto& positions : cases) {
      check(sparse({elements}, positions, {make.affine(4, static_cast<std::int64_t>(positions.size()), true, whole)}),
            opset);
    }
  }
}

TEST_CASE_FIXTURE(SparseTest, "noneAllAndOne") {
  EncodedMaker make;
  for (const std::int64_t opset : {7, 8, 9, 11, 13, 18, 21, 25}) {
    for (const auto& shape : std::vector<Shape>{{}, {1}, {1, 1}, {3, 4}}) {
      const auto elements = productOf(shape);
      const auto whole = Grouping::wholeTensor(elements);
      Positions all(static_cast<std::size_t>(elements));
      std::iota(all.begin(), all.end(), 0);
      check(sparse(shape, {}, {make.affine(4, 0, true, whole)}), opset);
      check(sparse(shape, all, {make.affine(4, elements, true, whole)}), opset);
    }
    check(sparse({3, 0}, {}, {make.affine(4, 0, true, Grouping::wholeTensor(0))}), opset);
  }
}

TEST_CASE_FIXTURE(SparseTest, "bytesAreThoseOfTheForm") {
  EncodedMaker make;
  const std::int64_t elements = 100'000;
  const auto whole = Grouping::wholeTensor(elements);
  for (const double density : {0.01, 0.1, 0.3, 0.5}) {
    const auto positions = randomPositions(elements, density, 11);
    const auto kept = static_cast<std::int64_t>(positions.size());
    const auto encoded = sparse({elements}, positions, {make.table(4, 16, kept, whole, StoredFloat::float16)});
    const WrittenGraph dense(encoded, 13, SparseForm::dense);
    const WrittenGraph mask(encoded, 13, SparseForm::mask);
    const WrittenGraph gaps(encoded, 13, SparseForm::gaps);
    for (const auto* graph : {&dense, &mask, &gaps}) BW_VERIFY_RESULT(graph->result());
    REQUIRE(dense.bytes.payload == static_cast<std::uint64_t>((elements * 5 + 7) / 8));  // 16 levels and 0
    REQUIRE(dense.bytes.positions == std::uint64_t{0});
    REQUIRE(dense.bytes.codebooks == std::uint64_t{34});
    REQUIRE(mask.bytes.positions == static_cast<std::uint64_t>((elements + 7) / 8));
    REQUIRE(gaps.bytes.positions == static_cast<std::uint64_t>(bestRelativeIndex(positions).bytes()));
    for (const auto* graph : {&mask, &gaps}) {
      REQUIRE(graph->bytes.payload == static_cast<std::uint64_t>((kept * 4 + 7) / 8));
      REQUIRE(graph->bytes.codebooks == std::uint64_t{32});
      REQUIRE_MESSAGE(graph->own.decode <= 700, std::to_string(graph->own.decode));
    }
    const auto perWeight = [&](const WrittenGraph& graph) {
      return 8.0 * static_cast<double>(graph.bytes.payload + graph.bytes.positions) / static_cast<double>(elements);
    };
    MESSAGE(fmt::format("density {}: dense {:.3f}, mask {:.3f}, gaps {:.3f} bits a weight; decode bytes {}, {}, {}",
                        density, perWeight(dense), perWeight(mask), perWeight(gaps), dense.own.decode, mask.own.decode,
                        gaps.own.decode));
    if (density == 0.1)
      REQUIRE_MESSAGE(perWeight(gaps) < 0.93, "a tenth kept as 4-bit codes takes less than a bit a weight");
  }
}

TEST_CASE_FIXTURE(SparseTest, "theSmallestIsWritten") {
  EncodedMaker make;
  const Shape shape{100, 400};
  const auto elements = productOf(shape);
  const auto whole = Grouping::wholeTensor(elements);
  const auto written = [&](const Positions& positions, int bits, std::int64_t levels, std::int64_t opset) {
    const auto kept = static_cast<std::int64_t>(positions.size());
    return WrittenGraph(sparse(shape, positions, {make.table(bits, levels, kept, whole, StoredFloat::float16)}), opset);
  };
  const auto tenth = written(randomPositions(elements, 0.1, 1), 4, 16, 13);
  REQUIRE(holds(tenth, "ScatterElements"));
  const auto half = written(twoOfFour(elements, 1), 4, 16, 13);
  REQUIRE((holds(half, "CumSum") && !holds(half, "ScatterElements")));
  REQUIRE(half.bytes.payload + half.bytes.positions ==
          static_cast<std::uint64_t>(elements * 3 / 8));  // 3 bits a weight
  const auto most = written(randomPositions(elements, 0.9, 1), 4, 15, 13);
  REQUIRE(!holds(most, "CumSum"));
  REQUIRE(most.bytes.positions == std::uint64_t{0});
  REQUIRE(most.bytes.payload == static_cast<std::uint64_t>(elements / 2));
  const auto oldest = written(randomPositions(elements, 0.1, 1), 4, 15, 10);  // neither CumSum nor ScatterElements
  REQUIRE(oldest.bytes.payload == static_cast<std::uint64_t>(elements / 2));
  REQUIRE(!holds(oldest, "CumSum"));
}

TEST_CASE_FIXTURE(SparseTest, "zeroLevelsThatAreThereAreUsed") {
  EncodedMaker make;
  const std::int64_t elements = 4096;
  const auto whole = Grouping::wholeTensor(elements);
  const auto positions = randomPositions(elements, 0.95, 1);
  const auto kept = static_cast<std::int64_t>(positions.size());
  auto table = make.table(4, 16, kept, whole, StoredFloat::float32);
  auto book = std::make_shared<Codebook>(*std::get<TableLevels>(table.levels).codebook);
  book->values[5] = 0.0F;
  table.levels = TableLevels{book};
  const auto encoded = sparse({elements}, positions, {table});
  const WrittenGraph graph(encoded, 13, SparseForm::dense);
  BW_VERIFY_RESULT(graph.result());
  REQUIRE(graph.bytes.payload == static_cast<std::uint64_t>(elements / 2));
  REQUIRE(graph.bytes.codebooks == std::uint64_t{64});
  book->values[5] = -0.0F;  // is not +0
  const WrittenGraph negative(encoded, 13, SparseForm::dense);
  BW_VERIFY_RESULT(negative.result());
  REQUIRE(negative.bytes.codebooks == std::uint64_t{68});
  check(encoded, 13);
}

TEST_CASE_FIXTURE(SparseTest, "tablesThatAreSharedAreWidenedOnce") {
  EncodedMaker make;
  const std::int64_t elements = 512;
  const auto whole = Grouping::wholeTensor(elements);
  const auto positions = randomPositions(elements, 0.9, 1);
  const auto first =
      sparse({elements}, positions,
             {make.table(3, 7, static_cast<std::int64_t>(positions.size()), whole, StoredFloat::float32)});
  auto second = first;
  second.terms[0].codes = make.codes(3, static_cast<std::int64_t>(positions.size()), 7);
  NameSource names("_");
  ConstantPool pool(names);
  BW_VERIFY_RESULT(writeDecodeGraph(first, "a", 13, names, pool));
  const auto once = pool.bytes();
  BW_VERIFY_RESULT(writeDecodeGraph(second, "b", 13, names, pool));
  REQUIRE(once.codebooks == std::uint64_t{32});
  REQUIRE(pool.bytes() == once);
}

TEST_CASE_FIXTURE(SparseTest, "refusesWhatCannotBe") {
  EncodedMaker make;
  const auto whole = Grouping::wholeTensor(64);
  auto encoded = sparse({64}, {3, 9, 60}, {make.affine(4, 3, true, whole)});
  make.scale(encoded.terms[0], whole, StoredFloat::float32);
  encoded.terms[0].scales = {-1.0F};  // 0 · −1 is −0
  REQUIRE(!WrittenGraph(encoded, 8).result());
  REQUIRE(!WrittenGraph(encoded, 13, SparseForm::dense).result());
  REQUIRE(!WrittenGraph(encoded, 10).result());
  check(encoded, 11);
  check(encoded, 13);
  REQUIRE(!WrittenGraph(encoded, 10, SparseForm::gaps).result());
  for (const auto& wrong :
       {Positions{3, 9}, Positions{3, 9, 64}, Positions{-1, 3, 9}, Positions{9, 3, 60}, Positions{3, 3, 9}}) {
    encoded.positions = std::make_shared<const Positions>(wrong);
    REQUIRE(!WrittenGraph(encoded, 13).result());
  }
}

TEST_CASE_FIXTURE(SparseTest, "interpreterChecksOperands") {
  const auto ints = [](std::vector<std::int64_t> values) {
    const auto count = static_cast<std::int64_t>(values.size());
    return Array{DataType::int64, {count}, std::move(values)};
  };
  const Array floats{DataType::float32, {3}, std::vector<float>{1.0F, 0.0F, 2.0F}};
  const Array two{DataType::float32, {2}, std::vector<float>{5.0F, 6.0F}};
  const Array truth{DataType::boolean, {3}, std::vector<std::uint8_t>{1, 0, 1}};
  const Array zero{DataType::int32, {}, std::vector<std::int32_t>{0}};
  REQUIRE(scatterArray(floats, ints({0, -1}), two, 0));
  REQUIRE(std::get<std::vector<float>>(scatterArray(floats, ints({0, -1}), two, 0)->values) ==
          (std::vector<float>{5.0F, 0.0F, 6.0F}));
  REQUIRE(!scatterArray(floats, ints({0, 3}), two, 0));
  REQUIRE(!scatterArray(floats, ints({0, -4}), two, 0));
  REQUIRE(!scatterArray(floats, ints({0}), two, 0));
  REQUIRE(!scatterArray(floats, ints({0, 1}), two, 1));
  REQUIRE(!scatterArray(floats, two, two, 0));
  const Array grid{
      DataType::float32, {2, 3}, std::vector<float>{1, 2, 3, 4, 5, 6}};  // the page's second example, along axis 1
  const Array at{DataType::int64, {1, 2}, std::vector<std::int64_t>{1, 2}};
  const Array with{DataType::float32, {1, 2}, std::vector<float>{1.5F, 2.5F}};
  REQUIRE(std::get<std::vector<float>>(scatterArray(grid, at, with, 1)->values) ==
          (std::vector<float>{1, 1.5F, 2.5F, 4, 5, 6}));
  REQUIRE(std::get<std::vector<std::uint8_t>>(castArray(floats, DataType::boolean)->values) ==
          (std::vector<std::uint8_t>{1, 0, 1}));
  const Array nothing{DataType::float32, {}, std::vector<float>{0.0F}};
  REQUIRE(std::get<std::vector<float>>(chooseArrays(truth, floats, nothing)->values) ==
          (std::vector<float>{1.0F, 0.0F, 2.0F}));
  REQUIRE(!chooseArrays(truth, two, nothing));
  REQUIRE(!chooseArrays(floats, floats, nothing));
  REQUIRE(!chooseArrays(truth, floats, zero));
  REQUIRE(std::get<std::vector<std::int64_t>>(cumulateArray(ints({1, 2, 3}), zero, false)->values) ==
          (std::vector<std::int64_t>{1, 3, 6}));
  REQUIRE(std::get<std::vector<std::int64_t>>(cumulateArray(ints({1, 2, 3}), zero, true)->values) ==
          (std::vector<std::int64_t>{0, 1, 3}));
  REQUIRE(!cumulateArray(floats, zero, false));
  REQUIRE(!cumulateArray(ints({1, 2}), ints({1}), false));
  REQUIRE(!cumulateArray(Array{DataType::int32, {2}, std::vector<std::int32_t>{2'000'000'000, 2'000'000'000}}, zero,
                         false));
  REQUIRE(!zerosOfShape(ints({1000, 1000}), 1000));
  REQUIRE(!zerosOfShape(ints({-1}), 1000));
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Decode graphs alone: what the interpreter makes of them equals EncodedTensor::decodeBytes bit for bit, and their
// bytes are those counted.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/export/encoded_tensors.h"
#include "tests/support/result_check.h"

namespace bitwright {

using test::EncodedMaker;
using test::WrittenGraph;
using Shape = std::vector<std::int64_t>;

namespace {

class DecodeGraphTest {
 protected:
  static void check(const EncodedTensor& encoded, std::int64_t opset);
};

}  // namespace

void DecodeGraphTest::check(const EncodedTensor& encoded, std::int64_t opset) {
  const WrittenGraph graph(encoded, opset);
  BW_VERIFY_RESULT(graph.result());
  const auto decoded = interpret(graph.scope(), "w", 1 << 24);
  BW_VERIFY_RESULT(decoded);
  REQUIRE(decoded->value.type == encoded.type);
  REQUIRE(decoded->value.dims == encoded.shape);
  REQUIRE(decoded->value.bytes() == encoded.decodeBytes());
  REQUIRE(static_cast<std::int64_t>(graph.bytes.payload) == (encoded.elementCount() == 0 ? 0 : encoded.payloadBytes()));
  if (encoded.elementCount() > 0) {
    REQUIRE(static_cast<std::int64_t>(graph.bytes.scales) == encoded.scaleBytes());
    REQUIRE(static_cast<std::int64_t>(graph.bytes.codebooks) == encoded.codebookBytes());
  }
  std::uint64_t whole = 0;  // the nodes as a graph serialises them
  onnx::GraphProto proto;
  for (const auto& node : graph.nodes) *proto.add_node() = node;
  whole = proto.ByteSizeLong();
  REQUIRE(graph.bytes.total() == whole);
}

TEST_CASE_FIXTURE(DecodeGraphTest, "everyWidthAndCountAtEveryOpset") {
  EncodedMaker make;
  for (const std::int64_t opset : {7, 8, 9, 10, 11, 13, 18, 21, 25}) {
    for (int bits = 1; bits <= 16; ++bits) {
      for (const std::int64_t count : {1, 2, 7, 8, 9, 24, 40, 131, 1024}) {
        const auto whole = Grouping::wholeTensor(count);
        auto term = make.affine(bits, count, true, whole);
        make.scale(term, whole, StoredFloat::float32);
        check(EncodedMaker::tensor({count}, DataType::float32, {term}), opset);
        if (bits > 8) continue;
        check(EncodedMaker::tensor(
                  {count}, DataType::float32,
                  {make.table(bits, (1 << bits) - (bits > 1 ? 1 : 0), count, whole, StoredFloat::float16)}),
              opset);
      }
      check(EncodedMaker::tensor({}, DataType::float32, {make.affine(bits, 1, false, Grouping::wholeTensor(1))}),
            opset);  // rank 0
      check(EncodedMaker::tensor({3, 0, 2}, DataType::float32, {make.affine(bits, 0, true, Grouping::wholeTensor(0))}),
            opset);  // no elements
    }
  }
}

TEST_CASE_FIXTURE(DecodeGraphTest, "everyGroupingOfScales") {
  EncodedMaker make;
  const std::vector<Shape> shapes{{8, 4, 3, 3}, {5, 3, 2, 2}, {6, 10}, {12}, {1, 7}, {7, 1}};
  for (const std::int64_t opset : {7, 9, 11, 13, 21}) {
    for (const auto& shape : shapes) {
      const auto count = productOf(shape);
      for (int axis = -1; axis < static_cast<int>(shape.size()); ++axis) {
        std::vector<Grouping> groupings{Grouping::perChannel(shape, axis)};
        for (const std::int64_t size : {1, 2, 4, 5, 32}) groupings.push_back(Grouping::perBlock(shape, axis, size));
        for (const auto& groups : groupings) {
          for (const int bits : {3, 4, 8}) {
            auto term = make.affine(bits, count, true, Grouping::wholeTensor(count));
            make.scale(term, groups, bits == 4 ? StoredFloat::float16 : StoredFloat::float32);
            check(EncodedMaker::tensor(shape, DataType::float32, {term}), opset);
          }
        }
      }
    }
  }
}

TEST_CASE_FIXTURE(DecodeGraphTest, "everyGroupingOfTablesAndZeroPoints") {
  EncodedMaker make;
  const std::vector<Shape> shapes{{8, 4, 3, 3}, {5, 3, 2, 2}, {6, 10}, {150, 3}, {401, 2}};
  for (const std::int64_t opset : {7, 9, 11, 13, 21}) {
    for (const auto& shape : shapes) {
      const auto count = productOf(shape);
      for (int axis = -1; axis < static_cast<int>(shape.size()); ++axis) {
        std::vector<Grouping> groupings{Grouping::perChannel(shape, axis)};
        for (const std::int64_t size : {1, 4, 5}) groupings.push_back(Grouping::perBlock(shape, axis, size));
        for (const auto& groups : groupings) {
          for (const int bits : {2, 5, 8}) {
            auto table = make.table(bits, 1 << bits, count, groups, StoredFloat::float16);
            make.scale(table, Grouping::perChannel(shape, 0), StoredFloat::float16);
            check(EncodedMaker::tensor(shape, DataType::float32, {table}), opset);
            auto affine = make.affine(bits + 2, count, false, groups);
            make.scale(affine, groups, StoredFloat::float32);
            check(EncodedMaker::tensor(shape, DataType::float32, {affine}), opset);
          }
        }
      }
    }
  }
}

TEST_CASE_FIXTURE(DecodeGraphTest, "patternsTypesAndSums") {
  EncodedMaker make;
  const Shape shape{4, 3, 5};
  const auto count = productOf(shape);
  for (const auto type : {DataType::float32, DataType::float16, DataType::bfloat16, DataType::float64}) {
    for (const auto pattern : {DataType::float16, DataType::bfloat16}) {
      check(EncodedMaker::tensor(shape, type, {make.pattern(pattern, count)}), 13);
      auto scaled = make.pattern(pattern, count);
      make.scale(scaled, Grouping::perChannel(shape, 1), StoredFloat::float16);
      check(EncodedMaker::tensor(shape, type, {scaled}), 13);
    }
    auto coarse = make.affine(4, count, true, Grouping::wholeTensor(count));
    make.scale(coarse, Grouping::perBlock(shape, 1, 4), StoredFloat::float32);
    const auto fine = make.table(3, 8, count, Grouping::perChannel(shape, 0), StoredFloat::float32);
    check(EncodedMaker::tensor(shape, type, {coarse, fine, make.pattern(DataType::float16, count)}), 13);
  }
}

TEST_CASE_FIXTURE(DecodeGraphTest, "payloadIsThePackedCodes") {
  EncodedMaker make;
  for (int bits = 1; bits <= 16; ++bits) {
    const std::int64_t count = 1001;
    auto term = make.affine(bits, count, true, Grouping::wholeTensor(count));
    std::get<AffineLevels>(term.levels).offset = 1;  // not the middle: no signed type stands for it
    const auto encoded = EncodedMaker::tensor({count}, DataType::float32, {term});
    const WrittenGraph graph(encoded, 13);
    BW_VERIFY_RESULT(graph.result());
    REQUIRE(graph.bytes.payload == static_cast<std::uint64_t>((count * bits + 7) / 8));
    const auto packed = encoded.terms[0].codes.pack();
    const bool held = std::any_of(graph.nodes.begin(), graph.nodes.end(), [&](const onnx::NodeProto& node) {
      return node.op_type() == "Constant" && node.attribute(0).t().raw_data() == textOf(packed);
    });
    REQUIRE_MESSAGE(held, "the packed codes stand in one Constant as they are");
  }
}

TEST_CASE_FIXTURE(DecodeGraphTest, "overheadStaysSmall") {
  EncodedMaker make;
  const Shape conv{64, 64, 3, 3};
  const Shape wide{1000, 64};
  for (const std::int64_t opset : {7, 9, 13, 21}) {
    for (int bits = 1; bits <= 8; ++bits) {
      const auto count = productOf(conv);
      auto uniform = make.affine(bits, count, true, Grouping::wholeTensor(count));
      make.scale(uniform, Grouping::perChannel(conv, 0), StoredFloat::float16);
      auto kmeans = make.table(bits, 1 << bits, count, Grouping::wholeTensor(count), StoredFloat::float16);
      make.scale(kmeans, Grouping::perChannel(conv, 0), StoredFloat::float16);
      auto grouped = make.table(bits, 1 << bits, productOf(wide), Grouping::perChannel(wide, 0), StoredFloat::float16);
      const WrittenGraph first(EncodedMaker::tensor(conv, DataType::float32, {uniform}), opset);
      const WrittenGraph second(EncodedMaker::tensor(conv, DataType::float32, {kmeans}), opset);
      const WrittenGraph third(EncodedMaker::tensor(wide, DataType::float32, {grouped}), opset);
      const auto text = [](const WrittenGraph& graph) {
        return fmt::format("{} + {} shared", graph.own.decode, graph.bytes.decode - graph.own.decode);
      };
      MESSAGE(fmt::format("opset {}, {} bits, decode bytes: uniform {}, k-means {}, a table each of 1,000 channels {}",
                          opset, bits, text(first), text(second), text(third)));
      for (const auto* graph : {&first, &second, &third})
        REQUIRE_MESSAGE(graph->own.decode <= 400, "decode nodes grew");
    }
  }
}

TEST_CASE_FIXTURE(DecodeGraphTest, "sharedTablesAreWrittenOnce") {
  EncodedMaker make;
  NameSource names("_");
  ConstantPool pool(names);
  const auto whole = Grouping::wholeTensor(64);
  const auto first =
      EncodedMaker::tensor({64}, DataType::float32, {make.table(4, 16, 64, whole, StoredFloat::float32)});
  auto second = first;
  second.terms[0].codes = make.codes(4, 64, 16);
  const auto one = writeDecodeGraph(first, "a", 13, names, pool);
  BW_VERIFY_RESULT(one);
  const auto afterOne = pool.bytes();
  const auto two = writeDecodeGraph(second, "b", 13, names, pool);
  BW_VERIFY_RESULT(two);
  REQUIRE(afterOne.codebooks == std::uint64_t{64});
  REQUIRE(pool.bytes() == afterOne);
  REQUIRE((two->bytes.codebooks == 0 && two->bytes.payload == 32));
}

TEST_CASE_FIXTURE(DecodeGraphTest, "largeTensorsAreGatheredByBytes") {
  EncodedMaker make;
  for (const Shape& shape : {Shape{1031, 1025}, Shape{1024, 1024}}) {
    const auto count = productOf(shape);
    const auto whole = Grouping::wholeTensor(count);
    for (const std::int64_t opset : {7, 13, 21, 25}) {
      for (const int axis : {-1, 0, 1}) {
        for (const int bits : {1, 2, 3, 4}) {
          for (auto term : {make.table(bits, (1 << bits) - (bits > 1 ? 1 : 0), count, whole, StoredFloat::float16),
                            make.affine(bits, count, true, whole)}) {
            make.scale(term, axis < 0 ? whole : Grouping::perChannel(shape, axis), StoredFloat::float16);
            const auto encoded = EncodedMaker::tensor(shape, DataType::float32, {term});
            check(encoded, opset);
            const WrittenGraph graph(encoded, opset);
            const auto unpacks = [&graph](const char* op) {
              return std::any_of(graph.nodes.begin(), graph.nodes.end(),
                                 [op](const auto& node) { return node.op_type() == op; });
            };
            REQUIRE((unpacks("BitShift") || unpacks("MatMul") || unpacks("Floor")) == (bits == 3));
            // What is gathered is as narrow as its levels, unless the one scale of all is in them.
            const auto narrow =
                std::holds_alternative<TableLevels>(term.levels) ? onnx::TensorProto::FLOAT16 : onnx::TensorProto::INT8;
            const bool gathersNarrow = std::any_of(graph.nodes.begin(), graph.nodes.end(), [narrow](const auto& node) {
              return node.op_type() == "Cast" && node.attribute(0).i() == narrow;
            });
            REQUIRE(gathersNarrow == (bits != 3 && axis >= 0));
          }
        }
      }
    }
  }
}

TEST_CASE_FIXTURE(DecodeGraphTest, "refusesWhatTheOpsetCannot") {
  EncodedMaker make;
  const auto plain = EncodedMaker::tensor({8}, DataType::float32, {make.affine(4, 8, true, Grouping::wholeTensor(8))});
  REQUIRE(!WrittenGraph(plain, 6).result());
  REQUIRE(!WrittenGraph(plain, 0).result());
  const auto brain = EncodedMaker::tensor({8}, DataType::float16, {make.pattern(DataType::bfloat16, 8)});
  const WrittenGraph tooOld(brain, 12);
  REQUIRE(!tooOld.result());
  REQUIRE(tooOld.result().error().kind == ErrorKind::input);
  REQUIRE(tooOld.result().error().line().find("13") != std::string::npos);
}

TEST_CASE_FIXTURE(DecodeGraphTest, "interpreterRefusesStrangeGraphs") {
  std::map<std::string, onnx::NodeProto> nodes;
  const auto add = [&nodes](const std::string& op, std::vector<std::string> inputs,
                            const std::string& output) -> onnx::NodeProto& {
    auto& node = nodes[output];
    node.set_op_type(op);
    for (auto& input : inputs) node.add_input(std::move(input));
    node.add_output(output);
    return node;
  };
  const std::vector<std::int32_t> zeros{0};
  const std::vector<std::int32_t> million{1'000'000'000};
  const std::vector<std::int32_t> ones{1};
  const DecodeScope scope{
      [&](const std::string& name) -> std::optional<ConstantView> {
        const auto* values = name == "zero" ? &zeros : name == "one" ? &ones : name == "million" ? &million : nullptr;
        if (values == nullptr) return std::nullopt;
        return ConstantView{DataType::int32, {}, std::as_bytes(std::span(*values))};
      },
      [&](const std::string& name) -> const onnx::NodeProto* {
        const auto found = nodes.find(name);
        return found == nodes.end() ? nullptr : &found->second;
      }};
  add("Mod", {"one", "zero"}, "divided");
  add("Range", {"zero", "million", "one"}, "bomb");
  add("Identity", {"loop"}, "loop");
  add("Add", {"one", "input"}, "open");
  add("Magic", {"one"}, "unknown");
  add("Add", {"one", "one"}, "two");
  add("Identity", {"two"}, "other").set_domain("com.example");
  for (const auto* name : {"divided", "bomb", "loop", "open", "unknown", "other", "nothing"}) {
    const auto found = interpret(scope, name, 1 << 20);
    REQUIRE_MESSAGE(!found, std::string(name));
    REQUIRE(found.error().kind == ErrorKind::input);
  }
  const auto two = interpret(scope, "two", 1 << 20);
  BW_VERIFY_RESULT(two);
  REQUIRE(std::get<std::vector<std::int32_t>>(two->value.values).front() == 2);
}

}  // namespace bitwright

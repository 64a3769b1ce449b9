// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/macs/mac_count.h"

#include <doctest/doctest.h>

#include "core/graph/macs/optimized_graph.h"
#include "tests/support/made_models.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

using Shapes = std::vector<std::vector<std::int64_t>>;

/// A node whose inputs are i0, i1 … of these shapes (an empty list: left out, as its name is) and whose output o has
/// the last of them.
struct Case {
  const char* domain;
  const char* op;
  Shapes inputs;
  std::vector<std::int64_t> output;
};

MacNode nodeOf(const Case& made) {
  MacNode node;
  node.op = made.op;
  node.rule = macOperator(made.domain, made.op);
  node.integer = node.rule != nullptr && node.rule->kind == MacKind::integers;
  for (std::size_t index = 0; index < made.inputs.size(); ++index)
    node.inputs.push_back(made.inputs[index].empty() ? "" : "i" + std::to_string(index));
  node.outputs = {"o"};
  return node;
}

ValueShapes shapesOf(const Case& made) {
  ValueShapes shapes{{"o", made.output}};
  for (std::size_t index = 0; index < made.inputs.size(); ++index)
    shapes["i" + std::to_string(index)] = made.inputs[index];
  return shapes;
}

std::optional<std::int64_t> countOf(const Case& made, const std::function<void(MacNode&)>& change = {}) {
  auto node = nodeOf(made);
  if (change) change(node);
  // What is said to be needed is enough.
  ValueShapes needed;
  const auto all = shapesOf(made);
  for (const auto& value : shapesNeeded(node)) needed[value] = all.at(value);
  const auto count = countMacs(node, needed);
  return count ? std::optional(count->own) : std::nullopt;
}

std::shared_ptr<const Model> opened(const ModelBuilder& builder, const ScratchFolder& folder) {
  const std::filesystem::path file = folder.file("made.onnx");
  builder.write(file);
  return Model::open(file).value();
}

constexpr const char* kOwn = "com.microsoft";

}  // namespace

TEST_CASE("convolutions") {
  // 16 · 6·6 outputs, each 8·3·3 weights.
  REQUIRE(countOf({"", "Conv", {{1, 8, 6, 6}, {16, 8, 3, 3}}, {1, 16, 6, 6}}) == std::optional<std::int64_t>(41472));
  // Two groups: 4 of 8 channels each.
  REQUIRE(countOf({"", "Conv", {{1, 8, 6, 6}, {16, 4, 3, 3}}, {1, 16, 3, 3}}) ==
          std::optional<std::int64_t>(16 * 9 * 36));
  // Depthwise, two samples, one dimension.
  REQUIRE(countOf({"", "Conv", {{2, 8, 10}, {8, 1, 5}}, {2, 8, 6}}) == std::optional<std::int64_t>(2 * 8 * 6 * 5));
  REQUIRE(countOf({kOwn, "FusedConv", {{1, 8, 6, 6}, {16, 8, 1, 1}}, {1, 16, 6, 6}}) ==
          std::optional<std::int64_t>(4608));
  REQUIRE(countOf({"", "QLinearConv", {{1, 8, 6, 6}, {1}, {1}, {16, 8, 3, 3}}, {1, 16, 6, 6}}) ==
          std::optional<std::int64_t>(41472));
  REQUIRE(countOf({"", "ConvInteger", {{1, 8, 6, 6}, {16, 8, 3, 3}}, {1, 16, 6, 6}}) ==
          std::optional<std::int64_t>(41472));
  // Each of 8·4·4 inputs meets 6 outputs' channels at 3·3 places.
  REQUIRE(countOf({"", "ConvTranspose", {{1, 8, 4, 4}, {8, 6, 3, 3}}, {1, 6, 9, 9}}) ==
          std::optional<std::int64_t>(8 * 16 * 54));
}

TEST_CASE("products") {
  REQUIRE(countOf({"", "MatMul", {{3, 16}, {16, 5}}, {3, 5}}) == std::optional<std::int64_t>(240));
  REQUIRE(countOf({"", "MatMul", {{7, 1, 3, 16}, {2, 16, 5}}, {7, 2, 3, 5}}) ==
          std::optional<std::int64_t>(7 * 2 * 240));
  REQUIRE(countOf({"", "MatMul", {{16}, {16, 5}}, {5}}) == std::optional<std::int64_t>(80));
  REQUIRE(countOf({"", "MatMul", {{16}, {16}}, {}}) == std::optional<std::int64_t>(16));
  REQUIRE(countOf({"", "QLinearMatMul", {{3, 16}, {1}, {1}, {16, 5}}, {3, 5}}) == std::optional<std::int64_t>(240));
  REQUIRE(countOf({kOwn, "MatMulNBits", {{4, 64}, {10, 2, 16}}, {4, 10}}) == std::optional<std::int64_t>(2560));
  const auto turned = [](MacNode& node) { node.transposesFirst = true; };
  REQUIRE(countOf({"", "Gemm", {{16, 3}, {16, 5}, {5}}, {3, 5}}, turned) == std::optional<std::int64_t>(240));
  REQUIRE(countOf({kOwn, "FusedMatMul", {{2, 16, 3}, {2, 16, 5}}, {2, 3, 5}}, turned) ==
          std::optional<std::int64_t>(480));
  const auto turnedBatch = [](MacNode& node) { node.transposesFirst = node.transposesFirstBatch = true; };
  REQUIRE(countOf({kOwn, "FusedMatMul", {{16, 2, 3}, {2, 16, 5}}, {2, 3, 5}}, turnedBatch) ==
          std::optional<std::int64_t>(480));
  REQUIRE(countOf({kOwn, "QGemm", {{3, 16}, {1}, {1}, {16, 5}}, {3, 5}}) == std::optional<std::int64_t>(240));
}

TEST_CASE("sequences") {
  // 6 steps of 2: four gates of 5, from 7 inputs and 5 states.
  REQUIRE(countOf({"", "LSTM", {{6, 2, 7}, {1, 20, 7}, {1, 20, 5}}, {6, 1, 2, 5}}) ==
          std::optional<std::int64_t>(12 * 20 * 12));
  REQUIRE(countOf({"", "GRU", {{6, 2, 7}, {2, 15, 7}, {2, 15, 5}}, {6, 2, 2, 5}}) ==
          std::optional<std::int64_t>(12 * 2 * 15 * 12));
  REQUIRE(countOf({kOwn, "DynamicQuantizeLSTM", {{6, 2, 7}, {1, 7, 20}, {1, 5, 20}}, {6, 1, 2, 5}}) ==
          std::optional<std::int64_t>(2880));
}

TEST_CASE("attention") {
  // Two heads of 4: scores of 3 with 5, sums of 5.
  const Case heads{"", "Attention", {{1, 2, 3, 4}, {1, 2, 5, 4}, {1, 2, 5, 4}}, {1, 2, 3, 4}};
  REQUIRE(countOf(heads) == std::optional<std::int64_t>(2 * (3 * 5 * 4) * 2));
  REQUIRE(countOf({kOwn, "MultiHeadAttention", {{1, 3, 8}, {1, 5, 8}, {1, 5, 8}}, {1, 3, 8}}) ==
          std::optional<std::int64_t>(240));
  auto past = heads;
  past.inputs.insert(past.inputs.end(), {{}, {1, 2, 7, 4}});
  REQUIRE(!countOf(past));
  REQUIRE(countOf({kOwn, "Attention", {{1, 3, 8}, {8, 24}}, {1, 3, 8}}) ==
          std::optional<std::int64_t>(3 * 8 * 24 + 2 * 3 * 3 * 8));
  const Case packed{kOwn, "QAttention", {{1, 3, 8}, {8, 24}}, {1, 3, 8}};
  const auto both = countMacs(nodeOf(packed), shapesOf(packed));
  REQUIRE(both.has_value());
  REQUIRE(both->own == std::int64_t{576});
  REQUIRE(both->beside == std::int64_t{144});
  REQUIRE(!countOf({kOwn, "GroupQueryAttention", {{1, 3, 8}}, {1, 3, 8}}));
}

TEST_CASE("einsum") {
  const Case factors{"", "Einsum", {{2, 3, 4}, {2, 4, 5}}, {2, 3, 5}};
  const auto with = [&factors](const char* equation) {
    return countOf(factors, [equation](MacNode& node) { node.equation = equation; });
  };
  REQUIRE(with("bij, bjk -> bik") == std::optional<std::int64_t>(120));
  for (const char* other : {"...ij,...jk->...ik", "bij,bjk", "iij,bjk->bik", "bij,bkl->bkl", "bij->bi"})
    REQUIRE_MESSAGE(!with(other), std::string(other));
}

TEST_CASE("whatDoesNotFitIsNotCounted") {
  REQUIRE((macOperator("", "Relu") == nullptr && macOperator("made", "Conv") == nullptr));
  const Case conv{"", "Conv", {{1, 8, 6, 6}, {16, 8, 3, 3}}, {1, 16, 6, 6}};
  auto shapes = shapesOf(conv);
  shapes.erase("i1");
  REQUIRE(!countMacs(nodeOf(conv), shapes));
  REQUIRE(!countOf({"", "Conv", {{1, 8}, {16, -1}}, {1, 16}}));
  const std::int64_t huge = std::int64_t{1} << 40;
  REQUIRE(!countOf({"", "MatMul", {{huge, huge}, {huge, huge}}, {huge, huge}}));
  REQUIRE(!countOf({"", "LSTM", {{6, 7}, {1, 20, 7}, {1, 20, 5}}, {6, 1, 2, 5}}));
}

TEST_CASE("nodesSayWhatTheyAreMadeOf") {
  const ScratchFolder folder;
  const auto found = macNodes(*opened(quantizedModel(Quantized::notConv2), folder));
  REQUIRE(found.nodes.size() == std::size_t{3});
  REQUIRE(found.within.empty());
  const auto& conv1 = found.nodes[0];
  REQUIRE(conv1.id == "conv1");
  REQUIRE((conv1.quantizedInput && conv1.quantizedWeight && conv1.quantizedResult && !conv1.integer));
  REQUIRE((conv1.weightValues == std::vector<std::string>{"conv1.weight", "conv1.weight.q"}));
  REQUIRE((conv1.resultValues == std::vector<std::string>{"conv1.out", "relu", "relu.q", "relu.dq", "bounded"}));
  const auto& conv2 = found.nodes[1];
  REQUIRE((!conv2.quantizedInput && !conv2.quantizedWeight && conv2.quantizedResult));
  REQUIRE((conv2.weightValues == std::vector<std::string>{"conv2.weight"}));

  const auto dynamic = macNodes(*opened(dynamicModel(), folder));
  REQUIRE(dynamic.nodes.size() == std::size_t{2});
  REQUIRE((dynamic.nodes[0].integer && !dynamic.nodes[1].integer));
  REQUIRE(dynamic.nodes[0].id == "MatMulInteger_1");
  REQUIRE(dynamic.nodes[0].name.empty());
  REQUIRE((dynamic.nodes[0].resultValues == std::vector<std::string>{"sums", "sums.float", "h"}));

  const auto holder = macNodes(*opened(holderModel({}), folder));
  REQUIRE(holder.nodes.size() == std::size_t{3});
  REQUIRE(holder.within.size() == std::size_t{3});  // two branches and a function
}

TEST_CASE("onlySomeFilesMayComputeInIntegers") {
  const ScratchFolder folder;
  REQUIRE(!mayComputeInIntegers(*opened(denseModel({4, 3}), folder)));
  REQUIRE(!mayComputeInIntegers(*opened(holderModel({}), folder)));
  REQUIRE(mayComputeInIntegers(*opened(quantizedModel(), folder)));
  REQUIRE(mayComputeInIntegers(*opened(dynamicModel(), folder)));
  // One code that is dequantized, as where large tensors are decoded in turns.
  auto lone = denseModel({4, 3});
  lone.initializer(rawTensor("code", kUint8, {1}, std::string(1, '\1')));
  lone.initializer(tensor("unit", kFloat, {}, {1.0F}));
  lone.add(node("DequantizeLinear", {"code", "unit"}, {"value"}));
  REQUIRE(!mayComputeInIntegers(*opened(lone, folder)));
  // Quantized and left at that.
  auto output = denseModel({4, 3});
  output.initializer(tensor("unit", kFloat, {}, {1.0F}));
  output.add(node("QuantizeLinear", {"y", "unit"}, {"y.q"}));
  REQUIRE(!mayComputeInIntegers(*opened(output, folder)));
}

TEST_CASE("asksForFurtherOutputs") {
  const ScratchFolder folder;
  const std::filesystem::path file = folder.file("made.onnx");
  const auto model = opened(quantizedModel(), folder);
  const auto graph = OptimizedGraph::read(file);
  BW_VERIFY_RESULT(graph);
  REQUIRE(graph->multiplies().nodes.size() == std::size_t{3});
  REQUIRE((graph->constants().at("conv1.weight.q") == std::vector<std::int64_t>{8, 4, 3, 3}));
  const std::filesystem::path target = folder.file("more.onnx");
  BW_VERIFY_RESULT(graph->writeWithOutputs({"conv1.out", "flat", "x", "y", "flat", "conv1.weight.q", "none"}, target));
  const auto again = Model::open(target);
  BW_VERIFY_RESULT(again);
  REQUIRE((*again)->outputs().size() == std::size_t{3});
  REQUIRE((*again)->outputs()[2].name == "flat");
  REQUIRE((*again)->tensors().size() == model->tensors().size());
  REQUIRE(graph->float16Multiplies() == std::int64_t{0});
  writeFile(file, "no model");
  const auto torn = OptimizedGraph::read(file);
  REQUIRE((!torn && torn.error().kind == ErrorKind::engine));
}

/// ONNX Runtime writes no types of inner values: a product is one of float16 where what it reads comes out of a cast
/// to it, through any nodes between.
TEST_CASE("float16IsSeenThroughNodes") {
  const ScratchFolder folder;
  const std::filesystem::path file = folder.file("made.onnx");
  const auto castTo = [](const char* from, const char* to, Type type) {
    auto made = node("Cast", {from}, {to});
    setAttribute(made, "to", std::int64_t{type});
    return made;
  };
  ModelBuilder builder;
  builder.input("x", kFloat, {3, 8}).output("y", kFloat, {3, 8});
  builder.initializer(weightTensor("w", kHalf, {8, 8}));
  builder.add(castTo("x", "half", kHalf));
  builder.add(node("Relu", {"half"}, {"positive"}));
  builder.add(node("MatMul", {"positive", "w"}, {"one"}, "native"));
  builder.add(castTo("one", "float", kFloat));
  builder.add(castTo("w", "w.float", kFloat));
  builder.add(node("MatMul", {"float", "w.float"}, {"y"}, "cast"));
  builder.write(file);
  const auto graph = OptimizedGraph::read(file);
  BW_VERIFY_RESULT(graph);
  REQUIRE(graph->multiplies().nodes.size() == std::size_t{2});
  REQUIRE(graph->float16Multiplies() == std::int64_t{1});
}

/// A shape is of no float type, whatever value it is the shape of.
TEST_CASE("shapesOfFloat16AreNoFloat16") {
  const ScratchFolder folder;
  const std::filesystem::path file = folder.file("made.onnx");
  ModelBuilder builder;
  builder.input("half", kHalf, {3, 8}).input("x", kFloat, {8, 3}).output("y", kFloat, {3, 8});
  builder.initializer(weightTensor("w", kFloat, {8, 8}));
  builder.initializer(int64Tensor("all", {0, 1}));
  builder.add(node("Shape", {"half"}, {"size"}));
  auto gathered = node("Gather", {"size", "all"}, {"size.all"});
  builder.add(gathered);
  builder.add(node("Reshape", {"x", "size.all"}, {"laid"}));
  builder.add(node("MatMul", {"laid", "w"}, {"y"}, "float"));
  builder.write(file);
  const auto graph = OptimizedGraph::read(file);
  BW_VERIFY_RESULT(graph);
  REQUIRE(graph->float16Multiplies() == std::int64_t{0});
}

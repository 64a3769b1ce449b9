// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include <stdexcept>
#include <tuple>

#include "tests/model/refusal.h"
#include "tests/support/made_models.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/text.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

using L = std::vector<std::int64_t>;

std::shared_ptr<const Model> openedNet(const ModelBuilder& made) {
  const Folder folder;
  made.write(folder.file());
  auto model = Model::open(folder.file());
  if (!model) MESSAGE(model.error().line());
  return model ? *model : nullptr;
}

const WeightTensor& tensorOf(const Model& model, const std::string& name) {
  for (const auto& tensor : model.tensors()) {
    if (tensor.tensor == name) return tensor;
  }
  throw std::runtime_error("no tensor " + name);
}

ModelBuilder netWith(const L& shape) {
  ModelBuilder made;
  made.input("x", kFloat, {1}).output("y", kFloat, {1});
  made.initializer(weightTensor("w", kFloat, shape));
  return made;
}

onnx::NodeProto& setInt(onnx::NodeProto& node, const char* name, std::int64_t value) {
  setAttribute(node, name, value);
  return node;
}

}  // namespace

// What reads a stored tensor behind what moves it, and which of all that is a weight.

TEST_CASE("channelsBehindMovers") {
  Rows<L, std::string, L, int> rows;
  rows.add("Reshape that keeps rows", L{16, 36}, "Reshape", L{16, 4, 3, 3}, 0);
  rows.add("Reshape with 0 and -1", L{16, 36}, "Reshape", L{0, 4, -1, 3}, 0);
  rows.add("Reshape of a flat tensor", L{576}, "Reshape", L{16, 4, 3, 3}, -1);
  rows.add("Reshape that merges", L{4, 4, 36}, "Reshape", L{16, 4, 3, 3}, -1);
  rows.add("Reshape of ones", L{1, 16, 1, 36}, "Reshape", L{16, 4, 3, 3}, 1);
  rows.add("Reshape of other sizes", L{16, 36}, "Reshape", L{5, 4, 3, 3}, -1);
  rows.add("Reshape beyond all numbers", L{16, 36}, "Reshape", L{1L << 40, 1L << 40, 3, 3}, -1);
  rows.add("Unsqueeze", L{4, 3, 16}, "Unsqueeze", L{0}, -1);
  rows.add("Unsqueeze behind", L{16, 4, 3}, "Unsqueeze", L{-1}, 0);
  rows.add("Squeeze", L{1, 16, 4, 3, 3}, "Squeeze", L{0}, 1);
  rows.add("Squeeze of all ones", L{1, 16, 4, 3, 3}, "Squeeze", L{}, 1);
  rows.run([](const L& shape, const std::string& op, const L& given, int axis) {
    auto made = netWith(shape);
    if (!given.empty()) made.initializer(int64Tensor("given", given));
    std::vector<std::string> inputs{"w"};
    if (!given.empty()) inputs.push_back("given");
    made.add(node(op, inputs, {"moved"}));
    made.add(node("Conv", {"x", "moved"}, {"y"}, "layer"));
    const auto model = openedNet(made);
    REQUIRE(model);
    const auto& weight = tensorOf(*model, "w");
    REQUIRE(weight.compressible);
    REQUIRE(weight.id == "layer");
    REQUIRE(weight.op == "Conv");
    REQUIRE(weight.isKnownWeight());
    REQUIRE(weight.channelAxis == axis);
  });
}

TEST_CASE("gatesCutAndJoined") {
  // As exporters of recurrent nets write it: gates of [4 · hidden, in] in another order, and a direction in front.
  auto made = netWith({64, 24});
  made.initializer(int64Tensor("rows", {0})).initializer(int64Tensor("front", {0}));
  std::vector<std::string> gates;
  for (const std::int64_t gate : {0, 3, 1, 2}) {
    const auto name = "gate" + std::to_string(gate);
    made.initializer(int64Tensor(name + ".begin", {gate * 16}))
        .initializer(int64Tensor(name + ".end", {gate * 16 + 16}));
    made.add(node("Slice", {"w", name + ".begin", name + ".end", "rows"}, {name}));
    gates.push_back(name);
  }
  setInt(made.add(node("Concat", gates, {"joined"})), "axis", 0);
  made.add(node("Unsqueeze", {"joined", "front"}, {"direction"}));
  made.initializer(weightTensor("r", kFloat, {1, 64, 16}));
  made.initializer(weightTensor("b", kFloat, {64}));
  made.initializer(weightTensor("b2", kFloat, {64}));
  setInt(made.add(node("Concat", {"b", "b2"}, {"biases"})), "axis", 0);
  made.add(node("Unsqueeze", {"biases", "front"}, {"bias"}));
  made.add(node("LSTM", {"x", "direction", "r", "bias"}, {"y"}, "lstm"));
  const auto model = openedNet(made);
  REQUIRE(model);
  const auto& weight = tensorOf(*model, "w");
  REQUIRE(weight.compressible);
  REQUIRE(weight.id == "lstm");
  REQUIRE(weight.channelAxis == 0);
  REQUIRE(weight.users.size() == std::size_t{1});
  REQUIRE(tensorOf(*model, "r").channelAxis == 1);
  for (const char* name : {"b", "b2"}) REQUIRE(tensorOf(*model, name).reason.id() == "model.reason.no-weight");
}

TEST_CASE("cutScaledAndCast") {
  auto made = netWith({32, 96});
  auto split = node("Split", {"w"}, {"q", "k", "v"});
  setInt(made.add(split), "axis", 1);
  made.initializer(weightTensor("scale", kFloat, {32, 1}));
  made.add(node("Mul", {"scale", "k"}, {"scaled"}));
  setInt(made.add(node("Cast", {"scaled"}, {"cast"})), "to", kFloat);
  setAttribute(made.add(node("Transpose", {"cast"}, {"turned"})), "perm", L{1, 0});
  made.add(node("MatMul", {"x", "turned"}, {"y"}, "product"));
  const auto model = openedNet(made);
  REQUIRE(model);
  const auto& weight = tensorOf(*model, "w");
  REQUIRE(weight.compressible);
  REQUIRE(weight.id == "product");
  REQUIRE(weight.channelAxis == 0);
  REQUIRE(!tensorOf(*model, "scale").compressible);
}

TEST_CASE("fusedOperators") {
  Rows<std::string, std::string, std::string, L, std::string, int> rows;
  const std::string fused = "com.microsoft";
  rows.add("Attention", "Attention", fused, "x w", L{16, 48}, "", 1);
  rows.add("EmbedLayerNormalization", "EmbedLayerNormalization", fused, "x x w", L{100, 16}, "", 0);
  rows.add("FusedMatMul", "FusedMatMul", fused, "x w", L{16, 48}, "", 1);
  rows.add("FusedMatMul transB", "FusedMatMul", fused, "x w", L{16, 48}, "transB", 0);
  rows.add("FusedMatMul transBatchB", "FusedMatMul", fused, "x w", L{16, 2, 48}, "transBatchB", 2);
  rows.add("FusedMatMul left", "FusedMatMul", fused, "w x", L{2, 16, 48}, "", 1);
  rows.add("FusedMatMul left transBatchA", "FusedMatMul", fused, "w x", L{16, 2, 48}, "transBatchA", 0);
  rows.add("FusedGemm", "FusedGemm", fused, "x w", L{16, 48}, "transB", 0);
  rows.add("FusedConv", "FusedConv", fused, "x w", L{16, 4, 3, 3}, "", 0);
  rows.add("MoE", "MoE", fused, "x x w", L{4, 64, 32}, "", 1);
  rows.add("DeformConv", "DeformConv", "", "x w", L{16, 4, 3, 3}, "", 0);
  rows.add("CausalConvWithState", "CausalConvWithState", "", "x w", L{16, 1, 4}, "", 0);
  rows.add("Gather of three axes", "Gather", "", "w x", L{100, 4, 16}, "", 0);
  rows.run([](const std::string& op, const std::string& domain, const std::string& inputs, const L& shape,
              const std::string& attribute, int axis) {
    auto made = netWith(shape);
    auto& reader = made.add(node(op, split(inputs, ' '), {"y"}));
    reader.set_domain(domain);
    if (!attribute.empty()) setInt(reader, attribute.c_str(), 1);
    const auto model = openedNet(made);
    REQUIRE(model);
    REQUIRE(tensorOf(*model, "w").isKnownWeight());
    REQUIRE(tensorOf(*model, "w").compressible);
    REQUIRE(tensorOf(*model, "w").channelAxis == axis);
  });
}

TEST_CASE("einsum") {
  for (const auto& [equation, shape, axis] :
       std::vector<std::tuple<std::string, L, int>>{{"bti,io->bto", {16, 24}, 1},
                                                    {"b t i, o i -> b t o", {24, 16}, 0},
                                                    {"btd,dnh->btnh", {16, 4, 8}, 2},
                                                    {"bti,bio->bto", {2, 16, 24}, 2},
                                                    {"...i,io->...o", {16, 24}, -1},
                                                    {"bti,io", {16, 24}, -1},
                                                    {"bti,ioz->bto", {16, 24}, -1}}) {
    CAPTURE(equation);
    auto made = netWith(shape);
    auto& reader = made.add(node("Einsum", {"x", "w"}, {"y"}));
    auto& attribute = *reader.add_attribute();
    attribute.set_name("equation");
    attribute.set_type(onnx::AttributeProto::STRING);
    attribute.set_s(equation);
    const auto model = openedNet(made);
    REQUIRE(model);
    REQUIRE(tensorOf(*model, "w").compressible);
    REQUIRE(tensorOf(*model, "w").channelAxis == axis);
  }
}

TEST_CASE("whateverReadsIt") {
  Rows<std::string, std::string, std::string, L, std::string> rows;
  rows.add("an operator nobody knows", "Magic", "custom", "x w", L{200}, "");
  rows.add("64 of it", "Magic", "custom", "x w", L{8, 8}, "model.reason.few");
  rows.add("an embedding of places", "Add", "", "x w", L{1, 20, 16}, "");
  rows.add("a bias", "Add", "", "x w", L{1, 1, 200}, "model.reason.no-weight");
  rows.add("a scale behind another axis", "Mul", "", "x w", L{200, 1, 1}, "model.reason.no-weight");
  rows.add("a class token", "Expand", "", "w x", L{1, 1, 200}, "");
  rows.add("a scale of a norm", "LayerNormalization", "", "x w", L{20, 20}, "model.reason.no-weight");
  rows.add("a scale of a fused norm", "SkipLayerNormalization", "com.microsoft", "x x w", L{200},
           "model.reason.no-weight");
  rows.add("RMSNormalization", "RMSNormalization", "", "x w", L{200}, "model.reason.no-weight");
  rows.add("biases of experts", "MoE", "com.microsoft", "x x x w", L{4, 64}, "model.reason.no-weight");
  rows.add("a first state", "LSTM", "", "x x x x x w", L{2, 8, 16}, "model.reason.no-weight");
  rows.add("a table of angles", "RotaryEmbedding", "", "x w", L{50, 4}, "");
  rows.add("sizes", "Resize", "", "x x w", L{20, 20}, "model.reason.no-weight");
  rows.add("a region", "Resize", "", "x w", L{20, 20}, "model.reason.no-weight");
  rows.add("a comparison", "Greater", "", "x w", L{20, 20}, "model.reason.no-weight");
  rows.add("a range", "Range", "", "x w x", L{20, 20}, "model.reason.no-weight");
  rows.add("places to sample at", "GridSample", "", "x w", L{1, 20, 20, 2}, "model.reason.no-weight");
  rows.add("a scale of codes", "DequantizeLinear", "", "x w", L{20, 20}, "model.reason.quantized");
  rows.add("scales of blocks", "MatMulNBits", "com.microsoft", "x x w", L{20, 20}, "model.reason.quantized");
  rows.add("scales of experts", "QMoE", "com.microsoft", "x x x w", L{20, 20}, "model.reason.quantized");
  rows.run([](const std::string& op, const std::string& domain, const std::string& inputs, const L& shape,
              const std::string& reason) {
    auto made = netWith(shape);
    made.add(node(op, split(inputs, ' '), {"y"})).set_domain(domain);
    const auto model = openedNet(made);
    REQUIRE(model);
    const auto& tensor = tensorOf(*model, "w");
    REQUIRE(tensor.reason.id() == reason);
    REQUIRE(tensor.compressible == reason.empty());
    REQUIRE(tensor.channelAxis == -1);
    REQUIRE(!tensor.isKnownWeight());
  });
}

TEST_CASE("whatCanBeFedOrIsGivenOut") {
  for (const std::int64_t ir : {std::int64_t{3}, std::int64_t{8}}) {
    auto made = netWith({20, 20});
    made.proto.set_ir_version(ir);
    made.input("w", kFloat, {20, 20});
    made.add(node("Add", {"x", "w"}, {"y"}));
    const auto model = openedNet(made);
    REQUIRE(model);
    REQUIRE(tensorOf(*model, "w").reason.id() == (ir < 4 ? "" : "model.reason.fed"));
  }
  auto made = netWith({20, 20});
  setAttribute(made.add(node("Transpose", {"w"}, {"turned"})), "perm", L{1, 0});
  made.add(node("Add", {"x", "turned"}, {"y"}));
  made.output("turned", kFloat, {20, 20});
  const auto model = openedNet(made);
  REQUIRE(model);
  REQUIRE(tensorOf(*model, "w").reason.id() == "model.reason.handed-out");
}

TEST_CASE("places") {
  auto made = netWith({20, 20});
  std::vector<float> grid;
  for (int at = 0; at < 200; ++at) grid.push_back(0.5F + static_cast<float>(at % 40));
  made.initializer(tensor("grid", kFloat, {10, 20}, grid));
  std::vector<float> mask;
  for (int at = 0; at < 200; ++at) mask.push_back(at % 3 == 0 ? -10000.0F : 0.0F);
  made.initializer(tensor("mask", kFloat, {10, 20}, mask));
  for (const char* name : {"w", "grid", "mask"}) made.add(node("Add", {"x", name}, {std::string(name) + ".sum"}));
  made.initializer(tensor("kernel", kFloat, {10, 20}, grid));
  made.add(node("MatMul", {"x", "kernel"}, {"y"}));
  const auto model = openedNet(made);
  REQUIRE(model);
  REQUIRE(tensorOf(*model, "w").compressible);
  REQUIRE(tensorOf(*model, "grid").reason.id() == "model.reason.places");
  REQUIRE(tensorOf(*model, "mask").compressible);
  REQUIRE(tensorOf(*model, "kernel").compressible);
}

TEST_CASE("outOfBranches") {
  auto made = netWith({16, 24});
  made.input("flag", kBool, {});
  onnx::GraphProto branch;
  *branch.add_node() = node("Identity", {"w"}, {"chosen"});
  branch.add_output()->set_name("chosen");
  onnx::GraphProto other;
  *other.add_initializer() = weightTensor("inner", kFloat, {24, 16});
  auto turn = node("Transpose", {"inner"}, {"turned"});
  setAttribute(turn, "perm", L{1, 0});
  *other.add_node() = turn;
  other.add_output()->set_name("turned");
  auto choice = node("If", {"flag"}, {"weight"});
  setAttribute(choice, "then_branch", branch);
  setAttribute(choice, "else_branch", other);
  made.add(choice);
  made.add(node("MatMul", {"x", "weight"}, {"y"}, "product"));
  const auto model = openedNet(made);
  REQUIRE(model);
  REQUIRE(tensorOf(*model, "w").id == "product");
  REQUIRE(tensorOf(*model, "w").channelAxis == 1);
  REQUIRE(tensorOf(*model, "w").compressible);
  REQUIRE(tensorOf(*model, "inner").id == "product");
  REQUIRE(tensorOf(*model, "inner").channelAxis == 0);
}

TEST_CASE("joinedWithWhatIsComputed") {
  // Behind it stands a value that is not stored: what reads that reads no weight.
  auto made = netWith({20, 20});
  setInt(made.add(node("Concat", {"x", "w"}, {"joined"}, "join")), "axis", 0);
  made.add(node("MatMul", {"joined", "x"}, {"y"}));
  const auto model = openedNet(made);
  REQUIRE(model);
  REQUIRE(tensorOf(*model, "w").id == "join");
  REQUIRE(tensorOf(*model, "w").compressible);
  REQUIRE(!tensorOf(*model, "w").isKnownWeight());
}

TEST_CASE("manyCutsAreBounded") {
  // Each of the steps doubles the ways through the graph.
  auto made = netWith({16, 16});
  std::string value = "w";
  for (int step = 0; step < 14; ++step) {
    const auto next = "v" + std::to_string(step);
    setInt(made.add(node("Concat", {value, value}, {next})), "axis", 0);
    value = next;
  }
  made.add(node("MatMul", {"x", value}, {"y"}));
  const auto model = openedNet(made);
  REQUIRE(model);
  REQUIRE(tensorOf(*model, "w").compressible);
}

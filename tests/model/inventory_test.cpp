// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <stdexcept>
#include <thread>

#include "tests/model/refusal.h"
#include "tests/support/made_models.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/text.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// Opens a made model; on failure an empty pointer and a complaint.
std::shared_ptr<const Model> opened(const ModelBuilder& made) {
  const Folder folder;
  made.write(folder.file());
  auto model = Model::open(folder.file());
  if (!model) MESSAGE(model.error().line());
  return model ? *model : nullptr;
}

/// The entry of that tensor; the test stops where there is none.
const WeightTensor& entry(const Model& model, const std::string& name) {
  for (const auto& tensor : model.tensors()) {
    if (tensor.tensor == name) return tensor;
  }
  throw std::runtime_error(fmt::format("no tensor {}", name));
}

ModelBuilder withOperator(const std::string& op, const std::vector<std::string>& inputs,
                          const std::vector<std::int64_t>& shape) {
  ModelBuilder model;
  model.input("x", kFloat, {1}).output("y", kFloat, {1});
  model.initializer(weightTensor("w", kFloat, shape));
  model.add(node(op, inputs, {"y"}));
  return model;
}

}  // namespace

// Which tensors a model has, who uses them, how they are named, and which can be compressed.

TEST_CASE("operators") {
  Rows<std::string, std::string, std::vector<std::int64_t>, std::string, bool, int> rows;
  using L = std::vector<std::int64_t>;
  rows.add("Conv", "Conv", "x w", L{8, 4, 3, 3}, "", true, 0);
  rows.add("Conv bias", "Conv", "x x w", L{8}, "", false, -1);
  rows.add("ConvTranspose", "ConvTranspose", "x w", L{8, 4, 3, 3}, "", true, 1);
  rows.add("Gemm", "Gemm", "x w x", L{8, 4}, "", true, 1);
  rows.add("Gemm transB", "Gemm", "x w x", L{8, 4}, "transB", true, 0);
  rows.add("Gemm left", "Gemm", "w x x", L{8, 4}, "", true, 0);
  rows.add("Gemm left transA", "Gemm", "w x x", L{8, 4}, "transA", true, 1);
  rows.add("Gemm bias", "Gemm", "x x w", L{8, 4}, "", false, -1);
  rows.add("MatMul", "MatMul", "x w", L{2, 8, 4}, "", true, 2);
  rows.add("MatMul left", "MatMul", "w x", L{2, 8, 4}, "", true, 1);
  rows.add("MatMul vector", "MatMul", "x w", L{8}, "", true, -1);
  rows.add("LSTM W", "LSTM", "x w x", L{1, 32, 4}, "", true, 1);
  rows.add("LSTM R", "LSTM", "x x w", L{1, 32, 8}, "", true, 1);
  rows.add("LSTM B", "LSTM", "x x x w", L{1, 64}, "", false, -1);
  rows.add("GRU R", "GRU", "x x w", L{1, 24, 8}, "", true, 1);
  rows.add("RNN W", "RNN", "x w x", L{1, 8, 4}, "", true, 1);
  rows.add("Gather", "Gather", "w x", L{100, 8}, "", true, 0);
  rows.add("Gather columns", "Gather", "w x", L{100, 8}, "axis", true, -1);
  rows.add("Gather vector", "Gather", "w x", L{100}, "", false, -1);
  rows.add("Add", "Add", "x w", L{100}, "", false, -1);
  rows.add("Magic", "Magic", "x w", L{8, 8}, "", false, -1);

  rows.run([&](const std::string& op, const std::string& inputs, const std::vector<std::int64_t>& shape,
               const std::string& attribute, bool compressible, int axis) {
    auto made = withOperator(op, split(inputs, ' '), shape);
    if (!attribute.empty()) setAttribute(*made.graph().mutable_node(0), attribute, std::int64_t{1});
    const auto model = opened(made);
    REQUIRE(model);
    const auto& weight = entry(*model, "w");
    REQUIRE(weight.compressible == compressible);
    REQUIRE(weight.channelAxis == axis);
    REQUIRE(weight.reason.empty() == compressible);
    REQUIRE(weight.id == op + "_0");
    REQUIRE(weight.op == op);
    REQUIRE(weight.users.size() == std::size_t{1});
    REQUIRE(weight.users[0].channelAxis == axis);
    REQUIRE(model->parameterCount() == (compressible ? weight.elementCount() : std::int64_t{0}));
  });
}

TEST_CASE("holders") {
  const auto model = opened(holderModel({25, 13, kFloat, Encoding::raw}));
  REQUIRE(model);
  const std::vector<std::vector<std::string>> expected{
      {"w.init", "first", "", "1"},
      {"b.gemm", "Gemm_2", "", "-1"},
      {"w.input", "conv", "", "0"},
      {"w.const", "Gemm_2", "", "0"},
      {"w.then", "If_3/then/MatMul_0", "If_3/then", "1"},
      {"w.else", "If_3/else/MatMul_1", "If_3/else", "1"},
      {"w.function", "function:Dense/MatMul_1", "function:Dense", "1"}};
  REQUIRE(model->tensors().size() == expected.size());
  for (std::size_t index = 0; index < expected.size(); ++index) {
    const auto& tensor = model->tensors()[index];
    REQUIRE(tensor.index == index);
    REQUIRE(tensor.tensor == expected[index][0]);
    REQUIRE(tensor.id == expected[index][1]);
    REQUIRE(tensor.scope == expected[index][2]);
    REQUIRE(std::to_string(tensor.channelAxis) == expected[index][3]);
    REQUIRE(tensor.compressible == (tensor.tensor != "b.gemm"));
    REQUIRE(tensor.isGraphInput == (tensor.tensor == "w.input"));
  }
  REQUIRE(model->tensors()[3].source == WeightSource::constantNode);
  REQUIRE(model->opset() == std::int64_t{25});
  REQUIRE(model->irVersion() == std::int64_t{13});
  REQUIRE(model->nodeCount() == std::int64_t{6 + 1 + 2 + 2});
  REQUIRE(model->parameterCount() == std::int64_t{16 * 24 + 8 * 4 * 9 + 20 * 24 + 2 * 20 * 16 + 16 * 20});
}

TEST_CASE("reasons") {
  Rows<std::string, std::string> rows;
  for (const auto& [change, id] : {std::pair{"one", "model.reason.one"},
                                   {"int", "model.reason.type"},
                                   {"output", "model.reason.output"},
                                   {"unread", "model.reason.unread"},
                                   {"quantized", "model.reason.quantized"},
                                   {"dequantized", "model.reason.quantized"},
                                   {"opset 6", "model.reason.opset"},
                                   {"no opset", "model.reason.no-opset"},
                                   {"empty", "model.reason.empty"}}) {
    rows.add(change, change, id);
  }

  rows.run([&](const std::string& change, const std::string& id) {
    auto made = withOperator("MatMul", {"x", "w"}, {8, 4});
    auto& weight = *made.graph().mutable_initializer(0);
    if (change == "one") weight = weightTensor("w", kFloat, {1, 1});
    if (change == "int") weight.set_data_type(kInt32);
    if (change == "output") made.output("w", kFloat, {8, 4});
    if (change == "unread") made.graph().mutable_node(0)->set_input(1, "x");
    if (change == "quantized") made.graph().mutable_node(0)->set_op_type("MatMulInteger");
    if (change == "dequantized") {
      weight = rawTensor("w", kInt8, {32}, std::string(32, 'x'));
      made.graph().mutable_node(0)->set_op_type("DequantizeLinear");
    }
    if (change == "opset 6") made.proto.mutable_opset_import(0)->set_version(6);
    if (change == "no opset") made.proto.mutable_opset_import(0)->set_domain("made");
    if (change == "empty") weight = weightTensor("w", kFloat, {0, 4});
    const auto model = opened(made);
    REQUIRE(model);
    const auto& tensor = entry(*model, "w");
    REQUIRE(!tensor.compressible);
    REQUIRE(tensor.reason.id() == id);
    if (change == "opset 6") REQUIRE(tensor.reason.text() == "operator set 6; decoding needs version 7");
  });
}

TEST_CASE("otherHolders") {
  auto made = smallModel();
  auto& sparse = *made.graph().add_sparse_initializer();
  *sparse.mutable_values() = tensor("sparse", kFloat, {2}, {1, 2});
  *sparse.mutable_indices() = int64Tensor("", {3, 5});
  sparse.add_dims(1 << 20);
  auto list = node("Constant", {}, {"list"});
  auto& floats = *list.add_attribute();
  floats.set_name("value_floats");
  for (const float value : {1.0F, 2.0F, 3.0F}) floats.add_floats(value);
  made.add(list);
  onnx::TensorProto strings;
  strings.set_name("strings");
  strings.set_data_type(kString);
  strings.add_dims(1);
  strings.add_string_data("label");
  made.initializer(strings);
  const auto model = opened(made);
  REQUIRE(model);
  REQUIRE(entry(*model, "sparse").reason.id() == "model.reason.sparse");
  REQUIRE(entry(*model, "sparse").shape == (std::vector<std::int64_t>{2}));
  REQUIRE(entry(*model, "list").reason.id() == "model.reason.list");
  REQUIRE(toFloat(entry(*model, "list")) == (std::vector<float>{1, 2, 3}));
  REQUIRE(toFloat(entry(*model, "strings")).empty());
  for (const char* name : {"sparse", "list", "strings"}) REQUIRE(!entry(*model, name).compressible);
}

TEST_CASE("sharedWeights") {
  auto made = withOperator("MatMul", {"x", "w"}, {8, 4});
  made.add(node("MatMul", {"x", "w"}, {"z"}, "second"));
  made.add(node("Shape", {"w"}, {"s"}));
  auto model = opened(made);
  REQUIRE(model);
  REQUIRE(entry(*model, "w").users.size() == std::size_t{3});
  REQUIRE(entry(*model, "w").id == "MatMul_0");
  REQUIRE(entry(*model, "w").users[1].layerId == "second");
  REQUIRE(entry(*model, "w").channelAxis == 1);
  setAttribute(made.add(node("Gemm", {"x", "w"}, {"g"}, "third")), "transB", std::int64_t{1});
  model = opened(made);
  REQUIRE(model);
  REQUIRE(entry(*model, "w").compressible);
  REQUIRE(entry(*model, "w").channelAxis == -1);
  REQUIRE(entry(*model, "w").reason.text() ==
          "MatMul_0 and third use it along different channel axes; it is treated as one channel");
}

TEST_CASE("outerWeightsInBranches") {
  auto made = smallModel();
  onnx::GraphProto inner;
  *inner.add_node() = node("Conv", {"x", "outer"}, {"c"});
  auto choice = node("If", {"x"}, {}, "inner");
  setAttribute(choice, "else_branch", inner);
  onnx::GraphProto body;
  *body.add_node() = choice;
  *body.add_node() = constant(weightTensor("k", kFloat, {4, 4}));
  *body.add_node() = node("MatMul", {"x", "k"}, {"m"});
  setAttribute(made.add(node("Loop", {"x"}, {})), "body", body);
  made.initializer(weightTensor("outer", kFloat, {4, 4, 3}));
  const auto model = opened(made);
  REQUIRE(model);
  REQUIRE(entry(*model, "outer").id == "Loop_1/body/inner/else/Conv_0");
  REQUIRE(entry(*model, "outer").scope == "");
  REQUIRE(entry(*model, "outer").compressible);
  REQUIRE(entry(*model, "k").id == "Loop_1/body/MatMul_2");
  REQUIRE(entry(*model, "k").scope == "Loop_1/body");
}

TEST_CASE("innerNamesHideOuterOnes") {
  auto made = smallModel();
  onnx::GraphProto body;
  *body.add_initializer() = weightTensor("w", kFloat, {4, 4, 3});
  *body.add_node() = node("Conv", {"x", "w"}, {"c"});
  setAttribute(made.add(node("If", {"x"}, {})), "then_branch", body);
  const auto model = opened(made);
  REQUIRE(model);
  REQUIRE(model->tensors()[0].users.size() == std::size_t{1});
  REQUIRE(model->tensors()[0].op == "MatMul");
  REQUIRE(model->tensors()[1].op == "Conv");
}

TEST_CASE("passedOn") {
  ModelBuilder made;
  made.input("x", kFloat, {1}).initializer(weightTensor("w", kFloat, {8, 4}));
  setAttribute(made.add(node("Transpose", {"w"}, {"t"})), "perm", std::vector<std::int64_t>{1, 0});
  made.add(node("Identity", {"t"}, {"i"}));
  made.add(node("MatMul", {"x", "i"}, {"y"}, "product"));
  made.initializer(weightTensor("c", kFloat, {8, 4}));
  made.add(node("Cast", {"c"}, {"cast"}));
  made.add(node("MatMul", {"x", "cast"}, {"z"}));
  const auto model = opened(made);
  REQUIRE(model);
  REQUIRE(entry(*model, "w").id == "product");
  REQUIRE(entry(*model, "w").op == "MatMul");
  REQUIRE(entry(*model, "w").channelAxis == 0);
  REQUIRE(entry(*model, "w").compressible);
  REQUIRE(entry(*model, "c").reason.text() == "no weight: read by Cast as input 0");
}

TEST_CASE("handedToFunctions") {
  auto made = withOperator("Dense", {"x", "w"}, {8, 4});
  made.graph().mutable_node(0)->set_domain("made");
  made.graph().mutable_node(0)->set_name("layer1");
  auto& function = *made.proto.add_functions();
  function.set_name("Dense");
  function.set_domain("made");
  function.add_input("a");
  function.add_input("b");
  function.add_output("c");
  auto inner = node("Gemm", {"a", "b"}, {"c"});
  setAttribute(inner, "transB", std::int64_t{1});
  *function.add_node() = inner;
  const auto model = opened(made);
  REQUIRE(model);
  const auto& weight = entry(*model, "w");
  REQUIRE(weight.compressible);
  REQUIRE(weight.id == "layer1");
  REQUIRE(weight.op == "Gemm");
  REQUIRE(weight.channelAxis == 0);
}

TEST_CASE("names") {
  auto made = smallModel();
  for (const char* name : {"twice", "twice", ""}) made.add(node("MatMul", {"x", "w"}, {}, name));
  made.add(node("MatMul", {"x", "w"}, {}, std::string(1000, 'n')));
  const auto model = opened(made);
  REQUIRE(model);
  std::vector<std::string> ids;
  for (const auto& user : entry(*model, "w").users) ids.push_back(user.layerId);
  REQUIRE(ids == (std::vector<std::string>{"product", "MatMul_1", "MatMul_2", "MatMul_3", "MatMul_4"}));
}

TEST_CASE("functionsOfOneName") {
  ModelBuilder made;
  for (const char* domain : {"a", "b", "b"}) {
    auto& function = *made.proto.add_functions();
    function.set_name("F");
    function.set_domain(domain);
    *function.add_node() = constant(weightTensor("k", kFloat, {4, 4}));
  }
  const auto model = opened(made);
  REQUIRE(model);
  std::vector<std::string> scopes;
  for (const auto& tensor : model->tensors()) scopes.push_back(tensor.scope);
  REQUIRE(scopes == (std::vector<std::string>{"function:a::F", "function:b::F", "function:b::F:1"}));
}

TEST_CASE("valueInfos") {
  auto made = smallModel();
  made.input("ids", kInt64, {-1, 3});
  made.graph().add_input()->set_name("sequence");
  made.graph().mutable_input(2)->mutable_type()->mutable_sequence_type();
  const auto model = opened(made);
  REQUIRE(model);
  REQUIRE(model->inputs().size() == std::size_t{3});
  REQUIRE(model->inputs()[1].shape == (std::vector<std::int64_t>{-1, 3}));
  REQUIRE(model->inputs()[1].type == DataType::int64);
  REQUIRE(model->inputs()[1].hasShape);
  REQUIRE(model->inputs()[2].type == DataType::undefined);
  REQUIRE(!model->inputs()[2].hasShape);
  REQUIRE(model->outputs()[0].name == "y");
}

TEST_CASE("typesByName") {
  REQUIRE(dataTypeName(DataType::bfloat16) == "bfloat16");
  REQUIRE(dataTypeName(static_cast<DataType>(99)) == "unknown");
  REQUIRE(dataTypeName(static_cast<DataType>(-1)) == "unknown");
  REQUIRE(dataTypeBits(DataType::uint4) == std::optional<int>(4));
  REQUIRE(dataTypeBits(DataType::complex128) == std::optional<int>(128));
  REQUIRE(!dataTypeBits(DataType::string));
  REQUIRE(isFloatingWeight(DataType::float64));
  REQUIRE(!isFloatingWeight(DataType::float8e5m2));
}

TEST_CASE("manyNodes") {
  ModelBuilder made;  // the inventory must not become slow with the number of nodes
  made.input("v0", kFloat, {1, 4});
  for (int index = 0; index < 20000; ++index) {
    const auto number = std::to_string(index);
    made.initializer(weightTensor("w" + number, kFloat, {4, 4}, 1));
    made.add(node("MatMul", {"v" + number, "w" + number}, {"v" + std::to_string(index + 1)}));
  }
  const auto model = opened(made);
  REQUIRE(model);
  REQUIRE(model->tensors().size() == std::size_t{20000});
  REQUIRE(model->parameterCount() == std::int64_t{20000 * 16});
  REQUIRE(model->tensors()[19999].id == "MatMul_19999");
}

TEST_CASE("sharedBetweenThreads") {
  const auto model = opened(smallModel());
  REQUIRE(model);
  std::vector<std::string> hashes(4);
  std::vector<std::jthread> threads;
  threads.reserve(hashes.size());
  for (auto& hash : hashes) threads.emplace_back([&] { hash = model->sha256(); });
  threads.clear();
  for (const auto& hash : hashes) REQUIRE(hash == sha256Hex(bytesOf(smallModel().bytes())));
}

TEST_CASE("stopped") {
  const Folder folder;
  smallModel().write(folder.file());
  std::stop_source stop;
  stop.request_stop();
  const auto model = Model::open(folder.file(), Job(stop.get_token(), {}));
  REQUIRE(!model);
  REQUIRE(model.error().kind == ErrorKind::cancelled);
}

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/structure/layer_paths.h"

#include <doctest/doctest.h>

#include <map>

#include "core/model/layer_tree.h"
#include "core/model/structure/path_parts.h"
#include "tests/model/refusal.h"
#include "tests/support/made_models.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

constexpr int kNodeMetadata = 9;

/// A weight as a file may name it: `metadata` is the list of scopes.
struct Named {
  std::string op, node, tensor, metadata{}, scope{};
};

std::vector<std::string> pathsOf(const std::vector<Named>& all) {
  std::vector<onnx::NodeProto> nodes;
  for (const auto& each : all) {
    nodes.push_back(node(each.op, {}, {}, each.node));
    if (!each.metadata.empty()) addMetadata(nodes.back(), kNodeMetadata, "pkg.torch.onnx.name_scopes", each.metadata);
  }
  std::vector<WeightNames> names;
  for (std::size_t index = 0; index < all.size(); ++index)
    names.push_back({all[index].tensor, &nodes[index], all[index].scope, true});
  return layerPaths(names);
}

std::string pathOf(const Named& named) {
  return pathsOf({named}).front();
}

/// Blocks of a transformer, as MatMul nodes one behind the other.
ModelBuilder transformer(int blocks) {
  ModelBuilder model;
  model.input("x", kFloat, {1, 8});
  std::string value = "x";
  int made = 0;
  for (int block = 0; block < blocks; ++block) {
    for (const char* part : {"attention.q_proj", "attention.k_proj", "mlp.up"}) {
      const auto tensor = "model.layers." + std::to_string(block) + "." + part + ".weight";
      model.initializer(weightTensor(tensor, kFloat, {8, 8}));
      const auto next = "val_" + std::to_string(++made);
      model.add(node("MatMul", {value, tensor}, {next}, "node_linear_" + std::to_string(made)));
      value = next;
    }
  }
  model.initializer(weightTensor("model.head.weight", kFloat, {8, 8}));
  model.add(node("MatMul", {value, "model.head.weight"}, {"y"}, "node_linear"));
  model.output("y", kFloat, {1, 8});
  return model;
}

std::shared_ptr<const Model> opened(const ModelBuilder& made) {
  const Folder folder;
  made.write(folder.file());
  auto model = Model::open(folder.file());
  BW_VERIFY_RESULT(model);
  return *model;
}

std::vector<std::size_t> allOf(const Model& model) {
  std::vector<std::size_t> all;
  for (const auto& tensor : model.tensors()) all.push_back(tensor.index);
  return all;
}

}  // namespace

TEST_CASE("names tell the module") {
  Rows<Named, std::string> rows;
  rows.add("older torch", {"MatMul", "/encoder/layer.0/attention/self/query/MatMul", "onnx::MatMul_1180"},
           "encoder.layer.0.attention.self.query");
  rows.add("numbered operator", {"MatMul", "/encoder/layer.0/ff/MatMul_1", "onnx::MatMul_1"}, "encoder.layer.0.ff");
  rows.add("detector", {"Conv", "/model.4/m.0/cv1/conv/Conv", "model.4.m.0.cv1.conv.weight"}, "model.4.m.0.cv1.conv");
  rows.add("repeated sequence", {"Conv", "/model.22/cv2.0/cv2.0.0/conv/Conv", ""}, "model.22.cv2.0.0.conv");
  rows.add("newer torch, tensor", {"MatMul", "node_linear_3", "layers.0.self_attn.q_proj.weight"},
           "layers.0.self_attn.q_proj");
  rows.add("newer torch, metadata",
           {"MatMul", "node_linear_3", "val_12",
            "['', 'model', 'model.layers.0', 'model.layers.0.self_attn.q_proj', 'linear_3']"},
           "model.layers.0.self_attn.q_proj");
  rows.add("metadata of the whole", {"MatMul", "node_linear_3", "val_12", "['', 'linear_3']"}, "");
  rows.add("called again", {"MatMul", "n1", "val_1", "['', 'head@1', 'linear']"}, "head");
  rows.add("double quotes", {"MatMul", "n1", "val_1", R"(["", "head's", 'linear'])"}, "head's");
  rows.add("metadata that is no list", {"MatMul", "n1", "val_1", "['', 'head"}, "");
  rows.add("keras", {"MatMul", "model/dense_1/MatMul", "model/dense_1/MatMul/ReadVariableOp:0"}, "model.dense_1");
  rows.add("tf2onnx", {"Conv", "resnet/conv1/Conv2D__5", "resnet/conv1/kernel:0"}, "resnet.conv1");
  rows.add("colons", {"Conv", "Conv_7", "backbone::stem::weight"}, "backbone.stem");
  rows.add("no main weight", {"Add", "/encoder/layer.0/query/Add", "encoder.layer.0.query.bias"},
           "encoder.layer.0.query.bias");
  rows.add("one part", {"Gemm", "classifier", "W"}, "classifier");
  rows.add("numbered operator alone", {"Conv", "Conv_7", "onnx::Conv_312"}, "");
  rows.add("value alone", {"MatMul", "MatMul_123", "val_12"}, "");
  rows.add("numbers alone", {"Conv", "17", "42"}, "");
  rows.add("nothing", {"Conv", "", ""}, "");
  rows.add("separators alone", {"Conv", "//..::", "."}, "");
  rows.add("branch", {"MatMul", "", "proj.weight", "", "If_3/then"}, "If_3.then.proj");
  rows.add("function", {"MatMul", "", "proj.weight", "", "function:Attention"}, "Attention.proj");
  rows.run([](const Named& named, const std::string& expected) { CHECK(pathOf(named) == expected); });
}

TEST_CASE("the source that tells most goes first everywhere") {
  // Tensor names tell the embedding and the biases alone; nodes tell everything.
  const auto paths = pathsOf({{"Gather", "/embeddings/words/Gather", "bert.embeddings.words.weight"},
                              {"MatMul", "/layer.0/query/MatMul", "onnx::MatMul_7"},
                              {"MatMul", "/layer.1/query/MatMul", "onnx::MatMul_8"},
                              {"MatMul", "MatMul_9", "bert.pooler.weight"}});
  CHECK(paths == std::vector<std::string>{"embeddings.words", "layer.0.query", "layer.1.query", "bert.pooler"});
}

TEST_CASE("hostile names tell nothing and take no time") {
  const std::string longName(100'000, 'a');
  std::string parts = "a";
  for (int part = 1; part < 10'000; ++part) parts += "/a";
  std::string nested = "['";
  nested += std::string(100'000, '\\');
  CHECK(pathOf({"MatMul", longName, longName}).empty());
  CHECK(pathOf({"MatMul", parts, parts}).empty());
  CHECK(pathOf({"MatMul", "", "", nested}).empty());
  CHECK(pathOf({"MatMul", "", "", "[" + std::string(10'000, ',') + "]"}).empty());
  std::string scopes = "[";
  for (int part = 0; part < 10'000; ++part) scopes += "'a',";
  CHECK(pathOf({"MatMul", "", "", scopes + "]"}).empty());
  const std::string most = parts.substr(0, 2 * 64 - 1);
  CHECK(pathParts(pathOf({"MatMul", most, ""})).size() == std::size_t{64});
}

TEST_CASE("paths come apart") {
  CHECK(pathParts("").empty());
  CHECK(pathParts("head") == std::vector<std::string_view>{"head"});
  CHECK(pathParts("a.0.b") == std::vector<std::string_view>{"a", "0", "b"});
  CHECK(lastPathPart("a.0.q_proj") == "q_proj");
  CHECK(lastPathPart("head") == "head");
}

TEST_CASE("a model's tensors have their paths") {
  const auto model = opened(transformer(2));
  CHECK(model->tensors()[0].path == "model.layers.0.attention.q_proj");
  CHECK(model->tensors().back().path == "model.head");
  CHECK(model->tensors().back().id == "node_linear");
}

TEST_CASE("a weight handed to a function is called by its caller") {
  ModelBuilder model(15, 8);
  auto* import = model.proto.add_opset_import();
  import->set_domain("local");
  import->set_version(1);
  auto* function = model.proto.add_functions();
  function->set_domain("local");
  function->set_name("Linear");
  function->add_input("a");
  function->add_input("w");
  function->add_output("b");
  auto* inside = function->add_opset_import();
  inside->set_version(15);
  *function->add_node() = node("MatMul", {"a", "w"}, {"b"}, "inner/MatMul");
  model.input("x", kFloat, {1, 8}).output("y", kFloat, {1, 8});
  model.initializer(weightTensor("val_1", kFloat, {8, 8}));
  auto call = node("Linear", {"x", "val_1"}, {"y"}, "Linear_5");
  call.set_domain("local");
  addMetadata(call, kNodeMetadata, "pkg.torch.onnx.name_scopes", "['', 'head', 'head.out', 'linear']");
  model.add(call);
  CHECK(opened(model)->tensors()[0].path == "head.out");
}

TEST_CASE("equal blocks are recognized") {
  const auto model = opened(transformer(12));
  const auto tree = layerTree(model->tensors(), allOf(*model));
  REQUIRE(tree.hasGroups());
  const auto& root = tree.nodes.front();
  CHECK(root.layers == std::size_t{37});
  CHECK(root.path == "model");  // it holds everything, so it has no row of its own
  REQUIRE(root.children.size() == std::size_t{2});
  const auto& layers = tree.nodes[root.children[0]];
  CHECK(layers.label == "layers");
  REQUIRE(layers.children.size() == std::size_t{12});
  const auto first = layers.children.front();
  CHECK(tree.nodes[first].label == "layers.0");
  CHECK(tree.nodes[first].layers == std::size_t{3});
  CHECK(!tree.nodes[first].builtLike);
  for (std::size_t block = 1; block < 12; ++block) CHECK(tree.nodes[layers.children[block]].builtLike == first);
  const auto& block = tree.nodes[first];
  REQUIRE(block.children.size() == std::size_t{2});
  CHECK(tree.nodes[block.children[0]].label == "attention");
  CHECK(tree.nodes[block.children[1]].label == "mlp.up");  // a group of one is that one
  CHECK(tree.nodes[block.children[1]].tensor.has_value());
  CHECK(tree.tensorsBelow(0) == allOf(*model));
  CHECK(tree.nodes[root.children[1]].label == "head");
}

TEST_CASE("blocks that differ are not taken for equal") {
  auto made = transformer(3);
  auto* odd = made.graph().mutable_initializer(4);  // layers.1.attention.k_proj
  *odd = weightTensor(odd->name(), kDouble, {8, 8});
  const auto model = opened(made);
  const auto tree = layerTree(model->tensors(), allOf(*model));
  const auto& layers = tree.nodes[tree.nodes.front().children[0]];
  CHECK(!tree.nodes[layers.children[1]].builtLike);
  CHECK(tree.nodes[layers.children[2]].builtLike == layers.children[0]);
}

TEST_CASE("what is shown alone keeps its group") {
  const auto model = opened(transformer(3));
  const std::vector<std::size_t> second{3, 4, 5};
  const auto tree = layerTree(model->tensors(), second);
  const auto& root = tree.nodes.front();
  REQUIRE(root.children.size() == std::size_t{1});
  CHECK(tree.nodes[root.children[0]].label == "layers.1");
  CHECK(tree.tensorsBelow(root.children[0]) == second);
}

TEST_CASE("siblings never have one label") {
  std::vector<WeightTensor> tensors(6);
  for (std::size_t index = 0; index < tensors.size(); ++index) {
    tensors[index].index = index;
    tensors[index].op = "LSTM";
  }
  tensors[0].path = tensors[1].path = "rnn";  // W and R of one node
  tensors[0].tensor = "onnx::LSTM_1";
  tensors[1].tensor = "onnx::LSTM_2";
  tensors[2].path = "head";
  tensors[3].path = "head.bias";
  tensors[2].tensor = "head.weight";
  tensors[3].tensor = "head.bias";
  tensors[4].id = tensors[5].id = "Conv_3";
  tensors[4].tensor = "w4";
  tensors[5].tensor = "w5";
  const std::vector<std::size_t> all{0, 1, 2, 3, 4, 5};
  const auto tree = layerTree(tensors, all);
  CHECK(tree.tensorsBelow(0) == all);
  for (const auto& node : tree.nodes) {
    std::map<std::string, int> labels;
    for (const auto child : node.children) ++labels[tree.nodes[child].label];
    for (const auto& [label, times] : labels) CHECK_MESSAGE(times == 1, label);
  }
  const std::vector<std::size_t> two{4, 2};
  CHECK(!layerTree(tensors, two).hasGroups());
  CHECK(!layerTree(tensors, std::span<const std::size_t>()).hasGroups());
}

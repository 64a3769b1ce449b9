// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <stdexcept>

#include "core/model/writing/model_edit.h"
#include "tests/model/refusal.h"
#include "tests/support/made_models.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

std::size_t indexOf(const Model& model, const std::string& name) {
  for (const auto& tensor : model.tensors()) {
    if (tensor.tensor == name) return tensor.index;
  }
  throw std::runtime_error(fmt::format("no tensor {}", name));
}

/// Writes the edit, checks the announced size, and parses what was written with plain protobuf.
onnx::ModelProto written(const ModelEdit& edit, const Folder& folder) {
  onnx::ModelProto model;
  const auto bytes = edit.serializedBytes();
  const auto size = edit.writeTo(folder.file("out.onnx"), {});
  if (!bytes || !size) throw std::runtime_error((bytes ? size.error() : bytes.error()).line());
  const auto file = readFile(folder.file("out.onnx"));
  if (*bytes != *size || file.size() != *size) throw std::runtime_error("sizes differ");
  if (!model.ParseFromString(file)) throw std::runtime_error("does not parse");
  return model;
}

/// Two nodes that make `name`: a Constant of `bytes` uint8 codes and a Cast.
std::vector<onnx::NodeProto> decodeNodes(const std::string& prefix, const std::string& name, std::size_t bytes) {
  const auto codes = rawTensor(prefix + name, kUint8, {static_cast<std::int64_t>(bytes)}, std::string(bytes, '\x5a'));
  std::vector<onnx::NodeProto> nodes{constant(codes), node("Cast", {prefix + name}, {name})};
  setAttribute(nodes[1], "to", std::int64_t{kFloat});
  return nodes;
}

std::vector<std::string> outputsOf(const google::protobuf::RepeatedPtrField<onnx::NodeProto>& nodes) {
  std::vector<std::string> names;
  for (const auto& each : nodes) names.push_back(each.output_size() > 0 ? each.output(0) : each.op_type());
  return names;
}

std::string payloadOf(const onnx::GraphProto& graph, const std::string& name) {
  for (const auto& tensor : graph.initializer()) {
    if (tensor.name() == name) return tensor.raw_data();
  }
  return "none";
}

Rows<std::int64_t, std::int64_t> everyVersion() {
  Rows<std::int64_t, std::int64_t> rows;
  for (const auto& [opset, ir] : {std::pair{7, 3}, {9, 4}, {13, 8}, {21, 10}, {25, 13}}) {
    rows.add(fmt::format("opset {} ir {}", opset, ir), std::int64_t{opset}, std::int64_t{ir});
  }

  return rows;
}

}  // namespace

// Replacing tensors by nodes or other tensors, in every kind of place.

TEST_CASE("everywhere") {
  everyVersion().run([&](const std::int64_t& opset, const std::int64_t& ir) {
    const Folder folder;
    const auto made = holderModel({opset, ir, kFloat, Encoding::raw});
    made.write(folder.file());
    const auto model = Model::open(folder.file());
    BW_VERIFY_RESULT(model);
    ModelEdit edit(*model);
    const auto& p = edit.freshPrefix();
    REQUIRE(p == "q");
    for (const auto& tensor : (*model)->tensors()) {
      if (!tensor.compressible) continue;
      REQUIRE(edit.opsetAt(tensor.index) == opset);
      REQUIRE(edit.seesMainGraph(tensor.index) == (tensor.scope.rfind("function:", 0) != 0));
      edit.replaceWithNodes(tensor.index, decodeNodes(p, tensor.tensor, tensor.index % 2 == 0 ? 40 : 4000));
    }
    edit.addSharedNodes({constant(rawTensor(p, kUint8, {3}, "abc"))});
    edit.setMetadata("bitwright", "1");
    const auto out = written(edit, folder);

    // What is left when the new nodes are taken out and the old tensors put back must be the source.
    std::vector<std::string> expected{"q",  "qw.init",  "w.init",  "qw.input", "w.input",
                                      "h1", "qw.const", "w.const", "h2"};
    auto names = outputsOf(out.graph().node());
    names.resize(expected.size());
    REQUIRE(names == expected);
    REQUIRE(out.graph().initializer_size() == 1);
    REQUIRE(payloadOf(out.graph(), "b.gemm") == payloadOf(made.proto.graph(), "b.gemm"));
    for (const auto& input : out.graph().input()) REQUIRE((input.name() != "w.init" && input.name() != "w.input"));
    REQUIRE(out.graph().input_size() == (ir < 4 ? 4 : 3));
    const auto& choice = *std::find_if(out.graph().node().begin(), out.graph().node().end(),
                                       [](const auto& each) { return each.op_type() == "If"; });
    REQUIRE(outputsOf(choice.attribute(0).g().node()) == (std::vector<std::string>{"qw.then", "w.then", "w.then.out"}));
    REQUIRE(outputsOf(choice.attribute(1).g().node()) == (std::vector<std::string>{"qw.else", "w.else", "w.else.out"}));
    REQUIRE(choice.attribute(0).g().initializer_size() == 0);
    if (ir >= 8)
      REQUIRE(outputsOf(out.functions(0).node()) == (std::vector<std::string>{"qw.function", "w.function", "b"}));
    REQUIRE(out.metadata_props(0).key() == "bitwright");
    for (const auto& each : out.graph().node()) {
      if (each.output(0) == "qw.input") REQUIRE(each.attribute(0).t().raw_data() == std::string(40, '\x5a'));
      if (each.output(0) == "qw.const") REQUIRE(each.attribute(0).t().raw_data() == std::string(4000, '\x5a'));
    }
    // The source is as it was, and the result opens.
    REQUIRE(canonical(readFile(folder.file())) == canonical(made.bytes()));
    const auto again = Model::open(folder.file("out.onnx"));
    BW_VERIFY_RESULT(again);
    REQUIRE((*again)->parameterCount() == std::int64_t{0});
  });
}

TEST_CASE("restIsUntouched") {
  const Folder folder;
  const auto made = holderModel({25, 13, kFloat, Encoding::raw});
  made.write(folder.file());
  const auto model = Model::open(folder.file());
  BW_VERIFY_RESULT(model);
  ModelEdit edit(*model);
  const auto index = indexOf(**model, "w.then");
  edit.replaceWithNodes(index, decodeNodes("q", "w.then", 40));
  auto out = written(edit, folder);
  auto* branch = out.mutable_graph()->mutable_node(3)->mutable_attribute(0)->mutable_g();
  REQUIRE(branch->node(0).output(0) == "qw.then");
  branch->mutable_node()->DeleteSubrange(0, 2);
  *branch->add_initializer() = made.proto.graph().node(3).attribute(0).g().initializer(0);
  REQUIRE(canonical(out.SerializeAsString()) == canonical(made.bytes()));
}

TEST_CASE("tensorsForTensors") {
  everyVersion().run([&](const std::int64_t& opset, const std::int64_t& ir) {
    const Folder folder;
    auto made = holderModel({opset, ir, kFloat, Encoding::raw});
    made.write(folder.file());
    const auto model = Model::open(folder.file());
    BW_VERIFY_RESULT(model);
    ModelEdit edit(*model);
    for (const auto& tensor : (*model)->tensors()) {
      edit.replaceWithTensor(tensor.index, weightTensor(tensor.tensor, kFloat, tensor.shape, 99));
    }
    const auto out = written(edit, folder);
    REQUIRE(outputsOf(out.graph().node()) == outputsOf(made.proto.graph().node()));
    REQUIRE(out.graph().input_size() == made.proto.graph().input_size());
    REQUIRE(out.graph().initializer_size() == 3);
    const auto again = Model::open(folder.file("out.onnx"));
    BW_VERIFY_RESULT(again);
    REQUIRE((*again)->tensors().size() == (*model)->tensors().size());
    for (const auto& tensor : (*again)->tensors()) {
      REQUIRE(toFloat(tensor) == weights(tensor.elementCount(), 99));
      REQUIRE(tensor.id == (*model)->tensors()[tensor.index].id);
    }
  });
}

TEST_CASE("lastEditCounts") {
  const Folder folder;
  smallModel().write(folder.file());
  const auto model = Model::open(folder.file());
  BW_VERIFY_RESULT(model);
  ModelEdit edit(*model);
  edit.setMetadata("k", "1");
  edit.setMetadata("k", "2");
  edit.replaceWithNodes(0, decodeNodes("q", "w", 40));
  edit.replaceWithTensor(0, weightTensor("other name", kHalf, {4, 40}));
  const auto out = written(edit, folder);
  REQUIRE(out.graph().node_size() == 1);
  REQUIRE(out.graph().initializer(0).name() == "w");
  REQUIRE(out.graph().initializer(0).data_type() == int{kHalf});
  REQUIRE(out.metadata_props_size() == 1);
  REQUIRE(out.metadata_props(0).value() == "2");
}

TEST_CASE("prefixes") {
  const auto prefixOf = [](const ModelBuilder& made) {
    const Folder folder;
    made.write(folder.file());
    return ModelEdit(*Model::open(folder.file())).freshPrefix();
  };
  auto made = smallModel();
  REQUIRE(prefixOf(made) == "q");
  made.add(node("Relu", {"x"}, {"qqq"}));
  REQUIRE(prefixOf(made) == "z");
  for (const char first : std::string("zwjkxvyhgbfudmnprlcsteaoi_QZWJKXVYHGBFUDMNPRLCSTEAOI"))
    made.add(node("Relu", {"x"}, {std::string(1, first) + "1"}));
  REQUIRE(prefixOf(made) == "qz");
}

TEST_CASE("manyEdits") {
  ModelBuilder made;
  made.input("x", kFloat, {1, 4});
  for (int index = 0; index < 5000; ++index) {
    const std::string name = "w" + std::to_string(index);
    if (index % 2 == 0)
      made.initializer(weightTensor(name, kFloat, {4, 4}));
    else
      made.add(constant(weightTensor(name, kFloat, {4, 4})));
    made.add(node("MatMul", {"x", name}, {"y" + std::to_string(index)}));
  }
  const Folder folder;
  made.write(folder.file());
  const auto model = Model::open(folder.file());
  BW_VERIFY_RESULT(model);
  ModelEdit edit(*model);
  for (const auto& tensor : (*model)->tensors())
    edit.replaceWithNodes(tensor.index, decodeNodes(edit.freshPrefix(), tensor.tensor, 8));
  const auto out = written(edit, folder);
  REQUIRE(out.graph().node_size() == 5000 + 2 * 5000);
  REQUIRE(out.graph().initializer_size() == 0);
}

TEST_CASE("unwritable") {
  const Folder folder;
  smallModel().write(folder.file());
  const auto model = Model::open(folder.file());
  BW_VERIFY_RESULT(model);
  const ModelEdit edit(*model);
  const auto result = edit.writeTo(folder.file("absent/out.onnx"), {});
  REQUIRE(!result);
  REQUIRE(result.error().kind == ErrorKind::io);
  REQUIRE(result.error().line().find("cannot be written: No such file or directory") != std::string::npos);
  std::stop_source stop;
  stop.request_stop();
  const auto stopped = edit.writeTo(folder.file("out.onnx"), Job(stop.get_token(), {}));
  REQUIRE(!stopped);
  REQUIRE(stopped.error().kind == ErrorKind::cancelled);
}

TEST_CASE("tooLargeForOneFile") {
  // 2.2 GiB of external data, a hole on disk: it opens, but cannot be brought into one file.
  const Folder folder;
  ModelBuilder made;
  made.input("x", kFloat, {1, 4});
  constexpr std::int64_t kRows = 300'000'000;
  for (const char* name : {"a", "b"}) {
    auto large = weightTensor(name, kFloat, {1});
    large.set_dims(0, kRows);
    std::string none;
    makeExternal(large, none, "weights.bin");
    large.mutable_external_data(2)->set_value(std::to_string(kRows * 4));
    made.initializer(large);
  }
  made.write(folder.file());
  writeFile(folder.file("weights.bin"), "");
  std::filesystem::resize_file(folder.file("weights.bin"), kRows * 4);
  const auto model = Model::open(folder.file());
  BW_VERIFY_RESULT(model);
  const auto size = ModelEdit(*model).serializedBytes();
  REQUIRE(!size);
  REQUIRE_MESSAGE(size.error().line().find("an ONNX file can hold at most 2 GiB") != std::string::npos,
                  size.error().line());
  ModelEdit smaller(*model);
  smaller.replaceWithNodes(0, decodeNodes("q", "a", 40));
  const auto fits = smaller.serializedBytes();
  BW_VERIFY_RESULT(fits);
  REQUIRE((*fits > 4 * kRows && *fits < 4 * kRows + 1000));
}

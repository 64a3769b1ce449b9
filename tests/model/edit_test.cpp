// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest/QtTest>

#include "core/model/writing/model_edit.h"
#include "tests/model/refusal.h"
#include "tests/support/made_models.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

std::size_t indexOf(const Model& model, const std::string& name) {
  for (const auto& tensor : model.tensors()) {
    if (tensor.tensor == name) return tensor.index;
  }
  qFatal("no tensor %s", name.c_str());
}

/// Writes the edit, checks the announced size, and parses what was written with plain protobuf.
onnx::ModelProto written(const ModelEdit& edit, const Folder& folder) {
  onnx::ModelProto model;
  const auto bytes = edit.serializedBytes();
  const auto size = edit.writeTo(folder.file("out.onnx"), {});
  if (!bytes || !size) qFatal("%s", (bytes ? size.error() : bytes.error()).line().c_str());
  const auto file = readFile(folder.file("out.onnx"));
  if (*bytes != *size || file.size() != *size) qFatal("sizes differ");
  if (!model.ParseFromString(file)) qFatal("does not parse");
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

}  // namespace

/// Replacing tensors by nodes or other tensors, in every kind of place.
class EditTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everywhere_data() {
    QTest::addColumn<qint64>("opset");
    QTest::addColumn<qint64>("ir");
    for (const auto& [opset, ir] : {std::pair{7, 3}, {9, 4}, {13, 8}, {21, 10}, {25, 13}}) {
      QTest::addRow("opset %d ir %d", opset, ir) << qint64{opset} << qint64{ir};
    }
  }
  void everywhere() {
    QFETCH(qint64, opset);
    QFETCH(qint64, ir);
    const Folder folder;
    const auto made = holderModel({opset, ir, kFloat, Encoding::raw});
    made.write(folder.file());
    const auto model = Model::open(folder.file());
    BW_VERIFY_RESULT(model);
    ModelEdit edit(*model);
    const auto& p = edit.freshPrefix();
    QCOMPARE(p, std::string("q"));
    for (const auto& tensor : (*model)->tensors()) {
      if (!tensor.compressible) continue;
      QCOMPARE(edit.opsetAt(tensor.index), opset);
      QCOMPARE(edit.seesMainGraph(tensor.index), tensor.scope.rfind("function:", 0) != 0);
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
    QCOMPARE(names, expected);
    QCOMPARE(out.graph().initializer_size(), 1);
    QCOMPARE(payloadOf(out.graph(), "b.gemm"), payloadOf(made.proto.graph(), "b.gemm"));
    for (const auto& input : out.graph().input()) QVERIFY(input.name() != "w.init" && input.name() != "w.input");
    QCOMPARE(out.graph().input_size(), ir < 4 ? 4 : 3);
    const auto& choice = *std::find_if(out.graph().node().begin(), out.graph().node().end(),
                                       [](const auto& each) { return each.op_type() == "If"; });
    QCOMPARE(outputsOf(choice.attribute(0).g().node()), (std::vector<std::string>{"qw.then", "w.then", "w.then.out"}));
    QCOMPARE(outputsOf(choice.attribute(1).g().node()), (std::vector<std::string>{"qw.else", "w.else", "w.else.out"}));
    QCOMPARE(choice.attribute(0).g().initializer_size(), 0);
    if (ir >= 8)
      QCOMPARE(outputsOf(out.functions(0).node()), (std::vector<std::string>{"qw.function", "w.function", "b"}));
    QCOMPARE(out.metadata_props(0).key(), std::string("bitwright"));
    for (const auto& each : out.graph().node()) {
      if (each.output(0) == "qw.input") QCOMPARE(each.attribute(0).t().raw_data(), std::string(40, '\x5a'));
      if (each.output(0) == "qw.const") QCOMPARE(each.attribute(0).t().raw_data(), std::string(4000, '\x5a'));
    }
    // The source is as it was, and the result opens.
    QCOMPARE(canonical(readFile(folder.file())), canonical(made.bytes()));
    const auto again = Model::open(folder.file("out.onnx"));
    BW_VERIFY_RESULT(again);
    QCOMPARE((*again)->parameterCount(), std::int64_t{0});
  }

  void restIsUntouched() {
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
    QCOMPARE(branch->node(0).output(0), std::string("qw.then"));
    branch->mutable_node()->DeleteSubrange(0, 2);
    *branch->add_initializer() = made.proto.graph().node(3).attribute(0).g().initializer(0);
    QCOMPARE(canonical(out.SerializeAsString()), canonical(made.bytes()));
  }

  void tensorsForTensors_data() { everywhere_data(); }
  void tensorsForTensors() {
    QFETCH(qint64, opset);
    QFETCH(qint64, ir);
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
    QCOMPARE(outputsOf(out.graph().node()), outputsOf(made.proto.graph().node()));
    QCOMPARE(out.graph().input_size(), made.proto.graph().input_size());
    QCOMPARE(out.graph().initializer_size(), 3);
    const auto again = Model::open(folder.file("out.onnx"));
    BW_VERIFY_RESULT(again);
    QCOMPARE((*again)->tensors().size(), (*model)->tensors().size());
    for (const auto& tensor : (*again)->tensors()) {
      QCOMPARE(toFloat(tensor), weights(tensor.elementCount(), 99));
      QCOMPARE(tensor.id, (*model)->tensors()[tensor.index].id);
    }
  }

  void lastEditCounts() {
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
    QCOMPARE(out.graph().node_size(), 1);
    QCOMPARE(out.graph().initializer(0).name(), std::string("w"));
    QCOMPARE(out.graph().initializer(0).data_type(), int{kHalf});
    QCOMPARE(out.metadata_props_size(), 1);
    QCOMPARE(out.metadata_props(0).value(), std::string("2"));
  }

  void prefixes() {
    const auto prefixOf = [](const ModelBuilder& made) {
      const Folder folder;
      made.write(folder.file());
      return ModelEdit(*Model::open(folder.file())).freshPrefix();
    };
    auto made = smallModel();
    QCOMPARE(prefixOf(made), std::string("q"));
    made.add(node("Relu", {"x"}, {"qqq"}));
    QCOMPARE(prefixOf(made), std::string("z"));
    for (const char first : std::string("zwjkxvyhgbfudmnprlcsteaoi_QZWJKXVYHGBFUDMNPRLCSTEAOI"))
      made.add(node("Relu", {"x"}, {std::string(1, first) + "1"}));
    QCOMPARE(prefixOf(made), std::string("qz"));
  }

  void manyEdits() {
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
    QCOMPARE(out.graph().node_size(), 5000 + 2 * 5000);
    QCOMPARE(out.graph().initializer_size(), 0);
  }

  void unwritable() {
    const Folder folder;
    smallModel().write(folder.file());
    const auto model = Model::open(folder.file());
    BW_VERIFY_RESULT(model);
    const ModelEdit edit(*model);
    const auto result = edit.writeTo(folder.file("absent/out.onnx"), {});
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::io);
    QVERIFY(result.error().line().find("cannot be written: No such file or directory") != std::string::npos);
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = edit.writeTo(folder.file("out.onnx"), Job(stop.get_token(), {}));
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::cancelled);
  }

  void tooLargeForOneFile() {
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
    QVERIFY(!size);
    QVERIFY2(size.error().line().find("an ONNX file can hold at most 2 GiB") != std::string::npos,
             size.error().line().c_str());
    ModelEdit smaller(*model);
    smaller.replaceWithNodes(0, decodeNodes("q", "a", 40));
    const auto fits = smaller.serializedBytes();
    BW_VERIFY_RESULT(fits);
    QVERIFY(*fits > 4 * kRows && *fits < 4 * kRows + 1000);
  }
};

QTEST_GUILESS_MAIN(EditTest)
#include "edit_test.moc"

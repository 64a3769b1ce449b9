// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest/QtTest>

#include <thread>

#include "tests/model/refusal.h"
#include "tests/support/made_models.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// Opens a made model; on failure an empty pointer and a complaint.
std::shared_ptr<const Model> opened(const ModelBuilder& made) {
  const Folder folder;
  made.write(folder.file());
  auto model = Model::open(folder.file());
  if (!model) qWarning("%s", model.error().line().c_str());
  return model ? *model : nullptr;
}

/// The entry of that tensor; the test stops where there is none.
const WeightTensor& entry(const Model& model, const std::string& name) {
  for (const auto& tensor : model.tensors()) {
    if (tensor.tensor == name) return tensor;
  }
  qFatal("no tensor %s", name.c_str());
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

/// Which tensors a model has, who uses them, how they are named, and which can be compressed.
class InventoryTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void operators_data() {
    QTest::addColumn<QString>("op");
    QTest::addColumn<QString>("inputs");
    QTest::addColumn<QList<qint64>>("shape");
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<bool>("compressible");
    QTest::addColumn<int>("axis");
    using L = QList<qint64>;
    QTest::newRow("Conv") << "Conv"
                          << "x w" << L{8, 4, 3, 3} << "" << true << 0;
    QTest::newRow("Conv bias") << "Conv"
                               << "x x w" << L{8} << "" << false << -1;
    QTest::newRow("ConvTranspose") << "ConvTranspose"
                                   << "x w" << L{8, 4, 3, 3} << "" << true << 1;
    QTest::newRow("Gemm") << "Gemm"
                          << "x w x" << L{8, 4} << "" << true << 1;
    QTest::newRow("Gemm transB") << "Gemm"
                                 << "x w x" << L{8, 4} << "transB" << true << 0;
    QTest::newRow("Gemm left") << "Gemm"
                               << "w x x" << L{8, 4} << "" << true << 0;
    QTest::newRow("Gemm left transA") << "Gemm"
                                      << "w x x" << L{8, 4} << "transA" << true << 1;
    QTest::newRow("Gemm bias") << "Gemm"
                               << "x x w" << L{8, 4} << "" << false << -1;
    QTest::newRow("MatMul") << "MatMul"
                            << "x w" << L{2, 8, 4} << "" << true << 2;
    QTest::newRow("MatMul left") << "MatMul"
                                 << "w x" << L{2, 8, 4} << "" << true << 1;
    QTest::newRow("MatMul vector") << "MatMul"
                                   << "x w" << L{8} << "" << true << -1;
    QTest::newRow("LSTM W") << "LSTM"
                            << "x w x" << L{1, 32, 4} << "" << true << 1;
    QTest::newRow("LSTM R") << "LSTM"
                            << "x x w" << L{1, 32, 8} << "" << true << 1;
    QTest::newRow("LSTM B") << "LSTM"
                            << "x x x w" << L{1, 64} << "" << false << -1;
    QTest::newRow("GRU R") << "GRU"
                           << "x x w" << L{1, 24, 8} << "" << true << 1;
    QTest::newRow("RNN W") << "RNN"
                           << "x w x" << L{1, 8, 4} << "" << true << 1;
    QTest::newRow("Gather") << "Gather"
                            << "w x" << L{100, 8} << "" << true << 0;
    QTest::newRow("Gather columns") << "Gather"
                                    << "w x" << L{100, 8} << "axis" << true << -1;
    QTest::newRow("Gather vector") << "Gather"
                                   << "w x" << L{100} << "" << false << -1;
    QTest::newRow("Add") << "Add"
                         << "x w" << L{100} << "" << false << -1;
    QTest::newRow("Magic") << "Magic"
                           << "x w" << L{8, 8} << "" << false << -1;
  }
  void operators() {
    QFETCH(QString, op);
    QFETCH(QString, inputs);
    QFETCH(QList<qint64>, shape);
    QFETCH(QString, attribute);
    QFETCH(bool, compressible);
    QFETCH(int, axis);
    std::vector<std::string> names;
    for (const auto& name : inputs.split(QLatin1Char(' '))) names.push_back(name.toStdString());
    auto made = withOperator(op.toStdString(), names, {shape.begin(), shape.end()});
    if (!attribute.isEmpty()) setAttribute(*made.graph().mutable_node(0), attribute.toStdString(), std::int64_t{1});
    const auto model = opened(made);
    QVERIFY(model);
    const auto& weight = entry(*model, "w");
    QCOMPARE(weight.compressible, compressible);
    QCOMPARE(weight.channelAxis, axis);
    QCOMPARE(weight.reason.empty(), compressible);
    QCOMPARE(weight.id, op.toStdString() + "_0");
    QCOMPARE(weight.op, op.toStdString());
    QCOMPARE(weight.users.size(), std::size_t{1});
    QCOMPARE(weight.users[0].channelAxis, axis);
    QCOMPARE(model->parameterCount(), compressible ? weight.elementCount() : std::int64_t{0});
  }

  void holders() {
    const auto model = opened(holderModel({25, 13, kFloat, Encoding::raw}));
    QVERIFY(model);
    const std::vector<std::vector<std::string>> expected{
        {"w.init", "first", "", "1"},
        {"b.gemm", "Gemm_2", "", "-1"},
        {"w.input", "conv", "", "0"},
        {"w.const", "Gemm_2", "", "0"},
        {"w.then", "If_3/then/MatMul_0", "If_3/then", "1"},
        {"w.else", "If_3/else/MatMul_1", "If_3/else", "1"},
        {"w.function", "function:Dense/MatMul_1", "function:Dense", "1"}};
    QCOMPARE(model->tensors().size(), expected.size());
    for (std::size_t index = 0; index < expected.size(); ++index) {
      const auto& tensor = model->tensors()[index];
      QCOMPARE(tensor.index, index);
      QCOMPARE(tensor.tensor, expected[index][0]);
      QCOMPARE(tensor.id, expected[index][1]);
      QCOMPARE(tensor.scope, expected[index][2]);
      QCOMPARE(std::to_string(tensor.channelAxis), expected[index][3]);
      QCOMPARE(tensor.compressible, tensor.tensor != "b.gemm");
      QCOMPARE(tensor.isGraphInput, tensor.tensor == "w.input");
    }
    QCOMPARE(model->tensors()[3].source, WeightSource::constantNode);
    QCOMPARE(model->opset(), std::int64_t{25});
    QCOMPARE(model->irVersion(), std::int64_t{13});
    QCOMPARE(model->nodeCount(), std::int64_t{6 + 1 + 2 + 2});
    QCOMPARE(model->parameterCount(), std::int64_t{16 * 24 + 8 * 4 * 9 + 20 * 24 + 2 * 20 * 16 + 16 * 20});
  }

  void reasons_data() {
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("id");
    for (const auto& [change, id] : {std::pair{"one", "model.reason.one"},
                                     {"int", "model.reason.type"},
                                     {"output", "model.reason.output"},
                                     {"unread", "model.reason.unread"},
                                     {"quantized", "model.reason.quantized"},
                                     {"dequantized", "model.reason.quantized"},
                                     {"opset 6", "model.reason.opset"},
                                     {"no opset", "model.reason.no-opset"},
                                     {"empty", "model.reason.empty"}}) {
      QTest::newRow(change) << change << id;
    }
  }
  void reasons() {
    QFETCH(QString, change);
    QFETCH(QString, id);
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
    QVERIFY(model);
    const auto& tensor = entry(*model, "w");
    QVERIFY(!tensor.compressible);
    QCOMPARE(tensor.reason.id(), id.toStdString());
    if (change == "opset 6") QCOMPARE(tensor.reason.text(), std::string("operator set 6; decoding needs version 7"));
  }

  void otherHolders() {
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
    QVERIFY(model);
    QCOMPARE(entry(*model, "sparse").reason.id(), std::string("model.reason.sparse"));
    QCOMPARE(entry(*model, "sparse").shape, (std::vector<std::int64_t>{2}));
    QCOMPARE(entry(*model, "list").reason.id(), std::string("model.reason.list"));
    QCOMPARE(toFloat(entry(*model, "list")), (std::vector<float>{1, 2, 3}));
    QVERIFY(toFloat(entry(*model, "strings")).empty());
    for (const char* name : {"sparse", "list", "strings"}) QVERIFY(!entry(*model, name).compressible);
  }

  void sharedWeights() {
    auto made = withOperator("MatMul", {"x", "w"}, {8, 4});
    made.add(node("MatMul", {"x", "w"}, {"z"}, "second"));
    made.add(node("Shape", {"w"}, {"s"}));
    auto model = opened(made);
    QVERIFY(model);
    QCOMPARE(entry(*model, "w").users.size(), std::size_t{3});
    QCOMPARE(entry(*model, "w").id, std::string("MatMul_0"));
    QCOMPARE(entry(*model, "w").users[1].layerId, std::string("second"));
    QCOMPARE(entry(*model, "w").channelAxis, 1);
    setAttribute(made.add(node("Gemm", {"x", "w"}, {"g"}, "third")), "transB", std::int64_t{1});
    model = opened(made);
    QVERIFY(model);
    QVERIFY(entry(*model, "w").compressible);
    QCOMPARE(entry(*model, "w").channelAxis, -1);
    QCOMPARE(entry(*model, "w").reason.text(),
             std::string("MatMul_0 and third use it along different channel axes; it is treated as one channel"));
  }

  void outerWeightsInBranches() {
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
    QVERIFY(model);
    QCOMPARE(entry(*model, "outer").id, std::string("Loop_1/body/inner/else/Conv_0"));
    QCOMPARE(entry(*model, "outer").scope, std::string());
    QVERIFY(entry(*model, "outer").compressible);
    QCOMPARE(entry(*model, "k").id, std::string("Loop_1/body/MatMul_2"));
    QCOMPARE(entry(*model, "k").scope, std::string("Loop_1/body"));
  }

  void innerNamesHideOuterOnes() {
    auto made = smallModel();
    onnx::GraphProto body;
    *body.add_initializer() = weightTensor("w", kFloat, {4, 4, 3});
    *body.add_node() = node("Conv", {"x", "w"}, {"c"});
    setAttribute(made.add(node("If", {"x"}, {})), "then_branch", body);
    const auto model = opened(made);
    QVERIFY(model);
    QCOMPARE(model->tensors()[0].users.size(), std::size_t{1});
    QCOMPARE(model->tensors()[0].op, std::string("MatMul"));
    QCOMPARE(model->tensors()[1].op, std::string("Conv"));
  }

  void passedOn() {
    ModelBuilder made;
    made.input("x", kFloat, {1}).initializer(weightTensor("w", kFloat, {8, 4}));
    setAttribute(made.add(node("Transpose", {"w"}, {"t"})), "perm", std::vector<std::int64_t>{1, 0});
    made.add(node("Identity", {"t"}, {"i"}));
    made.add(node("MatMul", {"x", "i"}, {"y"}, "product"));
    made.initializer(weightTensor("c", kFloat, {8, 4}));
    made.add(node("Cast", {"c"}, {"cast"}));
    made.add(node("MatMul", {"x", "cast"}, {"z"}));
    const auto model = opened(made);
    QVERIFY(model);
    QCOMPARE(entry(*model, "w").id, std::string("product"));
    QCOMPARE(entry(*model, "w").op, std::string("MatMul"));
    QCOMPARE(entry(*model, "w").channelAxis, 0);
    QVERIFY(entry(*model, "w").compressible);
    QCOMPARE(entry(*model, "c").reason.text(), std::string("no weight: read by Cast as input 0"));
  }

  void handedToFunctions() {
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
    QVERIFY(model);
    const auto& weight = entry(*model, "w");
    QVERIFY(weight.compressible);
    QCOMPARE(weight.id, std::string("layer1"));
    QCOMPARE(weight.op, std::string("Gemm"));
    QCOMPARE(weight.channelAxis, 0);
  }

  void names() {
    auto made = smallModel();
    for (const char* name : {"twice", "twice", ""}) made.add(node("MatMul", {"x", "w"}, {}, name));
    made.add(node("MatMul", {"x", "w"}, {}, std::string(1000, 'n')));
    const auto model = opened(made);
    QVERIFY(model);
    std::vector<std::string> ids;
    for (const auto& user : entry(*model, "w").users) ids.push_back(user.layerId);
    QCOMPARE(ids, (std::vector<std::string>{"product", "MatMul_1", "MatMul_2", "MatMul_3", "MatMul_4"}));
  }

  void functionsOfOneName() {
    ModelBuilder made;
    for (const char* domain : {"a", "b", "b"}) {
      auto& function = *made.proto.add_functions();
      function.set_name("F");
      function.set_domain(domain);
      *function.add_node() = constant(weightTensor("k", kFloat, {4, 4}));
    }
    const auto model = opened(made);
    QVERIFY(model);
    std::vector<std::string> scopes;
    for (const auto& tensor : model->tensors()) scopes.push_back(tensor.scope);
    QCOMPARE(scopes, (std::vector<std::string>{"function:a::F", "function:b::F", "function:b::F:1"}));
  }

  void valueInfos() {
    auto made = smallModel();
    made.input("ids", kInt64, {-1, 3});
    made.graph().add_input()->set_name("sequence");
    made.graph().mutable_input(2)->mutable_type()->mutable_sequence_type();
    const auto model = opened(made);
    QVERIFY(model);
    QCOMPARE(model->inputs().size(), std::size_t{3});
    QCOMPARE(model->inputs()[1].shape, (std::vector<std::int64_t>{-1, 3}));
    QCOMPARE(model->inputs()[1].type, DataType::int64);
    QVERIFY(model->inputs()[1].hasShape);
    QCOMPARE(model->inputs()[2].type, DataType::undefined);
    QVERIFY(!model->inputs()[2].hasShape);
    QCOMPARE(model->outputs()[0].name, std::string("y"));
  }

  void typesByName() {
    QCOMPARE(dataTypeName(DataType::bfloat16), std::string_view("bfloat16"));
    QCOMPARE(dataTypeName(static_cast<DataType>(99)), std::string_view("unknown"));
    QCOMPARE(dataTypeName(static_cast<DataType>(-1)), std::string_view("unknown"));
    QCOMPARE(dataTypeBits(DataType::uint4), std::optional<int>(4));
    QCOMPARE(dataTypeBits(DataType::complex128), std::optional<int>(128));
    QVERIFY(!dataTypeBits(DataType::string));
    QVERIFY(isFloatingWeight(DataType::float64));
    QVERIFY(!isFloatingWeight(DataType::float8e5m2));
  }

  void manyNodes() {
    ModelBuilder made;  // the inventory must not become slow with the number of nodes
    made.input("v0", kFloat, {1, 4});
    for (int index = 0; index < 20000; ++index) {
      const auto number = std::to_string(index);
      made.initializer(weightTensor("w" + number, kFloat, {4, 4}, 1));
      made.add(node("MatMul", {"v" + number, "w" + number}, {"v" + std::to_string(index + 1)}));
    }
    const auto model = opened(made);
    QVERIFY(model);
    QCOMPARE(model->tensors().size(), std::size_t{20000});
    QCOMPARE(model->parameterCount(), std::int64_t{20000 * 16});
    QCOMPARE(model->tensors()[19999].id, std::string("MatMul_19999"));
  }

  void sharedBetweenThreads() {
    const auto model = opened(smallModel());
    QVERIFY(model);
    std::vector<std::string> hashes(4);
    std::vector<std::jthread> threads;
    threads.reserve(hashes.size());
    for (auto& hash : hashes) threads.emplace_back([&] { hash = model->sha256(); });
    threads.clear();
    for (const auto& hash : hashes) QCOMPARE(hash, sha256Hex(bytesOf(smallModel().bytes())));
  }

  void stopped() {
    const Folder folder;
    smallModel().write(folder.file());
    std::stop_source stop;
    stop.request_stop();
    const auto model = Model::open(folder.file(), Job(stop.get_token(), {}));
    QVERIFY(!model);
    QCOMPARE(model.error().kind, ErrorKind::cancelled);
  }
};

QTEST_GUILESS_MAIN(InventoryTest)
#include "inventory_test.moc"

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/engine/engine_message.h"

#include <QtTest/QtTest>

using bitwright::readEngineMessage;

/// The messages are ONNX Runtime 1.30's own, collected from broken and unsupported models.
class EngineMessageTest : public QObject {
  Q_OBJECT

 private slots:
  void keepsWhatIsForPeople_data() {
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("where");
    QTest::newRow("plain") << "Could not find an implementation for Add(6) node with name ''"
                           << "Could not find an implementation for Add(6) node with name ''"
                           << "";
    QTest::newRow("load") << "Load model from a/b.onnx failed:Protobuf parsing failed."
                          << "Protobuf parsing failed"
                          << "";
    QTest::newRow("fatal") << "Load model from m.onnx failed:Fatal error: ai.onnx.preview.training:Momentum(-1) is not "
                              "a registered function/op"
                           << "ai.onnx.preview.training:Momentum(-1) is not a registered function/op"
                           << "";
    QTest::newRow("signature") << "Load model from m.onnx failed:/onnxruntime_src/onnxruntime/core/graph/model.cc:202 "
                                  "onnxruntime::Model::Model("
                                  "onnx::ModelProto&&, const onnxruntime::PathString&, const "
                                  "onnxruntime::IOnnxRuntimeOpSchemaRegistryList*, const "
                                  "onnxruntime::logging::Logger&, const onnxruntime::ModelOptions&) Unsupported model "
                                  "IR version: 999, max supported IR "
                                  "version: 13\n\n"
                               << "Unsupported model IR version: 999, max supported IR version: 13"
                               << "";
    QTest::newRow("return type")
        << "Load model from m.onnx failed:/onnxruntime_src/onnxruntime/core/graph/model_load_utils.h:46 void "
           "onnxruntime::model_load_utils::ValidateOpsetForDomain(const "
           "std::unordered_map<std::__cxx11::basic_string<char>, int>&, "
           "const onnxruntime::logging::Logger&, bool, const std::string&, int) Opset 9999 is under development"
        << "Opset 9999 is under development"
        << "";
    QTest::newRow("condition")
        << "Exception during initialization: /onnxruntime_src/onnxruntime/core/providers/cpu/rnn/rnn.h:48 "
           "onnxruntime::RNN<T>::RNN(const onnxruntime::OpKernelInfo&) [with T = float] layout_ == 0 was false. "
           "Batchwise recurrent "
           "operations (layout == 1) are not supported."
        << "Batchwise recurrent operations (layout == 1) are not supported"
        << "";
    QTest::newRow("lambda")
        << "Exception during initialization: "
           "/onnxruntime_src/onnxruntime/core/providers/cpu/text/string_normalizer.cc:235 "
           "onnxruntime::StringNormalizer::Locale::Locale(const std::string&)::<lambda()> Failed to construct locale"
        << "Failed to construct locale"
        << "";
    QTest::newRow("node") << "Non-zero status code returned while running Resize node. Name:'up' Status Message: "
                             "upsamplebase.h:548 ScalesValidation "
                             "Scale value should be greater than 0."
                          << "Scale value should be greater than 0"
                          << "Resize 'up'";
    QTest::newRow("operator()") << "Non-zero status code returned while running Mod node. Name:'' Status Message: "
                                   "element_wise_ops.cc:2256 operator() "
                                   "Integer modulo by zero"
                                << "Integer modulo by zero"
                                << "Mod";
    QTest::newRow("inference") << "Load model from m.onnx failed:Node (fc) Op (Gemm) [ShapeInferenceError] Dimension "
                                  "mismatch in unification between 5 and 4"
                               << "Dimension mismatch in unification between 5 and 4"
                               << "Gemm 'fc'";
    QTest::newRow("unknown op")
        << "Load model from m.onnx failed:This is an invalid model. In Node, (\"mine\", Magic, \"com.example\", -1) : "
           "(\"x\": "
           "tensor(float),) -> (\"y\": tensor(float),) , Error No opset import for domain 'com.example'"
        << "No opset import for domain 'com.example'"
        << "Magic 'mine'";
    QTest::newRow("nested") << "Non-zero status code returned while running If node. Name:'if' Status Message: "
                               "Non-zero status code returned while running "
                               "Gather node. Name:'emb' Status Message: indices element out of data bounds, idx=7"
                            << "indices element out of data bounds, idx=7"
                            << "Gather 'emb'";
    QTest::newRow("path inside") << "something broke at /onnxruntime_src/onnxruntime/core/x.cc:3"
                                 << "something broke at"
                                 << "";
    QTest::newRow("empty") << " \n"
                           << ""
                           << "";
  }

  void keepsWhatIsForPeople() {
    QFETCH(QString, said);
    QFETCH(QString, text);
    QFETCH(QString, where);
    const auto read = readEngineMessage(said.toStdString());
    QCOMPARE(QString::fromStdString(read.text), text);
    QCOMPARE(QString::fromStdString(read.where), where);
  }
};

QTEST_GUILESS_MAIN(EngineMessageTest)
#include "engine_message_test.moc"

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/engine/engine_message.h"

#include <doctest/doctest.h>

#include "tests/support/rows.h"

using bitwright::readEngineMessage;
using bitwright::test::Rows;

// The messages are ONNX Runtime 1.30's own, collected from broken and unsupported models.

TEST_CASE("keepsWhatIsForPeople") {
  Rows<std::string, std::string, std::string> rows;
  rows.add("plain", "Could not find an implementation for Add(6) node with name ''",
           "Could not find an implementation for Add(6) node with name ''", "");
  rows.add("load", "Load model from a/b.onnx failed:Protobuf parsing failed.", "Protobuf parsing failed", "");
  rows.add("fatal",
           "Load model from m.onnx failed:Fatal error: ai.onnx.preview.training:Momentum(-1) is not "
           "a registered function/op",
           "ai.onnx.preview.training:Momentum(-1) is not a registered function/op", "");
  rows.add("signature",
           "Load model from m.onnx failed:/onnxruntime_src/onnxruntime/core/graph/model.cc:202 "
           "onnxruntime::Model::Model("
           "onnx::ModelProto&&, const onnxruntime::PathString&, const "
           "onnxruntime::IOnnxRuntimeOpSchemaRegistryList*, const "
           "onnxruntime::logging::Logger&, const onnxruntime::ModelOptions&) Unsupported model "
           "IR version: 999, max supported IR "
           "version: 13\n\n",
           "Unsupported model IR version: 999, max supported IR version: 13", "");
  rows.add("return type",
           "Load model from m.onnx failed:/onnxruntime_src/onnxruntime/core/graph/model_load_utils.h:46 void "
           "onnxruntime::model_load_utils::ValidateOpsetForDomain(const "
           "std::unordered_map<std::__cxx11::basic_string<char>, int>&, "
           "const onnxruntime::logging::Logger&, bool, const std::string&, int) Opset 9999 is under development",
           "Opset 9999 is under development", "");
  rows.add("condition",
           "Exception during initialization: /onnxruntime_src/onnxruntime/core/providers/cpu/rnn/rnn.h:48 "
           "onnxruntime::RNN<T>::RNN(const onnxruntime::OpKernelInfo&) [with T = float] layout_ == 0 was false. "
           "Batchwise recurrent "
           "operations (layout == 1) are not supported.",
           "Batchwise recurrent operations (layout == 1) are not supported", "");
  rows.add("lambda",
           "Exception during initialization: "
           "/onnxruntime_src/onnxruntime/core/providers/cpu/text/string_normalizer.cc:235 "
           "onnxruntime::StringNormalizer::Locale::Locale(const std::string&)::<lambda()> Failed to construct locale",
           "Failed to construct locale", "");
  rows.add("node",
           "Non-zero status code returned while running Resize node. Name:'up' Status Message: "
           "upsamplebase.h:548 ScalesValidation "
           "Scale value should be greater than 0.",
           "Scale value should be greater than 0", "Resize 'up'");
  rows.add("operator()",
           "Non-zero status code returned while running Mod node. Name:'' Status Message: "
           "element_wise_ops.cc:2256 operator() "
           "Integer modulo by zero",
           "Integer modulo by zero", "Mod");
  rows.add("inference",
           "Load model from m.onnx failed:Node (fc) Op (Gemm) [ShapeInferenceError] Dimension "
           "mismatch in unification between 5 and 4",
           "Dimension mismatch in unification between 5 and 4", "Gemm 'fc'");
  rows.add("unknown op",
           "Load model from m.onnx failed:This is an invalid model. In Node, (\"mine\", Magic, \"com.example\", -1) : "
           "(\"x\": "
           "tensor(float),) -> (\"y\": tensor(float),) , Error No opset import for domain 'com.example'",
           "No opset import for domain 'com.example'", "Magic 'mine'");
  rows.add("nested",
           "Non-zero status code returned while running If node. Name:'if' Status Message: "
           "Non-zero status code returned while running "
           "Gather node. Name:'emb' Status Message: indices element out of data bounds, idx=7",
           "indices element out of data bounds, idx=7", "Gather 'emb'");
  rows.add("path inside", "something broke at /onnxruntime_src/onnxruntime/core/x.cc:3", "something broke at", "");
  rows.add("empty", " \n", "", "");

  rows.run([&](const std::string& said, const std::string& text, const std::string& where) {
    const auto read = readEngineMessage(said);
    REQUIRE(read.text == text);
    REQUIRE(read.where == where);
  });
}

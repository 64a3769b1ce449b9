// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// What each integer node of an exported file makes in ONNX Runtime, against a scalar reference written from the
// operators' pages, from the same inputs.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <map>

#include "core/calibration/range_table.h"
#include "core/compress/compress.h"
#include "core/export/export.h"
#include "core/export/format/format.h"
#include "core/graph/intermediate_outputs.h"
#include "core/runtime/worker_client.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scalar_operators.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

constexpr double kWithinAStep = 0.999;

DataRequest images() {
  DataRequest data;
  data.spec = "sample";
  data.limit = 4;
  return data;
}

template <class Stored>
void append(ByteView bytes, std::vector<double>& values) {
  for (std::size_t at = 0; at + sizeof(Stored) <= bytes.size(); at += sizeof(Stored)) {
    Stored value{};
    std::memcpy(&value, bytes.data() + at, sizeof(Stored));
    values.push_back(static_cast<double>(value));
  }
}

ScalarTensor stored(const WeightTensor& tensor) {
  ScalarTensor made{tensor.type, tensor.shape, {}};
  switch (tensor.type) {
    case DataType::float32:
      append<float>(tensor.bytes, made.values);
      break;
    case DataType::uint8:
      append<std::uint8_t>(tensor.bytes, made.values);
      break;
    case DataType::int8:
      append<std::int8_t>(tensor.bytes, made.values);
      break;
    case DataType::int32:
      append<std::int32_t>(tensor.bytes, made.values);
      break;
    default:
      break;
  }
  return made;
}

/// How the values of all nodes of one operator compare.
struct Tally {
  int nodes = 0;
  std::int64_t values = 0;
  std::int64_t equal = 0;
  std::int64_t withinAStep = 0;
};

class ScalarReferenceTest {
 protected:
  void compareLayers(const std::filesystem::path& path, std::map<std::string, Tally>& tallies) {
    auto written = Model::open(path);
    BW_VERIFY_RESULT(written);
    onnx::ModelProto proto;
    std::ifstream stream(path, std::ios::binary);
    REQUIRE(proto.ParseFromIstream(&stream));
    std::vector<std::string> names;
    for (const auto& node : proto.graph().node()) {
      for (const auto& output : node.output()) {
        if (!output.empty() && node.op_type() != "Constant") names.push_back(output);
      }
    }
    const auto exposing = folder_.path() / "exposing.onnx";
    BW_VERIFY_RESULT(writeWithIntermediateOutputs(*written, names, exposing, Job{}));
    RunRequest request;
    request.model = exposing;
    request.data = images();
    request.batch = request.data.limit;
    request.optimize = Optimization::none;
    const auto run = runModel(request, Job{});
    BW_VERIFY_RESULT(run);
    std::map<std::string, ScalarTensor> values;
    for (const auto& output : run->outputs) {
      values[output.name] = {output.type, output.shape,
                             std::vector<double>(output.values.begin(), output.values.end())};
    }
    for (const auto& tensor : (*written)->tensors()) {
      if (tensor.scope.empty()) values.emplace(tensor.tensor, stored(tensor));
    }
    for (const auto& node : proto.graph().node()) {
      if (!node.domain().empty()) continue;
      std::vector<ScalarTensor> inputs;
      bool known = values.contains(node.output(0));
      for (const auto& name : node.input()) {
        known = known && (name.empty() || values.contains(name));
        if (known) inputs.push_back(name.empty() ? ScalarTensor{} : values.at(name));
      }
      if (!known) continue;
      const auto meant = scalarResult(node, inputs);
      if (!meant) continue;
      const auto& made = values.at(node.output(0));
      REQUIRE(made.shape == meant->shape);
      REQUIRE(made.values.size() == meant->values.size());
      auto& tally = tallies[node.op_type()];
      ++tally.nodes;
      tally.values += static_cast<std::int64_t>(made.values.size());
      for (std::size_t i = 0; i < made.values.size(); ++i) {
        const double apart = std::abs(made.values[i] - meant->values[i]);
        tally.equal += apart == 0.0 ? 1 : 0;
        tally.withinAStep += apart <= (meant->type == DataType::float32 ? 0.0 : 1.0) ? 1 : 0;
      }
    }
  }

  ScratchFolder folder_;
};

}  // namespace

// Seven bits: with eight, sums of two products saturate in 16 bits on processors without VNNI, which is the kernel's
// doing and told elsewhere.
TEST_CASE_FIXTURE(ScalarReferenceTest, "everyLayer") {
  Rows<std::string, std::string, std::string> rows;
  for (const char* net : {"resnet8_fashion", "dscnn_fashion"}) {
    for (const char* format : {"dynamic", "qdq", "qoperator"}) {
      for (const char* spec : {"uniform:bits=7", "uniform:bits=7,granularity=tensor", "uniform:bits=7+act:type=int8"}) {
        if (std::string(format) == "dynamic" && std::string(spec).find("int8") != std::string::npos) continue;
        rows.add(fmt::format("{} {} {}", net, format, spec), net, format, spec);
      }
    }
  }

  rows.run([&](const std::string& net, const std::string& format, const std::string& spec) {
    const auto source = std::filesystem::path(BITWRIGHT_SOURCE_DIR) / ("resources/sample/" + net + ".onnx");
    auto model = Model::open(source);
    BW_VERIFY_RESULT(model);
    Recipe recipe;
    recipe.all = parseSpec(spec).value();
    recipe.activations.mode = format == std::string("dynamic") ? ActivationMode::dynamic : ActivationMode::calibrated;
    auto compressed = compress(*model, recipe, Job{});
    BW_VERIFY_RESULT(compressed);
    ExportOptions options{findFormat(format)->format(), true};
    if (needsRanges(options.format)) {
      auto data = images();
      data.calibrationPart = true;
      data.limit = 100;
      auto ranges = calibrateModel(*model, data, "minmax", {}, {}, Job{});
      BW_VERIFY_RESULT(ranges);
      options.ranges = *ranges;
    }
    const auto path = folder_.path() / "out.onnx";
    BW_VERIFY_RESULT(exportModel(*compressed, path, options, Job{}));

    std::map<std::string, Tally> tallies;
    compareLayers(path, tallies);
    const std::map<std::string, std::vector<std::string>> expected{
        {"dynamic", {"DynamicQuantizeLinear", "ConvInteger"}},
        {"qdq", {"QuantizeLinear", "DequantizeLinear"}},
        {"qoperator", {"QLinearConv"}}};
    for (const auto& op : expected.at(format)) REQUIRE_MESSAGE(tallies.contains(op), op);
    for (const auto& entry : tallies) {
      const auto& op = entry.first;
      const auto& tally = entry.second;
      const double within = static_cast<double>(tally.withinAStep) / static_cast<double>(tally.values);
      MESSAGE(fmt::format("{}: {} nodes, {} values, {} equal, {:.5f} within a step", op, tally.nodes,
                          static_cast<long long>(tally.values), static_cast<long long>(tally.equal), within));
      REQUIRE_MESSAGE(within >= kWithinAStep, op);
      if (op == "ConvInteger" || op == "MatMulInteger" || op == "DequantizeLinear")
        REQUIRE(tally.equal == tally.values);
    }
  });
}

}  // namespace bitwright

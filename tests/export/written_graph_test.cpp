// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Files that compute in integers or float16 are valid ONNX: nodes in order, every domain imported once, no type said
// that a value does not have.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "core/export/export.h"
#include "tests/support/export_made.h"
#include "tests/support/graph_soundness.h"
#include "tests/support/integer_models.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

using Dims = std::vector<std::int64_t>;

struct Form {
  const char* name;
  ExportFormat format;
  ActivationMode mode;
};

constexpr Form kForms[] = {{"dynamic", ExportFormat::dynamic, ActivationMode::dynamic},
                           {"qdq", ExportFormat::qdq, ActivationMode::calibrated},
                           {"qoperator", ExportFormat::qoperator, ActivationMode::calibrated},
                           {"float16", ExportFormat::weights, ActivationMode::float16}};

/// A Gemm whose weights are turned, with types said of all its values.
ModelBuilder turnedGemm() {
  ModelBuilder model(13, 8);
  model.input("x", kFloat, {3, 12});
  model.initializer(weightTensor("w", kFloat, {7, 12}, 3));
  setAttribute(model.add(node("Gemm", {"x", "w"}, {"raw"}, "fc")), "transB", std::int64_t{1});
  model.add(node("Relu", {"raw"}, {"y"}, "relu"));
  *model.graph().add_value_info() = value("w", kFloat, {7, 12});
  *model.graph().add_value_info() = value("raw", kFloat, {3, 7});
  model.output("y", kFloat, {3, 7});
  return model;
}

/// What the second output of a node gives is read, by a layer, by a sum and inside a branch.
ModelBuilder secondOutputs() {
  ModelBuilder model(13, 8);
  model.input("x", kFloat, {2, 8}).input("which", kBool, {});
  for (const char* name : {"a.w", "b.w", "c.w"})
    model.initializer(weightTensor(name, kFloat, {8, 8}, static_cast<unsigned int>(name[0])));
  model.initializer(weightTensor("d.w", kFloat, {4, 8}, 9));
  model.add(node("MatMul", {"x", "a.w"}, {"a"}, "a"));
  setAttribute(model.add(node("Split", {"a"}, {"left", "right"}, "split")), "axis", std::int64_t{1});
  model.add(node("MatMul", {"right", "d.w"}, {"d"}, "d"));
  model.add(node("MatMul", {"d", "b.w"}, {"b"}, "b"));
  model.add(node("Add", {"b", "d"}, {"sum"}, "sum"));
  auto& branch = model.add(node("If", {"which"}, {"picked"}, "if"));
  for (const auto& [attribute, read] : {std::pair{"then_branch", "left"}, {"else_branch", "right"}}) {
    onnx::GraphProto graph;
    graph.set_name(attribute);
    *graph.add_node() = node("Relu", {read}, {std::string(attribute) + ".out"});
    *graph.add_output() = value(std::string(attribute) + ".out", kFloat, {2, 4});
    setAttribute(branch, attribute, graph);
  }
  model.add(node("MatMul", {"sum", "c.w"}, {"y"}, "c"));
  model.output("y", kFloat, {2, 8}).output("picked", kFloat, {2, 4});
  return model;
}

/// Layers in front of what they read.
ModelBuilder unsorted() {
  auto model = secondOutputs();
  auto& nodes = *model.graph().mutable_node();
  std::reverse(nodes.begin(), nodes.end());
  return model;
}

/// Scales for each channel at an opset whose DequantizeLinear takes none: those of com.microsoft.
ModelBuilder olderOpset() {
  for (auto& made : integerModels(11, 6)) {
    if (made.name == "conv-relu-pool-add") return std::move(made.model);
  }
  return ModelBuilder();
}

std::vector<std::pair<const char*, ModelBuilder>> models() {
  return {{"turned-gemm", turnedGemm()},
          {"second-outputs", secondOutputs()},
          {"unsorted", unsorted()},
          {"older-opset", olderOpset()}};
}

class WrittenGraphTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }
};

}  // namespace

TEST_CASE_FIXTURE(WrittenGraphTest, "isSound") {
  Rows<int, int> rows;
  int next = 0;
  for (const auto& [name, model] : models()) {
    for (int form = 0; form < 4; ++form) rows.add(fmt::format("{}, {}", name, kForms[form].name), next, form);
    ++next;
  }

  rows.run([&](int which, int form) {
    models()[static_cast<std::size_t>(which)].second.write(file("source.onnx"));
    Recipe recipe;
    recipe.all = parseSpec(kForms[form].mode == ActivationMode::float16 ? "keep" : "uniform:bits=8").value();
    recipe.activations.mode = kForms[form].mode;
    const auto written = exportMade(file("source.onnx"), file("out.onnx"), recipe, kForms[form].format);
    BW_VERIFY_RESULT(written);
    REQUIRE(written->exported.verification.verified);
    REQUIRE(written->exported.integerNodes + written->exported.float16Nodes > 0);
    REQUIRE(whatIsWrong(file("out.onnx")) == "");
  });
}

}  // namespace bitwright

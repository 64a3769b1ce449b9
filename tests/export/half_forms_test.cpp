// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Layers that compute in float16: what is written runs in stock ONNX Runtime within what rounding explains, is cast at
// the borders of a region alone, and stands beside layers that compute in integers and in floats.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <set>

#include "core/calibration/range_table.h"
#include "core/compress/compressed_model.h"
#include "core/export/export.h"
#include "core/export/format/recipe_format.h"
#include "core/export/verify/verify_against.h"
#include "core/lowering/float16/float16_chain.h"
#include "core/lowering/float16/float16_plan.h"
#include "tests/export/export_support.h"
#include "tests/support/export_made.h"
#include "tests/support/integer_models.h"
#include "tests/support/made_models.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

Recipe recipeOf(const std::string& spec, ActivationMode mode = ActivationMode::float16) {
  Recipe recipe;
  recipe.all = parseSpec(spec).value();
  recipe.activations.mode = mode;
  return recipe;
}

onnx::ModelProto read(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  onnx::ModelProto model;
  model.ParseFromIstream(&stream);
  return model;
}

int castsTo(const onnx::ModelProto& model, onnx::TensorProto::DataType type) {
  int count = 0;
  for (const auto& node : model.graph().node())
    count += node.op_type() == "Cast" && node.attribute(0).i() == type ? 1 : 0;
  return count;
}

ModelBuilder modelNamed(const std::string& name, std::int64_t opset = 13) {
  for (auto& made : integerModels(opset)) {
    if (made.name == name) return std::move(made.model);
  }
  return ModelBuilder();
}

class HalfFormsTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }

  Result<ExportResult> write(const ModelBuilder& made, const Recipe& recipe,
                             ExportFormat format = ExportFormat::weights) {
    made.write(file("source.onnx"));
    auto written = exportMade(file("source.onnx"), file("out.onnx"), recipe, format);
    if (!written) return passOn(written);
    return std::move(written->exported);
  }

  double toleranceOf(const char* name) const {
    return float16Tolerance(float16Chain(*Model::open(file(name)).value()));
  }
};

}  // namespace

TEST_CASE_FIXTURE(HalfFormsTest, "roundsAsIEEE754Does") {
  const auto elements =
      float16Elements({1.0F, 1.0F + 1.0F / 2048.0F, 70000.0F, -65519.0F, std::numeric_limits<float>::infinity()});
  REQUIRE(elements.clamped == std::int64_t{2});
  const std::uint16_t expected[] = {0x3c00, 0x3c00, 0x7bff, 0xfbff, 0x7c00};
  REQUIRE(elements.bytes.size() == sizeof expected);
  REQUIRE(std::equal(elements.bytes.begin(), elements.bytes.end(), std::as_bytes(std::span(expected)).begin()));
  REQUIRE(float16Tolerance({2, 2, 2}) == 6.0 / 2048.0);
  REQUIRE(float16Tolerance({}) == 1e-5);
}

TEST_CASE_FIXTURE(HalfFormsTest, "everyModel") {
  Rows<int, int, std::string> rows;
  for (const auto& [opset, ir] : {std::pair{8, 3}, {9, 4}, {11, 6}, {13, 7}, {17, 8}, {21, 10}}) {
    for (const char* spec : {"fp16", "uniform:bits=8"})
      rows.add(fmt::format("opset {}, {}", opset, spec), opset, ir, std::string(spec));
  }
  for (const char* spec : {"keep", "kmeans:bits=4", "prune:density=0.3+kmeans:bits=4", "bf16"}) {
    rows.add(spec, 13, 7, std::string(spec));
  }

  rows.run([&](int opset, int ir, const std::string& spec) {
    for (const auto& made : integerModels(opset, ir)) {
      const auto exported = write(made.model, recipeOf(spec));
      REQUIRE_MESSAGE(exported, (made.name + ": " + exported.error().line()));
      const auto& verification = exported->verification;
      REQUIRE_MESSAGE((verification.verified && verification.ran && exported->float16Nodes >= 2), made.name);
      REQUIRE(verification.differing == std::int64_t{0});
      REQUIRE(exported->ledger.total() == static_cast<std::uint64_t>(std::filesystem::file_size(file("out.onnx"))));
      // It computes in float16, and what is judged is what rounding can explain.
      REQUIRE_MESSAGE(verification.maxRelDifference > 1e-6, made.name);
      REQUIRE(verification.tolerance == toleranceOf("out.onnx"));
      const auto chain = float16Chain(*Model::open(file("out.onnx")).value());
      REQUIRE_MESSAGE(chain.nodes == exported->float16Nodes, (made.name + ": " + std::to_string(chain.nodes) + " of " +
                                                              std::to_string(exported->float16Nodes)));
      const auto written = read(file("out.onnx"));
      for (const auto& output : written.graph().output())
        REQUIRE(output.type().tensor_type().elem_type() == int{onnx::TensorProto::FLOAT});
    }
  });
}

TEST_CASE_FIXTURE(HalfFormsTest, "castsAtBordersAlone") {
  const auto exported = write(modelNamed("conv-relu-pool-add"), recipeOf("fp16"));
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->floats.empty());
  REQUIRE(exported->float16Nodes == std::int64_t{9});  // all there are
  const auto written = read(file("out.onnx"));
  REQUIRE(castsTo(written, onnx::TensorProto::FLOAT16) == 1);
  REQUIRE(castsTo(written, onnx::TensorProto::FLOAT) == 1);
  for (const auto& stored : written.graph().initializer())
    REQUIRE(stored.data_type() == int{onnx::TensorProto::FLOAT16});
  // A layer left in floats makes two regions of one.
  auto recipe = recipeOf("fp16");
  recipe.rules.push_back({"c2", false, parseSpec("fp16+act:type=float").value()});
  const auto mixed = write(modelNamed("conv-relu-pool-add"), recipe);
  BW_VERIFY_RESULT(mixed);
  REQUIRE(mixed->float16Nodes == std::int64_t{8});
  const auto apart = read(file("out.onnx"));
  REQUIRE(castsTo(apart, onnx::TensorProto::FLOAT16) == 2);
}

TEST_CASE_FIXTURE(HalfFormsTest, "leavesNoDecodeNode") {
  const auto model = modelNamed("conv-relu-pool-add");
  for (const auto* spec : {"fp16", "kmeans:bits=4", "uniform:bits=8"}) {
    const auto exported = write(model, recipeOf(spec));
    BW_VERIFY_RESULT(exported);
    const auto before = optimizedOperators(file("source.onnx"));
    const auto after = optimizedOperators(file("out.onnx"));
    BW_VERIFY_RESULT(before);
    BW_VERIFY_RESULT(after);
    // Fusions know float16 less well: what they leave apart is what they were made of.
    const std::set<std::string> apart{"Cast", "Conv", "Relu", "Add"};
    for (const auto& entry : *after)
      REQUIRE_MESSAGE((before->contains(entry.first) || apart.contains(entry.first)),
                      (std::string(spec) + ": " + entry.first));
  }
}

TEST_CASE_FIXTURE(HalfFormsTest, "mixesWithIntegersAndFloats") {
  for (const auto format : {ExportFormat::qdq, ExportFormat::qoperator, ExportFormat::dynamic}) {
    auto recipe = recipeOf("uniform:bits=8",
                           format == ExportFormat::dynamic ? ActivationMode::dynamic : ActivationMode::calibrated);
    recipe.rules.push_back({"c2", false, parseSpec("uniform:bits=8+act:type=float16").value()});
    const auto exported = write(modelNamed("conv-relu-pool-add"), recipe, format);
    BW_VERIFY_RESULT(exported);
    REQUIRE(exported->verification.verified);
    REQUIRE((exported->integerNodes >= 2 && exported->float16Nodes >= 1));
    REQUIRE_MESSAGE(exported->verification.sqnrDb > 20.0, std::to_string(exported->verification.sqnrDb));
    REQUIRE(std::none_of(exported->floats.begin(), exported->floats.end(),
                         [](const FloatFallback& node) { return node.id == "c2"; }));
  }
  // One layer alone, all others as they are.
  auto recipe = recipeOf("keep", ActivationMode::none);
  recipe.rules.push_back({"c1", false, parseSpec("fp16+act:type=float16").value()});
  REQUIRE(defaultFormat(recipe) == ExportFormat::automatic);
  const auto single = write(modelNamed("conv-relu-pool-add"), recipe);
  BW_VERIFY_RESULT(single);
  REQUIRE((single->verification.verified && single->float16Nodes >= 1 && single->integerNodes == 0));
}

TEST_CASE_FIXTURE(HalfFormsTest, "foldsNorms") {
  ModelBuilder model(13);
  model.input("x", kFloat, {1, 4, 6, 6}).output("y", kFloat, {1, 8, 6, 6});
  model.initializer(weightTensor("w", kFloat, {8, 4, 1, 1}, 1));
  model.add(node("Conv", {"x", "w"}, {"c"}, "conv"));
  std::vector<std::string> inputs{"c"};
  for (const auto* name : {"gamma", "beta", "mean", "var"}) {
    model.initializer(tensor(name, kFloat, {8}, std::vector<float>(8, name[0] == 'v' ? 0.25F : 0.5F)));
    inputs.emplace_back(name);
  }
  model.add(node("BatchNormalization", inputs, {"n"}, "norm"));
  model.add(node("Relu", {"n"}, {"y"}));
  const auto exported = write(model, recipeOf("fp16"));
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->float16Nodes == std::int64_t{2});
  const auto written = read(file("out.onnx"));
  for (const auto& each : written.graph().node()) REQUIRE(each.op_type() != "BatchNormalization");
  REQUIRE(written.graph().initializer_size() +
              static_cast<int>(std::count_if(written.graph().node().begin(), written.graph().node().end(),
                                             [](const auto& each) { return each.op_type() == "Constant"; })) ==
          2);
}

TEST_CASE_FIXTURE(HalfFormsTest, "clampsConstantsAndSaysSo") {
  auto model = modelNamed("gemm-chain");
  model.initializer(tensor("low", kFloat, {}, {-1e30F})).initializer(tensor("high", kFloat, {}, {1e30F}));
  for (auto& each : *model.graph().mutable_node()) {
    if (each.op_type() != "Relu") continue;
    each.set_op_type("Clip");
    each.add_input("low");
    each.add_input("high");
  }
  const auto exported = write(model, recipeOf("fp16"));
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->verification.verified);
  REQUIRE(std::any_of(exported->warnings.begin(), exported->warnings.end(),
                      [](const Message& warning) { return warning.id() == "half.clamped"; }));
}

/// What a layer's outputs reach is observed: where float16 cannot hold it, the layer and what reads it stay float32.
TEST_CASE_FIXTURE(HalfFormsTest, "keepsInFloat32WhatFloat16CannotHold") {
  auto model = modelNamed("gemm-chain");
  for (auto& stored : *model.graph().mutable_initializer()) {
    if (stored.name() == "g1.b") stored = tensor("g1.b", kFloat, {20}, std::vector<float>(20, 90000.0F));
  }
  const auto exported = write(model, recipeOf("fp16"));
  BW_VERIFY_RESULT(exported);
  REQUIRE((exported->verification.verified && exported->verification.ran));
  REQUIRE(std::any_of(exported->floats.begin(), exported->floats.end(),
                      [](const FloatFallback& node) { return node.reason.id() == "half.far"; }));
}

/// Large values between two layers whose outputs are of common size: a runtime that rounds them would give infinity,
/// one that casts would not.
TEST_CASE_FIXTURE(HalfFormsTest, "keepsLargeValuesBetweenLayers") {
  const auto scaled = [](double factor) {
    auto model = modelNamed("gemm-chain");
    for (auto& stored : *model.graph().mutable_initializer()) {
      const auto scale = stored.name() == "g1.w" ? factor : stored.name() == "g2.w" ? 1.0 / factor : 0.0;
      if (scale == 0.0) continue;
      const std::vector<std::int64_t> shape(stored.dims().begin(), stored.dims().end());
      auto values = weights(shape[0] * shape[1], 7);
      float largest = 0.0F;
      for (const float value : values) largest = std::max(largest, std::abs(value));
      for (auto& value : values) value = static_cast<float>(static_cast<double>(std::abs(value) / largest) * scale);
      stored = tensor(stored.name(), kFloat, shape, values);
    }
    return model;
  };
  const auto common = write(scaled(1.0), recipeOf("fp16"));
  BW_VERIFY_RESULT(common);
  REQUIRE(common->floats.empty());
  const auto large = write(scaled(6e4), recipeOf("fp16"));
  BW_VERIFY_RESULT(large);
  REQUIRE((large->verification.verified && large->float16Nodes < common->float16Nodes));
  REQUIRE(std::any_of(large->floats.begin(), large->floats.end(),
                      [](const FloatFallback& node) { return node.reason.id() == "half.far"; }));
}

/// A spectrum on its way to a logarithm comes nearer to 0 than float16 does: 0 of it would become −∞.
TEST_CASE_FIXTURE(HalfFormsTest, "keepsSpectraInFloat32") {
  ModelBuilder model(13);
  model.input("x", kFloat, {-1, 8}).output("y", kFloat, {-1, 6});
  model.initializer(weightTensor("w", kFloat, {8, 12}, 1))
      .initializer(weightTensor("mel", kFloat, {12, 10}, 2))
      .initializer(weightTensor("v", kFloat, {10, 6}, 3));
  model.initializer(tensor("tiny", kFloat, {}, {1e-4F})).initializer(tensor("least", kFloat, {}, {1e-9F}));
  model.add(node("MatMul", {"x", "w"}, {"wave"}, "stft"));
  model.add(node("Mul", {"wave", "tiny"}, {"quiet"}, "scale"));
  model.add(node("Mul", {"quiet", "quiet"}, {"power"}, "square"));
  model.add(node("MatMul", {"power", "mel"}, {"bands"}, "bands"));
  model.add(node("Abs", {"bands"}, {"level"}, "abs"));
  model.add(node("Add", {"level", "least"}, {"above"}, "above"));
  model.add(node("Log", {"above"}, {"log"}, "log"));
  model.add(node("MatMul", {"log", "v"}, {"y"}, "head"));
  const auto exported = write(model, recipeOf("fp16"));
  BW_VERIFY_RESULT(exported);
  REQUIRE((exported->verification.verified && exported->verification.ran));
  REQUIRE((exported->verification.means.holds && exported->verification.runs.holds));
  const auto stays = [&exported](const char* id, const char* reason) {
    return std::any_of(exported->floats.begin(), exported->floats.end(),
                       [id, reason](const FloatFallback& each) { return each.id == id && each.reason.id() == reason; });
  };
  REQUIRE((stays("square", "half.tiny") || stays("scale", "half.tiny")));
  REQUIRE((stays("bands", "half.small") || stays("bands", "half.tiny")));
  REQUIRE(exported->float16Nodes >= 1);
}

TEST_CASE_FIXTURE(HalfFormsTest, "takesTensorsWithoutElements") {
  ModelBuilder model(13);
  model.input("x", kFloat, {-1, 4}).output("y", kFloat, {-1, 3});
  model.initializer(weightTensor("w", kFloat, {4, 3}, 1)).initializer(tensor("none", kFloat, {0, 3}, {}));
  model.add(node("MatMul", {"x", "w"}, {"product"}, "product"));
  model.add(node("Concat", {"product", "none"}, {"y"}, "join"));
  setAttribute(*model.graph().mutable_node(1), "axis", std::int64_t{0});
  const auto exported = write(model, recipeOf("fp16"));
  BW_VERIFY_RESULT(exported);
  REQUIRE((exported->verification.verified && exported->verification.ran));
}

TEST_CASE_FIXTURE(HalfFormsTest, "saysWhyNot") {
  auto model = modelNamed("gemm-chain");
  for (auto& stored : *model.graph().mutable_initializer()) {
    if (stored.name() == "g1.w") stored = tensor("g1.w", kFloat, {12, 20}, std::vector<float>(240, 70000.0F));
  }
  for (const auto& [spec, reason] : {std::pair{"fp16", "integer.kept"}, {"uniform:bits=8", "half.beyond"}}) {
    const auto exported = write(model, recipeOf(spec));
    BW_VERIFY_RESULT(exported);
    REQUIRE(!exported->floats.empty());
    REQUIRE(exported->floats.front().id == "g1");
    REQUIRE(exported->floats.front().reason.id() == std::string_view(reason));
  }
  auto odd = modelNamed("gemm-chain");
  for (auto& each : *odd.graph().mutable_node()) {
    if (each.op_type() == "Relu") each.set_op_type("Sinh");
  }
  const auto exported = write(odd, recipeOf("fp16"));
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->floats.size() == std::size_t{1});
  REQUIRE(exported->floats.front().reason.id() == "half.operator");
  REQUIRE(castsTo(read(file("out.onnx")), onnx::TensorProto::FLOAT16) == 2);
}

TEST_CASE_FIXTURE(HalfFormsTest, "isVerifiedAgainstTheOriginal") {
  for (const auto* spec : {"fp16", "kmeans:bits=6"}) {
    BW_VERIFY_RESULT(write(modelNamed("concat-average"), recipeOf(spec)));
    const auto verified = verifyAgainst(file("out.onnx"), file("source.onnx"), {}, Job{});
    BW_VERIFY_RESULT(verified);
    REQUIRE((verified->verified && verified->ran));
    REQUIRE(verified->tolerance == toleranceOf("out.onnx"));
  }
}

/// Weights in branches and functions are stored as asked and compute in floats; what a branch reads of float16 values
/// it reads as floats.
TEST_CASE_FIXTURE(HalfFormsTest, "keepsWhatBranchesRead") {
  for (const auto& [opset, ir] : {std::pair{9, 4}, {13, 8}, {21, 10}}) {
    const auto exported = write(holderModel({.opset = opset, .ir = ir}), recipeOf("fp16"));
    BW_VERIFY_RESULT(exported);
    REQUIRE((exported->verification.verified && exported->verification.ran && exported->float16Nodes >= 2));
    REQUIRE(exported->verification.differing == std::int64_t{0});
  }
}

TEST_CASE_FIXTURE(HalfFormsTest, "goesWithDequantizeLinear") {
  const auto exported = write(modelNamed("conv-relu-pool-add"), recipeOf("uniform:bits=8"), ExportFormat::weightsDq);
  BW_VERIFY_RESULT(exported);
  REQUIRE((exported->verification.verified && exported->float16Nodes == 9));
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Format auto: what is kept packed is what ONNX Runtime computes from so, and the written file obeys what was chosen.
#include "core/export/packing/packed_choice.h"

#include <doctest/doctest.h>

#include <map>

#include "core/export/format/format.h"
#include "core/export/fused_check.h"
#include "core/export/stored_form.h"
#include "tests/export/export_support.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

constexpr std::int64_t kWide = 256;

/// Two products with `between` behind each, and a small one at the end.
ModelBuilder chain(const char* between, std::int64_t opset) {
  ModelBuilder builder(opset, 8);
  builder.input("x", kFloat, {3, kWide}).output("y", kFloat, {3, 8});
  builder.initializer(weightTensor("w0", kFloat, {kWide, kWide}, 1));
  builder.initializer(weightTensor("w1", kFloat, {kWide, kWide}, 2));
  builder.initializer(weightTensor("w2", kFloat, {kWide, 8}, 3));
  builder.add(node("MatMul", {"x", "w0"}, {"h0"}, "first"));
  builder.add(node(between, {"h0"}, {"a0"}, "a"));
  builder.add(node("MatMul", {"a0", "w1"}, {"h1"}, "second"));
  builder.add(node(between, {"h1"}, {"a1"}, "b"));
  builder.add(node("MatMul", {"a1", "w2"}, {"y"}, "small"));
  return builder;
}

Recipe recipeOf(const std::string& spec) {
  Recipe recipe;
  recipe.all = parseSpec(spec).value();
  return recipe;
}

/// Both large layers.
PackedChoice bothPacked(const Model& model) {
  PackedChoice choice;
  choice.packed.assign(model.tensors().size(), false);
  choice.why.resize(model.tensors().size());
  for (const auto& tensor : model.tensors()) {
    if (tensor.elementCount() < kWide * kWide) continue;
    choice.packed[tensor.index] = true;
    choice.why[tensor.index] = BW_MESSAGE("test.packed", "packed");
  }
  choice.opset = 21;
  return choice;
}

class PackedChoiceTest {
 protected:
  std::shared_ptr<const Model> open(const char* between, std::int64_t opset) {
    const auto path = folder_.file("source.onnx");
    chain(between, opset).write(path);
    return Model::open(path).value();
  }
  [[nodiscard]] std::map<std::string, std::string> makersIn(const std::filesystem::path& path) const {
    onnx::ModelProto model;
    REQUIRE(model.ParseFromString(readFile(path)));
    std::map<std::string, std::string> makers;
    for (const auto& each : model.graph().node()) makers[each.output(0)] = each.op_type();
    return makers;
  }
  ScratchFolder folder_;
};

}  // namespace

TEST_CASE_FIXTURE(PackedChoiceTest, "theFileObeysWhatWasChosen") {
  const auto model = open("Tanh", 21);
  auto compressed = compress(model, recipeOf("uniform:bits=4,granularity=block"), Job{});
  BW_VERIFY_RESULT(compressed);
  keepPacked(*compressed, *model, bothPacked(*model));
  REQUIRE(compressed->layers[0].packed);
  compressed->layers[1].packed = false;
  ExportOptions options;
  options.format = ExportFormat::automatic;
  const auto exported = exportModel(*compressed, folder_.file("out.onnx"), options, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->verification.verified);
  const auto makers = makersIn(folder_.file("out.onnx"));
  REQUIRE(makers.at("w0") == "DequantizeLinear");
  REQUIRE(makers.at("w1") != "DequantizeLinear");
  const auto operators = optimizedOperators(folder_.file("out.onnx"));
  BW_VERIFY_RESULT(operators);
  REQUIRE(operators->at("MatMulNBits") == 1);
  REQUIRE(!operators->contains("DequantizeLinear"));
}

TEST_CASE_FIXTURE(PackedChoiceTest, "whatIsNotFusedIsDecoded") {
  const auto model = open("Relu", 21);
  auto compressed = compress(model, recipeOf("uniform:bits=4,granularity=block"), Job{});
  BW_VERIFY_RESULT(compressed);
  keepPacked(*compressed, *model, bothPacked(*model));
  ExportOptions options;
  options.format = ExportFormat::automatic;
  BW_VERIFY_RESULT(unpackWhatIsNotFused(*compressed, options, Job{}));
  for (const auto& layer : compressed->layers) {
    if (layer.packed || layer.formReason.empty()) continue;
    REQUIRE(layer.formReason.id() == "packing.not_fused");
  }
  const auto exported = exportModel(*compressed, folder_.file("out.onnx"), options, Job{});
  BW_VERIFY_RESULT(exported);
  const auto operators = optimizedOperators(folder_.file("out.onnx"));
  BW_VERIFY_RESULT(operators);
  REQUIRE(!operators->contains("DequantizeLinear"));
}

TEST_CASE_FIXTURE(PackedChoiceTest, "largeLayersAreTimedAndTheOpsetFollows") {
  const auto model = open("Tanh", 17);
  ExportOptions options;
  options.format = ExportFormat::automatic;
  const auto compressed = compressFor(options, model, recipeOf("uniform:bits=4,granularity=block"), {}, Job{});
  BW_VERIFY_RESULT(compressed);
  REQUIRE(!compressed->layers[0].formReason.empty());
  REQUIRE(!compressed->layers[1].formReason.empty());
  REQUIRE(compressed->layers[2].formReason.empty());  // too small to matter
  REQUIRE(compressed->model->opset() == (keepsPacked(*compressed) ? 21 : 17));
  const auto exported = exportModel(*compressed, folder_.file("out.onnx"), options, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->verification.verified);
  const auto makers = makersIn(folder_.file("out.onnx"));
  for (const auto& layer : compressed->layers) {
    const auto& name = compressed->model->tensors()[layer.tensor].tensor;
    if (layer.packed) REQUIRE(makers.at(name) == "DequantizeLinear");
  }
}

TEST_CASE_FIXTURE(PackedChoiceTest, "anOpsetThatIsKeptHasNoSuchForms") {
  const auto model = open("Tanh", 17);
  ExportOptions options;
  options.format = ExportFormat::automatic;
  options.newestOpset = -1;
  const auto compressed = compressFor(options, model, recipeOf("uniform:bits=4,granularity=block"), {}, Job{});
  BW_VERIFY_RESULT(compressed);
  REQUIRE(!keepsPacked(*compressed));
  REQUIRE(compressed->model->opset() == 17);
}

TEST_CASE_FIXTURE(PackedChoiceTest, "otherSchemesAndArithmeticsLeaveNoChoice") {
  const auto model = open("Tanh", 21);
  for (const auto* spec : {"kmeans:bits=4", "uniform:bits=5", "fp16", "uniform:bits=8+act:type=uint8"}) {
    const auto choice = choosePacked(*model, recipeOf(spec), {}, 1, 25, Job{});
    BW_VERIFY_RESULT(choice);
    REQUIRE_MESSAGE(choice->packed.empty(), spec);
  }
}

TEST_CASE_FIXTURE(PackedChoiceTest, "dequantizeLinearSaysWhatOpsetItTakes") {
  const auto model = open("Tanh", 13);
  const auto opset = [&](const char* spec) { return opsetOfForms(*model, recipeOf(spec)).value(); };
  REQUIRE(opset("kmeans:bits=4") == 0);
  REQUIRE(opset("uniform:bits=8,granularity=tensor") == 10);
  REQUIRE(opset("uniform:bits=8") == 13);
  REQUIRE(opset("uniform:bits=8,granularity=block") == 21);
  REQUIRE(opset("uniform:bits=3") == 21);
  REQUIRE(opset("uniform:bits=2") == 25);
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Format auto: what is kept packed is what ONNX Runtime computes from so, and the written file obeys what was chosen.
#include "core/export/packing/packed_choice.h"

#include <doctest/doctest.h>

#include <map>

#include "core/export/blocks/packed_readers.h"
#include "core/export/format/format.h"
#include "core/export/packed_check.h"
#include "core/export/stored_form.h"
#include "core/export/verify/verify_against.h"
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
  return choice;
}

onnx::NodeProto gemm(const std::string& input, const std::string& weight, const std::string& output) {
  auto made = node("Gemm", {input, weight, "b"}, {output}, output);
  setAttribute(made, "transB", std::int64_t{1});
  return made;
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
  for (const auto* between : {"Tanh", "Relu"}) {
    const auto model = open(between, 13);  // no opset of DequantizeLinear in blocks is needed
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
    REQUIRE(exported->verification.differing == 0);
    const auto makers = makersIn(folder_.file("out.onnx"));
    REQUIRE(makers.at("h0") == "MatMulNBits");
    REQUIRE(makers.at("h1") == "MatMul");
    const auto operators = optimizedOperators(folder_.file("out.onnx"));
    BW_VERIFY_RESULT(operators);
    REQUIRE(operators->at("MatMulNBits") == 1);
    REQUIRE(!operators->contains("DequantizeLinear"));
  }
}

/// Every width, with and without zero points, a scale a channel or a block, rows that are no whole blocks, biases.
TEST_CASE_FIXTURE(PackedChoiceTest, "packedProductsAndTablesDecodeBitForBit") {
  ModelBuilder builder(13, 7);
  builder.input("ids", onnx::TensorProto::INT64, {2, 5})
      .output("y", kFloat, {10, 256})
      .output("z", kFloat, {2, 5, 200});
  builder.initializer(weightTensor("table", kFloat, {400, 200}, 1));
  builder.initializer(weightTensor("w", kFloat, {200, 332}, 2));
  builder.initializer(weightTensor("v", kFloat, {256, 332}, 3)).initializer(weightTensor("b", kFloat, {256}, 4));
  builder.initializer(int64Tensor("flat", {10, 332}));
  builder.add(node("Gather", {"table", "ids"}, {"z"}, "embedding"));
  builder.add(node("MatMul", {"z", "w"}, {"p"}, "product"));
  builder.add(node("Reshape", {"p", "flat"}, {"r"}, "rows"));
  builder.add(gemm("r", "v", "y"));
  builder.write(folder_.file("source.onnx"));
  const auto model = Model::open(folder_.file("source.onnx"));
  BW_VERIFY_RESULT(model);
  for (const auto* spec :
       {"uniform:bits=4,granularity=block", "uniform:bits=4", "uniform:bits=8", "uniform:bits=4,symmetric=false",
        "uniform:bits=4,granularity=block,block=16,symmetric=false", "uniform:bits=8,granularity=block,block=64",
        "uniform:bits=4,granularity=tensor"}) {
    CAPTURE(spec);
    auto compressed = compress(*model, recipeOf(spec), Job{});
    BW_VERIFY_RESULT(compressed);
    keepPacked(*compressed, **model, bothPacked(**model));
    ExportOptions options;
    options.format = ExportFormat::automatic;
    const auto exported = exportModel(*compressed, folder_.file("out.onnx"), options, Job{});
    BW_VERIFY_RESULT(exported);
    REQUIRE((exported->verification.verified && exported->verification.ran));
    REQUIRE(exported->verification.means.holds);
    const auto makers = makersIn(folder_.file("out.onnx"));
    REQUIRE(makers.at("z") == "GatherBlockQuantized");
    REQUIRE(makers.at("p") == "MatMulNBits");
    REQUIRE(makers.at("y") == "Add");
    const auto verified = verifyAgainst(folder_.file("out.onnx"), folder_.file("source.onnx"), {}, Job{});
    BW_VERIFY_RESULT(verified);
    REQUIRE((verified->verified && verified->differing == 0 && verified->tensors == 3));
  }
}

TEST_CASE_FIXTURE(PackedChoiceTest, "aReaderThatSaysSomethingElseIsFound") {
  const auto model = open("Tanh", 13);
  auto compressed = compress(model, recipeOf("uniform:bits=4,granularity=block"), Job{});
  BW_VERIFY_RESULT(compressed);
  keepPacked(*compressed, *model, bothPacked(*model));
  ExportOptions options;
  options.format = ExportFormat::automatic;
  BW_VERIFY_RESULT(exportModel(*compressed, folder_.file("out.onnx"), options, Job{}));
  onnx::ModelProto written;
  REQUIRE(written.ParseFromString(readFile(folder_.file("out.onnx"))));
  for (auto& each : *written.mutable_graph()->mutable_node()) {
    for (auto& attribute : *each.mutable_attribute()) {
      if (attribute.name() == "K") attribute.set_i(attribute.i() / 2);
    }
  }
  writeFile(folder_.file("out.onnx"), written.SerializeAsString());
  REQUIRE(!verifyAgainst(folder_.file("out.onnx"), folder_.file("source.onnx"), {}, Job{}));
}

/// Kernels round what they multiply to 8 bits a block: one value a million times the others leaves nothing of those.
TEST_CASE_FIXTURE(PackedChoiceTest, "whatDoesNotComputeWhatItMeansIsDecoded") {
  ModelBuilder builder(13, 7);
  builder.input("x", kFloat, {3, kWide}).output("y", kFloat, {3, kWide});
  std::vector<float> outliers(kWide, 0.0F);
  std::vector<float> weights(kWide * kWide);
  for (std::size_t at = 0; at < weights.size(); ++at) {
    const auto row = at / kWide;
    weights[at] = row % 16 == 0 ? 0.0F : static_cast<float>(at * 7 % 15) - 7.0F;  // no product sees the outliers
    if (row % 16 == 0) outliers[row] = 1e6F;
  }
  builder.initializer(tensor("w", kFloat, {kWide, kWide}, weights));
  builder.initializer(tensor("offset", kFloat, {kWide}, outliers));
  builder.add(node("Add", {"x", "offset"}, {"far"}, "far"));
  builder.add(node("MatMul", {"far", "w"}, {"y"}, "product"));
  builder.write(folder_.file("source.onnx"));
  const auto model = Model::open(folder_.file("source.onnx"));
  BW_VERIFY_RESULT(model);
  ExportOptions options;
  options.format = ExportFormat::automatic;
  const auto recipe = recipeOf("uniform:bits=4,granularity=block");
  auto compressed = compress(*model, recipe, Job{});
  BW_VERIFY_RESULT(compressed);
  keepPacked(*compressed, **model, bothPacked(**model));
  REQUIRE(compressed->layers[0].packed);
  const auto asPacked = exportModel(*compressed, folder_.file("packed.onnx"), options, Job{});
  REQUIRE(!asPacked);
  REQUIRE(asPacked.error().kind == ErrorKind::verification);
  BW_VERIFY_RESULT(settleForms(*compressed, options, Job{}));
  REQUIRE(!compressed->layers[0].packed);
  const auto exported = exportModel(*compressed, folder_.file("out.onnx"), options, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE((exported->verification.verified && exported->verification.ran));
}

TEST_CASE_FIXTURE(PackedChoiceTest, "theWholeNetIsTimedAndTheOpsetStays") {
  const auto model = open("Tanh", 17);
  ExportOptions options;
  options.format = ExportFormat::automatic;
  const auto compressed = compressFor(options, model, recipeOf("uniform:bits=4,granularity=block"), {}, Job{});
  BW_VERIFY_RESULT(compressed);
  REQUIRE(!compressed->layers[0].formReason.empty());
  REQUIRE(!compressed->layers[1].formReason.empty());
  REQUIRE(compressed->layers[2].formReason.empty());  // too small to matter
  REQUIRE(compressed->model->opset() == 17);
  const auto exported = exportModel(*compressed, folder_.file("out.onnx"), options, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->verification.verified);
  const auto makers = makersIn(folder_.file("out.onnx"));
  REQUIRE((makers.at("h0") == "MatMulNBits") == compressed->layers[0].packed);
  REQUIRE((makers.at("h1") == "MatMulNBits") == compressed->layers[1].packed);
}

/// Two products that read one matrix, and a table that is multiplied by too.
TEST_CASE_FIXTURE(PackedChoiceTest, "whatIsReadOtherwiseIsDecoded") {
  ModelBuilder builder(13, 7);
  builder.input("x", kFloat, {3, kWide}).output("y", kFloat, {3, kWide}).output("z", kFloat, {3, kWide});
  builder.initializer(weightTensor("w", kFloat, {kWide, kWide}, 1));
  builder.add(node("MatMul", {"x", "w"}, {"y"}, "one"));
  builder.add(node("MatMul", {"y", "w"}, {"z"}, "two"));
  builder.write(folder_.file("source.onnx"));
  const auto model = Model::open(folder_.file("source.onnx"));
  BW_VERIFY_RESULT(model);
  REQUIRE(!packedReaders(**model, (*model)->tensors()[0]));
  const auto choice = choosePacked(**model, recipeOf("uniform:bits=4,granularity=block"), {}, 1, Job{});
  BW_VERIFY_RESULT(choice);
  REQUIRE(choice->packed.empty());
}

TEST_CASE_FIXTURE(PackedChoiceTest, "otherSchemesAndArithmeticsLeaveNoChoice") {
  const auto model = open("Tanh", 21);
  for (const auto* spec : {"kmeans:bits=4", "uniform:bits=5", "fp16", "uniform:bits=8+act:type=uint8"}) {
    const auto choice = choosePacked(*model, recipeOf(spec), {}, 1, Job{});
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

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Models of opsets without integers are lifted where integers are asked for: all else in them stays, and the outputs
// do.
#include "core/export/prepare/prepared_model.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/calibration/range_table.h"
#include "core/export/export.h"
#include "core/export/format/format.h"
#include "core/export/prepare/opset_lift.h"
#include "core/export/stored_form.h"
#include "core/export/verify/verify_against.h"
#include "core/model/model_document.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

class PreparedModelTest {
 protected:
  /// Conv of 8 channels and a Clip, a Slice, an Upsample by 2 and a TopK, as they were written below opset 10.
  ModelBuilder made(std::int64_t opset, std::int64_t ir) const;
  std::filesystem::path file(const std::string& name) const { return folder_.file(name); }
  ScratchFolder folder_;
};

}  // namespace

ModelBuilder PreparedModelTest::made(std::int64_t opset, std::int64_t ir) const {
  ModelBuilder builder(opset, ir);
  builder.input("x", kFloat, {2, 4, 10, 10}).output("y", kFloat, {2, 8, 8, 8}).output("best", kFloat, {2, 8, 8, 3});
  builder.initializer(weightTensor("w", kFloat, {8, 4, 3, 3}, 3));
  builder.initializer(weightTensor("b", kFloat, {8}, 4));
  builder.add(node("Conv", {"x", "w", "b"}, {"c"}, "conv"));
  auto clip = node("Clip", {"c"}, {"clipped"}, "clip");
  auto& least = *clip.add_attribute();
  least.set_name("min");
  least.set_type(onnx::AttributeProto::FLOAT);
  least.set_f(0.0F);
  builder.add(clip);
  auto slice = node("Slice", {"clipped"}, {"cut"}, "slice");
  setAttribute(slice, "starts", std::vector<std::int64_t>{0, 0});
  setAttribute(slice, "ends", std::vector<std::int64_t>{4, 4});
  setAttribute(slice, "axes", std::vector<std::int64_t>{2, 3});
  builder.add(slice);
  if (opset >= 9) {
    builder.initializer(tensor("scales", kFloat, {4}, {1.0F, 1.0F, 2.0F, 2.0F}));
    builder.add(node("Upsample", {"cut", "scales"}, {"y"}, "up"));
  } else {
    auto up = node("Upsample", {"cut"}, {"y"}, "up");
    auto& scales = *up.add_attribute();
    scales.set_name("scales");
    scales.set_type(onnx::AttributeProto::FLOATS);
    for (const float scale : {1.0F, 1.0F, 2.0F, 2.0F}) scales.add_floats(scale);
    builder.add(up);
  }
  auto top = node("TopK", {"clipped"}, {"best", "where"}, "top");
  setAttribute(top, "k", 3);
  builder.add(top);
  auto& said = *builder.proto.add_metadata_props();
  said.set_key("author");
  said.set_value("someone");
  return builder;
}

TEST_CASE_FIXTURE(PreparedModelTest, "tensorsNamesAndWordsStay") {
  made(9, 4).write(file("nine.onnx"));
  const auto source = Model::open(file("nine.onnx"));
  BW_VERIFY_RESULT(source);
  const auto prepared = preparedFor(ExportFormat::dynamic, {}, *source, {}, Job{});
  BW_VERIFY_RESULT(prepared);
  const auto& model = *prepared->model;
  REQUIRE(model.opset() == 11);
  REQUIRE(model.preparedFrom().get() == source->get());
  REQUIRE(model.namedPath() == (*source)->namedPath());
  REQUIRE(model.path() != (*source)->path());
  REQUIRE(model.fileBytes() == (*source)->fileBytes());
  REQUIRE(model.document().slim().metadata_props_size() == 1);
  for (const auto& tensor : (*source)->tensors()) {
    const auto same = std::find_if(model.tensors().begin(), model.tensors().end(),
                                   [&](const auto& other) { return other.tensor == tensor.tensor; });
    REQUIRE_MESSAGE(same != model.tensors().end(), tensor.tensor);
    REQUIRE(std::ranges::equal(same->bytes, tensor.bytes));
    REQUIRE(same->id == tensor.id);
  }
  REQUIRE(model.inputs().size() == (*source)->inputs().size());
  REQUIRE(model.outputs().size() == (*source)->outputs().size());
  for (std::size_t at = 0; at < model.outputs().size(); ++at)
    REQUIRE(model.outputs()[at].name == (*source)->outputs()[at].name);
}

TEST_CASE_FIXTURE(PreparedModelTest, "whatTheConverterDoesNotSeeIsRefused") {
  auto builder = made(8, 3);
  auto norm = node("BatchNormalization", {"clipped", "b", "b", "b", "b"}, {"n"}, "norm");
  setAttribute(norm, "spatial", 0);
  builder.add(norm);
  builder.write(file("spatial.onnx"));
  const auto source = Model::open(file("spatial.onnx"));
  BW_VERIFY_RESULT(source);
  const auto lifted = liftOpset((*source)->document().slim(), 10);
  REQUIRE(!lifted);
  REQUIRE(lifted.error().what.id() == "lift.spatial");
  REQUIRE(lifted.error().kind == ErrorKind::input);
}

TEST_CASE_FIXTURE(PreparedModelTest, "whatNeedsNothingStays") {
  made(9, 4).write(file("nine.onnx"));
  const auto source = Model::open(file("nine.onnx"));
  BW_VERIFY_RESULT(source);
  for (const auto format : {ExportFormat::weights, ExportFormat::weightsDq}) {
    const auto prepared = preparedFor(format, {}, *source, {}, Job{});
    BW_VERIFY_RESULT(prepared);
    REQUIRE(prepared->model.get() == source->get());
    REQUIRE(prepared->notes.empty());
  }
}

TEST_CASE_FIXTURE(PreparedModelTest, "bfloat16IsLifted") {
  made(9, 4).write(file("nine.onnx"));
  const auto source = Model::open(file("nine.onnx"));
  BW_VERIFY_RESULT(source);
  const auto compressed = compressFor({}, *source, Recipe{{}, parseSpec("bf16").value(), {}}, {}, Job{});
  BW_VERIFY_RESULT(compressed);
  REQUIRE(compressed->model->opset() == 13);
  const auto exported = exportModel(*compressed, file("brain.onnx"), {}, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE((exported->verification.verified && exported->verification.ran));
}

/// Since IR 4 an initializer that is also an input could be fed, and integers need fixed weights.
TEST_CASE_FIXTURE(PreparedModelTest, "listedWeightsAreFixed") {
  ModelBuilder builder(13, 7);
  builder.input("x", kFloat, {2, 4, 10, 10})
      .input("w", kFloat, {8, 4, 3, 3})
      .input("b", kFloat, {8})
      .input("k", kFloat, {1});
  builder.output("y", kFloat, {2, 8, 8, 8});
  builder.initializer(weightTensor("w", kFloat, {8, 4, 3, 3}, 3)).initializer(weightTensor("b", kFloat, {8}, 4));
  builder.initializer(tensor("k", kFloat, {1}, {2.0F}));
  builder.add(node("Conv", {"x", "w", "b"}, {"c"}, "conv"));
  builder.add(node("Mul", {"c", "k"}, {"y"}, "mul"));
  builder.write(file("listed.onnx"));
  const auto source = Model::open(file("listed.onnx"));
  BW_VERIFY_RESULT(source);
  const auto prepared = preparedFor(ExportFormat::dynamic, {}, *source, {}, Job{});
  BW_VERIFY_RESULT(prepared);
  REQUIRE(prepared->model->inputs().size() == std::size_t{2});  // k is no layer's: it can be fed as before
  REQUIRE(prepared->notes.size() == std::size_t{1});
  ExportOptions options;
  options.format = ExportFormat::dynamic;
  Recipe recipe{{}, parseSpec("uniform:bits=8").value(), {}};
  recipe.activations.mode = ActivationMode::dynamic;
  const auto compressed = compressFor(options, *source, recipe, {}, Job{});
  BW_VERIFY_RESULT(compressed);
  const auto exported = exportModel(*compressed, file("fixed.onnx"), options, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->integerNodes == 1);
  REQUIRE((exported->verification.verified && exported->verification.ran));
}

TEST_CASE_FIXTURE(PreparedModelTest, "integersOfOldOpsets") {
  Rows<int, int, int, int> rows;
  for (const auto& [opset, ir] : std::vector<std::pair<int, int>>{{8, 3}, {9, 4}, {9, 7}}) {
    rows.add(fmt::format("opset {}, qdq", opset * 10 + ir), opset, ir, static_cast<int>(ExportFormat::qdq), 10);
    rows.add(fmt::format("opset {}, qoperator", opset * 10 + ir), opset, ir, static_cast<int>(ExportFormat::qoperator),
             10);
    rows.add(fmt::format("opset {}, dynamic", opset * 10 + ir), opset, ir, static_cast<int>(ExportFormat::dynamic), 11);
  }

  rows.run([&](int opset, int ir, int format, int becomes) {
    made(opset, ir).write(file("old.onnx"));
    const auto source = Model::open(file("old.onnx"));
    BW_VERIFY_RESULT(source);
    ExportOptions options;
    options.format = static_cast<ExportFormat>(format);
    Recipe recipe{{}, parseSpec("uniform:bits=8").value(), {}};
    recipe.activations.mode = needsRanges(options.format) ? ActivationMode::calibrated : ActivationMode::dynamic;
    if (needsRanges(options.format)) {
      auto ranges =
          calibrateModel(*source, {}, recipe.activations.calibrator, {recipe.activations.percentile}, {}, Job{});
      BW_VERIFY_RESULT(ranges);
      options.ranges = *ranges;
    }
    const auto compressed = compressFor(options, *source, recipe, {}, Job{});
    BW_VERIFY_RESULT(compressed);
    const auto exported = exportModel(*compressed, file("new.onnx"), options, Job{});
    BW_VERIFY_RESULT(exported);
    REQUIRE((exported->verification.verified && exported->verification.ran));
    REQUIRE(exported->integerNodes > 0);
    REQUIRE(exported->originalBytes == (*source)->fileBytes());
    REQUIRE(std::any_of(exported->warnings.begin(), exported->warnings.end(),
                        [](const Message& warning) { return warning.id() == "lift.done"; }));
    const auto written = Model::open(file("new.onnx"));
    BW_VERIFY_RESULT(written);
    REQUIRE((*written)->opset() == becomes);
    const auto verified = verifyAgainst(file("new.onnx"), file("old.onnx"), {}, Job{});
    BW_VERIFY_RESULT(verified);
    REQUIRE(verified->verified);
  });
}

/// ONNX's converter takes a Hardmax of opset 11, which looks at all axes from its own on, for one of a single axis.
TEST_CASE_FIXTURE(PreparedModelTest, "aLiftThatChangesOutputsIsNotTaken") {
  ModelBuilder builder(11, 6);
  builder.input("x", kFloat, {2, 3, 64}).output("y", kFloat, {2, 3, 64});
  builder.initializer(weightTensor("w", kFloat, {64, 64}, 3));
  builder.add(node("MatMul", {"x", "w"}, {"m"}, "product"));
  builder.add(node("Hardmax", {"m"}, {"y"}, "choice"));
  builder.write(file("eleven.onnx"));
  const auto source = Model::open(file("eleven.onnx"));
  BW_VERIFY_RESULT(source);
  ExportOptions options;
  options.format = ExportFormat::weightsDq;
  const Recipe recipe{{}, parseSpec("uniform:bits=4,granularity=block").value(), {}};
  const auto compressed = compressFor(options, *source, recipe, {}, Job{});
  BW_VERIFY_RESULT(compressed);
  REQUIRE(compressed->model.get() == source->get());
  REQUIRE(std::any_of(compressed->warnings.begin(), compressed->warnings.end(), [](const Message& warning) {
    return warning.id() == "lift.not" && warning.text().find("others") != std::string::npos;
  }));
  const auto exported = exportModel(*compressed, file("out.onnx"), options, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE((exported->verification.verified && exported->verification.ran));
}

}  // namespace bitwright

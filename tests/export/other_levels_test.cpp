// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// What is verified is right at every level of optimization that a program may choose.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <limits>

#include "core/export/packing/packed_choice.h"
#include "core/export/verify/run_comparison.h"
#include "core/export/verify/verify_against.h"
#include "tests/export/export_support.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

constexpr std::int64_t kSide = 256;
constexpr std::array kLevels{Optimization::none, Optimization::basic, Optimization::extended, Optimization::all};

class OtherLevelsTest {
 protected:
  OtherLevelsTest() {
    ModelBuilder builder(13, 7);
    builder.input("x", kFloat, {3, kSide}).output("y", kFloat, {3, kSide});
    builder.initializer(weightTensor("w0", kFloat, {kSide, kSide}, 1));
    builder.initializer(weightTensor("w1", kFloat, {kSide, kSide}, 2));
    builder.add(node("MatMul", {"x", "w0"}, {"h"}, "first"));
    builder.add(node("Relu", {"h"}, {"a"}, "relu"));
    builder.add(node("MatMul", {"a", "w1"}, {"y"}, "second"));
    builder.write(source_);
  }

  /// Both products kept packed.
  Result<ExportResult> write(const std::string& spec) {
    auto model = Model::open(source_);
    if (!model) return passOn(model);
    Recipe recipe;
    recipe.all = parseSpec(spec).value();
    auto compressed = compress(*model, recipe, Job{});
    if (!compressed) return passOn(compressed);
    for (auto& layer : compressed->layers) layer.packed = true;
    ExportOptions options;
    options.format = ExportFormat::automatic;
    return exportModel(*compressed, written_, options, Job{});
  }

  /// How near the outputs at the level farthest from the default one are to those, in dB.
  [[nodiscard]] double farthestLevel() const {
    const auto run = [this](Optimization level) {
      RunRequest request;
      request.model = written_;
      request.optimize = level;
      return runModel(request, Job{}).value();
    };
    const auto usual = run(Optimization::all);
    double farthest = std::numeric_limits<double>::infinity();
    for (const auto level : kLevels)
      farthest = std::min(farthest, compareRuns(run(level), usual, false).value().sqnrDb);
    return farthest;
  }

  ScratchFolder folder_;
  std::filesystem::path source_ = folder_.file("source.onnx");
  std::filesystem::path written_ = folder_.file("written.onnx");
};

}  // namespace

TEST_CASE_FIXTURE(OtherLevelsTest, "packedProductsAreRightAtEveryLevel") {
  for (const auto* spec :
       {"uniform:bits=2,granularity=block", "uniform:bits=4", "uniform:bits=4,granularity=block",
        "uniform:bits=4,granularity=block,block=16,symmetric=false", "uniform:bits=8", "uniform:bits=8,symmetric=false",
        "uniform:bits=8,granularity=block,block=64,scales=16", "uniform:bits=4,granularity=tensor,scales=32"}) {
    CAPTURE(spec);
    const auto exported = write(spec);
    BW_VERIFY_RESULT(exported);
    REQUIRE((exported->verification.verified && exported->verification.ran));
    const auto operators = optimizedOperators(written_);
    BW_VERIFY_RESULT(operators);
    REQUIRE(operators->at("MatMulNBits") == 2);
    REQUIRE(farthestLevel() >= 30.0);
  }
}

/// Scales behind a Cast are no constants before optimizations fold them, which ONNX Runtime 1.30 and 1.32 make zeros
/// of.
TEST_CASE_FIXTURE(OtherLevelsTest, "whatIsWrongAtOneLevelIsNotVerified") {
  BW_VERIFY_RESULT(write("uniform:bits=4,granularity=block"));
  onnx::ModelProto written;
  REQUIRE(written.ParseFromString(readFile(written_)));
  std::vector<onnx::NodeProto> nodes(written.graph().node().begin(), written.graph().node().end());
  for (auto& each : nodes) {
    if (each.op_type() == "MatMulNBits") each.set_input(2, each.input(2) + ".cast");
  }
  written.mutable_graph()->clear_node();
  for (const auto& each : nodes) {
    *written.mutable_graph()->add_node() = each;
    if (each.op_type() != "Constant" || each.attribute(0).t().data_type() != onnx::TensorProto::FLOAT) continue;
    auto cast = node("Cast", {each.output(0)}, {each.output(0) + ".cast"}, "");
    setAttribute(cast, "to", std::int64_t{onnx::TensorProto::FLOAT});
    *written.mutable_graph()->add_node() = cast;
  }
  writeFile(written_, written.SerializeAsString());
  const bool right = farthestLevel() >= 20.0;
  const auto verified = verifyAgainst(written_, source_, {}, Job{});
  BW_VERIFY_RESULT(verified);
  REQUIRE(verified->differing == 0);
  REQUIRE(verified->means.holds);
  REQUIRE(verified->verified == right);
  REQUIRE(verified->runs.holds == right);
  if (!right) REQUIRE(verified->runs.reason.id() == std::string("export.level_differs"));
}

}  // namespace bitwright

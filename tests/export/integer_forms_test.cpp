// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Formats that compute in integers: what is written runs in stock ONNX Runtime, decodes to what was meant, and is close
// to the model it was made from; or it says node by node why not.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <cstring>
#include <fstream>

#include "core/calibration/range_table.h"
#include "core/compress/compress.h"
#include "core/export/export.h"
#include "core/export/format/format.h"
#include "core/export/format/recipe_format.h"
#include "tests/support/export_made.h"
#include "tests/support/graph_soundness.h"
#include "tests/support/integer_models.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

class IntegerFormsTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }

  using Written = test::ExportedModel;
  Result<Written> write(const std::filesystem::path& source, const Recipe& recipe, ExportFormat format) {
    return test::exportMade(source, file("out.onnx"), recipe, format);
  }
};

Recipe recipeOf(const std::string& spec, ActivationMode mode) {
  Recipe recipe;
  recipe.all = parseSpec(spec).value();
  recipe.activations.mode = mode;
  return recipe;
}

ActivationMode modeOf(ExportFormat format) {
  return format == ExportFormat::dynamic ? ActivationMode::dynamic : ActivationMode::calibrated;
}

}  // namespace

TEST_CASE_FIXTURE(IntegerFormsTest, "everyModel") {
  Rows<int, int, int, std::string, int> rows;
  // Every spec at the opset most models have, and the plain ones, a scale for each channel and one with a zero point,
  // at all of them.
  const std::vector<const char*> plain{"uniform:bits=8", "uniform:bits=8,granularity=tensor,symmetric=false"};
  const std::vector<const char*> odd{"uniform:bits=7",
                                     "uniform:bits=4",
                                     "uniform:bits=8+act:type=int8",
                                     "uniform:bits=8+act:type=int8,symmetric=true",
                                     "uniform:bits=8+act:type=uint16",
                                     "uniform:bits=8,symmetric=false",
                                     "uniform:bits=8,granularity=block,block=4",
                                     "kmeans:bits=4",
                                     "uniform:bits=8,granularity=tensor,scales=32"};
  int next = 0;
  const auto add = [&](int opset, int ir, ExportFormat format, const char* spec) {
    rows.add(fmt::format("opset {}, {}, {}", opset, std::string(formatWord(format)), spec), opset, ir,
             static_cast<int>(format), std::string(spec), next++);
  };
  for (const auto format : {ExportFormat::dynamic, ExportFormat::qdq, ExportFormat::qoperator}) {
    for (const auto& [opset, ir] : {std::pair{8, 3}, {9, 4}, {10, 5}, {11, 6}, {12, 7}, {13, 7}, {17, 8}, {21, 10}}) {
      for (const char* spec : plain) add(opset, ir, format, spec);
    }
    for (const char* spec : odd) add(13, 7, format, spec);
  }

  rows.run([&](int opset, int ir, int format, const std::string& spec, int turn) {
    const auto wanted = static_cast<ExportFormat>(format);
    // One of the models a row, and each of them in turn: the places where they go wrong are operators and opsets, not
    // pairs of both.
    int at = turn;
    for (const auto& made : integerModels(opset, ir)) {
      if (at++ % 10 != 0) continue;
      made.model.write(file("source.onnx"));
      const auto written = write(file("source.onnx"), recipeOf(spec, modeOf(wanted)), wanted);
      REQUIRE_MESSAGE(written, (made.name + ": " + written.error().line()));
      const auto& exported = written->exported;
      REQUIRE_MESSAGE((exported.verification.verified && exported.verification.ran), made.name);
      REQUIRE(exported.verification.differing == std::int64_t{0});
      REQUIRE(exported.ledger.total() == static_cast<std::uint64_t>(std::filesystem::file_size(file("out.onnx"))));
      REQUIRE(whatIsWrong(file("out.onnx")) == "");
      if (exported.integerNodes == 0) REQUIRE_MESSAGE(!exported.floats.empty(), made.name);
      // Four bits of weights alone cost as much as the activations do.
      const bool close = !exported.verification.quantizedActivations || exported.verification.sqnrDb > 18.0;
      REQUIRE_MESSAGE(close, (made.name + ": " + std::to_string(exported.verification.sqnrDb) + " dB"));
    }
  });
}

TEST_CASE_FIXTURE(IntegerFormsTest, "countsNodes") {
  Rows<int> rows;
  rows.add("qdq", static_cast<int>(ExportFormat::qdq));
  rows.add("qoperator", static_cast<int>(ExportFormat::qoperator));

  rows.run([&](int format) {
    const auto wanted = static_cast<ExportFormat>(format);
    for (const auto& made : integerModels()) {
      made.model.write(file("source.onnx"));
      const auto written = write(file("source.onnx"), recipeOf("uniform:bits=8", ActivationMode::calibrated), wanted);
      BW_VERIFY_RESULT(written);
      const bool shared = made.name == "shared-weight" && wanted == ExportFormat::qoperator;
      REQUIRE_MESSAGE(written->exported.integerNodes == (shared ? 0 : made.nodes),
                      (made.name + ": " + std::to_string(written->exported.integerNodes) + " nodes, " +
                       (written->exported.floats.empty() ? ""
                                                         : written->exported.floats.front().id + ' ' +
                                                               written->exported.floats.front().reason.text())));
    }
  });
}

TEST_CASE_FIXTURE(IntegerFormsTest, "saysWhyNot") {
  const auto reasons = [this](const std::string& name, const std::string& spec, ExportFormat format,
                              std::int64_t opset = 13) {
    std::map<std::string, std::string> found;
    for (const auto& made : integerModels(opset)) {
      if (made.name != name) continue;
      made.model.write(file("source.onnx"));
      const auto written = write(file("source.onnx"), recipeOf(spec, modeOf(format)), format);
      if (!written) return found;
      for (const auto& node : written->exported.floats) found[node.id] = std::string(node.reason.id());
    }
    return found;
  };
  const auto qdq = ExportFormat::qdq;
  REQUIRE(reasons("gemm-chain", "kmeans:bits=4", qdq).at("g1") == "integer.not_uniform");
  REQUIRE(reasons("gemm-chain", "uniform:bits=10", qdq).at("g1") == "integer.too_many_bits");
  REQUIRE(reasons("gemm-chain", "keep", qdq).at("g2") == "integer.kept");
  REQUIRE(reasons("gemm-chain", "prune:density=0.1+uniform:bits=8", qdq).at("g2") == "integer.sparse");
  REQUIRE(reasons("gemm-chain", "uniform:bits=8,granularity=block,block=4", qdq).at("g2") == "integer.scale_groups");
  REQUIRE(reasons("gemm-chain", "uniform:bits=8,symmetric=false", qdq).at("g2") == "integer.zero_points");
  REQUIRE(reasons("gemm-chain", "uniform:bits=8+act:type=float", qdq).at("g1") == "integer.asked_for_floats");
  REQUIRE(reasons("gemm-chain", "uniform:bits=8+act:type=uint16", ExportFormat::qoperator).at("g1") ==
          "integer.operators_16");
  REQUIRE(reasons("gemm-chain", "uniform:bits=8", ExportFormat::dynamic, 10).at("g1") == "integer.opset");
  REQUIRE(reasons("shared-weight", "uniform:bits=8", ExportFormat::qoperator).at("c1") == "integer.shared_weight");
  const auto between = reasons("softmax-between", "uniform:bits=8", qdq);
  REQUIRE(between.empty());  // it reads floats: the sums before it are scaled to floats at once
}

TEST_CASE_FIXTURE(IntegerFormsTest, "mixesLayers") {
  const auto models = integerModels();
  models.front().model.write(file("source.onnx"));
  auto recipe = recipeOf("uniform:bits=8", ActivationMode::calibrated);
  recipe.rules.push_back({"c2", false, parseSpec("kmeans:bits=4").value()});
  for (const auto format : {ExportFormat::qdq, ExportFormat::qoperator}) {
    const auto written = write(file("source.onnx"), recipe, format);
    BW_VERIFY_RESULT(written);
    REQUIRE(written->exported.verification.differing == std::int64_t{0});
    REQUIRE(written->exported.verification.sqnrDb > 20.0);
    // All but c2; the sum takes what c2 makes as integers all the same.
    REQUIRE(written->exported.integerNodes == std::int64_t{6});
  }
  recipe.activations.mode = ActivationMode::none;
  recipe.rules.front().spec = parseSpec("uniform:bits=8+act:type=uint8").value();
  REQUIRE(defaultFormat(recipe) == ExportFormat::qdq);
  const auto single = write(file("source.onnx"), recipe, ExportFormat::qdq);
  BW_VERIFY_RESULT(single);
  REQUIRE(single->exported.integerNodes >= 1);
  REQUIRE(std::any_of(single->exported.floats.begin(), single->exported.floats.end(), [](const FloatFallback& node) {
    return node.id == "c1" && node.reason.id() == "integer.asked_for_floats";
  }));
}

TEST_CASE_FIXTURE(IntegerFormsTest, "withoutRanges") {
  integerModels().front().model.write(file("source.onnx"));
  auto model = Model::open(file("source.onnx"));
  BW_VERIFY_RESULT(model);
  const auto compressed = compress(*model, recipeOf("uniform:bits=8", ActivationMode::calibrated), Job{});
  BW_VERIFY_RESULT(compressed);
  const auto exported = exportModel(*compressed, file("out.onnx"), {ExportFormat::qdq, true}, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->integerNodes == std::int64_t{0});
  REQUIRE(exported->floats.front().reason.id() == "integer.no_range");
}

TEST_CASE_FIXTURE(IntegerFormsTest, "takesRangesSetByHand") {
  integerModels().front().model.write(file("source.onnx"));
  auto recipe = recipeOf("uniform:bits=8", ActivationMode::calibrated);
  const auto observed = write(file("source.onnx"), recipe, ExportFormat::qdq);
  BW_VERIFY_RESULT(observed);
  const auto& input = observed->compressed.model->inputs().front().name;
  const auto scalesIn = [this, &input]() {
    std::ifstream stream(file("out.onnx"), std::ios::binary);
    onnx::ModelProto model;
    model.ParseFromIstream(&stream);
    std::string scale;
    for (const auto& node : model.graph().node()) {
      if (node.op_type() == "QuantizeLinear" && node.input(0) == input) scale = node.input(1);
    }
    for (const auto& stored : model.graph().initializer()) {
      if (stored.name() != scale) continue;
      if (stored.float_data_size() == 1) return stored.float_data(0);
      float value = 0.0F;
      std::memcpy(&value, stored.raw_data().data(), sizeof value);
      return value;
    }
    return 0.0F;
  };
  REQUIRE(scalesIn() > 0.0F);
  recipe.activations.ranges[input] = {-2.55F, 0.0F};
  for (const auto* calibrator : {"minmax", "mse"}) {  // whatever the others get
    recipe.activations.calibrator = calibrator;
    const auto set = recipeFromJson(recipeToJson(recipe)).value();
    // Half of the input is cut off, which is refused unless it is what a person wants.
    const auto refused = write(file("source.onnx"), set, ExportFormat::qdq);
    REQUIRE((!refused && refused.error().kind == ErrorKind::verification));
    const auto written = test::exportMade(file("source.onnx"), file("out.onnx"), set, ExportFormat::qdq, false, true);
    BW_VERIFY_RESULT(written);
    REQUIRE((!written->exported.verification.verified && !written->exported.verification.means.holds));
    REQUIRE(scalesIn() == 0.01F);
    REQUIRE(written->exported.integerNodes == observed->exported.integerNodes);
  }
}

}  // namespace bitwright

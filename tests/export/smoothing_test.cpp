// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// SmoothQuant: channels of what a layer reads that are far larger than the others no longer take the levels of those;
// what the network computes stays what it was.
#include "core/compress/smoothing.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>

#include "core/compress/compress.h"
#include "core/compress/smoothing_factors.h"
#include "core/export/export.h"
#include "core/export/format/format.h"
#include "core/export/stored_form.h"
#include "core/export/verify/verify_against.h"
#include "core/graph/smoothing_groups.h"
#include "tests/support/made_data.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

constexpr std::int64_t kSmoothSamples = 8;
constexpr std::int64_t kSmoothTokens = 6;
constexpr std::int64_t kSmoothWidth = 32;
constexpr std::int64_t kSmoothInner = 48;

class SmoothingTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }

  DataRequest data() const {
    const auto values = weights(kSmoothSamples * kSmoothTokens * kSmoothWidth, 91);
    writeFile(
        file("x.npz"),
        zipBytes({{"x.npy", npyBytes("<f4", {kSmoothSamples, kSmoothTokens, kSmoothWidth}, floatBytes(values))}}));
    DataRequest request;
    request.spec = file("x.npz").string();
    return request;
  }

  Result<ExportResult> exportAs(const std::string& spec, ExportFormat format, const char* target) const {
    auto model = Model::open(file("net.onnx"));
    if (!model) return passOn(model);
    Recipe recipe;
    recipe.all = parseSpec(spec).value();
    recipe.activations.mode = format == ExportFormat::dynamic ? ActivationMode::dynamic : ActivationMode::calibrated;
    ExportOptions options{format, true};
    options.data = data();
    options.unverified = Unverified::accept;
    if (needsRanges(format)) {
      auto ranges = calibrateModel(*model, data(), "minmax", {}, {}, Job{});
      if (!ranges) return passOn(ranges);
      options.ranges = std::move(*ranges);
    }
    auto compressed = compressFor(options, *model, recipe, data(), Job{});
    if (!compressed) return passOn(compressed);
    return exportModel(*compressed, file(target), options, Job{});
  }
};

/// A value a channel, of which two are far larger.
std::vector<float> withOutliers(float usual, float large) {
  std::vector<float> values(kSmoothWidth, usual);
  values[3] = large;
  values[17] = -large;
  return values;
}

/// A normalization, in parts as older exporters write it or as one node, and two layers behind it; with `residual`
/// something else reads what it gives too.
void writeNormedBlock(const std::filesystem::path& path, bool parts, bool residual) {
  ModelBuilder model(17, 8);
  model.input("x", kFloat, {-1, kSmoothTokens, kSmoothWidth});
  model.initializer(tensor("gamma", kFloat, {kSmoothWidth}, withOutliers(1.0F, 80.0F)));
  model.initializer(weightTensor("beta", kFloat, {kSmoothWidth}, 5));
  if (parts) {
    model.initializer(tensor("two", kFloat, {}, {2.0F})).initializer(tensor("epsilon", kFloat, {}, {1e-5F}));
    setAttribute(model.add(node("ReduceMean", {"x"}, {"mean"})), "axes", std::vector<std::int64_t>{-1});
    model.add(node("Sub", {"x", "mean"}, {"centred"}));
    model.add(node("Pow", {"centred", "two"}, {"squares"}));
    setAttribute(model.add(node("ReduceMean", {"squares"}, {"variance"})), "axes", std::vector<std::int64_t>{-1});
    model.add(node("Add", {"variance", "epsilon"}, {"safe"}));
    model.add(node("Sqrt", {"safe"}, {"deviation"}));
    model.add(node("Div", {"centred", "deviation"}, {"normal"}));
    model.add(node("Mul", {"normal", "gamma"}, {"scaled"}));
    model.add(node("Add", {"scaled", "beta"}, {"n"}));
  } else {
    setAttribute(model.add(node("LayerNormalization", {"x", "gamma", "beta"}, {"n"})), "axis", std::int64_t{-1});
  }
  // Trained weights are small where what they meet is large.
  auto first = weights(kSmoothWidth * kSmoothInner, 6);
  auto second = weights(kSmoothWidth * kSmoothInner, 7);
  for (const std::int64_t channel : {3, 17}) {
    for (std::int64_t at = 0; at < kSmoothInner; ++at) {
      first[static_cast<std::size_t>(channel * kSmoothInner + at)] *= 0.02F;
      second[static_cast<std::size_t>(channel * kSmoothInner + at)] *= 0.02F;
    }
  }
  model.initializer(tensor("query.w", kFloat, {kSmoothWidth, kSmoothInner}, first));
  model.initializer(tensor("key.w", kFloat, {kSmoothWidth, kSmoothInner}, second));
  model.add(node("MatMul", {"n", "query.w"}, {"q"}, "query"));
  model.add(node("MatMul", {"n", "key.w"}, {"k"}, "key"));
  model.output("q", kFloat, {-1, kSmoothTokens, kSmoothInner}).output("k", kFloat, {-1, kSmoothTokens, kSmoothInner});
  if (residual) {
    model.add(node("Abs", {"n"}, {"r"}));
    model.output("r", kFloat, {-1, kSmoothTokens, kSmoothWidth});
  }
  model.write(path);
}

std::int64_t countOfNodes(const std::filesystem::path& path, const std::string& op) {
  onnx::ModelProto proto;
  std::ifstream in(path, std::ios::binary);
  REQUIRE(proto.ParseFromIstream(&in));
  return std::count_if(proto.graph().node().begin(), proto.graph().node().end(),
                       [&op](const onnx::NodeProto& each) { return each.op_type() == op; });
}

}  // namespace

TEST_CASE_FIXTURE(SmoothingTest, "foldsIntoNormalizations") {
  for (const bool parts : {false, true}) {
    writeNormedBlock(file("net.onnx"), parts, false);
    const auto model = Model::open(file("net.onnx"));
    BW_VERIFY_RESULT(model);
    const auto groups = smoothingGroups(**model);
    REQUIRE(groups.size() == 1);
    REQUIRE(groups[0].value == "n");
    REQUIRE(groups[0].weights.size() == 2);
    REQUIRE(groups[0].foldInto.size() == 2);
    REQUIRE(groups[0].between.size() == (parts ? 1U : 0U));
  }
}

TEST_CASE_FIXTURE(SmoothingTest, "bringsBackWhatOutliersTake") {
  for (const bool residual : {false, true}) {
    writeNormedBlock(file("net.onnx"), !residual, residual);
    for (const auto format : {ExportFormat::dynamic, ExportFormat::qdq, ExportFormat::qoperator}) {
      const auto plain = exportAs("uniform:bits=8,granularity=channel", format, "plain.onnx");
      BW_VERIFY_RESULT(plain);
      const auto smooth = exportAs("smoothquant+uniform:bits=8,granularity=channel", format, "smooth.onnx");
      BW_VERIFY_RESULT(smooth);
      REQUIRE(smooth->verification.verified);
      REQUIRE(smooth->integerNodes == std::int64_t{2});
      REQUIRE(smooth->verification.sqnrDb > plain->verification.sqnrDb + 6.0);
      // One Mul where something else reads the value too, and none where the normalization takes the factors.
      REQUIRE(countOfNodes(file("smooth.onnx"), "Mul") - countOfNodes(file("plain.onnx"), "Mul") == (residual ? 1 : 0));
      const auto against = verifyAgainst(file("smooth.onnx"), file("net.onnx"), data(), Job{});
      BW_VERIFY_RESULT(against);
      REQUIRE(against->verified);
      REQUIRE(against->sqnrDb > plain->verification.sqnrDb + 6.0);
    }
  }
}

/// 16 bits change next to nothing: what is left is what scaling does.
TEST_CASE_FIXTURE(SmoothingTest, "computesTheSame") {
  for (const bool residual : {false, true}) {
    writeNormedBlock(file("net.onnx"), true, residual);
    const auto written = exportAs("smoothquant+uniform:bits=16,granularity=channel", ExportFormat::weights, "out.onnx");
    BW_VERIFY_RESULT(written);
    REQUIRE(written->verification.verified);
    REQUIRE(written->verification.tensors == std::int64_t{2});
    const auto against = verifyAgainst(file("out.onnx"), file("net.onnx"), data(), Job{});
    BW_VERIFY_RESULT(against);
    REQUIRE(against->verified);
    REQUIRE(against->sqnrDb > 60.0);
  }
}

TEST_CASE_FIXTURE(SmoothingTest, "needsData") {
  writeNormedBlock(file("net.onnx"), true, false);
  const auto model = Model::open(file("net.onnx"));
  BW_VERIFY_RESULT(model);
  Recipe recipe;
  recipe.all = parseSpec("smoothquant+uniform:bits=8").value();
  const auto compressed = compress(*model, recipe, Job{});
  REQUIRE(!compressed);
  REQUIRE(compressed.error().kind == ErrorKind::usage);
  REQUIRE(needsCalibration(recipe));
}

/// Channels that are read with large values take the finer steps, in integers or not, folded or by a Mul.
TEST_CASE_FIXTURE(SmoothingTest, "awqKeepsWhatIsReadMost") {
  for (const bool residual : {false, true}) {
    writeNormedBlock(file("net.onnx"), true, residual);
    const auto plain = exportAs("uniform:bits=3,granularity=channel", ExportFormat::weights, "plain.onnx");
    BW_VERIFY_RESULT(plain);
    const auto scaled = exportAs("uniform:bits=3,granularity=channel+awq", ExportFormat::weights, "awq.onnx");
    BW_VERIFY_RESULT(scaled);
    REQUIRE((plain->verification.verified && scaled->verification.verified));
    REQUIRE(countOfNodes(file("awq.onnx"), "Mul") - countOfNodes(file("plain.onnx"), "Mul") == (residual ? 1 : 0));
    const auto without = verifyAgainst(file("plain.onnx"), file("net.onnx"), data(), Job{});
    const auto with = verifyAgainst(file("awq.onnx"), file("net.onnx"), data(), Job{});
    BW_VERIFY_RESULT(without);
    BW_VERIFY_RESULT(with);
    REQUIRE_MESSAGE(with->sqnrDb > without->sqnrDb + 3.0, with->sqnrDb, " against ", without->sqnrDb);
  }
}

TEST_CASE_FIXTURE(SmoothingTest, "oneScalingIsAskedFor") {
  writeNormedBlock(file("net.onnx"), true, false);
  const auto both = exportAs("smoothquant+uniform:bits=8+awq", ExportFormat::dynamic, "both.onnx");
  REQUIRE((!both && both.error().kind == ErrorKind::usage));
  REQUIRE(both.error().line().find("smoothquant and awq both scale what layers read") != std::string::npos);
}

TEST_CASE("choosesFactors") {
  const auto values = weights(4 * 6, 3);
  const ChannelElements inputs{1, 1, 4, 6};
  const std::vector<MetWeight> met{{values, inputs}};
  // Even channels are left alone or nearly so; a large one is scaled down, the more the larger it is.
  const ChannelStatistics even{{-1, -1, -1, -1}, {1, 1, 1, 1}, {0.3, 0.3, 0.3, 0.3}};
  REQUIRE(smoothingFactors(even, met).gainDb < 3.0);
  const ChannelStatistics spread{{-1, -1, -40, -1}, {1, 1, 40, 1}, {0.3, 0.3, 500.0, 0.3}};
  const auto chosen = smoothingFactors(spread, met);
  REQUIRE(chosen.alpha > 0.0);
  REQUIRE(std::max_element(chosen.factors.begin(), chosen.factors.end()) - chosen.factors.begin() == 2);
  const double logs = std::accumulate(chosen.factors.begin(), chosen.factors.end(), 0.0,
                                      [](double sum, double factor) { return sum + std::log(factor); });
  REQUIRE(std::abs(logs) < 1e-6);
  // What was not finite, or always 0, tells nothing.
  const ChannelStatistics none{{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}};
  REQUIRE(smoothingFactors(none, met).gainDb == 0.0);
  REQUIRE(smoothingFactors(none, met).factors == std::vector<double>(4, 1.0));
}

}  // namespace bitwright

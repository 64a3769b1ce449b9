// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Bias correction brings the means of what coarse weights make back to the original's, is written and verified like
// everything else, and says where it cannot.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <fstream>

#include "core/compress/compress.h"
#include "core/compress/modifiers/bias_correction_modifier.h"
#include "core/export/export.h"
#include "core/export/verify/verify_against.h"
#include "core/graph/bias_layers.h"
#include "core/runtime/worker_client.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/sample_net.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

class BiasCorrectionTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }
};

const std::filesystem::path kNet = test::sampleNet("dscnn_fashion.onnx");

Result<CompressedModel> corrected(const std::filesystem::path& path, const Recipe& recipe, const DataRequest& data,
                                  int threads) {
  auto model = Model::open(path);
  if (!model) return passOn(model);
  return compress(*model, recipe, Job({}, {}, threads), data);
}

/// Mean of each of the ten logits.
std::vector<double> logitMeans(const std::filesystem::path& model, const DataRequest& data) {
  RunRequest request;
  request.model = model;
  request.data = data;
  const auto run = runModel(request, Job{}).value();
  std::vector<double> means(10);
  const auto& values = run.outputs.front().values;
  for (std::size_t i = 0; i < values.size(); ++i)
    means[i % 10] += static_cast<double>(values[i]) / static_cast<double>(run.samples);
  return means;
}

double farthest(const std::vector<double>& a, const std::vector<double>& b) {
  double most = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
  return most;
}

/// x → MatMul → Add → Relu → If (Conv-free branch) … with a Reshape by the input's own shape between two layers.
std::string oddModel(const std::filesystem::path& path) {
  ModelBuilder model;
  model.input("x", kFloat, {-1, 6}).output("y", kFloat, {-1, 4});
  model.initializer(weightTensor("w0", kFloat, {6, 8}, 1)).initializer(weightTensor("b0", kFloat, {8}, 2));
  model.initializer(weightTensor("w1", kFloat, {8, 8}, 3));
  model.initializer(weightTensor("w2", kFloat, {8, 4}, 4)).initializer(weightTensor("b2", kFloat, {4}, 5));
  model.add(node("Shape", {"x"}, {"rows"}, "shape"));
  model.add(node("MatMul", {"x", "w0"}, {"m0"}, "first"));
  model.add(node("Add", {"m0", "b0"}, {"a0"}, "add"));
  model.add(node("Relu", {"a0"}, {"r0"}, "relu"));
  model.add(node("MatMul", {"r0", "w1"}, {"m1"}, "unbiased"));
  model.add(node("Add", {"m1", "r0"}, {"s1"}, "residual"));
  model.add(node("Slice", {"rows", "zero", "one"}, {"count"}, "slice"));
  model.initializer(int64Tensor("zero", {0}))
      .initializer(int64Tensor("one", {1}))
      .initializer(int64Tensor("eight", {8}));
  auto& concat = model.add(node("Concat", {"count", "eight"}, {"shape8"}, "concat"));
  setAttribute(concat, "axis", 0);
  model.add(node("Reshape", {"s1", "shape8"}, {"q1"}, "reshape"));
  model.add(node("Gemm", {"q1", "w2", "b2"}, {"y"}, "last"));
  model.write(path);
  return path.string();
}

}  // namespace

TEST_CASE_FIXTURE(BiasCorrectionTest, "bringsMeansBack") {
  const auto data = trainingImages(200);
  const std::string spec = "uniform:bits=3,granularity=tensor";
  auto plain = corrected(kNet, recipeOf(spec), data, 2);
  BW_VERIFY_RESULT(plain);
  auto biased = corrected(kNet, recipeOf(spec + "+bias_correction"), data, 2);
  BW_VERIFY_RESULT(biased);
  BW_VERIFY_RESULT(exportModel(*plain, file("plain.onnx"), {}, Job{}));
  const auto exported = exportModel(*biased, file("biased.onnx"), {}, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->verification.verified);
  const auto reference = logitMeans(kNet, data);
  const double before = farthest(logitMeans(file("plain.onnx"), data), reference);
  const double after = farthest(logitMeans(file("biased.onnx"), data), reference);
  REQUIRE_MESSAGE((after < 1e-3 && before > 1.0), fmt::format("{} before, {} after", before, after));
}

TEST_CASE_FIXTURE(BiasCorrectionTest, "sameOnAnyNumberOfThreads") {
  const auto recipe = recipeOf("kmeans:bits=2,scale=channel+bias_correction");
  auto one = corrected(kNet, recipe, trainingImages(50), 1);
  auto two = corrected(kNet, recipe, trainingImages(50), 2);
  BW_VERIFY_RESULT(one);
  BW_VERIFY_RESULT(two);
  int changed = 0;
  for (std::size_t i = 0; i < one->layers.size(); ++i) {
    REQUIRE((one->layers[i].replacement == nullptr) == (two->layers[i].replacement == nullptr));
    if (!one->layers[i].replacement) continue;
    ++changed;
    REQUIRE(*one->layers[i].replacement == *two->layers[i].replacement);
    REQUIRE(!std::ranges::equal(finalBytes(*one, i), one->model->tensors()[i].bytes));
  }
  REQUIRE(changed == 12);
}

TEST_CASE_FIXTURE(BiasCorrectionTest, "tellsCorrectedFromTampered") {
  auto compressed = corrected(kNet, recipeOf("uniform:bits=4+bias_correction"), trainingImages(50), 2);
  BW_VERIFY_RESULT(compressed);
  BW_VERIFY_RESULT(exportModel(*compressed, file("good.onnx"), {}, Job{}));
  const auto good = verifyAgainst(file("good.onnx"), kNet, trainingImages(20), Job{});
  BW_VERIFY_RESULT(good);
  REQUIRE(good->verified);
  REQUIRE(good->differing == 0);
  // The same biases in a file that does not say they were corrected.
  onnx::ModelProto proto;
  std::ifstream in(file("good.onnx"), std::ios::binary);
  REQUIRE(proto.ParseFromIstream(&in));
  REQUIRE(proto.metadata_props(0).value() == "12");
  proto.clear_metadata_props();
  std::ofstream out(file("bad.onnx"), std::ios::binary);
  REQUIRE(proto.SerializeToOstream(&out));
  out.close();
  const auto bad = verifyAgainst(file("bad.onnx"), kNet, trainingImages(20), Job{});
  BW_VERIFY_RESULT(bad);
  REQUIRE(!bad->verified);
  REQUIRE(bad->differing > 0);
}

TEST_CASE_FIXTURE(BiasCorrectionTest, "saysWhereItCannot") {
  const auto path = oddModel(file("odd.onnx"));
  auto model = Model::open(path);
  BW_VERIFY_RESULT(model);
  const auto nodes = biasLayers(**model);
  REQUIRE(nodes.size() == std::size_t{3});
  REQUIRE(nodes[0].result == "a0");
  REQUIRE(nodes[0].channelAxis == -1);
  REQUIRE(!nodes[1].reason.empty());
  REQUIRE(nodes[2].result == "y");
}

TEST_CASE_FIXTURE(BiasCorrectionTest, "needsData") {
  const auto without = corrected(kNet, recipeOf("uniform:bits=4+bias_correction"), {}, 1);
  REQUIRE(!without.has_value());
  REQUIRE(without.error().kind == ErrorKind::usage);
  BW_VERIFY_RESULT(corrected(kNet, recipeOf("uniform:bits=4"), {}, 1));
}

/// Residuals, shapes worked out from the input, a layer without a bias between two with one.
TEST_CASE_FIXTURE(BiasCorrectionTest, "crossesOddGraphs") {
  const auto path = oddModel(file("odd.onnx"));
  std::ofstream csv(file("odd.csv"));
  for (int row = 0; row < 40; ++row) {
    for (int column = 0; column < 6; ++column) csv << std::sin(row * 6 + column) + 0.5 << (column < 5 ? "," : "\n");
  }
  csv.close();
  DataRequest data;
  data.spec = file("odd.csv").string();
  auto compressed = corrected(path, recipeOf("uniform:bits=2+bias_correction"), data, 2);
  BW_VERIFY_RESULT(compressed);
  int changed = 0;
  for (const auto& layer : compressed->layers) changed += layer.replacement ? 1 : 0;
  REQUIRE(changed == 2);
  REQUIRE(compressed->warnings.size() == std::size_t{1});
  BW_VERIFY_RESULT(exportModel(*compressed, file("odd2.onnx"), {}, Job{}));
  const auto means = [&](const std::filesystem::path& model) {
    RunRequest request;
    request.model = model;
    request.data = data;
    const auto run = runModel(request, Job{}).value();
    std::vector<double> sums(4);
    for (std::size_t i = 0; i < run.outputs.front().values.size(); ++i)
      sums[i % 4] += static_cast<double>(run.outputs.front().values[i]) / 40.0;
    return sums;
  };
  REQUIRE(farthest(means(path), means(file("odd2.onnx"))) < 1e-4);
}

}  // namespace bitwright

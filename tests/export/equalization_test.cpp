// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Equalization leaves what a network computes as it is, makes ranges equal, and brings back what one range a tensor
// loses.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <fstream>

#include "core/compress/compress.h"
#include "core/compress/encode_layers.h"
#include "core/compress/modifiers/bias_correction_modifier.h"
#include "core/compress/modifiers/equalization_modifier.h"
#include "core/compress/rewrite_weights.h"
#include "core/export/export.h"
#include "core/export/verify/verify_against.h"
#include "core/graph/equalization_pairs.h"
#include "core/runtime/worker_client.h"
#include "core/stats/error_metrics.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/sample_net.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

class EqualizationTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }
};

const std::filesystem::path kNet = test::sampleNet("dscnn_fashion.onnx");

std::vector<float> outputOf(const std::filesystem::path& model, const DataRequest& data) {
  RunRequest request;
  request.model = model;
  request.data = data;
  return runModel(request, Job{}).value().outputs.front().values;
}

double sqnrDbOf(const std::filesystem::path& model, const DataRequest& data) {
  return compareValues(outputOf(kNet, data), outputOf(model, data)).sqnrDb;
}

/// Every kind of layer and of what may stand between: Conv in groups, depthwise, ConvTranspose in groups, pooling,
/// Flatten with positions, Gemm, MatMul with and without a bias. A residual keeps the last pair apart.
std::string chain(const std::filesystem::path& path) {
  ModelBuilder model;
  model.input("x", kFloat, {2, 4, 6, 6}).output("y", kFloat, {2, 3});
  model.initializer(weightTensor("w0", kFloat, {8, 2, 3, 3}, 1)).initializer(weightTensor("b0", kFloat, {8}, 2));
  auto& grouped = model.add(node("Conv", {"x", "w0", "b0"}, {"c0"}, "grouped"));
  setAttribute(grouped, "group", 2);
  model.add(node("Relu", {"c0"}, {"r0"}));
  model.initializer(weightTensor("w1", kFloat, {16, 1, 3, 3}, 3));
  auto& depthwise = model.add(node("Conv", {"r0", "w1"}, {"c1"}, "depthwise"));
  setAttribute(depthwise, "group", 8);
  model.add(node("LeakyRelu", {"c1"}, {"r1"}));
  model.initializer(weightTensor("w2", kFloat, {16, 3, 2, 2}, 4)).initializer(weightTensor("b2", kFloat, {6}, 5));
  auto& transposed = model.add(node("ConvTranspose", {"r1", "w2", "b2"}, {"c2"}, "transposed"));
  setAttribute(transposed, "group", 2);
  auto& pool = model.add(node("MaxPool", {"c2"}, {"p2"}));
  setAttribute(pool, "kernel_shape", std::vector<std::int64_t>{2, 2});
  model.add(node("Flatten", {"p2"}, {"f2"}));
  model.initializer(weightTensor("w3", kFloat, {5, 24}, 6)).initializer(weightTensor("b3", kFloat, {5}, 7));
  auto& gemm = model.add(node("Gemm", {"f2", "w3", "b3"}, {"c3"}, "gemm"));
  setAttribute(gemm, "transB", 1);
  model.add(node("Relu", {"c3"}, {"r3"}));
  model.initializer(weightTensor("w4", kFloat, {5, 7}, 8)).initializer(weightTensor("b4", kFloat, {7}, 9));
  model.add(node("MatMul", {"r3", "w4"}, {"m4"}, "biased"));
  model.add(node("Add", {"m4", "b4"}, {"c4"}));
  model.add(node("Relu", {"c4"}, {"r4"}));
  model.initializer(weightTensor("w5", kFloat, {7, 7}, 10));
  model.add(node("MatMul", {"r4", "w5"}, {"c5"}, "residual"));
  model.add(node("Add", {"c5", "r4"}, {"s5"}));
  model.initializer(weightTensor("w6", kFloat, {7, 3}, 11));
  model.add(node("MatMul", {"s5", "w6"}, {"y"}, "last"));
  model.write(path);
  return path.string();
}

/// The model with other values in its initializers.
void writeWith(const std::filesystem::path& from, const RewrittenWeights& equalized, const Model& model,
               const std::filesystem::path& to) {
  onnx::ModelProto proto;
  std::ifstream in(from, std::ios::binary);
  REQUIRE(proto.ParseFromIstream(&in));
  const auto replace = [&](const auto& values) {
    for (const auto& [index, floats] : values) {
      for (auto& tensor : *proto.mutable_graph()->mutable_initializer()) {
        if (tensor.name() != model.tensors()[index].tensor) continue;
        tensor.clear_float_data();
        tensor.set_raw_data(floats->data(), floats->size() * sizeof(float));
      }
    }
  };
  replace(equalized.weights);
  replace(equalized.biases);
  std::ofstream out(to, std::ios::binary);
  REQUIRE(proto.SerializeToOstream(&out));
}

Result<RewrittenWeights> equalizedBy(const Model& model, const std::string& spec) {
  auto resolved = resolve(recipeOf(spec), model);
  if (!resolved) return passOn(resolved);
  return rewriteWeights(model, resolved->layers, Job{});
}

}  // namespace

TEST_CASE_FIXTURE(EqualizationTest, "findsPairs") {
  auto model = Model::open(chain(file("chain.onnx")));
  BW_VERIFY_RESULT(model);
  std::vector<std::string> found;
  for (const auto& pair : equalizationPairs(**model)) {
    found.push_back((*model)->tensors()[pair.first].tensor + (pair.bias ? "+" : "") +
                    (*model)->tensors()[pair.second].tensor);
  }
  REQUIRE(found == (std::vector<std::string>{"w0+w1", "w1w2", "w2+w3", "w3+w4"}));  // r4 has two readers
}

TEST_CASE_FIXTURE(EqualizationTest, "computesTheSame") {
  auto model = Model::open(chain(file("chain.onnx")));
  BW_VERIFY_RESULT(model);
  auto equalized = equalizedBy(**model, "equalization+uniform:bits=4");
  BW_VERIFY_RESULT(equalized);
  REQUIRE(equalized->weights.size() == std::size_t{5});
  REQUIRE(equalized->biases.size() == std::size_t{3});
  for (const auto& [index, values] : equalized->weights) REQUIRE(*values != toFloat((*model)->tensors()[index]));
  writeWith(file("chain.onnx"), *equalized, **model, file("equalized.onnx"));
  const auto reference = outputOf(file("chain.onnx"), {});
  const auto metrics = compareValues(reference, outputOf(file("equalized.onnx"), {}));
  REQUIRE_MESSAGE(metrics.sqnrDb > 110.0, std::to_string(metrics.sqnrDb));
}

TEST_CASE_FIXTURE(EqualizationTest, "endsWithEqualRanges") {
  auto model = Model::open(kNet);
  BW_VERIFY_RESULT(model);
  auto equalized = equalizedBy(**model, "equalization+uniform:bits=4");
  BW_VERIFY_RESULT(equalized);
  const auto pairs = equalizationPairs(**model);
  REQUIRE(pairs.size() == std::size_t{11});
  for (const auto& pair : pairs) {
    std::vector<float> first(static_cast<std::size_t>(pair.channels()), 0.0F);
    auto second = first;
    const auto& one = *equalized->weight(pair.first);
    const auto& two = *equalized->weight(pair.second);
    // Both layouts of this net by hand: Conv rows, and depthwise, pointwise or Gemm columns.
    const auto channels = first.size();
    for (std::size_t i = 0; i < one.size(); ++i)
      first[i / (one.size() / channels)] = std::max(first[i / (one.size() / channels)], std::abs(one[i]));
    const bool depthwise = (*model)->tensors()[pair.second].shape[1] == 1;
    for (std::size_t i = 0; i < two.size(); ++i) {
      auto& most = second[depthwise ? i / (two.size() / channels) : i % channels];
      most = std::max(most, std::abs(two[i]));
    }
    for (std::size_t channel = 0; channel < channels; ++channel) {
      if (first[channel] == 0.0F || second[channel] == 0.0F) continue;
      REQUIRE_MESSAGE(std::abs(std::log(first[channel] / second[channel])) < 0.01F, (*model)->tensors()[pair.first].id);
    }
  }
}

TEST_CASE_FIXTURE(EqualizationTest, "bringsBackWhatOneRangeLoses") {
  auto model = Model::open(kNet);
  BW_VERIFY_RESULT(model);
  const auto sqnrDb = [&](const std::string& spec) {
    auto compressed = compress(*model, recipeOf(spec), Job{});
    auto exported = exportModel(compressed.value(), file("out.onnx"), {}, Job{});
    return exported && exported->verification.verified ? sqnrDbOf(file("out.onnx"), trainingImages(200)) : -100.0;
  };
  const double without = sqnrDb("uniform:bits=4,granularity=tensor,range=minmax");
  const double with = sqnrDb("equalization+uniform:bits=4,granularity=tensor,range=minmax");
  REQUIRE_MESSAGE(with > without + 3.0, fmt::format("{} dB without, {} dB with", without, with));
}

TEST_CASE_FIXTURE(EqualizationTest, "goesWithBiasCorrection") {
  auto model = Model::open(kNet);
  BW_VERIFY_RESULT(model);
  auto compressed =
      encodeLayers(*model, recipeOf("equalization+uniform:bits=4,granularity=tensor+bias_correction"), Job{});
  BW_VERIFY_RESULT(compressed);
  BW_VERIFY_RESULT(exportModel(*compressed, file("equalized.onnx"), {}, Job{}));
  for (int times = 0; times < 2; ++times)
    BW_VERIFY_RESULT(
        biasCorrectionModifier().fit(*compressed, trainingImages(200), Job{}));  // once more changes nothing
  const auto exported = exportModel(*compressed, file("corrected.onnx"), {}, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->verification.verified);
  const auto apart = [&](const char* name) {
    const auto reference = outputOf(kNet, trainingImages(200));
    const auto values = outputOf(file(name), trainingImages(200));
    std::vector<double> shift(10);
    for (std::size_t i = 0; i < values.size(); ++i)
      shift[i % 10] += (static_cast<double>(values[i]) - static_cast<double>(reference[i])) / 200.0;
    return std::abs(
        *std::max_element(shift.begin(), shift.end(), [](double a, double b) { return std::abs(a) < std::abs(b); }));
  };
  const double before = apart("equalized.onnx");
  const double after = apart("corrected.onnx");
  REQUIRE_MESSAGE((before > 0.1 && after < 1e-3), fmt::format("{} before, {} after", before, after));
  const auto verified = verifyAgainst(file("corrected.onnx"), kNet, trainingImages(20), Job{});
  BW_VERIFY_RESULT(verified);
  REQUIRE(verified->differing == 0);
}

TEST_CASE_FIXTURE(EqualizationTest, "leavesOthersAlone") {
  auto model = Model::open(chain(file("chain.onnx")));
  BW_VERIFY_RESULT(model);
  auto compressed = compress(*model, recipeOf("equalization+uniform:bits=8"), Job{});
  BW_VERIFY_RESULT(compressed);
  Recipe some = recipeOf("equalization+uniform:bits=8");
  some.rules.push_back({.glob = "depthwise", .literal = true, .spec = parseSpec("keep").value()});
  auto kept = compress(*model, some, Job{});
  BW_VERIFY_RESULT(kept);
  BW_VERIFY_RESULT(exportModel(*kept, file("kept.onnx"), {}, Job{}));
  BW_VERIFY_RESULT(exportModel(*compressed, file("all.onnx"), {}, Job{}));
  const auto reference = outputOf(file("chain.onnx"), {});
  REQUIRE(compareValues(reference, outputOf(file("kept.onnx"), {})).sqnrDb > 25.0);
  REQUIRE(compareValues(reference, outputOf(file("all.onnx"), {})).sqnrDb > 25.0);
}

/// The neighbours of a layer that cannot be encoded count on its being scaled.
TEST_CASE_FIXTURE(EqualizationTest, "keepsScaleWhereASchemeRefuses") {
  onnx::ModelProto proto;
  std::ifstream in(chain(file("chain.onnx")), std::ios::binary);
  REQUIRE(proto.ParseFromIstream(&in));
  auto* values = proto.mutable_graph()->mutable_initializer(5);
  REQUIRE(values->name() == "w3");
  const float nan = std::nanf("");
  values->mutable_raw_data()->replace(0, sizeof nan, reinterpret_cast<const char*>(&nan), sizeof nan);
  std::ofstream out(file("nan.onnx"), std::ios::binary);
  REQUIRE(proto.SerializeToOstream(&out));
  out.close();
  auto model = Model::open(file("nan.onnx"));
  BW_VERIFY_RESULT(model);
  auto compressed = compress(*model, recipeOf("equalization+uniform:bits=8"), Job{});
  BW_VERIFY_RESULT(compressed);
  for (const auto& layer : compressed->layers) {
    const auto& tensor = (*model)->tensors()[layer.tensor];
    if (tensor.tensor != "w3") continue;
    REQUIRE((!layer.encoded && layer.replacement));
    const auto kept = finalFloats(*compressed, layer.tensor);
    REQUIRE(std::isnan(kept.front()));
    const auto original = toFloat(tensor);
    REQUIRE(std::abs(kept.back() - original.back()) > 1e-4F);
  }
}

TEST_CASE_FIXTURE(EqualizationTest, "isRefusedWithObservedRanges") {
  auto model = Model::open(kNet);
  BW_VERIFY_RESULT(model);
  auto compressed = compress(*model, recipeOf("equalization+uniform:bits=8"), Job{});
  BW_VERIFY_RESULT(compressed);
  ExportOptions options;
  options.format = ExportFormat::qdq;
  const auto exported = exportModel(*compressed, file("qdq.onnx"), options, Job{});
  REQUIRE(!exported.has_value());
  REQUIRE(exported.error().kind == ErrorKind::usage);
  REQUIRE(!std::filesystem::exists(file("qdq.onnx")));
  options.format = ExportFormat::dynamic;
  BW_VERIFY_RESULT(exportModel(*compressed, file("dynamic.onnx"), options, Job{}));
}

TEST_CASE_FIXTURE(EqualizationTest, "saysWhereItCannot") {
  auto model = Model::open(chain(file("chain.onnx")));
  BW_VERIFY_RESULT(model);
  auto equalized = equalizedBy(**model, "equalization+uniform:bits=4");
  BW_VERIFY_RESULT(equalized);
  REQUIRE(equalized->warnings.size() == std::size_t{1});
  REQUIRE(equalized->warnings.front().text().find("2 layers, the first residual") != std::string::npos);
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// GPTQ end to end: the moments it goes by against patches cut one by one, what it gives on a sample net, and where it
// says that it cannot.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>

#include "core/compress/compress.h"
#include "core/compress/layer_hessian.h"
#include "core/compress/modifiers/gptq_modifier.h"
#include "core/export/export.h"
#include "core/export/verify/verify_against.h"
#include "core/graph/input_hessian.h"
#include "core/runtime/accumulated_outputs.h"
#include "core/runtime/worker_client.h"
#include "tests/support/made_data.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/sample_net.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

constexpr std::int64_t kSamples = 5;

/// A grouped convolution with strides, dilations and uneven pads, then a Gemm of a turned weight, then a MatMul; what
/// the later ones read is an output too.
ModelBuilder oddNet(std::int64_t opset) {
  ModelBuilder model(opset);
  model.input("x", kFloat, {-1, 4, 7, 6})
      .output("flat", kFloat, {-1, 6})
      .output("hidden", kFloat, {-1, 5})
      .output("y", kFloat, {-1, 3});
  model.initializer(weightTensor("w0", kFloat, {6, 2, 3, 2}, 1)).initializer(weightTensor("w1", kFloat, {5, 6}, 2));
  model.initializer(weightTensor("b1", kFloat, {5}, 3)).initializer(weightTensor("w2", kFloat, {5, 3}, 4));
  auto& conv = model.add(node("Conv", {"x", "w0"}, {"c"}, "conv"));
  setAttribute(conv, "group", std::int64_t{2});
  setAttribute(conv, "strides", std::vector<std::int64_t>{2, 1});
  setAttribute(conv, "dilations", std::vector<std::int64_t>{1, 2});
  setAttribute(conv, "pads", std::vector<std::int64_t>{1, 0, 0, 2});
  model.add(node("GlobalAveragePool", {"c"}, {"p"}, "pool"));
  model.add(node("Flatten", {"p"}, {"flat"}, "flatten"));
  auto& gemm = model.add(node("Gemm", {"flat", "w1", "b1"}, {"hidden"}, "gemm"));
  setAttribute(gemm, "transB", std::int64_t{1});
  model.add(node("MatMul", {"hidden", "w2"}, {"y"}, "matmul"));
  return model;
}

std::vector<float> oddInputs() {
  std::vector<float> values;
  for (std::int64_t i = 0; i < kSamples * 4 * 7 * 6; ++i)
    values.push_back(std::sin(0.7F * static_cast<float>(i)) + 0.1F * static_cast<float>(i % 11));
  return values;
}

/// Σ x xᵀ of the patches of group `group`, cut out one by one.
std::vector<double> patchMoments(const std::vector<float>& x, std::int64_t group) {
  std::vector<double> moments(12 * 12, 0.0);
  for (std::int64_t sample = 0; sample < kSamples; ++sample) {
    for (std::int64_t top = -1; top + 3 <= 7; top += 2) {
      for (std::int64_t left = 0; left + 3 <= 6 + 2; ++left) {
        std::vector<double> patch;
        for (std::int64_t channel = 0; channel < 2; ++channel) {
          for (std::int64_t row = 0; row < 3; ++row) {
            for (std::int64_t column = 0; column < 2; ++column) {
              const auto y = top + row;
              const auto at = left + 2 * column;
              const bool inside = y >= 0 && y < 7 && at >= 0 && at < 6;
              patch.push_back(
                  inside ? static_cast<double>(
                               x[static_cast<std::size_t>(((sample * 4 + group * 2 + channel) * 7 + y) * 6 + at)])
                         : 0.0);
            }
          }
        }
        for (std::size_t i = 0; i < 12; ++i) {
          for (std::size_t k = 0; k < 12; ++k) moments[i * 12 + k] += patch[i] * patch[k];
        }
      }
    }
  }
  return moments;
}

std::vector<double> rowMoments(const OutputTensor& values, std::size_t columns) {
  std::vector<double> moments(columns * columns, 0.0);
  for (std::size_t row = 0; row < values.values.size() / columns; ++row) {
    const float* x = values.values.data() + row * columns;
    for (std::size_t i = 0; i < columns; ++i) {
      for (std::size_t k = 0; k < columns; ++k)
        moments[i * columns + k] += static_cast<double>(x[i]) * static_cast<double>(x[k]);
    }
  }
  return moments;
}

bool near(std::span<const double> a, std::span<const double> b) {
  double most = 0.0;
  double off = 0.0;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    most = std::max(most, std::abs(b[i]));
    off = std::max(off, std::abs(a[i] - b[i]));
  }
  return a.size() == b.size() && off <= 1e-5 * most;
}

Result<CompressedModel> fitted(const std::filesystem::path& path, const std::string& spec, const DataRequest& data,
                               int threads = 2) {
  auto model = Model::open(path);
  if (!model) return passOn(model);
  return compress(*model, recipeOf(spec), Job({}, {}, threads), data);
}

/// Share of `data` that the exported file predicts as the original does.
double agreementOf(const std::filesystem::path& file, const std::filesystem::path& original, const DataRequest& data) {
  const auto run = [&](const std::filesystem::path& model) {
    RunRequest request;
    request.model = model;
    request.data = data;
    return runModel(request, Job{}).value().outputs.front().values;
  };
  const auto a = run(file);
  const auto b = run(original);
  std::size_t same = 0;
  for (std::size_t at = 0; at < a.size(); at += 10) {
    const auto top = [at](const std::vector<float>& values) {
      return std::max_element(values.begin() + static_cast<std::ptrdiff_t>(at),
                              values.begin() + static_cast<std::ptrdiff_t>(at + 10)) -
             values.begin();
    };
    same += top(a) == top(b) ? 1 : 0;
  }
  return static_cast<double>(same) / static_cast<double>(a.size() / 10);
}

class GptqTest {
 protected:
  ScratchFolder folder_;
  const std::filesystem::path net_ = sampleNet("dscnn_fashion.onnx");
  [[nodiscard]] std::filesystem::path file(const char* name) const { return folder_.path() / name; }
};

}  // namespace

TEST_CASE_FIXTURE(GptqTest, "momentsAreThoseOfThePatches") {
  Rows<int> rows;
  for (const int opset : {9, 13, 21}) rows.add(fmt::format("opset {}", opset), opset);

  rows.run([&](int opset) {
    oddNet(opset).write(file("odd.onnx"));
    const auto inputs = oddInputs();
    writeFile(file("x.npy"), npyBytes("<f4", {kSamples, 4, 7, 6}, floatBytes(inputs)));
    auto model = Model::open(file("odd.onnx"));
    BW_VERIFY_RESULT(model);
    const auto moments = inputHessians(**model);
    REQUIRE(moments.size() == std::size_t{3});
    for (const auto& moment : moments) REQUIRE_MESSAGE(moment.reason.empty(), moment.reason.text());
    REQUIRE((moments[0].groups == 2 && moments[0].rows == 6 && moments[0].columns == 12 && moments[0].rowStride == 12 &&
             moments[0].columnStride == 1));
    REQUIRE(
        (moments[1].rows == 5 && moments[1].columns == 6 && moments[1].rowStride == 6 && moments[1].columnStride == 1));
    REQUIRE(
        (moments[2].rows == 3 && moments[2].columns == 5 && moments[2].rowStride == 1 && moments[2].columnStride == 3));
    const auto names = writeInputHessians(*model, moments, {}, file("moments.onnx"), Job{});
    BW_VERIFY_RESULT(names);
    AccumulateRequest request;
    request.model = file("moments.onnx");
    request.outputs = *names;
    request.data.spec = file("x.npy").string();
    const auto sums = accumulateOutputs(request, Job().withThreads(2));
    BW_VERIFY_RESULT(sums);
    REQUIRE(sums->samples == kSamples);
    REQUIRE(near(std::span(sums->outputs[0]).first(144), patchMoments(inputs, 0)));
    REQUIRE(near(std::span(sums->outputs[0]).subspan(144), patchMoments(inputs, 1)));
    RunRequest run;
    run.model = file("odd.onnx");
    run.data = request.data;
    const auto ran = runModel(run, Job{});
    BW_VERIFY_RESULT(ran);
    REQUIRE(near(sums->outputs[1], rowMoments(ran->outputs[0], 6)));
    REQUIRE(near(sums->outputs[2], rowMoments(ran->outputs[1], 5)));
    const auto alone = accumulateOutputs(request, Job().withThreads(1));
    BW_VERIFY_RESULT(alone);
    REQUIRE(alone->outputs == sums->outputs);
  });
}

TEST_CASE_FIXTURE(GptqTest, "bringsPredictionsBack") {
  DataRequest others;
  others.spec = "sample";  // the test images
  others.limit = 500;
  const auto agreement = [&](const std::string& spec) {
    const auto compressed = fitted(net_, spec, trainingImages(200));
    const auto exported = exportModel(compressed.value(), file("out.onnx"), {}, Job{});
    return exported && exported->verification.verified ? agreementOf(file("out.onnx"), net_, others) : -1.0;
  };
  for (const std::string spec : {"uniform:bits=3,rounding=nearest", "kmeans:bits=3,rounding=nearest",
                                 "sharing:clusters=8,rounding=nearest", "prune:density=0.6+kmeans:bits=4"}) {
    const double before = agreement(spec);
    const double after = agreement(spec + "+gptq");
    REQUIRE_MESSAGE((before >= 0.0 && after > before + 0.05), fmt::format("{}: {} → {}", spec.c_str(), before, after));
  }
  // Depthwise layers and points make the most of both.
  REQUIRE(agreement("uniform:bits=3+gptq+bias_correction") > 0.9);
}

TEST_CASE_FIXTURE(GptqTest, "takesNoByteAndIsTheSameOnAnyNumberOfThreads") {
  const auto plain = fitted(net_, "kmeans:bits=3,rounding=nearest", trainingImages(40));
  const auto one = fitted(net_, "kmeans:bits=3,rounding=nearest+gptq", trainingImages(40), 1);
  const auto two = fitted(net_, "kmeans:bits=3,rounding=nearest+gptq", trainingImages(40), 2);
  BW_VERIFY_RESULT(plain);
  BW_VERIFY_RESULT(one);
  BW_VERIFY_RESULT(two);
  int moved = 0;
  for (std::size_t i = 0; i < one->layers.size(); ++i) {
    if (!one->layers[i].encoded) continue;
    const auto& term = one->layers[i].encoded->terms.front();
    REQUIRE(term.codes == two->layers[i].encoded->terms.front().codes);
    REQUIRE(term.scales == plain->layers[i].encoded->terms.front().scales);
    moved += term.codes == plain->layers[i].encoded->terms.front().codes ? 0 : 1;
    REQUIRE(one->layers[i].error.sqnrDb <=
            plain->layers[i].error.sqnrDb + 1e-9);  // of the weights: k-means is nearest by itself
  }
  REQUIRE(moved == 12);
  const auto before = exportModel(*plain, file("plain.onnx"), {}, Job{});
  const auto after = exportModel(*one, file("fitted.onnx"), {}, Job{});
  BW_VERIFY_RESULT(before);
  BW_VERIFY_RESULT(after);
  REQUIRE(after->fileBytes == before->fileBytes);
  const auto verified = verifyAgainst(file("fitted.onnx"), net_, trainingImages(20), Job{});
  BW_VERIFY_RESULT(verified);
  REQUIRE(verified->verified);
}

TEST_CASE_FIXTURE(GptqTest, "goesWithEqualizationAndIntegers") {
  const auto equalized =
      fitted(net_, "equalization+uniform:bits=4,granularity=tensor+gptq+bias_correction", trainingImages(100));
  BW_VERIFY_RESULT(equalized);
  const auto exported = exportModel(*equalized, file("equalized.onnx"), {}, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->verification.verified);
  REQUIRE(agreementOf(file("equalized.onnx"), net_, trainingImages(300)) > 0.9);
  const auto codes = fitted(net_, "uniform:bits=8+gptq", trainingImages(50));
  BW_VERIFY_RESULT(codes);
  const auto integers = exportModel(*codes, file("dynamic.onnx"), {ExportFormat::dynamic, true}, Job{});
  BW_VERIFY_RESULT(integers);
  REQUIRE(integers->integerNodes > 0);
}

TEST_CASE_FIXTURE(GptqTest, "saysWhereItCannot") {
  const auto halves = fitted(net_, "fp16+gptq", trainingImages(10));
  BW_VERIFY_RESULT(halves);
  REQUIRE(halves->warnings.size() == std::size_t{12});
  REQUIRE_MESSAGE(halves->warnings.front().text().find("stored as floats") != std::string::npos,
                  halves->warnings.front().text());

  ModelBuilder model;
  model.input("ids", kInt64, {-1, 4}).output("y", kFloat, {-1, 4, 3});
  model.initializer(weightTensor("table", kFloat, {10, 6}, 1)).initializer(weightTensor("w", kFloat, {6, 3}, 2));
  model.add(node("Gather", {"table", "ids"}, {"e"}, "embedding"));
  model.add(node("MatMul", {"e", "w"}, {"y"}, "product"));
  model.write(file("words.onnx"));
  writeFile(file("ids.npy"),
            npyBytes("<i8", {3, 4}, std::string(3 * 4 * 8, '\1').replace(0, 96, std::string(96, '\0'))));
  DataRequest ids;
  ids.spec = file("ids.npy").string();
  const auto words = fitted(file("words.onnx"), "kmeans:bits=2+gptq", ids);
  BW_VERIFY_RESULT(words);
  REQUIRE(words->warnings.size() == std::size_t{1});
  REQUIRE_MESSAGE(words->warnings.front().text().find("no Conv, Gemm or MatMul") != std::string::npos,
                  words->warnings.front().text());
}

TEST_CASE_FIXTURE(GptqTest, "needsData") {
  const auto refused = fitted(net_, "kmeans:bits=3+gptq", {});
  REQUIRE(!refused.has_value());
  REQUIRE(refused.error().kind == ErrorKind::usage);
  REQUIRE(refused.error().line().find("GPTQ needs calibration data") != std::string::npos);
  REQUIRE((needsCalibration(recipeOf("kmeans:bits=3+gptq")) &&
           needsCalibration(recipeOf("kmeans:bits=3+bias_correction")) &&
           !needsCalibration(recipeOf("kmeans:bits=3"))));
}

}  // namespace bitwright

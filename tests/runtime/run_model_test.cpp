// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "core/base/resources.h"
#include "core/runtime/worker_client.h"
#include "tests/support/environment.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/sanitized.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/text.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

constexpr int kFloat8 = 17;  // float8e4m3fn

using Shape = std::vector<std::int64_t>;

/// y = x · w for x: [batch, 3], w: [3, 2].
ModelBuilder matMul() {
  ModelBuilder builder;
  builder.input("x", kFloat, {-1, 3}).output("y", kFloat, {-1, 2});
  builder.initializer(tensor("w", kFloat, {3, 2}, {1, 2, 3, 4, 5, 6}));
  builder.add(node("MatMul", {"x", "w"}, {"y"}, "product"));
  return builder;
}

double accuracy(const RunResult& result) {
  const auto classes = static_cast<std::ptrdiff_t>(result.outputs[0].shape[1]);
  int right = 0;
  for (std::ptrdiff_t sample = 0; sample < static_cast<std::ptrdiff_t>(result.labels.size()); ++sample) {
    const auto row = result.outputs[0].values.begin() + sample * classes;
    if (std::max_element(row, row + classes) - row == result.labels[static_cast<std::size_t>(sample)]) ++right;
  }
  return right / static_cast<double>(result.labels.size());
}

class RunModelTest {
 protected:
  /// Whatever happened in a test, no temporary file outlives its call.
  ~RunModelTest() { CHECK(std::filesystem::is_empty(temporary_.path())); }

  static ModelBuilder bomb() {
    ModelBuilder builder;
    builder.output("y", kFloat, {});
    builder.initializer(int64Tensor("huge", {std::int64_t{1} << 31, 64}));
    builder.add(node("ConstantOfShape", {"huge"}, {"z"}));
    builder.add(node("ReduceSum", {"z"}, {"y"}));
    return builder;
  }

  std::string path(const std::string& name) const { return folder_.path().string() + "/" + name + ".onnx"; }
  std::filesystem::path write(const std::string& name, const ModelBuilder& builder) const {
    builder.write(path(name));
    return path(name);
  }

  ScratchFolder folder_;
  ScratchFolder temporary_;
  ChangedEnvironment forTemporaryFiles_{"TMPDIR", temporary_.path()};
};

}  // namespace

TEST_CASE_FIXTURE(RunModelTest, "tellsWhatItRunsOn") {
  const auto info = runtimeInfo({});
  BW_VERIFY_RESULT(info);
  REQUIRE(countOf(info->onnxRuntimeVersion, ".") == 2);
  REQUIRE(!info->cpuFeatures.empty());
}

TEST_CASE_FIXTURE(RunModelTest, "synthesisesInputs") {
  RunRequest request{.model = write("matmul", matMul())};
  const auto one = runModel(request, {});
  BW_VERIFY_RESULT(one);
  REQUIRE((one->synthesised && one->samples == 1 && one->labels.empty() && one->dataSha256.empty()));
  REQUIRE((one->outputs.at(0).name == "y" && one->outputs[0].shape == Shape{1, 2}));

  request.data.limit = 5;
  const auto five = runModel(request, {});
  BW_VERIFY_RESULT(five);
  REQUIRE((five->outputs[0].shape == Shape{5, 2}));
  REQUIRE(five->outputs[0].values[0] == one->outputs[0].values[0]);
  REQUIRE(five->outputs[0].values[2] != five->outputs[0].values[0]);

  request.data.seed = 1;
  REQUIRE(runModel(request, {})->outputs[0].values != five->outputs[0].values);
}

TEST_CASE_FIXTURE(RunModelTest, "runsTheSampleAndFindsTheClasses") {
  const auto model = resourcePath("sample/resnet8_fashion.onnx");
  BW_VERIFY_RESULT(model);
  RunRequest request{.model = *model, .data = {.spec = "sample", .limit = 300}};
  const auto optimized = runModel(request, {});
  BW_VERIFY_RESULT(optimized);
  REQUIRE((optimized->outputs[0].shape == Shape{300, 10}));
  REQUIRE((!optimized->synthesised && optimized->dataSha256.size() == 64));
  REQUIRE(accuracy(*optimized) > 0.85);

  request.optimize = Optimization::none;
  request.batch = 7;  // 300 is no multiple: the last batch is padded and cut
  const auto plain = runModel(request, {});
  BW_VERIFY_RESULT(plain);
  REQUIRE(((plain->outputs[0].shape == Shape{300, 10}) && plain->labels == optimized->labels));
  for (std::size_t index = 0; index < plain->outputs[0].values.size(); ++index) {
    REQUIRE(std::abs(plain->outputs[0].values[index] - optimized->outputs[0].values[index]) < 1e-3F);
  }
}

TEST_CASE_FIXTURE(RunModelTest, "keepsFixedBatches") {
  ModelBuilder builder;
  builder.input("x", kFloat, {8, 1, 28, 28}).output("y", kFloat, {8, 784});
  builder.initializer(int64Tensor("shape", {8, 784}));
  builder.add(node("Reshape", {"x", "shape"}, {"y"}));
  const auto result = runModel({.model = write("fixed", builder), .data = {.spec = "sample", .limit = 20}}, {});
  BW_VERIFY_RESULT(result);
  REQUIRE((result->outputs[0].shape == Shape{20, 784}));
}

/// A model that declares any batch but was made for one: its outputs still come one a sample.
TEST_CASE_FIXTURE(RunModelTest, "fallsBackToSingleSamples") {
  ModelBuilder builder;
  builder.input("x", kFloat, {-1, 1, 28, 28}).output("y", kFloat, {1, 784});
  builder.initializer(int64Tensor("shape", {1, 784}));
  builder.add(node("Reshape", {"x", "shape"}, {"y"}));
  const auto result = runModel({.model = write("single", builder), .data = {.spec = "sample", .limit = 20}}, {});
  BW_VERIFY_RESULT(result);
  REQUIRE((result->outputs[0].shape == Shape{20, 784}));
}

TEST_CASE_FIXTURE(RunModelTest, "widensEveryNumericType") {
  ModelBuilder builder;
  builder.input("x", kFloat, {1, 4});
  for (const auto& [name, type] : std::vector<std::pair<std::string, int>>{
           {"h", kHalf}, {"b", kBfloat16}, {"d", kDouble}, {"i", kInt32}, {"l", kInt64}, {"u", kUint8}, {"t", kBool}}) {
    builder.output(name, type, {1, 4});
    setAttribute(builder.add(node("Cast", {"x"}, {name})), "to", std::int64_t{type});
  }
  const auto result = runModel({.model = write("types", builder)}, {});
  BW_VERIFY_RESULT(result);
  REQUIRE(result->outputs.size() == std::size_t{7});
  REQUIRE(result->outputs[0].type == DataType::float16);
  for (std::size_t index = 0; index < 4; ++index)
    REQUIRE(std::abs(result->outputs[0].values[index] - result->outputs[2].values[index]) < 0.01F);
}

TEST_CASE_FIXTURE(RunModelTest, "leavesOutWhatIsNoNumberAndSaysSo") {
  auto builder = matMul();
  builder.output("text", kString, {-1, 2});
  setAttribute(builder.add(node("Cast", {"y"}, {"text"})), "to", std::int64_t{kString});
  const auto result = runModel({.model = write("strings", builder)}, {});
  BW_VERIFY_RESULT(result);
  REQUIRE(result->outputs.size() == std::size_t{1});
  REQUIRE(result->notes.size() == std::size_t{1});
  REQUIRE(result->notes[0].text().find("text") != std::string::npos);
}

/// Initializers that are also inputs have a value already; ids are drawn where a table has them.
TEST_CASE_FIXTURE(RunModelTest, "feedsOnlyWhatMustBeFed") {
  ModelBuilder builder(13, 8);
  builder.input("ids", kInt64, {-1, 200}).input("table", kFloat, {50, 1}).output("y", kFloat, {-1, 200, 1});
  std::vector<float> rows(50);
  std::iota(rows.begin(), rows.end(), 0.0F);
  builder.initializer(tensor("table", kFloat, {50, 1}, rows));
  builder.add(node("Gather", {"table", "ids"}, {"y"}));
  const auto result = runModel({.model = write("ids", builder)}, {});
  BW_VERIFY_RESULT(result);
  REQUIRE((result->outputs[0].shape == Shape{1, 200, 1}));
  const auto& drawn = result->outputs[0].values;
  REQUIRE(*std::max_element(drawn.begin(), drawn.end()) > 30.0F);

  // A second, shorter table: ids for the longer one do not fit it, so smaller ones are drawn.
  builder.initializer(weightTensor("short", kFloat, {7, 2}));
  builder.output("z", kFloat, {-1, 200, 2});
  builder.add(node("Gather", {"short", "ids"}, {"z"}));
  BW_VERIFY_RESULT(runModel({.model = write("two tables", builder)}, {}));
}

TEST_CASE_FIXTURE(RunModelTest, "refusesInOneLine") {
  const auto refused = [](const RunRequest& request, ErrorKind kind, const char* hint) {
    const auto result = runModel(request, {});
    if (result) return false;
    const auto line = result.error().line();
    return result.error().kind == kind && line.find(hint) != std::string::npos &&
           line.find('\n') == std::string::npos && line.find("onnxruntime_src") == std::string::npos &&
           line.size() < 400;
  };
  const std::filesystem::path garbage = path("garbage");
  writeFile(garbage, "this is no model");
  REQUIRE(refused({.model = garbage}, ErrorKind::engine, "ONNX Runtime"));
  REQUIRE(refused({.model = path("missing")}, ErrorKind::io, "No such file"));
  auto unknown = matMul();
  unknown.add(node("Magic", {"x"}, {"z"}, "trick"));
  REQUIRE(refused({.model = write("unknown", unknown)}, ErrorKind::engine, "Magic"));
  const auto good = write("good", matMul());
  REQUIRE(refused({.model = good, .data = {.spec = "sample"}}, ErrorKind::input, "do not fit"));
  REQUIRE(refused({.model = good, .data = {.spec = "photos"}}, ErrorKind::usage, "photos"));
  REQUIRE(refused({.model = good, .data = {.spec = "photos.npz"}}, ErrorKind::io, "photos.npz"));
  REQUIRE(refused({.model = good, .data = {.spec = "no-idx,such-idx"}}, ErrorKind::io, "no-idx"));
  if (!kSanitized) REQUIRE(refused({.model = write("deep", bomb())}, ErrorKind::engine, "memory"));
  ModelBuilder narrow(19, 9);
  narrow.input("s", kFloat8, {1}).output("y", kFloat, {1});
  auto cast = node("Cast", {"s"}, {"y"});
  setAttribute(cast, "to", std::int64_t{kFloat});
  narrow.add(cast);
  REQUIRE(refused({.model = write("narrow", narrow)}, ErrorKind::engine, "cannot be made up"));
}

TEST_CASE_FIXTURE(RunModelTest, "outputsAreCapped") {
  ModelBuilder builder;
  builder.input("x", kFloat, {1, 1, 28, 28}).output("y", kFloat, {1, 1, 28, 28, 2000});
  builder.initializer(int64Tensor("shape", {1, 1, 28, 28, 2000}));
  builder.initializer(int64Tensor("axes", {4}));
  builder.add(node("Unsqueeze", {"x", "axes"}, {"u"}));
  builder.add(node("Expand", {"u", "shape"}, {"y"}));
  const auto file = write("large", builder);
  const auto all = runModel({.model = file, .data = {.spec = "sample"}}, {});
  REQUIRE((!all && all.error().line().find("--limit") != std::string::npos));
  BW_VERIFY_RESULT(runModel({.model = file, .data = {.spec = "sample", .limit = 3}}, {}));
}

/// Every path that the system takes, the worker takes.
TEST_CASE_FIXTURE(RunModelTest, "takesAnyPath") {
  const std::filesystem::path odd = path("na\xc3\xafve %41 \xff\xfe");
  writeFile(odd, matMul().bytes());
  BW_VERIFY_RESULT(runModel({.model = odd}, {}));
  std::filesystem::remove(odd);  // ScratchFolder cannot
}

TEST_CASE_FIXTURE(RunModelTest, "runsRealTestModels") {
  const std::filesystem::path root("/usr/share/libonnx-testdata/data");
  if (!std::filesystem::exists(root)) {
    MESSAGE("libonnx-testdata is not installed");
    return;
  }
  for (const char* name :
       {"node/test_lstm_defaults", "node/test_gru_with_initial_bias", "node/test_basic_conv_with_padding",
        "node/test_if", "node/test_gather_0", "node/test_dequantizelinear_axis"}) {
    const auto result = runModel({.model = root / name / "model.onnx"}, {});
    BW_VERIFY_RESULT(result);
    REQUIRE_MESSAGE((!result->outputs.empty() && !result->outputs[0].values.empty()), std::string(name));
  }
}

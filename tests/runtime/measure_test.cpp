// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <onnx/onnx_pb.h>

#include <filesystem>
#include <set>
#include <string>

#include "core/base/resources.h"
#include "core/runtime/worker_client.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/sanitized.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

TEST_CASE("timesModelsSideBySide") {
  const auto first = resourcePath("sample/resnet8_fashion.onnx");
  const auto second = resourcePath("sample/dscnn_fashion.onnx");
  BW_VERIFY_RESULT(first);
  BW_VERIFY_RESULT(second);
  double last = 0.0;
  bool ordered = true;
  const Job job(
      {},
      [&](const Message&, double fraction) {
        ordered = ordered && fraction >= last && fraction <= 1.0;
        last = fraction;
      },
      1);
  const auto timings = timeModels(
      {.models = {*first, *second, *first}, .data = {.spec = "sample", .limit = 4}, .batch = 2, .rounds = 6}, job);
  BW_VERIFY_RESULT(timings);
  REQUIRE(timings->models.size() == std::size_t{3});
  for (const auto& timing : timings->models) {
    REQUIRE((timing.loadMs > 0 && timing.loadSamplesMs.size() >= 3));
    REQUIRE(timing.blockMediansMs.size() == std::size_t{6});
    REQUIRE(timing.samplesMs.size() >= 6);
    for (const double sample : timing.samplesMs) REQUIRE(sample > 0);
  }
  REQUIRE((ordered && last > 0.5));
}

/// The same figures where one model is loaded at a time.
TEST_CASE("timesModelsApart") {
  const auto first = resourcePath("sample/resnet8_fashion.onnx");
  const auto second = resourcePath("sample/dscnn_fashion.onnx");
  BW_VERIFY_RESULT(first);
  BW_VERIFY_RESULT(second);
  const auto timings = timeModels(
      {.models = {*first, *second}, .data = {.spec = "sample", .limit = 4}, .batch = 2, .rounds = 6, .apart = true},
      Job({}, {}, 1));
  BW_VERIFY_RESULT(timings);
  REQUIRE(timings->models.size() == std::size_t{2});
  for (const auto& timing : timings->models) {
    REQUIRE((timing.loadMs > 0 && timing.loadSamplesMs.size() == 6));  // one a block, but for the first load of all
    REQUIRE(timing.blockMediansMs.size() == std::size_t{6});
    REQUIRE(timing.firstRunSamplesMs.size() == std::size_t{7});
    REQUIRE(timing.inferences >= 6);
    for (const double sample : timing.samplesMs) REQUIRE(sample > 0);
  }
}

/// Thirty blocks where the machine is quiet, five at least.
TEST_CASE("timesUntilThereAreEnoughBlocks") {
  ModelBuilder builder;
  builder.input("x", kFloat, {1, 64}).output("y", kFloat, {1, 64});
  builder.initializer(weightTensor("w", kFloat, {64, 64}));
  builder.add(node("MatMul", {"x", "w"}, {"y"}));
  const ScratchFolder folder;
  const std::filesystem::path file = folder.file("small.onnx");
  builder.write(file);
  const auto timings = timeModels({.models = {file}}, {});
  BW_VERIFY_RESULT(timings);
  REQUIRE(timings->models.front().blockMediansMs.size() >= 5);
  REQUIRE(timeModels({}, {})->models.empty());
  const auto missing = timeModels({.models = {file, folder.file("none.onnx")}}, {});
  REQUIRE((!missing && missing.error().line().find("none.onnx") != std::string::npos));
}

/// Where large blocks are given back, what is freed while weights are packed does not add to the peak.
TEST_CASE("weighsLargeModelsOnALeanHeap") {
  constexpr std::int64_t kWide = 1536;
  constexpr int kLayers = 8;
  constexpr std::uint64_t kWeights = kLayers * kWide * kWide * 4;
  ModelBuilder builder;
  builder.input("x0", kFloat, {1, kWide}).output("x8", kFloat, {1, kWide});
  for (int layer = 0; layer < kLayers; ++layer) {
    const auto at = std::to_string(layer);
    builder.initializer(weightTensor("w" + at, kFloat, {kWide, kWide}));
    builder.add(node("MatMul", {"x" + at, "w" + at}, {"x" + std::to_string(layer + 1)}));
  }
  const ScratchFolder folder;
  const std::filesystem::path file = folder.file("chain.onnx");
  builder.write(file);
  const auto lean = measureMemory(file, {}, {}, true);
  BW_VERIFY_RESULT(lean);
  REQUIRE(lean->loadPeakBytes >= kWeights);
  if (!kSanitized) REQUIRE(lean->loadPeakBytes < kWeights / 2 * 3);
  REQUIRE((areLargeBlocksReturned(500'000'000) && !areLargeBlocksReturned(90'000'000)));
}

/// 32 MB of weights show in both figures; nothing of the engine's own does.
TEST_CASE("measuresMemory") {
  ModelBuilder builder;
  builder.input("x", kFloat, {1, 2048}).output("y", kFloat, {1, 4096});
  builder.initializer(weightTensor("w", kFloat, {2048, 4096}));
  builder.add(node("MatMul", {"x", "w"}, {"y"}));
  const ScratchFolder folder;
  const std::filesystem::path file = folder.file("large.onnx");
  builder.write(file);
  const auto large = measureMemory(file, {}, {});
  BW_VERIFY_RESULT(large);
  constexpr std::uint64_t kWeightBytes = 2048 * 4096 * 4;
  REQUIRE((large->loadPeakBytes >= kWeightBytes && large->loadPeakBytes < 6 * kWeightBytes));
  if (!kSanitized) REQUIRE((large->residentBytes >= kWeightBytes / 2 && large->residentBytes < 3 * kWeightBytes));

  const auto sample = resourcePath("sample/resnet8_fashion.onnx");
  BW_VERIFY_RESULT(sample);
  const auto small = measureMemory(*sample, {.spec = "sample"}, {});
  BW_VERIFY_RESULT(small);
  REQUIRE((small->loadPeakBytes > 0 && small->loadPeakBytes < large->loadPeakBytes));
}

/// Arithmetic on constants is gone from the graph that runs.
TEST_CASE("writesTheGraphThatRuns") {
  ModelBuilder builder;
  builder.input("x", kFloat, {1, 4}).output("y", kFloat, {1, 4});
  builder.add(constant(tensor("a", kFloat, {4}, {1, 2, 3, 4})));
  builder.add(constant(tensor("b", kFloat, {4}, {2, 2, 2, 2})));
  builder.add(node("Mul", {"a", "b"}, {"w"}));
  builder.add(node("Add", {"x", "w"}, {"y"}));
  const ScratchFolder folder;
  const std::filesystem::path file = folder.file("in.onnx");
  const std::filesystem::path target = folder.file("out.onnx");
  builder.write(file);
  BW_VERIFY_RESULT(writeOptimizedModel(file, target, {}));
  onnx::ModelProto written;
  REQUIRE(written.ParseFromString(readFile(target)));
  std::multiset<std::string> operators;
  for (const auto& made : written.graph().node()) operators.insert(made.op_type());
  REQUIRE((operators == std::multiset<std::string>{"Add"}));

  const auto refused = writeOptimizedModel(folder.file("none.onnx"), folder.file("never.onnx"), {});
  REQUIRE((!refused && refused.error().kind == ErrorKind::io));
  REQUIRE(std::distance(std::filesystem::directory_iterator(folder.path().string()), {}) == 2);
}

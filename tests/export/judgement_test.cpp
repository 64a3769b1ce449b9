// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// What two runs of a model have to have in common for a file to be called verified.
#include "core/export/verify/judgement.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace bitwright {

namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

OutputTensor output(const char* name, std::vector<std::int64_t> shape, std::vector<float> values,
                    DataType type = DataType::float32) {
  return {name, type, std::move(shape), std::move(values)};
}

RunResult runOf(std::vector<OutputTensor> outputs) {
  RunResult run;
  run.outputs = std::move(outputs);
  return run;
}

/// `rows` of a box coordinate up to 320 and a score up to 1; each kept or lost.
OutputTensor detections(bool scores, float noise = 0.0F) {
  std::vector<float> values;
  for (int row = 0; row < 40; ++row) {
    values.push_back(8.0F * static_cast<float>(row) + noise);
    values.push_back(scores ? static_cast<float>(row % 7) / 7.0F : 0.0F);
  }
  return output("boxes", {40, 2}, values);
}

const JudgedBy kQuantized{1e-5, false, true, false};

}  // namespace

TEST_CASE("looksAtEachOutput") {
  const auto large = output("large", {1, 2}, {1000.0F, -1000.0F});
  const auto apart = compareRuns(runOf({large, output("small", {1, 2}, {0.1F, 0.0F})}),
                                 runOf({large, output("small", {1, 2}, {0.1F, 0.1F})}));
  REQUIRE(apart.has_value());
  REQUIRE(apart->sqnrDb < 4.0);  // over both together it is 80 dB
  REQUIRE(apart->worst.output == "small");
  REQUIRE(!judgeMeaning(*apart, kQuantized).holds);
}

TEST_CASE("looksAtColumns") {
  const auto apart = compareRuns(runOf({detections(false, 0.5F)}), runOf({detections(true)}));
  REQUIRE(apart.has_value());
  REQUIRE(apart->sqnrDb > 40.0);
  REQUIRE(apart->worst.channel == std::int64_t{1});
  REQUIRE(std::abs(apart->worst.sqnrDb) < 0.01);
  const auto check = judgeMeaning(*apart, kQuantized);
  REQUIRE(!check.holds);
  REQUIRE(check.reason.id() == "export.channel_lost");
  REQUIRE(judgeMeaning(*compareRuns(runOf({detections(true, 0.5F)}), runOf({detections(true)})), kQuantized).holds);
}

TEST_CASE("sharesOfAWholeAreNoSignals") {
  std::vector<float> reference;
  std::vector<float> rounded;
  for (int row = 0; row < 40; ++row) {
    reference.insert(reference.end(), {0.9F, 0.099F, 0.001F});
    rounded.insert(rounded.end(), {0.901F, 0.099F, 0.0F});
  }
  const auto apart = compareRuns(runOf({output("p", {40, 3}, rounded)}), runOf({output("p", {40, 3}, reference)}));
  REQUIRE(apart->worst.sqnrDb > 30.0);
}

TEST_CASE("countsIntegers") {
  const auto scores = output("scores", {2, 2}, {0.5F, 0.25F, 0.125F, 1.0F});
  const auto labels = [](float last) { return output("labels", {2}, {1.0F, last}, DataType::int64); };
  const auto apart = compareRuns(runOf({scores, labels(7.0F)}), runOf({scores, labels(3.0F)}));
  REQUIRE((std::isinf(apart->sqnrDb) && apart->sqnrDb > 0.0));
  REQUIRE(apart->maxAbs == 0.0);
  REQUIRE(apart->integers == std::int64_t{2});
  REQUIRE(apart->differingIntegers == std::int64_t{1});
  REQUIRE(judgeMeaning(*apart, kQuantized).holds);   // an index may flip where activations are quantized …
  REQUIRE(!judgeMeaning(*apart, JudgedBy{}).holds);  // … and not where weights alone are stored otherwise
}

TEST_CASE("sizesThatDependOnValues") {
  const auto scores = output("scores", {1, 2}, {0.5F, 0.25F});
  const auto kept = [](std::vector<float> values) {
    const auto count = static_cast<std::int64_t>(values.size());
    return output("kept", {count}, std::move(values), DataType::int64);
  };
  const auto run = runOf({scores, kept({1.0F})});
  const auto reference = runOf({scores, kept({1.0F, 2.0F})});
  REQUIRE(!compareRuns(run, reference).has_value());
  REQUIRE(compareRuns(run, reference, true).has_value());
  REQUIRE(!compareRuns(runOf({kept({1.0F})}), runOf({kept({})}), true).has_value());
}

TEST_CASE("notFinite") {
  const auto reference = runOf({output("y", {1, 2}, {1.0F, 2.0F})});
  const auto bad = compareRuns(runOf({output("y", {1, 2}, {1.0F, kNaN})}), reference);
  REQUIRE(bad->notFinite == std::int64_t{1});
  for (const auto& by : {JudgedBy{}, JudgedBy{0.1, true, false, false}, kQuantized}) {
    const auto check = judgeMeaning(*bad, by);
    REQUIRE(!check.holds);
    REQUIRE(check.reason.id() == "export.not_finite");
  }
  const auto both = runOf({output("y", {1, 2}, {1.0F, kNaN})});
  REQUIRE(judgeMeaning(*compareRuns(both, both), JudgedBy{}).holds);
  // What has no value in the original is no fault of integers.
  REQUIRE(judgeMeaning(*compareRuns(reference, both, true), kQuantized).holds);
}

TEST_CASE("depthExplainsRounding") {
  const auto reference = runOf({output("y", {1, 2}, {1.0F, 2.0F})});
  const auto near = compareRuns(runOf({output("y", {1, 2}, {1.0F, 2.00008F})}), reference);
  REQUIRE(!judgeMeaning(*near, JudgedBy{1e-5, false, false, false}).holds);
  REQUIRE(judgeMeaning(*near, JudgedBy{7.5e-5, false, false, false}).holds);
  // As far as optimizations take the reference itself.
  const auto none = compareRuns(reference, reference);
  REQUIRE(!judgeRun(*near, *near, *none, nullptr, JudgedBy{}).holds);
  REQUIRE(judgeRun(*near, *near, *none, &*near, JudgedBy{}).holds);
}

TEST_CASE("kernelsThatOverflow") {
  std::vector<float> exact;
  std::vector<float> meant;
  std::vector<float> overflowing;
  for (int at = 0; at < 64; ++at) {
    exact.push_back(static_cast<float>(at));
    meant.push_back(static_cast<float>(at) + 0.25F);
    overflowing.push_back(std::min(static_cast<float>(at), 40.0F));
  }
  const auto of = [](std::vector<float> values) { return runOf({output("y", {64, 1}, std::move(values))}); };
  const auto meaning = compareRuns(of(meant), of(exact));
  REQUIRE(judgeMeaning(*meaning, kQuantized).holds);
  REQUIRE(judgeRun(*compareRuns(of(meant), of(meant)), *meaning, *meaning, nullptr, kQuantized).holds);
  const auto check = judgeRun(*compareRuns(of(overflowing), of(meant)), *compareRuns(of(overflowing), of(exact)),
                              *meaning, nullptr, kQuantized);
  REQUIRE(!check.holds);
  REQUIRE(check.reason.id() == "export.kernels_far");
}

TEST_CASE("faultsOfTheRuntime") {
  const auto reference = runOf({output("y", {1, 2}, {1.0F, 2.0F})});
  const auto garbage = compareRuns(runOf({output("y", {1, 2}, {-3.0F, 7.0F})}), reference);
  const auto none = compareRuns(reference, reference);
  const auto check = judgeRun(*garbage, *garbage, *none, &*garbage, kQuantized);
  REQUIRE(check.holds);
  REQUIRE(check.reason.id() == "export.runtime_fault");
  REQUIRE(!judgeRun(*garbage, *garbage, *none, &*none, kQuantized).holds);
}

}  // namespace bitwright

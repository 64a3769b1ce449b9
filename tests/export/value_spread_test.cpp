// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Values that must not share a scale: of a network whose results hold boxes beside scores, masks beside products, no
// column is lost in integers.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "core/export/export.h"
#include "core/export/format/format.h"
#include "core/runtime/worker_client.h"
#include "tests/support/export_made.h"
#include "tests/support/graph_soundness.h"
#include "tests/support/head_models.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

class ValueSpreadTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }
  void compareColumns(const std::string& name, int axis);
};

constexpr double kLeastDb = 10.0;

Result<RunResult> run(const std::filesystem::path& model, bool optimize) {
  RunRequest request;
  request.model = model;
  request.data.limit = 8;
  request.optimize = optimize ? Optimization::all : Optimization::none;
  return runModel(request, Job{});
}

/// Of each index along the axis.
std::vector<double> columnDecibels(const OutputTensor& meant, const OutputTensor& given, std::size_t axis) {
  const auto extent = static_cast<std::size_t>(meant.shape[axis]);
  std::size_t inner = 1;
  for (std::size_t at = axis + 1; at < meant.shape.size(); ++at) inner *= static_cast<std::size_t>(meant.shape[at]);
  std::vector<double> signal(extent, 0.0);
  std::vector<double> noise(extent, 1e-30);
  for (std::size_t at = 0; at < meant.values.size(); ++at) {
    const auto column = at / inner % extent;
    const double difference = static_cast<double>(given.values[at]) - static_cast<double>(meant.values[at]);
    signal[column] += static_cast<double>(meant.values[at]) * static_cast<double>(meant.values[at]);
    noise[column] += difference * difference;
  }
  std::vector<double> decibels;
  for (std::size_t column = 0; column < extent; ++column)
    decibels.push_back(10.0 * std::log10(signal[column] / noise[column]));
  return decibels;
}

Recipe recipe() {
  Recipe made;
  made.all = parseSpec("uniform:bits=7").value();
  made.activations.mode = ActivationMode::calibrated;
  return made;
}

}  // namespace

void ValueSpreadTest::compareColumns(const std::string& name, int axis) {
  const auto meant = run(file("source.onnx"), false);
  BW_VERIFY_RESULT(meant);
  for (const bool optimize : {true, false}) {
    const auto given = run(file("out.onnx"), optimize);
    BW_VERIFY_RESULT(given);
    const auto decibels =
        columnDecibels(meant->outputs.front(), given->outputs.front(), static_cast<std::size_t>(axis));
    for (std::size_t column = 0; column < decibels.size(); ++column) {
      REQUIRE_MESSAGE(decibels[column] > kLeastDb,
                      (name + ", column " + std::to_string(column) + ": " + std::to_string(decibels[column]) + " dB"));
    }
  }
}

TEST_CASE_FIXTURE(ValueSpreadTest, "keepsColumns") {
  Rows<int, int> rows;
  int next = 0;
  for (const auto& made : headModels()) {
    for (const auto format : {ExportFormat::qdq, ExportFormat::qoperator}) {
      rows.add(fmt::format("{}, {}", made.name, std::string(formatWord(format))), next, static_cast<int>(format));
    }
    ++next;
  }

  rows.run([&](int which, int format) {
    const auto made = headModels()[static_cast<std::size_t>(which)];
    made.model.write(file("source.onnx"));
    const auto written = exportMade(file("source.onnx"), file("out.onnx"), recipe(), static_cast<ExportFormat>(format));
    BW_VERIFY_RESULT(written);
    REQUIRE(written->exported.verification.verified);
    REQUIRE(written->exported.integerNodes > 0);
    REQUIRE(whatIsWrong(file("out.onnx")) == "");
    // A layer whose own channels differ computes in integers all the same: its sums are scaled to floats, each channel
    // by its own scale.
    const auto& floats = written->exported.floats;
    REQUIRE(std::none_of(floats.begin(), floats.end(),
                         [](const FloatFallback& node) { return node.op == "Conv" || node.op == "Gemm"; }));
    compareColumns(made.name, made.columns);
  });
}

TEST_CASE_FIXTURE(ValueSpreadTest, "leavesMasksAlone") {
  Rows<float, bool> rows;
  for (const float hidden : {-1e4F, -std::numeric_limits<float>::max(), -std::numeric_limits<float>::infinity()}) {
    for (const bool made : {false, true})
      rows.add(fmt::format("{}{}", static_cast<double>(hidden), made ? ", made" : ""), hidden, made);
  }

  rows.run([&](float hidden, bool made) {
    maskedModel(hidden, made).write(file("source.onnx"));
    for (const auto format : {ExportFormat::qdq, ExportFormat::qoperator}) {
      const auto written = exportMade(file("source.onnx"), file("out.onnx"), recipe(), format);
      BW_VERIFY_RESULT(written);
      REQUIRE(written->exported.integerNodes == std::int64_t{2});  // the products
      const auto& floats = written->exported.floats;
      REQUIRE(std::any_of(floats.begin(), floats.end(), [](const FloatFallback& node) { return node.id == "add"; }));
      compareColumns("mask", 1);
    }
  });
}

/// What differs by a few bits shares a scale as ever.
TEST_CASE_FIXTURE(ValueSpreadTest, "joinsWhatIsAlike") {
  ModelBuilder model(13, 8);
  model.input("image", kFloat, {1, 4, 4, 4});
  model.initializer(weightTensor("a.w", kFloat, {4, 4, 1, 1}, 1))
      .initializer(weightTensor("b.w", kFloat, {4, 4, 1, 1}, 2));
  model.initializer(tensor("four", kFloat, {}, {4.0F}));
  model.add(node("Conv", {"image", "a.w"}, {"a"}, "a"));
  model.add(node("Conv", {"image", "b.w"}, {"b"}, "b"));
  model.add(node("Mul", {"b", "four"}, {"larger"}, "mul"));
  setAttribute(model.add(node("Concat", {"a", "larger"}, {"y"}, "both")), "axis", std::int64_t{1});
  model.output("y", kFloat, {1, 8, 4, 4});
  model.write(file("source.onnx"));
  const auto written = exportMade(file("source.onnx"), file("out.onnx"), recipe(), ExportFormat::qdq);
  BW_VERIFY_RESULT(written);
  REQUIRE(written->exported.integerNodes == std::int64_t{4});
  compareColumns("alike", 1);
}

}  // namespace bitwright

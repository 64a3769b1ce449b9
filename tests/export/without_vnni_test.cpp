// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Integer exports on a processor whose 16-bit sums overflow. Valgrind shows the worker one with AVX2 and without VNNI,
// whichever this machine has: ONNX Runtime then runs the kernels it runs there.

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <optional>

#include "core/calibration/range_table.h"
#include "core/compress/compress.h"
#include "core/export/export.h"
#include "tests/support/environment.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/run_program.h"
#include "tests/support/sanitized.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

class WithoutVnniTest {
 protected:
  /// Says so where it is not.
  static bool isPossible() {
#ifdef __x86_64__
    const char* reason = kSanitized ? "a sanitizer does not run under valgrind" : nullptr;
    if (!isInstalled("valgrind")) {
      if (environment("BITWRIGHT_SECOND_RUNTIME") == "required") FAIL("valgrind is not installed");
      reason = "valgrind is not installed";
    }
#else
    const char* reason = "only x86 adds products in 16 bits";
#endif
    if (reason != nullptr) MESSAGE("skipped: ", std::string(reason));
    return reason == nullptr;
  }
  void start();
  Result<ExportResult> write(ExportFormat format, TargetProcessor target);

  ScratchFolder folder_;
  std::optional<ChangedEnvironment> started_;
  std::shared_ptr<const RangeTable> ranges_;
  std::filesystem::path file(const char* name) const {
    return folder_.path() / name;
  }
};

}  // namespace

void WithoutVnniTest::start() {
  // Weights of one sign, as layers behind a Relu have many: nearly every pair overflows where both inputs are large.
  ModelBuilder model(13);
  model.input("x", kFloat, {-1, 64}).output("y", kFloat, {-1, 16});
  auto values = weights(64 * 16, 5);
  for (auto& value : values) value = 0.5F + 0.1F * std::tanh(value);
  model.initializer(tensor("w", kFloat, {64, 16}, values));
  model.add(node("Sigmoid", {"x"}, {"s"}, "sigmoid"));
  model.add(node("MatMul", {"s", "w"}, {"y"}, "matmul"));
  model.write(file("source.onnx"));
  auto opened = Model::open(file("source.onnx"));
  BW_VERIFY_RESULT(opened);
  DataRequest data;
  data.limit = 8;
  auto ranges = calibrateModel(*opened, data, "minmax", {}, {}, Job{});
  BW_VERIFY_RESULT(ranges);
  ranges_ = *ranges;

  const auto wrapper = folder_.file("worker.sh");
  std::ofstream(wrapper) << "#!/bin/sh\nexec valgrind --tool=none -q --log-file=/dev/null '"
                         << environment("BITWRIGHT_WORKER") << "' \"$@\"\n";
  std::filesystem::permissions(wrapper, std::filesystem::perms::owner_all);
  started_.emplace("BITWRIGHT_WORKER", wrapper.string());
}

Result<ExportResult> WithoutVnniTest::write(ExportFormat format, TargetProcessor target) {
  auto opened = Model::open(file("source.onnx"));
  if (!opened) return passOn(opened);
  Recipe recipe;
  recipe.all = parseSpec("uniform:bits=8").value();
  recipe.activations.mode = format == ExportFormat::dynamic ? ActivationMode::dynamic : ActivationMode::calibrated;
  recipe.activations.target = target;
  auto compressed = compress(*opened, recipe, Job{});
  if (!compressed) return passOn(compressed);
  ExportOptions options{format};
  options.ranges = ranges_;
  return exportModel(*compressed, file("out.onnx"), options, Job{});
}

/// Planned for another processor, it is run on this one: what is wrong here is not called verified, and is not there.
TEST_CASE_FIXTURE(WithoutVnniTest, "refusesSumsThatOverflow") {
  if (!isPossible()) return;
  start();
  const auto written = write(ExportFormat::qdq, TargetProcessor::vnni);
  REQUIRE(!written);
  REQUIRE_MESSAGE(written.error().kind == ErrorKind::verification, written.error().line());
  REQUIRE(written.error().what.id() == "export.kernels_far");
  REQUIRE(!std::filesystem::exists(file("out.onnx")));
}

TEST_CASE_FIXTURE(WithoutVnniTest, "isRightOnAny") {
  if (!isPossible()) return;
  start();
  const auto written = write(ExportFormat::qdq, TargetProcessor::any);
  BW_VERIFY_RESULT(written);
  const auto& check = written->verification;
  REQUIRE_MESSAGE((check.verified && check.ran), check.reason.text());
  REQUIRE_MESSAGE(check.runs.sqnrDb > 40.0, std::to_string(check.runs.sqnrDb));
  REQUIRE(std::any_of(written->warnings.begin(), written->warnings.end(),
                      [](const Message& each) { return each.id() == "integer.unsigned"; }));
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <onnx/onnx_pb.h>

#include <filesystem>
#include <string>

#include "core/runtime/paired_run.h"
#include "tests/support/made_data.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/sanitized.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

class WalkTest {
 protected:
  ScratchFolder folder_;
};

}  // namespace

/// Inputs are made as they are read: those of all samples at once would be four times the data here, and as much as
/// there is memory elsewhere.
TEST_CASE_FIXTURE(WalkTest, "inputsOfAllSamplesAreNotKept") {
  if (kSanitized) {
    MESSAGE("a sanitizer takes more memory than is to be limited");
    return;
  }
  const auto folder = folder_.path().string();
  const auto data = folder + "/images.npy";
  writeFile(data, npyBytes("|u1", {1000, 200, 300}, std::string(60'000'000, '\x40')));
  ModelBuilder builder;
  builder.input("x", kFloat, {-1, 1, 200, 300}).output("y", kFloat, {-1, 1, 1, 1});
  builder.add(node("GlobalAveragePool", {"x"}, {"y"}));
  const std::filesystem::path model = folder + "/mean.onnx";
  builder.write(model);
  ModelBuilder other = builder;
  other.graph().mutable_node(0)->set_output(0, "mean");
  other.initializer(tensor("half", kFloat, {1}, {0.5F}));
  other.add(node("Add", {"mean", "half"}, {"y"}));
  const std::filesystem::path changed = folder + "/more.onnx";
  other.write(changed);

  PairedRunRequest request{.model = model,
                           .steps = {{model, changed, {"y"}, 1}},
                           .data = {.spec = data},
                           .limits = {.memoryBytes = 240'000'000}};
  const auto result = runPaired(request, Job({}, {}, 1));
  BW_VERIFY_RESULT(result);
  REQUIRE(result->samples == std::int64_t{1000});
  REQUIRE(std::abs(result->shifts.at(0).at(0) - 0.5) < 1e-6);
}

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include <algorithm>

#include "core/graph/subgraph.h"
#include "tests/support/made_models.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

std::vector<std::string> sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return names;
}

std::size_t indexOf(const Model& model, const std::string& tensor) {
  for (const auto& each : model.tensors()) {
    if (each.tensor == tensor) return each.index;
  }
  return model.tensors().size();
}

/// x ─ MatMul(wa) ─ a ─┬─ MatMul(wb) ─ b ─ Add ─ MatMul(wd) ─ y
///                     └─ MatMul(wc) ─ c ──┘           a ─ Relu ─ z
test::ModelBuilder forked() {
  test::ModelBuilder model;
  model.input("x", test::kFloat, {-1, 4}).output("y", test::kFloat, {-1, 4}).output("z", test::kFloat, {-1, 4});
  for (const char* name : {"wa", "wb", "wc", "wd"}) model.initializer(test::weightTensor(name, test::kFloat, {4, 4}));
  model.add(test::node("MatMul", {"x", "wa"}, {"a"}));
  model.add(test::node("MatMul", {"a", "wb"}, {"b"}));
  model.add(test::node("MatMul", {"a", "wc"}, {"c"}));
  model.add(test::node("Add", {"b", "c"}, {"sum"}));
  model.add(test::node("MatMul", {"sum", "wd"}, {"y"}));
  model.add(test::node("Relu", {"a"}, {"z"}));
  return model;
}

class StepBehindTest {
 protected:
  StepBehindTest() {
    const std::filesystem::path file = folder_.file("forked.onnx");
    forked().write(file);
    auto model = Model::open(file);
    BW_VERIFY_RESULT(model);
    model_ = *model;
  }

  ScratchFolder folder_;
  std::shared_ptr<const Model> model_;
  const std::vector<std::string> floats_{"a", "b", "c", "sum", "y", "z"};

  std::optional<Subgraph> behind(const char* tensor, std::vector<std::string> outputs = {}) {
    return downstreamSubgraph(*model_, std::vector{indexOf(*model_, tensor)}, floats_, std::move(outputs));
  }
};

}  // namespace

TEST_CASE_FIXTURE(StepBehindTest, "onlyWhatDependsOnTheTensorIsInIt") {
  const auto step = behind("wb");
  REQUIRE(step);
  REQUIRE(sorted(step->makes) == (std::vector<std::string>{"b", "sum", "y"}));
  // The other branch is not run again, what it gave crosses.
  REQUIRE(sorted(step->inputs) == (std::vector<std::string>{"a", "c", "wb"}));
  REQUIRE(step->stored == std::vector<std::string>{"wd"});
  REQUIRE(step->outputs == std::vector<std::string>{"y"});  // z knows nothing of it
}

TEST_CASE_FIXTURE(StepBehindTest, "theFirstOneReachesAll") {
  const auto step = behind("wa");
  REQUIRE(step);
  REQUIRE(step->makes.size() == std::size_t{6});
  REQUIRE(sorted(step->inputs) == (std::vector<std::string>{"wa", "x"}));
  REQUIRE(step->outputs == (std::vector<std::string>{"y", "z"}));
}

TEST_CASE_FIXTURE(StepBehindTest, "whatIsNoFloatIsMadeAgain") {
  const auto step = downstreamSubgraph(*model_, std::vector{indexOf(*model_, "wd")}, std::vector<std::string>{"a"});
  REQUIRE(step);
  REQUIRE(sorted(step->makes) == (std::vector<std::string>{"b", "c", "sum", "y"}));
  REQUIRE(sorted(step->inputs) == (std::vector<std::string>{"a", "wd"}));
}

TEST_CASE_FIXTURE(StepBehindTest, "itEndsWhereItIsToldTo") {
  const auto step = behind("wb", {"b"});
  REQUIRE(step);
  REQUIRE(step->makes == std::vector<std::string>{"b"});
  REQUIRE(!behind("wd", {"z"}));
}

TEST_CASE_FIXTURE(StepBehindTest, "aWrittenStepTakesTheTensorAsInput") {
  const auto step = behind("wb");
  const std::filesystem::path file = folder_.file("step.onnx");
  BW_VERIFY_RESULT(writeSubgraph(model_, *step, {}, file, Job{}));
  const auto written = Model::open(file);
  BW_VERIFY_RESULT(written);
  std::vector<std::string> inputs;
  for (const auto& input : (*written)->inputs()) inputs.push_back(input.name);
  REQUIRE(sorted(inputs) == (std::vector<std::string>{"a", "c", "wb"}));
  REQUIRE((*written)->tensors().size() == std::size_t{1});
  REQUIRE((*written)->tensors().front().tensor == "wd");
}

TEST_CASE_FIXTURE(StepBehindTest, "aTensorInsideABranchHasNone") {
  const std::filesystem::path file = folder_.file("holder.onnx");
  test::holderModel({}).write(file);
  const auto model = Model::open(file);
  BW_VERIFY_RESULT(model);
  REQUIRE(!downstreamSubgraph(**model, std::vector{indexOf(**model, "w.then")}, floats_));
  REQUIRE(downstreamSubgraph(**model, std::vector{indexOf(**model, "w.const")}, floats_));  // a Constant, before an If
}

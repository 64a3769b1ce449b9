// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/prepare/opset_steps.h"

#include <doctest/doctest.h>

#include "core/export/prepare/opset_lift.h"
#include "core/runtime/worker_client.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

onnx::NodeProto reduce(const char* op, const std::string& input, const std::string& output) {
  auto made = node(op, {input}, {output}, output);
  setAttribute(made, "axes", std::vector<std::int64_t>{-1});
  return made;
}

/// Halves of the input by Split, their means and maxima, and a choice by an If with a Reduce in either branch.
ModelBuilder reductions(std::int64_t opset) {
  ModelBuilder builder(opset, 8);
  builder.input("x", kFloat, {4, 6}).output("y", kFloat, {4, 1}).output("all", kFloat, {1, 1});
  builder.initializer(tensor("half", kFloat, {}, {0.5F}));
  auto split = node("Split", {"x"}, {"left", "right"}, "split");
  setAttribute(split, "axis", std::int64_t{1});
  builder.add(split);
  builder.add(reduce("ReduceMean", "left", "mean"));
  builder.add(reduce("ReduceMax", "right", "most"));
  builder.add(node("ReduceL2", {"x"}, {"all"}, "all"));  // without axes: over all
  builder.add(node("Add", {"mean", "most"}, {"y"}, "sum"));
  return builder;
}

std::vector<std::vector<float>> outputsOf(const onnx::ModelProto& model, const std::filesystem::path& file) {
  writeFile(file, model.SerializeAsString());
  RunRequest request;
  request.model = file;
  const auto ran = runModel(request, Job{});
  REQUIRE_MESSAGE(ran.has_value(), (ran ? std::string() : ran.error().line()));
  std::vector<std::vector<float>> values;
  for (const auto& output : ran->outputs) values.push_back(output.values);
  return values;
}

}  // namespace

TEST_CASE("reductionsAndSplitsComputeTheSame") {
  const ScratchFolder folder;
  const auto before = reductions(13).proto;
  const auto expected = outputsOf(before, folder.file("before.onnx"));
  for (const std::int64_t opset : {18, 21, 25}) {
    const auto lifted = liftOpset(before, opset);
    BW_VERIFY_RESULT(lifted);
    REQUIRE(lifted->opset_import(0).version() == opset);
    REQUIRE(outputsOf(*lifted, folder.file("after.onnx")) == expected);
  }
}

TEST_CASE("branchesAreLiftedToo") {
  onnx::GraphProto graph;
  auto& chooses = *graph.add_node();
  chooses.set_op_type("If");
  auto& branch = *chooses.add_attribute();
  branch.set_name("then_branch");
  branch.set_type(onnx::AttributeProto::GRAPH);
  *branch.mutable_g()->add_node() = reduce("ReduceMean", "x", "y");
  takeSteps(graph, 17, 21, "p");
  REQUIRE(graph.node_size() == 2);  // the constant stands in front
  REQUIRE(graph.node(0).op_type() == "Constant");
  const auto& inner = graph.node(1).attribute(0).g().node(0);
  REQUIRE(inner.input(1) == graph.node(0).output(0));
  REQUIRE(inner.attribute_size() == 0);
}

TEST_CASE("whatMeansSomethingElseIsRefused") {
  onnx::GraphProto graph;
  graph.add_node()->set_op_type("GroupNormalization");
  REQUIRE(stepsRefuse(graph, 18, 21));
  REQUIRE(!stepsRefuse(graph, 18, 20));
  REQUIRE(!stepsRefuse(graph, 21, 25));
  graph.mutable_node(0)->set_domain("my.own");
  REQUIRE(!stepsRefuse(graph, 18, 21));
}

/// They import the same opset, and a Split in them would need the same steps.
TEST_CASE("modelsWithTrainingGraphsStay") {
  for (const std::int64_t from : {13, 17}) {
    auto model = reductions(from).proto;
    *model.add_training_info()->mutable_algorithm()->add_node() = reduce("ReduceMean", "x", "loss");
    const auto lifted = liftOpset(model, 21);
    REQUIRE(!lifted);
    REQUIRE(lifted.error().what.id() == "lift.training");
  }
}

}  // namespace bitwright

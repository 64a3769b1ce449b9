// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/intermediate_outputs.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <map>

#include "tests/support/made_models.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

using Names = std::vector<std::string>;

Names outputNames(const Model& model) {
  Names names;
  for (const auto& output : model.outputs()) names.push_back(output.name);
  return names;
}

onnx::GraphProto givingBack(const std::string& value) {
  onnx::GraphProto graph;
  graph.set_name("branch");
  graph.add_output()->set_name(value);
  return graph;
}

class ExposedValuesTest {
 protected:
  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return folder_.path() / name; }

  std::shared_ptr<const Model> opened(const ModelBuilder& builder, const std::string& name) {
    builder.write(path(name + ".onnx"));
    return Model::open(path(name + ".onnx")).value();
  }

  ScratchFolder folder_;
};

}  // namespace

TEST_CASE_FIXTURE(ExposedValuesTest, "whatDependsOnTheInputs") {
  const auto model = opened(holderModel({}), "holder");
  REQUIRE((activationTensors(*model) == Names{"x", "flag", "image", "h1", "h2", "h3", "y", "image.out"}));
  const auto described = describedActivationTensors(*model);
  REQUIRE(described.size() == std::size_t{8});
  REQUIRE((described[0] == ActivationTensor{"x", {}, {}, {}}));
  REQUIRE((!described[3].layerId.empty() && !described[3].op.empty()));
  // Up to IR version 3 initializers are inputs as well, and w.const stays a weight.
  const auto old = opened(holderModel({.opset = 9, .ir = 3}), "old");
  REQUIRE((activationTensors(*old) == Names{"x", "flag", "image", "h1", "h2", "y", "image.out"}));
}

/// Weights that nodes work out, in whatever order the nodes stand.
TEST_CASE_FIXTURE(ExposedValuesTest, "whatIsWorkedOutOfWeightsIsNone") {
  ModelBuilder builder;
  builder.input("x", kFloat, {1, 4}).output("z", kFloat, {1, 4});
  builder.add(node("Add", {"y", "scaled"}, {"z"}));
  builder.add(node("Mul", {"x", "scaled"}, {"y"}));
  builder.add(node("Mul", {"w", "w"}, {"scaled"}));
  builder.add(constant(weightTensor("w", kFloat, {1, 4})));
  REQUIRE((activationTensors(*opened(builder, "weights")) == Names{"x", "z", "y"}));
}

/// What only a Relu, or a Clip of known bounds, reads counts as what it makes of it.
TEST_CASE_FIXTURE(ExposedValuesTest, "whatIsClampedIsKnown") {
  ModelBuilder builder(13);
  builder.input("x", kFloat, {1, 4}).output("y", kFloat, {1, 4}).output("shown", kFloat, {1, 4});
  builder.add(node("Neg", {"x"}, {"a"}));
  builder.add(node("Relu", {"a"}, {"b"}));  // a becomes b
  builder.add(node("Neg", {"b"}, {"c"}));
  builder.add(node("Clip", {"c", "low"}, {"d"}));  // c becomes d
  builder.add(node("Abs", {"d"}, {"shown"}));
  builder.add(node("Relu", {"shown"}, {"e"}));  // given out too
  builder.add(node("Neg", {"e"}, {"f"}));
  builder.add(node("Relu", {"f"}, {"g"}));         // f is read twice
  builder.add(node("Clip", {"g", "fed"}, {"h"}));  // by a bound that is worked out
  builder.add(node("Add", {"f", "h"}, {"y"}));
  builder.add(node("ReduceMin", {"x"}, {"fed"}));
  builder.add(constant(rawTensor("low", kFloat, {}, std::string(4, 0))));
  std::map<std::string, std::string> clamped;
  for (const auto& value : describedActivationTensors(*opened(builder, "clamped"))) {
    if (!value.fusedActivationOutput.empty()) clamped.emplace(value.name, value.fusedActivationOutput);
  }
  REQUIRE((clamped == std::map<std::string, std::string>{{"a", "b"}, {"c", "d"}}));
}

/// A branch that only reads a value from around it, or hands it on, depends on it as well.
TEST_CASE_FIXTURE(ExposedValuesTest, "branchesReadWhatIsAroundThem") {
  ModelBuilder builder(16);
  builder.input("x", kFloat, {1, 4}).output("y", kFloat, {1, 4});
  builder.add(node("Relu", {"x"}, {"h"}));
  builder.add(constant(rawTensor("always", kBool, {}, std::string(1, 1))));
  auto& choice = builder.add(node("If", {"always"}, {"y"}));
  setAttribute(choice, "then_branch", givingBack("h"));
  setAttribute(choice, "else_branch", givingBack("x"));
  REQUIRE((activationTensors(*opened(builder, "handed")) == Names{"x", "h", "y"}));
}

TEST_CASE_FIXTURE(ExposedValuesTest, "theCopyOutputsThemToo") {
  for (const auto& options :
       {HolderOptions{}, HolderOptions{.opset = 7, .ir = 3}, HolderOptions{.opset = 21, .ir = 10, .type = kHalf}}) {
    const auto model = opened(holderModel(options), "source");
    const auto target = path("copy.onnx");
    const Names asked{"h2", "y", "h1"};  // y is an output already
    BW_VERIFY_RESULT(writeWithIntermediateOutputs(model, asked, target, {}));
    const auto copy = Model::open(target);
    BW_VERIFY_RESULT(copy);
    REQUIRE((outputNames(**copy) == Names{"y", "image.out", "h2", "h1"}));
    REQUIRE((*copy)->inputs().size() == model->inputs().size());
    REQUIRE((*copy)->nodeCount() == model->nodeCount());
    REQUIRE((*copy)->tensors().size() == model->tensors().size());
    for (std::size_t at = 0; at < model->tensors().size(); ++at)
      REQUIRE(std::ranges::equal((*copy)->tensors()[at].bytes, model->tensors()[at].bytes));
  }
}

TEST_CASE_FIXTURE(ExposedValuesTest, "externalDataComeAlong") {
  auto builder = holderModel({});
  std::string data;
  makeExternal(*builder.graph().mutable_initializer(0), data, "weights.bin");
  writeFile(path("weights.bin"), data);
  const auto model = opened(builder, "external");
  REQUIRE(model->externalFiles().size() == std::size_t{1});
  std::filesystem::create_directories(path("elsewhere"));
  BW_VERIFY_RESULT(writeWithIntermediateOutputs(model, Names{"h1"}, path("elsewhere/copy.onnx"), {}));
  const auto copy = Model::open(path("elsewhere/copy.onnx"));
  BW_VERIFY_RESULT(copy);
  REQUIRE((*copy)->externalFiles().empty());
  REQUIRE(std::ranges::equal((*copy)->tensors()[0].bytes, model->tensors()[0].bytes));
}

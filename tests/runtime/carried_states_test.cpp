// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Data of steps in a row: each inference of a model with states reads those that the one before gave, whatever runs it.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "core/runtime/observe.h"
#include "core/runtime/worker_client.h"
#include "tests/support/made_data.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// hn = x + h0 · decay; y = hn + bias. Sums over the steps there were.
void writeModel(const std::string& path, float decay, std::int64_t batch) {
  ModelBuilder model;
  model.input("x", kFloat, {batch, 2}).input("h0", kFloat, {batch, 2}).input("bias", kFloat, {2});
  model.initializer(tensor("decay", kFloat, {1}, {decay}));
  model.add(node("Mul", {"h0", "decay"}, {"kept"}));
  model.add(node("Add", {"x", "kept"}, {"hn"}));
  model.add(node("Add", {"hn", "bias"}, {"y"}));
  model.output("y", kFloat, {batch, 2}).output("hn", kFloat, {batch, 2});
  model.write(path);
}

class CarriedStatesTest {
 protected:
  ScratchFolder folder_;

  [[nodiscard]] std::string npz(const char* name, const std::vector<std::int64_t>& shape,
                                const std::vector<float>& values, bool states = false) const {
    std::vector<MadeMember> members{{"x.npy", npyBytes("<f4", shape, floatBytes(values))},
                                    {"bias.npy", npyBytes("<f4", {2}, floatBytes({100.0F, 200.0F}))}};
    if (states) members.push_back({"h0.npy", npyBytes("<f4", {1, 2}, floatBytes({7.0F, 7.0F}))});
    const auto path = folder_.file(name);
    std::ofstream(path, std::ios::binary) << zipBytes(members);
    return path;
  }

  [[nodiscard]] RunResult run(const std::string& model, const DataRequest& data) const {
    RunRequest request;
    request.model = model;
    request.data = data;
    auto ran = runModel(request, {});
    BW_VERIFY_RESULT(ran);
    return std::move(*ran);
  }

  static std::vector<float> valuesOf(const RunResult& result, const char* name) {
    for (const auto& output : result.outputs) {
      if (output.name == name) return {output.values.begin(), output.values.end()};
    }
    return {};
  }

  static bool saysSo(const RunResult& result) {
    return std::any_of(result.notes.begin(), result.notes.end(),
                       [](const Message& note) { return note.id() == "data.carried_states"; });
  }
};

}  // namespace

TEST_CASE_FIXTURE(CarriedStatesTest, "eachStepReadsWhatTheLastOneGave") {
  const auto model = folder_.file("sum.onnx");
  writeModel(model, 0.5F, 1);
  const auto steps = npz("steps.npz", {4, 1, 2}, {1, 10, 2, 20, 3, 30, 4, 40});
  const auto whole = run(model, {.spec = steps});
  REQUIRE(whole.samples == 4);
  REQUIRE(saysSo(whole));
  REQUIRE(valuesOf(whole, "hn") == std::vector<float>{1, 10, 2.5, 25, 4.25, 42.5, 6.125, 61.25});
  REQUIRE(valuesOf(whole, "y") == std::vector<float>{101, 210, 102.5, 225, 104.25, 242.5, 106.125, 261.25});
  // The first of them, in their order.
  const auto some = run(model, {.spec = steps, .limit = 2});
  REQUIRE(valuesOf(some, "hn") == std::vector<float>{1, 10, 2.5, 25});
  // Another model made from it is fed with its states, not its own.
  const auto other = folder_.file("other.onnx");
  writeModel(other, 0.0F, 1);
  REQUIRE(valuesOf(run(other, {.spec = steps, .idsOf = model}), "hn") ==
          std::vector<float>{1, 10, 2, 20, 3, 30, 4, 40});
  REQUIRE(valuesOf(run(other, {.spec = steps}), "hn") == std::vector<float>{1, 10, 2, 20, 3, 30, 4, 40});
}

TEST_CASE_FIXTURE(CarriedStatesTest, "calibrationSeesTheStates") {
  const auto model = folder_.file("sum.onnx");
  writeModel(model, 1.0F, 1);
  const auto opened = Model::open(model);
  BW_VERIFY_RESULT(opened);
  const auto data = npz("steps.npz", {4, 1, 2}, {1, 1, 1, 1, 1, 1, 1, 1});
  for (const std::vector<std::string>& names : {std::vector<std::string>{}, {"h0"}, {"h0", "hn"}}) {
    ObserveRequest request;
    request.model = *opened;
    request.data.spec = data;
    request.tensors = names;
    const auto observed = observe(request, {});
    BW_VERIFY_RESULT(observed);
    REQUIRE(observed->samples == 4);
    const auto* state = observed->find("h0");
    REQUIRE((state != nullptr && state->max == 3.0F));
    if (const auto* given = observed->find("hn")) REQUIRE(given->max == 4.0F);
  }
}

TEST_CASE_FIXTURE(CarriedStatesTest, "severalSequencesSideBySide") {
  const auto model = folder_.file("any.onnx");
  writeModel(model, 1.0F, -1);
  const auto steps = npz("steps.npz", {3, 2, 2}, {1, 1, 10, 10, 1, 1, 10, 10, 1, 1, 10, 10});
  const auto whole = run(model, {.spec = steps});
  REQUIRE(whole.samples == 6);
  REQUIRE(valuesOf(whole, "hn") == std::vector<float>{1, 1, 10, 10, 2, 2, 20, 20, 3, 3, 30, 30});
}

TEST_CASE_FIXTURE(CarriedStatesTest, "samplesThatAreNoStepsStayApart") {
  const auto model = folder_.file("sum.onnx");
  writeModel(model, 1.0F, 1);
  // One axis less: samples.
  const auto samples = run(model, {.spec = npz("samples.npz", {3, 2}, {1, 1, 2, 2, 3, 3})});
  REQUIRE(valuesOf(samples, "hn") == std::vector<float>{1, 1, 2, 2, 3, 3});
  REQUIRE(!saysSo(samples));
  // A state of its own: whoever names it wants it so, and arrays with an axis too many do not fit then.
  RunRequest request;
  request.model = model;
  request.data.spec = npz("given.npz", {3, 1, 2}, {1, 1, 2, 2, 3, 3}, true);
  const auto refused = runModel(request, {});
  REQUIRE((!refused && refused.error().kind == ErrorKind::input));
}

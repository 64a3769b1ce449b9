// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/positive_inputs.h"

#include <doctest/doctest.h>

#include "tests/support/made_models.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// A layer behind each of several things: what it reads has a mean above zero, or not.
ModelBuilder layers() {
  ModelBuilder model(17, 8);
  model.input("x", kFloat, {1, 8});
  for (const char* name : {"plain", "relu", "silu", "sum", "mixed", "clip", "tanh", "norm", "twice", "table"})
    model.initializer(weightTensor(name, kFloat, {8, 8}, 1));
  model.initializer(tensor("low", kFloat, {}, {-1.0F})).initializer(tensor("high", kFloat, {}, {6.0F}));
  model.add(node("MatMul", {"x", "plain"}, {"a"}, "plain"));
  model.add(node("Relu", {"a"}, {"rectified"}));
  model.add(node("MatMul", {"rectified", "relu"}, {"b"}, "relu"));
  model.add(node("Sigmoid", {"b"}, {"gate"}));
  model.add(node("Mul", {"b", "gate"}, {"gated"}));
  model.add(node("MatMul", {"gated", "silu"}, {"c"}, "silu"));
  model.add(node("Add", {"rectified", "gated"}, {"both"}));
  model.add(node("MatMul", {"both", "sum"}, {"d"}, "sum"));
  model.add(node("Add", {"rectified", "x"}, {"one"}));
  model.add(node("MatMul", {"one", "mixed"}, {"e"}, "mixed"));
  model.add(node("Clip", {"d", "low", "high"}, {"clipped"}));
  model.add(node("MatMul", {"clipped", "clip"}, {"f"}, "clip"));
  model.add(node("Tanh", {"f"}, {"bent"}));
  model.add(node("MatMul", {"bent", "tanh"}, {"g"}, "tanh"));
  model.add(node("MatMul", {"rectified", "twice"}, {"h"}, "first"));
  model.add(node("MatMul", {"x", "twice"}, {"i"}, "second"));
  model.add(node("MatMul", {"rectified", "table"}, {"j"}, "j"));
  model.add(node("Add", {"table", "table"}, {"k"}));
  model.add(node("Sum", {"c", "e", "g", "h", "i", "j", "k"}, {"y"}));
  model.output("y", kFloat, {8, 8});
  return model;
}

}  // namespace

TEST_CASE("layersThatReadRectifiedValues") {
  const ScratchFolder folder;
  layers().write(folder.file("m.onnx"));
  const auto model = Model::open(folder.file("m.onnx"));
  BW_VERIFY_RESULT(model);
  for (const auto& tensor : (*model)->tensors()) {
    const auto& name = tensor.tensor;
    const bool positive = name == "relu" || name == "silu" || name == "sum";
    REQUIRE_MESSAGE((positiveInputs(**model).of(tensor.index) != nullptr) == positive, name);
  }
  REQUIRE(&positiveInputs(**model) == &positiveInputs(**model));
}

TEST_CASE("howAConvMeetsThem") {
  const ScratchFolder folder;
  ModelBuilder model(13, 8);
  model.input("x", kFloat, {1, 4, 6, 6});
  model.initializer(weightTensor("w", kFloat, {6, 2, 3, 3}, 1));
  model.add(node("Relu", {"x"}, {"r"}));
  model.add(node("MaxPool", {"r"}, {"p"}));
  setAttribute(model.graph().mutable_node()->at(1), "kernel_shape", std::vector<std::int64_t>{1, 1});
  setAttribute(model.add(node("Conv", {"p", "w"}, {"y"}, "c")), "group", std::int64_t{2});
  model.output("y", kFloat, {1, 6, 4, 4});
  model.write(folder.file("m.onnx"));
  const auto opened = Model::open(folder.file("m.onnx"));
  BW_VERIFY_RESULT(opened);
  const auto* met = positiveInputs(**opened).of(0);
  REQUIRE(met != nullptr);
  REQUIRE((met->groups == 2 && met->rows == 6 && met->columns == 18 && met->rowStride == 18));
}

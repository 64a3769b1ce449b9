// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/integer_models.h"

#include <utility>

namespace bitwright::test {

namespace {

using Dims = std::vector<std::int64_t>;

onnx::NodeProto& conv(ModelBuilder& model, const std::string& name, const std::string& from, const std::string& to,
                      const Dims& shape, std::int64_t group = 1, bool bias = true) {
  const auto seed = static_cast<unsigned int>(std::hash<std::string>()(name) % 1000);
  model.initializer(weightTensor(name + ".w", kFloat, shape, seed));
  std::vector<std::string> inputs{from, name + ".w"};
  if (bias) {
    model.initializer(weightTensor(name + ".b", kFloat, {shape[0]}, seed + 1));
    inputs.push_back(name + ".b");
  }
  auto& made = model.add(node("Conv", inputs, {to}, name));
  setAttribute(made, "pads", Dims{shape[2] / 2, shape[3] / 2, shape[2] / 2, shape[3] / 2});
  if (group > 1) setAttribute(made, "group", group);
  return made;
}

void gemm(ModelBuilder& model, const std::string& name, const std::string& from, const std::string& to, std::int64_t in,
          std::int64_t out, bool transposed) {
  model.initializer(
      weightTensor(name + ".w", kFloat, transposed ? Dims{out, in} : Dims{in, out}, static_cast<unsigned int>(in)));
  model.initializer(weightTensor(name + ".b", kFloat, {out}, static_cast<unsigned int>(out)));
  auto& made = model.add(node("Gemm", {from, name + ".w", name + ".b"}, {to}, name));
  if (transposed) setAttribute(made, "transB", std::int64_t{1});
}

void clip(ModelBuilder& model, const std::string& from, const std::string& to, std::int64_t opset) {
  if (opset >= 11) {
    model.initializer(tensor(to + ".low", kFloat, {}, {0.0F}));
    model.initializer(tensor(to + ".high", kFloat, {}, {6.0F}));
    model.add(node("Clip", {from, to + ".low", to + ".high"}, {to}));
    return;
  }
  auto& made = model.add(node("Clip", {from}, {to}));
  for (const auto& [name, value] : {std::pair{"min", 0.0F}, {"max", 6.0F}}) {
    auto* attribute = made.add_attribute();
    attribute->set_name(name);
    attribute->set_type(onnx::AttributeProto::FLOAT);
    attribute->set_f(value);
  }
}

ModelBuilder image(std::int64_t opset, std::int64_t ir) {
  ModelBuilder model(opset, ir);
  model.input("image", kFloat, {1, 4, 8, 8});
  return model;
}

ModelBuilder convReluPoolAdd(std::int64_t opset, std::int64_t ir) {
  auto model = image(opset, ir);
  conv(model, "c1", "image", "c1.out", {8, 4, 3, 3});
  model.add(node("Relu", {"c1.out"}, {"r1"}));
  setAttribute(model.add(node("MaxPool", {"r1"}, {"p1"})), "kernel_shape", Dims{2, 2});
  conv(model, "c2", "p1", "c2.out", {8, 8, 3, 3}, 1, false);
  model.add(node("Add", {"c2.out", "p1"}, {"sum"}));
  model.add(node("Relu", {"sum"}, {"r2"}));
  model.add(node("GlobalAveragePool", {"r2"}, {"mean"}));
  model.add(node("Flatten", {"mean"}, {"flat"}));
  gemm(model, "fc", "flat", "y", 8, 5, true);
  model.output("y", kFloat, {1, 5});
  return model;
}

ModelBuilder depthwiseClip(std::int64_t opset, std::int64_t ir) {
  auto model = image(opset, ir);
  conv(model, "dw", "image", "dw.out", {4, 1, 3, 3}, 4);
  clip(model, "dw.out", "dw.six", opset);
  conv(model, "pw", "dw.six", "pw.out", {6, 4, 1, 1});
  clip(model, "pw.out", "y", opset);
  model.output("y", kFloat, {1, 6, 8, 8});
  return model;
}

ModelBuilder matmulAdd(std::int64_t opset, std::int64_t ir) {
  ModelBuilder model(opset, ir);
  model.input("x", kFloat, {2, 6, 16});
  model.initializer(weightTensor("m1.w", kFloat, {16, 24}, 3));
  model.initializer(weightTensor("m1.b", kFloat, {24}, 4));
  model.initializer(weightTensor("m2.w", kFloat, {24, 10}, 5));
  model.add(node("MatMul", {"x", "m1.w"}, {"m1.out"}, "m1"));
  model.add(node("Add", {"m1.out", "m1.b"}, {"a1"}));
  model.add(node("Relu", {"a1"}, {"r1"}));
  model.add(node("MatMul", {"r1", "m2.w"}, {"y"}, "m2"));
  model.output("y", kFloat, {2, 6, 10});
  return model;
}

ModelBuilder gemmChain(std::int64_t opset, std::int64_t ir) {
  ModelBuilder model(opset, ir);
  model.input("x", kFloat, {3, 12});
  gemm(model, "g1", "x", "g1.out", 12, 20, false);
  model.add(node("Relu", {"g1.out"}, {"r1"}));
  gemm(model, "g2", "r1", "g2.out", 20, 7, true);
  model.output("g2.out", kFloat, {3, 7});
  return model;
}

ModelBuilder concatAverage(std::int64_t opset, std::int64_t ir) {
  auto model = image(opset, ir);
  conv(model, "left", "image", "left.out", {4, 4, 3, 3});
  conv(model, "right", "image", "right.out", {6, 4, 1, 1});
  setAttribute(model.add(node("Concat", {"left.out", "right.out"}, {"both"})), "axis", std::int64_t{1});
  auto& pool = model.add(node("AveragePool", {"both"}, {"pooled"}));
  setAttribute(pool, "kernel_shape", Dims{2, 2});
  setAttribute(pool, "strides", Dims{2, 2});
  model.add(node("LeakyRelu", {"pooled"}, {"leaky"}));
  conv(model, "last", "leaky", "last.out", {5, 10, 3, 3});
  model.add(node("Sigmoid", {"last.out"}, {"y"}));
  model.output("y", kFloat, {1, 5, 4, 4});
  return model;
}

ModelBuilder transposeNhwc(std::int64_t opset, std::int64_t ir) {
  ModelBuilder model(opset, ir);
  model.input("image", kFloat, {1, 8, 8, 4});
  setAttribute(model.add(node("Transpose", {"image"}, {"first"})), "perm", Dims{0, 3, 1, 2});
  conv(model, "c1", "first", "c1.out", {8, 4, 3, 3});
  setAttribute(model.add(node("Transpose", {"c1.out"}, {"t1"})), "perm", Dims{0, 2, 3, 1});
  model.initializer(tensor("factor", kFloat, {8}, {0.5F, 1.0F, 1.5F, 2.0F, -1.0F, 0.25F, 0.75F, 1.25F}));
  model.add(node("Mul", {"t1", "factor"}, {"scaled"}));
  setAttribute(model.add(node("Transpose", {"scaled"}, {"t2"})), "perm", Dims{0, 3, 1, 2});
  conv(model, "c2", "t2", "y", {3, 8, 1, 1});
  model.output("y", kFloat, {1, 3, 8, 8});
  return model;
}

ModelBuilder splitResize(std::int64_t opset, std::int64_t ir) {
  auto model = image(opset, ir);
  conv(model, "c1", "image", "c1.out", {8, 4, 3, 3});
  std::vector<std::string> inputs{"c1.out"};
  if (opset >= 13) {
    model.initializer(int64Tensor("parts", {3, 5}));
    inputs.push_back("parts");
  }
  auto& split = model.add(node("Split", inputs, {"three", "five"}));
  setAttribute(split, "axis", std::int64_t{1});
  if (opset < 13) setAttribute(split, "split", Dims{3, 5});
  conv(model, "c2", "three", "c2.out", {4, 3, 3, 3});
  conv(model, "c3", "five", "c3.out", {4, 5, 1, 1});
  model.add(node("Add", {"c2.out", "c3.out"}, {"sum"}));
  if (opset >= 13) {
    model.initializer(tensor("scales", kFloat, {4}, {1.0F, 1.0F, 2.0F, 2.0F}));
    model.add(node("Resize", {"sum", "", "scales"}, {"large"}));
  } else {
    model.add(node("Relu", {"sum"}, {"large"}));
  }
  conv(model, "c4", "large", "y", {2, 4, 3, 3});
  model.output("y", kFloat, {1, 2, -1, -1});
  return model;
}

ModelBuilder sharedWeight(std::int64_t opset, std::int64_t ir) {
  auto model = image(opset, ir);
  conv(model, "c1", "image", "c1.out", {4, 4, 3, 3});
  model.add(node("Relu", {"c1.out"}, {"r1"}));
  auto& again = model.add(node("Conv", {"r1", "c1.w"}, {"c2.out"}, "c2"));
  setAttribute(again, "pads", Dims{1, 1, 1, 1});
  model.add(node("Add", {"c1.w", "c1.w"}, {"twice"}));  // a reader that computes in floats
  model.output("c2.out", kFloat, {1, 4, 8, 8}).output("twice", kFloat, {4, 4, 3, 3});
  return model;
}

ModelBuilder softmaxBetween(std::int64_t opset, std::int64_t ir) {
  ModelBuilder model(opset, ir);
  model.input("x", kFloat, {3, 12});
  gemm(model, "g1", "x", "g1.out", 12, 20, true);
  setAttribute(model.add(node("Softmax", {"g1.out"}, {"shares"})), "axis", std::int64_t{1});
  gemm(model, "g2", "shares", "y", 20, 7, false);
  model.output("y", kFloat, {3, 7});
  return model;
}

ModelBuilder twoOutputs(std::int64_t opset, std::int64_t ir) {
  auto model = image(opset, ir);
  conv(model, "c1", "image", "features", {8, 4, 3, 3});
  model.add(node("Relu", {"features"}, {"r1"}));
  conv(model, "c2", "r1", "y", {3, 8, 3, 3});
  model.output("y", kFloat, {1, 3, 8, 8}).output("features", kFloat, {1, 8, 8, 8});
  return model;
}

}  // namespace

std::vector<IntegerModel> integerModels(std::int64_t opset, std::int64_t ir) {
  std::vector<IntegerModel> models;
  models.push_back({"conv-relu-pool-add", convReluPoolAdd(opset, ir), 7});
  models.push_back({"depthwise-clip", depthwiseClip(opset, ir), 2});
  models.push_back({"matmul-add", matmulAdd(opset, ir), 3});
  models.push_back({"gemm-chain", gemmChain(opset, ir), 2});
  models.push_back({"concat-average", concatAverage(opset, ir), 7});
  models.push_back({"transpose-nhwc", transposeNhwc(opset, ir), 5});
  models.push_back({"split-resize", splitResize(opset, ir), 7});
  models.push_back({"shared-weight", sharedWeight(opset, ir), 2});
  models.push_back({"softmax-between", softmaxBetween(opset, ir), 2});
  models.push_back({"two-outputs", twoOutputs(opset, ir), 2});
  return models;
}

}  // namespace bitwright::test

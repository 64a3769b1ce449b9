// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/head_models.h"

#include <utility>

namespace bitwright::test {

namespace {

using Dims = std::vector<std::int64_t>;

class Head {
 public:
  Head() { model.input("image", kFloat, {1, 4, 4, 4}); }

  std::string conv(const std::string& from, const std::string& name, std::int64_t in, std::int64_t out,
                   const std::vector<float>& factors = {}) {
    auto values = weights(in * out, static_cast<unsigned int>(name.size() + 7 * static_cast<std::size_t>(out)));
    for (std::size_t at = 0; at < values.size() && !factors.empty(); ++at)
      values[at] *= factors[at / static_cast<std::size_t>(in)];
    model.initializer(tensor(name + ".w", kFloat, {out, in, 1, 1}, values));
    model.initializer(weightTensor(name + ".b", kFloat, {out}, 5));
    return op("Conv", {from, name + ".w", name + ".b"}, name);
  }
  std::string op(const std::string& type, const std::vector<std::string>& inputs, const std::string& name) {
    model.add(node(type, inputs, {name + ".out"}, name));
    return name + ".out";
  }
  std::string reshape(const std::string& from, const Dims& shape, const std::string& name) {
    model.initializer(int64Tensor(name + ".shape", shape));
    return op("Reshape", {from, name + ".shape"}, name);
  }
  std::string transpose(const std::string& from, const Dims& order, const std::string& name) {
    auto& made = model.add(node("Transpose", {from}, {name + ".out"}, name));
    setAttribute(made, "perm", order);
    return name + ".out";
  }
  std::string concat(const std::vector<std::string>& parts, std::int64_t axis, const std::string& name) {
    auto& made = model.add(node("Concat", parts, {name + ".out"}, name));
    setAttribute(made, "axis", axis);
    return name + ".out";
  }
  std::string slice(const std::string& from, std::int64_t begin, std::int64_t end, std::int64_t axis,
                    const std::string& name) {
    model.initializer(int64Tensor(name + ".begin", {begin}));
    model.initializer(int64Tensor(name + ".end", {end}));
    model.initializer(int64Tensor(name + ".axis", {axis}));
    return op("Slice", {from, name + ".begin", name + ".end", name + ".axis"}, name);
  }
  std::string constant(const std::string& name, const Dims& shape, const std::vector<float>& values) {
    model.initializer(tensor(name, kFloat, shape, values));
    return name;
  }
  HeadModel finish(const std::string& name, const std::string& from, const Dims& shape, int columns) {
    model.add(node("Identity", {from}, {"y"}));
    model.output("y", kFloat, shape);
    return {name, std::move(model), columns};
  }

  ModelBuilder model{13, 8};
};

HeadModel boxesAndScores() {
  Head head;
  const auto features = head.op("Relu", {head.conv("image", "stem", 4, 8)}, "relu");
  const auto boxes = head.op("Mul", {head.conv(features, "box", 8, 4), head.constant("side", {}, {320.0F})}, "pixels");
  const auto scores = head.op("Sigmoid", {head.conv(features, "cls", 8, 6)}, "scores");
  const auto both = head.reshape(head.concat({boxes, scores}, 1, "both"), {1, 10, 16}, "flat");
  return head.finish("boxes-and-scores", head.transpose(both, {0, 2, 1}, "rows"), {1, 16, 10}, 2);
}

/// Distances as the expectation of a softmax over bins, around anchors, times strides.
HeadModel anchorsAndBins() {
  Head head;
  const auto features = head.op("Relu", {head.conv("image", "stem", 4, 8)}, "relu");
  const auto bins =
      head.transpose(head.reshape(head.conv(features, "bins", 8, 32), {1, 4, 8, 16}, "split"), {0, 2, 1, 3}, "swap");
  auto& softmax = head.model.add(node("Softmax", {bins}, {"shares"}, "softmax"));
  setAttribute(softmax, "axis", std::int64_t{1});
  head.constant("bins.centres", {1, 8, 1, 1}, {0, 1, 2, 3, 4, 5, 6, 7});
  const auto distances =
      head.reshape(head.op("Conv", {"shares", "bins.centres"}, "expectation"), {1, 4, 16}, "distances");
  std::vector<float> anchors;
  for (int at = 0; at < 32; ++at) anchors.push_back(0.5F + static_cast<float>(at < 16 ? at % 4 : at / 4 % 4));
  head.constant("anchors", {1, 2, 16}, anchors);
  const auto low = head.op("Sub", {"anchors", head.slice(distances, 0, 2, 1, "near")}, "low");
  const auto high = head.op("Add", {"anchors", head.slice(distances, 2, 4, 1, "far")}, "high");
  std::vector<float> strides(16, 8.0F);
  for (std::size_t at = 8; at < 16; ++at) strides[at] = at < 12 ? 16.0F : 32.0F;
  const auto boxes =
      head.op("Mul", {head.concat({low, high}, 1, "corners"), head.constant("strides", {1, 1, 16}, strides)}, "boxes");
  const auto scores =
      head.op("Sigmoid", {head.reshape(head.conv(features, "cls", 8, 3), {1, 3, 16}, "classes")}, "scores");
  return head.finish("anchors-and-bins", head.concat({boxes, scores}, 1, "all"), {1, 7, 16}, 1);
}

HeadModel factorsByColumn() {
  Head head;
  const auto raw = head.op("Sigmoid", {head.reshape(head.conv("image", "head", 4, 5), {1, 5, 16}, "flat")}, "unit");
  const auto rows = head.transpose(raw, {0, 2, 1}, "rows");
  const auto scaled = head.op("Mul", {rows, head.constant("sides", {5}, {640, 640, 480, 480, 1})}, "scaled");
  return head.finish("factors-by-column", head.reshape(scaled, {16, 5}, "list"), {16, 5}, 1);
}

/// The layer itself gives columns of different size.
HeadModel columnsOfConv() {
  Head head;
  const auto raw =
      head.conv(head.op("Relu", {head.conv("image", "stem", 4, 8)}, "relu"), "head", 8, 5, {400, 400, 300, 300, 1});
  const auto rows = head.transpose(head.reshape(raw, {1, 5, 16}, "flat"), {0, 2, 1}, "rows");
  return head.finish("columns-of-conv", rows, {1, 16, 5}, 2);
}

HeadModel columnsOfGemm() {
  Head head;
  auto values = weights(64 * 6, 3);
  for (std::size_t at = 0; at < values.size(); ++at) values[at] *= at % 6 < 4 ? 200.0F : 1.0F;
  head.constant("fc.w", {64, 6}, values);
  const auto flat = head.reshape("image", {1, 64}, "flat");
  const auto raw = head.op("Gemm", {flat, "fc.w"}, "fc");
  return head.finish("columns-of-gemm", head.reshape(raw, {1, 2, 3}, "pairs"), {1, 2, 3}, 2);
}

HeadModel classesAndDepth() {
  Head head;
  const auto features = head.op("Relu", {head.conv("image", "stem", 4, 8)}, "relu");
  const auto depth = head.op(
      "Mul", {head.op("Sigmoid", {head.conv(features, "depth", 8, 1)}, "near"), head.constant("far", {}, {80.0F})},
      "metres");
  const auto classes = head.op("Sigmoid", {head.conv(features, "cls", 8, 3)}, "scores");
  head.constant("twice", {4}, {1, 1, 2, 2});
  const auto large = head.op("Resize", {head.concat({classes, depth}, 1, "maps"), "", "twice"}, "large");
  return head.finish("classes-and-depth", large, {1, 4, 8, 8}, 1);
}

HeadModel pose() {
  Head head;
  const auto features = head.op("Relu", {head.conv("image", "stem", 4, 8)}, "relu");
  const auto points = head.reshape(head.conv(features, "points", 8, 9), {1, 3, 3, 16}, "triples");
  const auto places =
      head.op("Mul", {head.slice(points, 0, 2, 2, "xy"), head.constant("stride", {}, {64.0F})}, "places");
  const auto seen = head.op("Sigmoid", {head.slice(points, 2, 3, 2, "v")}, "seen");
  const auto joined = head.reshape(head.concat({places, seen}, 2, "points.all"), {1, 9, 16}, "points.flat");
  const auto box =
      head.op("Mul", {head.reshape(head.conv(features, "box", 8, 4), {1, 4, 16}, "box.flat"), "stride"}, "box.pixels");
  return head.finish("pose", head.concat({box, joined}, 1, "all"), {1, 13, 16}, 1);
}

}  // namespace

std::vector<HeadModel> headModels() {
  std::vector<HeadModel> models;
  models.push_back(boxesAndScores());
  models.push_back(anchorsAndBins());
  models.push_back(factorsByColumn());
  models.push_back(columnsOfConv());
  models.push_back(columnsOfGemm());
  models.push_back(classesAndDepth());
  models.push_back(pose());
  return models;
}

ModelBuilder maskedModel(float hidden, bool made) {
  ModelBuilder model(13, 8);
  model.input("x", kFloat, {6, 16});
  model.initializer(weightTensor("scores.w", kFloat, {16, 6}, 3));
  model.initializer(weightTensor("values.w", kFloat, {6, 16}, 4));
  std::vector<float> mask;
  std::string bits;
  for (int at = 0; at < 36; ++at) {
    mask.push_back(at % 6 > at / 6 ? hidden : 0.0F);
    bits.push_back(at % 6 > at / 6 ? '\1' : '\0');
  }
  if (made) {
    // What is hidden stands in no range: it depends on the input.
    model.initializer(rawTensor("hides", kBool, {6, 6}, bits));
    model.initializer(tensor("hidden", kFloat, {}, {hidden}));
    model.initializer(tensor("zero", kFloat, {}, {0.0F}));
    model.add(node("Mul", {"x", "zero"}, {"nothing"}));
    setAttribute(model.add(node("ReduceMax", {"nothing"}, {"none"})), "keepdims", std::int64_t{0});
    model.add(node("Where", {"hides", "hidden", "none"}, {"mask"}));
  } else {
    model.initializer(tensor("mask", kFloat, {6, 6}, mask));
  }
  model.add(node("MatMul", {"x", "scores.w"}, {"scores"}, "scores"));
  model.add(node("Add", {"scores", "mask"}, {"masked"}, "add"));
  setAttribute(model.add(node("Softmax", {"masked"}, {"shares"}, "softmax")), "axis", std::int64_t{1});
  model.add(node("MatMul", {"shares", "values.w"}, {"y"}, "values"));
  model.output("y", kFloat, {6, 16});
  return model;
}

}  // namespace bitwright::test

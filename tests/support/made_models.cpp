// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/made_models.h"

#include <cmath>

namespace bitwright::test {

namespace {

using Shape = std::vector<std::int64_t>;

constexpr std::int64_t kFirstIrWithFunctions = 8;
constexpr std::int64_t kFirstIrWithMetadata = 10;

onnx::GraphProto branch(const HolderOptions& options, const std::string& weight, unsigned int seed,
                        bool asInitializer) {
  onnx::GraphProto graph;
  graph.set_name(weight + ".branch");
  const auto values = weightTensor(weight, options.type, {20, 16}, seed, options.encoding);
  if (asInitializer)
    *graph.add_initializer() = values;
  else
    *graph.add_node() = constant(values);
  *graph.add_node() = node("MatMul", {"h2", weight}, {weight + ".out"});
  *graph.add_output() = value(weight + ".out", options.type, {1, 16});
  return graph;
}

onnx::FunctionProto denseFunction(const HolderOptions& options) {
  onnx::FunctionProto function;
  function.set_name("Dense");
  function.set_domain("made");
  function.add_input("a");
  function.add_output("b");
  auto* import = function.add_opset_import();
  import->set_domain("");
  import->set_version(options.opset);
  *function.add_node() = constant(weightTensor("w.function", options.type, {16, 20}, 6, options.encoding));
  *function.add_node() = node("MatMul", {"a", "w.function"}, {"b"});
  return function;
}

/// Fields that only newer schemas know.
void addNewFields(onnx::ModelProto& model) {
  auto& graph = *model.mutable_graph();
  addMetadata(*graph.mutable_node(0), 9, "pkg.torch.onnx.name_scopes", "['', 'layer']");
  addMetadata(*graph.mutable_initializer(0), 16, "origin", "made");
  addMetadata(graph, 16, "graph", "made");
  addMetadata(*graph.mutable_input(0), 4, "role", "features");
  addMetadata(*model.mutable_functions(0), 14, "function", "made");
  setOverload(*model.mutable_functions(0), "float");
  for (auto& each : *graph.mutable_node()) {
    if (each.domain() == "made") setOverload(each, "float");
  }
}

/// Codes like those of a trained layer.
onnx::TensorProto codes(const std::string& name, const Shape& shape, unsigned int seed) {
  std::int64_t count = 1;
  for (const auto size : shape) count *= size;
  std::string bytes;
  for (const float weight : weights(count, seed)) bytes.push_back(static_cast<char>(std::lround(weight * 200.0F)));
  return rawTensor(name, kInt8, shape, bytes);
}

/// A model being made of quantized layers.
class QuantizedLayers {
 public:
  explicit QuantizedLayers(ModelBuilder& model) : model_(model) {
    model_.initializer(tensor("scale", kFloat, {}, {0.02F}));
    model_.initializer(rawTensor("zero.u8", kUint8, {}, std::string(1, '\x80')));
    model_.initializer(rawTensor("lowest.u8", kUint8, {}, std::string(1, '\0')));
    model_.initializer(rawTensor("zero.s8", kInt8, {}, std::string(1, '\0')));
  }
  /// The value quantized and dequantized again.
  std::string activation(const std::string& value, const std::string& zeroPoint = "zero.u8") {
    model_.add(node("QuantizeLinear", {value, "scale", zeroPoint}, {value + ".q"}));
    model_.add(node("DequantizeLinear", {value + ".q", "scale", zeroPoint}, {value + ".dq"}));
    return value + ".dq";
  }
  std::string weight(const std::string& name, const Shape& shape, unsigned int seed) {
    model_.initializer(codes(name + ".q", shape, seed));
    model_.add(node("DequantizeLinear", {name + ".q", "scale", "zero.s8"}, {name}));
    return name;
  }

 private:
  ModelBuilder& model_;
};

}  // namespace

ModelBuilder holderModel(const HolderOptions& options) {
  ModelBuilder model(options.opset, options.ir);
  const auto type = options.type;
  const bool functions = options.ir >= kFirstIrWithFunctions;
  const bool conv = type != kDouble;
  const Shape filter = conv ? Shape{8, 4, 3, 3} : Shape{9, 32};
  model.input("x", type, {1, 16}).input("flag", kBool, {}).input("image", type, conv ? Shape{1, 4, 5, 5} : Shape{1, 9});
  model.initializer(weightTensor("w.init", type, {16, 24}, 1, options.encoding));
  model.initializer(weightTensor("b.gemm", type, {20}, 2, options.encoding));
  model.initializer(weightTensor("w.input", type, filter, 7, options.encoding));
  if (options.ir >= 4) model.input("w.input", type, filter);
  model.add(node("MatMul", {"x", "w.init"}, {"h1"}, "first"));
  model.add(constant(weightTensor("w.const", type, {20, 24}, 3, options.encoding)));
  setAttribute(model.add(node("Gemm", {"h1", "w.const", "b.gemm"}, {"h2"})), "transB", std::int64_t{1});
  auto& choice = model.add(node("If", {"flag"}, {functions ? "h3" : "y"}));
  setAttribute(choice, "then_branch", branch(options, "w.then", 4, options.ir >= 4));
  setAttribute(choice, "else_branch", branch(options, "w.else", 5, false));
  if (functions) {
    model.add(node("Dense", {"h3"}, {"y"}, "call")).set_domain("made");
    *model.proto.add_functions() = denseFunction(options);
    auto* import = model.proto.add_opset_import();
    import->set_domain("made");
    import->set_version(1);
  }
  model.add(node(conv ? "Conv" : "MatMul", {"image", "w.input"}, {"image.out"}, "conv"));
  model.output("y", type, {1, functions ? 20 : 16});
  model.output("image.out", type, conv ? Shape{1, 8, 3, 3} : Shape{1, 32});
  if (options.ir >= kFirstIrWithMetadata) addNewFields(model.proto);
  return model;
}

ModelBuilder denseModel(const std::vector<std::int64_t>& widths, std::int64_t opset, std::int64_t ir) {
  ModelBuilder model(opset, ir);
  model.input("x", kFloat, {1, widths.front()});
  std::string last = "x";
  for (std::size_t layer = 1; layer < widths.size(); ++layer) {
    const std::string name = "fc" + std::to_string(layer);
    const auto seed = static_cast<unsigned int>(layer);
    model.initializer(weightTensor(name + ".weight", kFloat, {widths[layer], widths[layer - 1]}, seed));
    model.initializer(weightTensor(name + ".bias", kFloat, {widths[layer]}, seed + 100));
    const bool end = layer + 1 == widths.size();
    const std::string out = end ? "y" : name + ".out";
    setAttribute(model.add(node("Gemm", {last, name + ".weight", name + ".bias"}, {out}, name)), "transB",
                 std::int64_t{1});
    last = out;
    if (end) break;
    model.add(node("Relu", {out}, {name + ".relu"}));
    last = name + ".relu";
  }
  model.output("y", kFloat, {1, widths.back()});
  return model;
}

ModelBuilder chainModel(int count) {
  ModelBuilder model;
  model.input("x", kFloat, {1, 16}).output("y" + std::to_string(count - 1), kFloat, {1, 16});
  for (int i = 0; i < count; ++i) {
    const auto number = std::to_string(i);
    model.initializer(weightTensor("w" + number, kFloat, {16, 16}, static_cast<unsigned int>(i + 1)));
    model.add(
        node("Gemm", {i == 0 ? "x" : "y" + std::to_string(i - 1), "w" + number}, {"y" + number}, "block." + number));
  }
  return model;
}

ModelBuilder lenet5Model(std::int64_t opset, std::int64_t ir) {
  ModelBuilder model(opset, ir);
  model.input("image", kFloat, {1, 1, 28, 28});
  std::string last = "image";
  std::int64_t channels = 1;
  for (const std::int64_t filters : {20, 50}) {
    const std::string name = "conv" + std::to_string(filters);
    const auto seed = static_cast<unsigned int>(filters);
    model.initializer(weightTensor(name + ".weight", kFloat, {filters, channels, 5, 5}, seed));
    model.initializer(weightTensor(name + ".bias", kFloat, {filters}, seed + 1));
    model.add(node("Conv", {last, name + ".weight", name + ".bias"}, {name + ".out"}, name));
    auto& pool = *model.graph().add_node();
    pool = node("MaxPool", {name + ".out"}, {name + ".pool"});
    setAttribute(pool, "kernel_shape", std::vector<std::int64_t>{2, 2});
    setAttribute(pool, "strides", std::vector<std::int64_t>{2, 2});
    last = name + ".pool";
    channels = filters;
  }
  model.add(node("Flatten", {last}, {"flat"}));
  model.initializer(weightTensor("fc1.weight", kFloat, {500, 800}, 3));
  model.initializer(weightTensor("fc1.bias", kFloat, {500}, 4));
  setAttribute(model.add(node("Gemm", {"flat", "fc1.weight", "fc1.bias"}, {"fc1.out"}, "fc1")), "transB",
               std::int64_t{1});
  model.add(node("Relu", {"fc1.out"}, {"fc1.relu"}));
  model.initializer(weightTensor("fc2.weight", kFloat, {10, 500}, 5));
  model.initializer(weightTensor("fc2.bias", kFloat, {10}, 6));
  setAttribute(model.add(node("Gemm", {"fc1.relu", "fc2.weight", "fc2.bias"}, {"y"}, "fc2")), "transB",
               std::int64_t{1});
  model.output("y", kFloat, {1, 10});
  return model;
}

ModelBuilder quantizedModel(Quantized quantized) {
  ModelBuilder model;
  model.input("x", kFloat, {1, 4, 9, 9});
  QuantizedLayers layers(model);
  const auto read = layers.activation("x");
  auto& conv1 = model.add(node("Conv", {read, layers.weight("conv1.weight", {8, 4, 3, 3}, 1)}, {"conv1.out"}, "conv1"));
  setAttribute(conv1, "pads", std::vector<std::int64_t>{1, 1, 1, 1});
  setAttribute(conv1, "strides", std::vector<std::int64_t>{2, 2});
  model.add(node("Relu", {"conv1.out"}, {"relu"}));
  auto middle = layers.activation("relu", "lowest.u8");
  if (quantized == Quantized::all) {
    layers.weight("conv2.weight", {6, 8, 1, 1}, 2);
  } else {
    model.add(node("Tanh", {middle}, {"bounded"}));
    middle = "bounded";
    model.initializer(weightTensor("conv2.weight", kFloat, {6, 8, 1, 1}, 2));
  }
  model.add(node("Conv", {middle, "conv2.weight"}, {"conv2.out"}, "conv2"));
  model.add(node("Flatten", {layers.activation("conv2.out")}, {"flat"}));
  auto& fc =
      model.add(node("Gemm", {layers.activation("flat"), layers.weight("fc.weight", {10, 150}, 3)}, {"fc.out"}, "fc"));
  setAttribute(fc, "transB", std::int64_t{1});
  model.add(node("Identity", {layers.activation("fc.out")}, {"y"}));
  model.output("y", kFloat, {1, 10});
  return model;
}

ModelBuilder dynamicModel() {
  ModelBuilder model;
  model.input("x", kFloat, {3, 16});
  model.initializer(codes("w.q", {16, 24}, 1));
  model.initializer(rawTensor("w.zero", kInt8, {}, std::string(1, '\0')));
  model.initializer(tensor("w.scale", kFloat, {}, {0.02F}));
  model.initializer(weightTensor("w", kFloat, {24, 5}, 2));
  model.add(node("DynamicQuantizeLinear", {"x"}, {"x.q", "x.scale", "x.zero"}));
  model.add(node("MatMulInteger", {"x.q", "w.q", "x.zero", "w.zero"}, {"sums"}));
  setAttribute(model.add(node("Cast", {"sums"}, {"sums.float"})), "to", std::int64_t{kFloat});
  model.add(node("Mul", {"x.scale", "w.scale"}, {"scale"}));
  model.add(node("Mul", {"sums.float", "scale"}, {"h"}));
  model.add(node("MatMul", {"h", "w"}, {"y"}));
  model.output("y", kFloat, {3, 5});
  return model;
}

}  // namespace bitwright::test

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/input_hessian.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/graph/main_graph.h"
#include "core/model/structure/scopes.h"
#include "core/model/writing/model_edit.h"

namespace bitwright {

namespace {

Message layoutOf(const onnx::NodeProto& node, const WeightTensor& weight, InputHessian& found) {
  const auto& shape = weight.shape;
  if (node.op_type() == "Conv") {
    found.groups = integerAttribute(node, "group", 1);
    if (shape.size() < 3 || found.groups < 1 || shape[0] % found.groups != 0)
      return BW_MESSAGE("moments.form", "its weight has another form than its operator takes");
    found.rows = shape[0];
    found.columns = found.rowStride = shape[0] == 0 ? 0 : weight.elementCount() / shape[0];
    return {};
  }
  if (shape.size() != 2) return BW_MESSAGE("moments.form", "its weight has another form than its operator takes");
  if (node.op_type() == "Gemm" && integerAttribute(node, "transA", 0) != 0)
    return BW_MESSAGE("moments.transposed", "it reads its input transposed");
  const bool rowsFirst = node.op_type() == "Gemm" && integerAttribute(node, "transB", 0) != 0;
  found.rows = rowsFirst ? shape[0] : shape[1];
  found.columns = rowsFirst ? shape[1] : shape[0];
  found.rowStride = rowsFirst ? found.columns : 1;
  found.columnStride = rowsFirst ? 1 : found.rows;
  return {};
}

/// Nodes behind a model's own that work out the moments of one layer.
class MomentNodes {
 public:
  MomentNodes(onnx::GraphProto& graph, std::string prefix, const InputHessian& moment)
      : graph_(graph), prefix_(std::move(prefix)), moment_(moment) {}

  void add(const onnx::NodeProto& layer, const WeightTensor& weight) {
    const auto value = cast(layer.input(0));
    const auto& columns = moment_.columns;
    std::string flat;
    if (layer.op_type() == "Conv") {
      // [N, groups · columns, positions…] → [groups, columns, N · positions]
      const auto split = reshape(patches(layer, weight, value), {0, moment_.groups, columns, -1});
      flat = reshape(transpose(split, {1, 2, 0, 3}), {moment_.groups, columns, -1});
    } else {
      flat = reshape(transpose(reshape(value, {-1, columns}), {1, 0}), {1, columns, -1});
    }
    auto& product = node("MatMul", {flat, transpose(flat, {0, 2, 1})});
    product.set_output(0, prefix_);
    graph_.add_output()->set_name(prefix_);
  }

 private:
  onnx::NodeProto& node(const char* op, const std::vector<std::string>& inputs) {
    auto& made = *graph_.add_node();
    made.set_op_type(op);
    for (const auto& input : inputs) made.add_input(input);
    made.add_output(prefix_ + "_" + std::to_string(++count_));
    return made;
  }
  static void addInts(onnx::NodeProto& node, const char* name, const std::vector<std::int64_t>& values) {
    auto& attribute = *node.add_attribute();
    attribute.set_name(name);
    attribute.set_type(onnx::AttributeProto::INTS);
    for (const auto value : values) attribute.add_ints(value);
  }
  std::string constant(onnx::TensorProto tensor) {
    auto& made = node("Constant", {});
    auto& attribute = *made.add_attribute();
    attribute.set_name("value");
    attribute.set_type(onnx::AttributeProto::TENSOR);
    *attribute.mutable_t() = std::move(tensor);
    return made.output(0);
  }
  std::string cast(const std::string& value) {
    auto& made = node("Cast", {value});
    auto& attribute = *made.add_attribute();
    attribute.set_name("to");
    attribute.set_type(onnx::AttributeProto::INT);
    attribute.set_i(onnx::TensorProto::FLOAT);
    return made.output(0);
  }
  std::string transpose(const std::string& value, const std::vector<std::int64_t>& permutation) {
    auto& made = node("Transpose", {value});
    addInts(made, "perm", permutation);
    return made.output(0);
  }
  std::string reshape(const std::string& value, const std::vector<std::int64_t>& shape) {
    onnx::TensorProto dims;
    dims.set_data_type(onnx::TensorProto::INT64);
    dims.add_dims(static_cast<std::int64_t>(shape.size()));
    for (const auto dim : shape) dims.add_int64_data(dim);
    const auto stored = constant(std::move(dims));
    return node("Reshape", {value, stored}).output(0);
  }

  /// What the kernel meets at each position, a channel for each of its weights: [N, groups · columns, positions…].
  std::string patches(const onnx::NodeProto& layer, const WeightTensor& weight, const std::string& value) {
    onnx::TensorProto ones;
    ones.set_data_type(onnx::TensorProto::FLOAT);
    ones.add_dims(moment_.groups * moment_.columns);
    for (std::size_t axis = 1; axis < weight.shape.size(); ++axis) ones.add_dims(weight.shape[axis]);
    std::vector<float> values(static_cast<std::size_t>(moment_.groups * moment_.columns * moment_.columns), 0.0F);
    for (std::int64_t channel = 0; channel < moment_.groups * moment_.columns; ++channel) {
      values[static_cast<std::size_t>(channel * moment_.columns + channel % moment_.columns)] = 1.0F;
    }
    ones.set_raw_data(values.data(), values.size() * sizeof(float));
    const auto stored = constant(std::move(ones));
    auto& made = node("Conv", {value, stored});
    *made.mutable_attribute() = layer.attribute();
    return made.output(0);
  }

  onnx::GraphProto& graph_;
  std::string prefix_;
  const InputHessian& moment_;
  int count_ = 0;
};

}  // namespace

std::vector<InputHessian> inputHessians(const Model& model) {
  const auto& graph = mainGraph(model);
  std::vector<InputHessian> moments;
  for (const int index : graph.order()) {
    const auto& node = graph.node(index);
    const bool multiplies = node.op_type() == "Conv" || node.op_type() == "Gemm" || node.op_type() == "MatMul";
    if (!multiplies || !isDefaultDomain(node.domain()) || node.input_size() < 2 || node.output_size() < 1) continue;
    const auto* weight = graph.constant(node.input(1));
    if (weight == nullptr) continue;
    InputHessian found;
    found.id = graph.id(index);
    found.weight = weight->index;
    found.reason = layoutOf(node, *weight, found);
    if (found.reason.empty() && found.columns > kMostMomentColumns) {
      found.reason = Message(BW_MESSAGE("moments.columns", "each of its channels has %1 weights, more than %2"),
                             {found.columns, kMostMomentColumns});
    }
    if (found.reason.empty() && (found.rows < 1 || found.columns < 1))
      found.reason = BW_MESSAGE("moments.empty", "it has no weights");
    moments.push_back(std::move(found));
  }
  return moments;
}

Result<std::vector<std::string>> writeInputHessians(const std::shared_ptr<const Model>& model,
                                                    std::span<const InputHessian> moments, const OtherValues& values,
                                                    const std::filesystem::path& path, const Job& job) {
  std::unordered_map<std::string, const InputHessian*> byId;
  for (const auto& moment : moments) byId.emplace(moment.id, &moment);
  const auto& graph = mainGraph(*model);
  std::vector<std::pair<int, const InputHessian*>> layers;
  for (const int index : graph.order()) {
    if (const auto found = byId.find(graph.id(index)); found != byId.end()) layers.emplace_back(index, found->second);
  }
  ModelEdit edit(model);
  replaceTensors(edit, *model, values);
  std::vector<std::string> names;
  for (std::size_t at = 0; at < layers.size(); ++at)
    names.push_back(edit.freshPrefix() + "moment" + std::to_string(at));
  edit.addPass([&](onnx::ModelProto& whole) {
    auto& made = *whole.mutable_graph();
    made.clear_output();
    for (std::size_t at = 0; at < layers.size(); ++at) {
      MomentNodes(made, names[at], *layers[at].second)
          .add(graph.node(layers[at].first), model->tensors()[layers[at].second->weight]);
    }
  });
  auto written = edit.writeTo(path, {kLargestModelFile, path.filename().string() + ".data"}, job);
  if (!written) return passOn(written);
  return names;
}

}  // namespace bitwright

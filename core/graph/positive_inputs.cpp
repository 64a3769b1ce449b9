// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/positive_inputs.h"

#include <algorithm>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>

#include "core/base/text/one_of.h"
#include "core/graph/activation_bounds.h"
#include "core/graph/main_graph.h"
#include "core/model/model_document.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

class PositiveValues {
 public:
  explicit PositiveValues(const MainGraph& graph) : graph_(graph) {
    for (const int index : graph.order()) {
      const auto& node = graph.node(index);
      if (node.output_size() == 0 || !isDefaultDomain(node.domain()) || !isPositive(node)) continue;
      for (const auto& output : node.output()) values_.insert(output);
    }
  }

  [[nodiscard]] bool has(const std::string& value) const { return values_.contains(value); }

 private:
  [[nodiscard]] bool isPositive(const onnx::NodeProto& node) const {
    const auto& op = node.op_type();
    if (isOneOf(op, {"Relu", "Sigmoid", "HardSigmoid", "Softmax", "HardSwish", "Exp", "Abs", "Sqrt", "Softplus"}))
      return true;
    if (op == "Clip") {
      const auto bounds = activationBounds(graph_, node);
      return bounds && bounds->low >= 0.0;
    }
    if (op == "Mul" && gates(node)) return true;
    if (isOneOf(op, {"Add", "Mul", "Max", "Concat", "Sum"}))
      return std::all_of(node.input().begin(), node.input().end(), [&](const auto& input) { return has(input); });
    return isOneOf(op, {"MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "Reshape",
                        "Flatten", "Transpose",   "Squeeze",           "Unsqueeze",     "Slice",
                        "Split",   "Identity",    "Dropout",           "Resize",        "Upsample",
                        "Pad",     "Gather",      "ReduceMean",        "ReduceMax",     "Cast"}) &&
           node.input_size() > 0 && has(node.input(0));
  }

  /// x · sigmoid(x) or x · hardsigmoid(x): SiLU and HardSwish in parts.
  [[nodiscard]] bool gates(const onnx::NodeProto& node) const {
    for (const int at : {0, 1}) {
      const int maker = graph_.producer(node.input(at));
      if (maker < 0) continue;
      const auto& gate = graph_.node(maker);
      if (isOneOf(gate.op_type(), {"Sigmoid", "HardSigmoid"}) && gate.input(0) == node.input(1 - at)) return true;
    }
    return false;
  }

  const MainGraph& graph_;
  std::unordered_set<std::string> values_;
};

bool alike(const InputHessian& one, const InputHessian& other) {
  return one.groups == other.groups && one.rows == other.rows && one.columns == other.columns &&
         one.rowStride == other.rowStride && one.columnStride == other.columnStride;
}

}  // namespace

PositiveInputs::PositiveInputs(const Model& model) {
  const auto& graph = mainGraph(model);
  const PositiveValues values(graph);
  std::unordered_map<std::string, int> nodes;
  for (const int index : graph.order()) nodes.emplace(graph.id(index), index);
  std::unordered_map<std::size_t, std::size_t> met;  // readers of each weight that are such layers
  std::unordered_set<std::size_t> unlike;
  for (auto& layer : inputHessians(model)) {
    const auto node = nodes.find(layer.id);
    if (layer.rows < 1 || layer.columns < 1 || node == nodes.end() || !values.has(graph.node(node->second).input(0)))
      continue;
    ++met[layer.weight];
    const auto [known, isNew] = layers_.try_emplace(layer.weight, layer);
    if (!isNew && !alike(known->second, layer)) unlike.insert(layer.weight);
  }
  for (const auto& tensor : model.tensors()) {
    const auto count = met.find(tensor.index);
    if (count != met.end() && (unlike.contains(tensor.index) || count->second != tensor.users.size()))
      layers_.erase(tensor.index);
  }
}

const InputHessian* PositiveInputs::of(std::size_t tensor) const {
  const auto found = layers_.find(tensor);
  return found != layers_.end() ? &found->second : nullptr;
}

const PositiveInputs& positiveInputs(const Model& model) {
  return model.document().index<PositiveInputs>([&model] { return std::make_shared<const PositiveInputs>(model); });
}

}  // namespace bitwright

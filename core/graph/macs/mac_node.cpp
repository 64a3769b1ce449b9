// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/macs/mac_node.h"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/base/text/one_of.h"
#include "core/model/model_document.h"
#include "core/model/structure/weight_use.h"

namespace bitwright {

namespace {

constexpr int kLongestChain = 8;
constexpr std::int64_t kIntegerLevel = 4;  ///< accuracy_level of MatMulNBits: activations are quantized to 8 bits

/// Whether the operator hands on the very values of its first input.
bool movesOnly(const std::string& op) {
  return isOneOf(op, {"Identity", "Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze"});
}

/// Who makes and reads the values of a graph, be it a model's or the one that the engine made of it, and which of them
/// are constant.
class GraphValues {
 public:
  GraphValues(const onnx::GraphProto& graph, const std::vector<Scope>& scopes) : graph_(graph) {
    for (const auto& tensor : graph.initializer()) constant_.insert(tensor.name());
    for (const auto& tensor : graph.sparse_initializer()) constant_.insert(tensor.values().name());
    for (int index = 0; index < graph.node_size(); ++index) addNode(index);
    for (const auto& scope : scopes) {
      if (scope.parent < 0) continue;
      for (const auto& node : scope.nodes()) {
        for (const auto& input : node.input()) readers_[input].push_back(nullptr);
      }
    }
    for (const auto& output : graph.output()) readers_[output.name()].push_back(nullptr);
  }

  [[nodiscard]] bool isConstant(const std::string& value) const { return constant_.contains(value); }
  /// Null where no node makes it.
  [[nodiscard]] const onnx::NodeProto* maker(const std::string& value) const {
    const auto found = makers_.find(value);
    return found == makers_.end() ? nullptr : found->second;
  }
  /// One entry a use; null where it is used in a branch, or is an output.
  [[nodiscard]] const std::vector<const onnx::NodeProto*>& readers(const std::string& value) const {
    static const std::vector<const onnx::NodeProto*> kNone;
    const auto found = readers_.find(value);
    return found == readers_.end() ? kNone : found->second;
  }

 private:
  void addNode(int index) {
    const auto& node = graph_.node(index);
    const bool branches = std::any_of(node.attribute().begin(), node.attribute().end(), [](const auto& attribute) {
      return attribute.has_g() || attribute.graphs_size() > 0;
    });
    const bool ofConstants =
        std::all_of(node.input().begin(), node.input().end(), [this](const auto& input) { return isConstant(input); });
    const bool constant = !branches && ofConstants && (node.input_size() > 0 || node.op_type() == "Constant");
    for (const auto& input : node.input()) readers_[input].push_back(&node);
    for (const auto& output : node.output()) {
      makers_[output] = &node;
      if (constant) constant_.insert(output);
    }
  }

  const onnx::GraphProto& graph_;
  std::unordered_set<std::string_view> constant_;
  std::unordered_map<std::string_view, const onnx::NodeProto*> makers_;
  std::unordered_map<std::string_view, std::vector<const onnx::NodeProto*>> readers_;
};

bool isMultiplying(const onnx::NodeProto& node) {
  return macOperator(node.domain(), node.op_type()) != nullptr;
}

/// Follows an operand back to what it is made of.
void describeOperand(const GraphValues& graph, std::string value, MacNode& node) {
  const bool constant = graph.isConstant(value);
  bool same = true;  // still the operand's own values, moved about
  for (int step = 0; step < kLongestChain; ++step) {
    if (constant) node.weightValues.push_back(value);
    const auto* maker = graph.maker(value);
    if (maker == nullptr || maker->input_size() == 0) return;
    if (same && maker->op_type() == "DequantizeLinear") (constant ? node.quantizedWeight : node.quantizedInput) = true;
    same = same && movesOnly(maker->op_type());
    if (!constant && !same) return;
    value = maker->input(0);
  }
}

void describeResult(const GraphValues& graph, std::string value, MacNode& node) {
  node.resultValues.push_back(value);
  for (int step = 0; step < kLongestChain; ++step) {
    const auto& readers = graph.readers(value);
    if (readers.size() != 1 || readers.front() == nullptr || isMultiplying(*readers.front())) return;
    const auto& reader = *readers.front();
    if (reader.op_type() == "QuantizeLinear" &&
        (step == 0 || node.quantizedResult ||
         isOneOf(graph.maker(value)->op_type(), {"Relu", "Clip", "LeakyRelu", "Sigmoid", "Tanh"}))) {
      node.quantizedResult = true;
    }
    if (reader.output_size() == 0) return;
    value = reader.output(0);
    node.resultValues.push_back(value);
  }
}

MacNode describe(const GraphValues& graph, const Scope& scope, int index) {
  const auto& proto = scope.nodes().Get(index);
  MacNode node;
  node.id = scope.nodeId(index);
  if (scope.nameIsId[static_cast<std::size_t>(index)]) node.name = proto.name();
  node.op = proto.op_type();
  node.rule = macOperator(proto.domain(), proto.op_type());
  node.integer =
      node.rule->kind == MacKind::integers ||
      (node.rule->kind == MacKind::integersAtLevel4 && integerAttribute(proto, "accuracy_level", 0) == kIntegerLevel);
  node.inputs.assign(proto.input().begin(), proto.input().end());
  node.outputs.assign(proto.output().begin(), proto.output().end());
  node.transposesFirst = integerAttribute(proto, "transA", 0) != 0;
  node.transposesFirstBatch = integerAttribute(proto, "transBatchA", 0) != 0;
  if (const auto* equation = findAttribute(proto, "equation")) node.equation = equation->s();
  node.hasOwnSizes = findAttribute(proto, "qkv_hidden_sizes") != nullptr;
  std::set<std::size_t> operands{0, static_cast<std::size_t>(node.rule->weight)};
  if (node.rule->rule == MacRule::recurrent) operands.insert(2);
  for (const auto operand : operands) {
    if (operand < node.inputs.size() && !node.inputs[operand].empty())
      describeOperand(graph, node.inputs[operand], node);
  }
  if (!node.outputs.empty() && !node.outputs.front().empty()) describeResult(graph, node.outputs.front(), node);
  return node;
}

/// A constant of one element; large tensors are decoded in turns that hold such a one.
bool isLoneValue(const Model& model, const std::string& scope, const std::string& value) {
  return std::any_of(model.tensors().begin(), model.tensors().end(), [&](const WeightTensor& tensor) {
    return tensor.tensor == value && tensor.scope == scope && tensor.elementCount() == 1;
  });
}

}  // namespace

MacNodes macNodes(const Model& model) {
  return macNodes(model.document().slim().graph(), model.document().scopes());
}

MacNodes macNodes(const onnx::GraphProto& main, const std::vector<Scope>& scopes) {
  const GraphValues graph(main, scopes);
  MacNodes found;
  for (const auto& scope : scopes) {
    if (scope.training) continue;
    for (int index = 0; index < scope.nodes().size(); ++index) {
      if (!isMultiplying(scope.nodes().Get(index))) continue;
      if (&scope == &scopes.front())
        found.nodes.push_back(describe(graph, scope, index));
      else
        found.within.push_back(scope.nodeId(index));
    }
  }
  return found;
}

bool mayComputeInIntegers(const Model& model) {
  for (const auto& scope : model.document().scopes()) {
    if (scope.training) continue;
    for (const auto& node : scope.nodes()) {
      if (!isQuantizedOperator(node) || node.op_type() == "QuantizeLinear" || node.op_type() == "DynamicQuantizeLinear")
        continue;
      if (node.op_type() != "DequantizeLinear") return true;
      if (node.input_size() > 0 && !isLoneValue(model, scope.path, node.input(0))) return true;
    }
  }
  return false;
}

}  // namespace bitwright

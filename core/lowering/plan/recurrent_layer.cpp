// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/plan/recurrent_layer.h"

#include <utility>

#include "core/lowering/plan/layer_activation.h"
#include "core/lowering/plan/stored_weight.h"
#include "core/lowering/plan/sum_overflow.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

constexpr int kInputWeight = 1;
constexpr int kRecurrenceWeight = 2;
constexpr int kRowAxis = 1;
constexpr std::size_t kRank = 3;

bool isLstm(const onnx::NodeProto& node) {
  return isDefaultDomain(node.domain()) && node.op_type() == "LSTM" && node.input_size() > kRecurrenceWeight;
}

Message planWeight(const CompressedModel& compressed, const MainGraph& graph, const std::string& value,
                   RecurrentWeight& planned) {
  const auto stored = storedWeight(graph, value);
  if (!stored || stored->tensor->shape.size() != kRank)
    return BW_MESSAGE("integer.recurrent_weight", "its weights are no stored tensors of three axes");
  const auto& layer = compressed.layers[stored->tensor->index];
  if (!layer.encoded) return BW_MESSAGE("integer.kept", "its weights stay floats");
  if (!isQuantized(layer.plan.activation.value_or(ActivationChoice{})))
    return BW_MESSAGE("integer.asked_for_floats", "its activations are to stay floats");
  planned.tensor = stored->tensor->index;
  planned.storedAxis = stored->storedAxis(kRowAxis);
  auto form = integerFormWithoutElements(*layer.encoded, planned.storedAxis, stored->tensor->shape.front());
  planned.weight = std::move(form.weight);
  return std::move(form.reason);
}

Message planNode(const CompressedModel& compressed, const MainGraph& graph, const onnx::NodeProto& node,
                 RecurrentNode& planned) {
  if (integerAttribute(node, "layout", 0) != 0)
    return BW_MESSAGE("integer.recurrent_layout", "reads samples first: its integer kernel reads steps first");
  for (const auto& [at, weight] :
       {std::pair{kInputWeight, &planned.input}, std::pair{kRecurrenceWeight, &planned.recurrence}}) {
    if (auto reason = planWeight(compressed, graph, node.input(at), *weight); !reason.empty()) return reason;
  }
  const auto shape = storedWeight(graph, node.input(kInputWeight))->shape();
  planned.directions = shape[0];
  planned.rows = shape[kRowAxis];
  return {};
}

/// Nodes go whose weights something reads that does not take integers, until none is left.
void leaveShared(const CompressedModel& compressed, const MainGraph& graph, RecurrentPlan& plan) {
  const auto takes = [&plan](const InputPlace& place) {
    return plan.nodes.contains(place.node) && (place.input == kInputWeight || place.input == kRecurrenceWeight);
  };
  for (auto at = plan.nodes.begin(); at != plan.nodes.end();) {
    Message reason;
    for (const auto* weight : {&at->second.input, &at->second.recurrence}) {
      if (reason.empty()) reason = whyReadAsFloats(graph, compressed.model->tensors()[weight->tensor].tensor, takes);
    }
    if (reason.empty()) {
      ++at;
      continue;
    }
    plan.reasons.emplace(at->first, std::move(reason));
    plan.nodes.erase(at);
    at = plan.nodes.begin();
  }
}

bool overflows(const CompressedModel& compressed, const onnx::NodeProto& node, const RecurrentWeight& weight) {
  if (weight.weight.type != DataType::int8) return false;
  // Stored turned, neighbours are others: it is taken for one that overflows.
  if (weight.storedAxis != kRowAxis) return true;
  const auto elements = integersOf(*compressed.layers[weight.tensor].encoded, weight).elements;
  return weightOverflows(node, compressed.model->tensors()[weight.tensor].shape, elements);
}

void chooseType(const CompressedModel& compressed, const MainGraph& graph, RecurrentPlan& plan) {
  plan.overflow.madeUnsigned = sumsSaturate(compressed.recipe.activations.target);
  bool anyUnsigned = false;
  for (const auto& [index, node] : plan.nodes) {
    const auto& read = graph.node(index);
    if (overflows(compressed, read, node.input) || overflows(compressed, read, node.recurrence)) ++plan.overflow.layers;
    anyUnsigned =
        anyUnsigned || node.input.weight.type == DataType::uint8 || node.recurrence.weight.type == DataType::uint8;
  }
  if (!anyUnsigned && !(plan.overflow.madeUnsigned && plan.overflow.layers > 0)) return;
  for (auto& [index, node] : plan.nodes) {
    for (auto* weight : {&node.input, &node.recurrence}) weight->weight = asUnsigned(std::move(weight->weight));
  }
}

}  // namespace

IntegerWeight integersOf(const EncodedTensor& encoded, const RecurrentWeight& weight) {
  return integerForm(encoded, weight.storedAxis, encoded.shape.front()).weight;
}

const RecurrentWeight* RecurrentPlan::weight(std::size_t tensor) const {
  for (const auto& [index, node] : nodes) {
    for (const auto* each : {&node.input, &node.recurrence}) {
      if (each->tensor == tensor) return each;
    }
  }
  return nullptr;
}

RecurrentPlan planRecurrent(const CompressedModel& compressed, const MainGraph& graph, const LeftNodes& left) {
  RecurrentPlan plan;
  for (const int index : graph.order()) {
    if (!isLstm(graph.node(index))) continue;
    if (const auto found = left.find(index); found != left.end()) {
      plan.reasons.emplace(index, found->second);
      continue;
    }
    RecurrentNode planned;
    if (auto reason = planNode(compressed, graph, graph.node(index), planned); !reason.empty())
      plan.reasons.emplace(index, std::move(reason));
    else
      plan.nodes.emplace(index, std::move(planned));
  }
  leaveShared(compressed, graph, plan);
  chooseType(compressed, graph, plan);
  return plan;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/rewrite/dynamic_form.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/lowering/plan/folded_norms.h"
#include "core/lowering/plan/layer_activation.h"
#include "core/lowering/plan/left_out_layers.h"
#include "core/lowering/plan/quantized_layer.h"
#include "core/lowering/plan/stored_weight.h"
#include "core/lowering/plan/sum_overflow.h"
#include "core/lowering/rewrite/recurrent_form.h"
#include "core/lowering/rewrite/remove_folded_norms.h"
#include "core/lowering/rewrite/scaled_sums.h"
#include "core/model/model_document.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

Message whyNotDynamic(const CompressedModel& compressed, const MainGraph& graph, int index, IntegerNode& planned) {
  const auto& node = graph.node(index);
  if (graph.opset() < kDynamicQuantizeOpset) {
    return {BW_MESSAGE("integer.opset", "takes integers from opset %1 on, and the model has %2"),
            {kDynamicQuantizeOpset, graph.opset()}};
  }
  auto weighted = quantizedLayer(compressed, graph, index);
  if (!weighted.reason.empty()) return std::move(weighted.reason);
  if (!isQuantized(layerActivation(compressed, graph, node, {}))) {
    return BW_MESSAGE("integer.asked_for_floats", "its activations are to stay floats");
  }
  planned = std::move(weighted.node);
  return {};
}

/// Weights are there as integers alone: nodes go of which one is read otherwise too, until none is left.
void leaveSharedWeights(const CompressedModel& compressed, const MainGraph& graph, std::map<int, IntegerNode>& nodes,
                        std::map<int, Message>& reasons) {
  for (bool changed = true; changed;) {
    changed = false;
    for (auto at = nodes.begin(); at != nodes.end();) {
      const auto& [index, node] = *at;
      const auto type = node.weight.type;
      const auto takes = [&](const InputPlace& place) {
        const auto reader = nodes.find(place.node);
        return reader != nodes.end() && place.input == 1 && reader->second.weight.type == type;
      };
      auto reason = whyReadAsFloats(graph, compressed.model->tensors()[node.tensor].tensor, takes);
      changed = changed || !reason.empty();
      if (!reason.empty()) reasons.emplace(index, std::move(reason));
      at = reasons.contains(index) ? nodes.erase(at) : std::next(at);
    }
  }
}

/// An input as DynamicQuantizeLinear gives it.
struct Quantized {
  std::string codes;
  std::string scale;
  std::string zeroPoint;
};

class DynamicForm {
 public:
  DynamicForm(onnx::ModelProto& model, const DynamicPlan& plan, const CompressedModel& source,
              const std::string& prefix)
      : rewrite_(model, prefix), plan_(plan), source_(source), graph_(source.model->document().slim().graph()) {}

  RewriteBytes write() {
    for (const auto& [index, planned] : plan_.nodes) {
      if (auto* node = rewrite_.nodeMaking(graph_.node(index).output(0)); node != nullptr)
        rewriteNode(planned, graph_.node(index), *node);
    }
    for (const auto& [index, planned] : plan_.recurrent.nodes) {
      if (auto* node = rewrite_.nodeMaking(firstOutput(graph_.node(index))); node != nullptr)
        writeRecurrent(rewrite_, planned, *node);
    }
    takeOutFolded(rewrite_, source_, plan_.nodes);
    return rewrite_.finish();
  }

 private:
  const Quantized& quantized(const std::string& value) {
    const auto [known, isNew] = quantized_.try_emplace(value);
    if (!isNew) return known->second;
    known->second = {rewrite_.freshName(), rewrite_.freshName(), rewrite_.freshName()};
    auto node =
        nodeOf("DynamicQuantizeLinear", {value}, {known->second.codes, known->second.scale, known->second.zeroPoint});
    if (rewrite_.nodeMaking(value) != nullptr)
      rewrite_.addBehind(value, std::move(node));
    else
      rewrite_.addFirst(std::move(node));
    return known->second;
  }

  void rewriteNode(const IntegerNode& planned, const onnx::NodeProto& original, onnx::NodeProto& node) {
    const bool conv = original.op_type() == "Conv";
    const auto& weight = planned.weight;
    const auto behind = conv ? source_.model->tensors()[planned.tensor].shape.size() - 2 : 0;
    const auto input = quantized(original.input(0));
    std::string weightName = original.input(1);
    if (!conv && planned.axis == 0) {
      weightName = rewrite_.freshName();
      rewrite_.addFirst(nodeOf("Transpose", {original.input(1)}, {weightName}));
    }
    const auto weightZero = conv ? rewrite_.zeroPoint(weight.type, weight.zeroPoint)
                                 : rewrite_.zeroPoints(weight.type, weight.zeroPoint, weight.scales.size());
    node.clear_input();
    for (const auto& name : {input.codes, weightName, input.zeroPoint, weightZero}) node.add_input(name);
    if (!conv) node.clear_attribute();
    node.set_op_type(conv ? "ConvInteger" : "MatMulInteger");
    const auto sums = rewrite_.freshName();
    node.set_output(0, sums);
    const auto& output = original.output(0);
    const auto scale = rewrite_.freshName();
    rewrite_.addBehind(output, nodeOf("Mul", {input.scale, channelValues(rewrite_, weight.scales, behind)}, {scale}));
    const auto bias =
        planned.bias ? channelValues(rewrite_, finalFloats(source_, *planned.bias), behind) : std::string();
    addScaledSums(rewrite_, output, sums, scale, bias, planned.output);
  }

  GraphRewrite rewrite_;
  const DynamicPlan& plan_;
  const CompressedModel& source_;
  const onnx::GraphProto& graph_;
  std::map<std::string, Quantized> quantized_;
};

}  // namespace

bool DynamicPlan::isWeight(std::size_t index) const {
  return recurrent.weight(index) != nullptr ||
         std::any_of(nodes.begin(), nodes.end(), [&](const auto& each) { return each.second.tensor == index; });
}

DynamicPlan planDynamic(const CompressedModel& compressed, const MainGraph& graph, const LeftNodes& left) {
  DynamicPlan plan;
  std::map<int, Message> reasons;
  for (const int index : graph.order()) {
    const auto& node = graph.node(index);
    const auto* op = integerOperator(node);
    if (op == nullptr || op->role != IntegerRole::weighted) continue;
    IntegerNode planned;
    if (auto reason = whyNotDynamic(compressed, graph, index, planned); !reason.empty()) {
      reasons.emplace(index, std::move(reason));
      continue;
    }
    if (const auto found = left.find(index); found != left.end()) {
      reasons.emplace(index, found->second);
      continue;
    }
    if (node.op_type() == "Conv") planned.weight = asUnsigned(std::move(planned.weight));
    plan.nodes.emplace(index, std::move(planned));
  }
  leaveSharedWeights(compressed, graph, plan.nodes, reasons);
  plan.recurrent = planRecurrent(compressed, graph, left);
  reasons.merge(plan.recurrent.reasons);
  for (const int index : graph.order()) {
    if (const auto found = reasons.find(index); found != reasons.end()) {
      plan.floats.push_back({graph.id(index), graph.node(index).op_type(), std::move(found->second)});
    }
  }
  for (const auto& kept : compressed.norms.unfolded) {
    if (plan.nodes.contains(kept.layer))
      plan.floats.push_back({graph.id(kept.norm), graph.node(kept.norm).op_type(), whyKept(compressed, kept.norm)});
  }
  plan.overflow = planForSums(plan.nodes, compressed, graph, false, {});
  plan.overflow.layers += plan.recurrent.overflow.layers;
  addLeftOutLayers(
      compressed, graph, {}, [&plan](int node) { return plan.computes(node); }, plan.floats);
  return plan;
}

RewriteBytes writeDynamic(onnx::ModelProto& model, const DynamicPlan& plan, const CompressedModel& source,
                          const std::string& prefix) {
  return DynamicForm(model, plan, source, prefix).write();
}

}  // namespace bitwright

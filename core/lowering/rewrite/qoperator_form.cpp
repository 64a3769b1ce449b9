// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/rewrite/qoperator_form.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <vector>

#include "core/lowering/plan/folded_norms.h"
#include "core/lowering/rewrite/placed_values.h"
#include "core/lowering/rewrite/remove_folded_norms.h"
#include "core/lowering/rewrite/scaled_sums.h"
#include "core/model/model_document.h"

namespace bitwright {

namespace {

class QoperatorForm {
 public:
  QoperatorForm(onnx::ModelProto& model, const IntegerPlan& plan, const CompressedModel& source,
                const std::string& prefix)
      : rewrite_(model, prefix), plan_(plan), source_(source), graph_(source.model->document().slim().graph()) {
    for (const auto& output : graph_.output()) readAsFloats_.insert(output.name());
  }

  RewriteBytes write() {
    const auto placed = placedNodes(plan_, graph_, rewrite_);
    for (const auto& [index, node] : placed) rewriteNode(plan_.nodes.at(index), graph_.node(index), *node);
    for (const auto& [clamp, maker] : plan_.clamps) rewrite_.remove(graph_.node(clamp).output(0));
    takeOutFolded(rewrite_, source_, plan_.nodes);
    giveFloatsToOthers(placed);
    return rewrite_.finish();
  }

 private:
  std::string scaleOf(const std::string& value) { return rewrite_.scale(plan_.values.at(value).scale); }
  std::string zeroOf(const std::string& value) {
    return rewrite_.zeroPoint(plan_.values.at(value).type, plan_.values.at(value).zeroPoint);
  }

  /// The name under which a value's integers stand.
  std::string integersOf(const std::string& value) {
    const auto [known, isNew] = integers_.try_emplace(value);
    if (!isNew) return known->second;
    const auto& quantized = plan_.values.at(value);
    if (quantized.constant != nullptr) {
      known->second = rewrite_.stored(quantized.type, quantized.constant->shape,
                                      ByteView(quantizedElements(toFloat(*quantized.constant), quantized)));
      return known->second;
    }
    known->second = rewrite_.freshName();
    if (plan_.made.contains(value)) return known->second;
    auto node = rewrite_.quantize(value, known->second, quantized);
    if (rewrite_.nodeMaking(value) != nullptr)
      rewrite_.addBehind(value, std::move(node));
    else
      rewrite_.addFirst(std::move(node));
    return known->second;
  }

  void rewriteNode(const IntegerNode& planned, const onnx::NodeProto& original, onnx::NodeProto& node) {
    switch (planned.op->role) {
      case IntegerRole::weighted:
        rewriteWeighted(planned, original, node);
        break;
      case IntegerRole::elementwise:
        setInputs(node, {original.input(0), original.input(1)}, planned.output);
        break;
      case IntegerRole::joining:
        rewriteConcat(planned, original, node);
        break;
      case IntegerRole::pooling:
        setInputs(node, {original.input(0)}, planned.output);
        break;
      default:
        node.set_input(0, integersOf(original.input(0)));
        break;
    }
    if (planned.scalesSums()) return;
    rename(planned, node);
    for (int at = 0; at < node.output_size(); ++at) {
      const auto& value = standsFor(planned, original, at);
      if (plan_.made.contains(value))
        node.set_output(at, integersOf(value));
      else if (planned.floatOutput && at == 0)
        node.set_output(at, value);
    }
  }

  void rename(const IntegerNode& planned, onnx::NodeProto& node) {
    if (planned.op->qoperator.empty()) return;
    const bool scaledToFloats = planned.floatOutput && planned.op->op == "MatMul";
    node.set_op_type(scaledToFloats ? "MatMulIntegerToFloat" : std::string(planned.op->qoperator));
    if (!planned.op->contributed && !scaledToFloats) return;
    node.set_domain(kContributedDomain);
  }

  /// Each value with its scale and zero point, and last those of what is made.
  void setInputs(onnx::NodeProto& node, const std::vector<std::string>& values, const std::string& output) {
    node.clear_input();
    for (const auto& value : values) addValue(node, value);
    node.add_input(scaleOf(output));
    node.add_input(zeroOf(output));
  }

  void addValue(onnx::NodeProto& node, const std::string& value) {
    node.add_input(integersOf(value));
    node.add_input(scaleOf(value));
    node.add_input(zeroOf(value));
  }

  void rewriteConcat(const IntegerNode& planned, const onnx::NodeProto& original, onnx::NodeProto& node) {
    node.clear_input();
    node.add_input(scaleOf(planned.output));
    node.add_input(zeroOf(planned.output));
    for (const auto& value : original.input()) addValue(node, value);
  }

  void rewriteWeighted(const IntegerNode& planned, const onnx::NodeProto& original, onnx::NodeProto& node) {
    const auto& input = original.input(0);
    if (planned.scalesSums()) {
      const auto bias = planned.bias ? finalFloats(source_, *planned.bias) : std::vector<float>();
      return becomeConvInteger(rewrite_, node, original, planned, integersOf(input), zeroOf(input),
                               sumScales(plan_, planned, original), bias,
                               source_.model->tensors()[planned.tensor].shape.size() - 2);
    }
    const auto& weight = planned.weight;
    const auto weightScales = rewrite_.scales(weight.scales);
    const auto weightZeros = rewrite_.zeroPoints(weight.type, weight.zeroPoint, weight.scales.size());
    node.clear_input();
    if (planned.floatOutput && planned.op->op == "MatMul") {
      for (const auto& name :
           {integersOf(input), original.input(1), scaleOf(input), weightScales, zeroOf(input), weightZeros})
        node.add_input(name);
      return;
    }
    addValue(node, input);
    for (const auto& name : {original.input(1), weightScales, weightZeros}) node.add_input(name);
    const auto bias = planned.bias ? storedBias(planned) : std::string();
    if (planned.op->op == "Gemm") {
      if (!bias.empty() || !planned.floatOutput) node.add_input(bias);
      keepOnly(node, {"transB"});
    }
    if (planned.floatOutput) return;
    node.add_input(scaleOf(planned.output));
    node.add_input(zeroOf(planned.output));
    if (planned.op->op == "Conv" && !bias.empty()) node.add_input(bias);
  }

  std::string storedBias(const IntegerNode& planned) {
    return rewrite_.stored(DataType::int32, {static_cast<std::int64_t>(planned.biasCodes.size())},
                           sumBytes(planned.biasCodes));
  }

  /// QGemm knows alpha, which is 1 here, and no beta.
  static void keepOnly(onnx::NodeProto& node, const std::vector<std::string>& names) {
    auto& attributes = *node.mutable_attribute();
    for (int at = attributes.size() - 1; at >= 0; --at) {
      if (std::find(names.begin(), names.end(), attributes.Get(at).name()) == names.end())
        attributes.DeleteSubrange(at, 1);
    }
  }

  void collectFloatReaders(const onnx::GraphProto& graph, bool inner) {
    for (int index = 0; index < graph.node_size(); ++index) {
      const auto& node = graph.node(index);
      const auto planned = inner ? plan_.nodes.end() : plan_.nodes.find(index);
      const bool goes = !inner && plan_.clamps.contains(index);
      std::vector<int> taken;
      if (planned != plan_.nodes.end()) taken = quantizedInputs(planned->second, node);
      for (int at = 0; at < node.input_size(); ++at) {
        if (!goes && std::find(taken.begin(), taken.end(), at) == taken.end()) readAsFloats_.insert(node.input(at));
      }
      for (const auto& attribute : node.attribute()) {
        if (attribute.has_g()) collectFloatReaders(attribute.g(), true);
        for (const auto& deeper : attribute.graphs()) collectFloatReaders(deeper, true);
      }
    }
    if (!inner) return;
    for (const auto& output : graph.output()) readAsFloats_.insert(output.name());
  }

  void giveFloatsToOthers(const std::map<int, onnx::NodeProto*>& placed) {
    collectFloatReaders(graph_, false);
    for (const auto& [index, node] : placed) {
      const auto& original = graph_.node(index);
      for (int at = 0; at < original.output_size(); ++at) {
        const auto& value = standsFor(plan_.nodes.at(index), original, at);
        if (!plan_.made.contains(value) || !readAsFloats_.contains(value)) continue;
        rewrite_.addBehind(original.output(0), rewrite_.dequantize(integersOf(value), value, plan_.values.at(value)));
      }
    }
  }

  GraphRewrite rewrite_;
  const IntegerPlan& plan_;
  const CompressedModel& source_;
  const onnx::GraphProto& graph_;
  std::unordered_map<std::string, std::string> integers_;
  std::unordered_set<std::string> readAsFloats_;
};

}  // namespace

RewriteBytes writeQoperator(onnx::ModelProto& model, const IntegerPlan& plan, const CompressedModel& source,
                            const std::string& prefix) {
  return QoperatorForm(model, plan, source, prefix).write();
}

}  // namespace bitwright

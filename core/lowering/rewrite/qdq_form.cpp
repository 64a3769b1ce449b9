// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/rewrite/qdq_form.h"

#include <cstring>
#include <map>
#include <utility>
#include <vector>

#include "core/lowering/plan/folded_norms.h"
#include "core/lowering/rewrite/placed_values.h"
#include "core/lowering/rewrite/remove_folded_norms.h"
#include "core/lowering/rewrite/scaled_sums.h"
#include "core/model/model_document.h"

namespace bitwright {

namespace {

class QdqForm {
 public:
  QdqForm(onnx::ModelProto& model, const IntegerPlan& plan, const CompressedModel& source, const std::string& prefix)
      : rewrite_(model, prefix), plan_(plan), source_(source) {}

  RewriteBytes write() {
    const auto& graph = source_.model->document().slim().graph();
    const auto placed = placedNodes(plan_, graph, rewrite_);
    for (const auto& [index, node] : placed) {
      if (plan_.nodes.at(index).scalesSums()) {
        scaleSums(plan_.nodes.at(index), graph.node(index), *node);
        continue;
      }
      for (const int input : quantizedInputs(plan_.nodes.at(index), *node))
        node->set_input(input, quantizedInput(node->input(input)));
      if (const auto& planned = plan_.nodes.at(index);
          planned.op->role == IntegerRole::weighted && plan_.isBare(planned.tensor)) {
        node->set_input(1, dequantizedWeight(planned, node->input(1)));
      }
      if (plan_.nodes.at(index).bias) quantizeBias(plan_.nodes.at(index), graph.node(index), *node);
    }
    for (const auto& [index, node] : placed) {
      if (!plan_.nodes.at(index).scalesSums()) quantizeOutputs(plan_.nodes.at(index), graph.node(index), *node);
    }
    for (const auto& [clamp, maker] : plan_.clamps) rewrite_.remove(graph.node(clamp).output(0));
    takeOutFolded(rewrite_, source_, plan_.nodes);
    return rewrite_.finish();
  }

 private:
  /// What an integer node reads for `value`: itself where it comes out of a pair already, else what a pair of its own
  /// gives.
  std::string quantizedInput(const std::string& value) {
    if (plan_.made.contains(value)) return value;
    const auto [known, isNew] = pairs_.try_emplace(value);
    if (!isNew) return known->second;
    const auto& quantized = plan_.values.at(value);
    known->second = rewrite_.freshName();
    if (quantized.constant != nullptr) {
      const auto codes = rewrite_.stored(quantized.type, quantized.constant->shape,
                                         ByteView(quantizedElements(toFloat(*quantized.constant), quantized)));
      rewrite_.addFirst(rewrite_.dequantize(codes, known->second, quantized));
      return known->second;
    }
    addPair(value, value, known->second, quantized);
    return known->second;
  }

  /// from → QuantizeLinear → DequantizeLinear → to, behind what makes `value`.
  void addPair(const std::string& value, const std::string& from, const std::string& to,
               const QuantizedValue& quantized) {
    const auto codes = quantizedCodes(value, from, quantized);
    addBehind(value, rewrite_.dequantize(codes, to, quantized));
  }

  void addBehind(const std::string& value, onnx::NodeProto node) {
    if (rewrite_.nodeMaking(value) != nullptr)
      rewrite_.addBehind(value, std::move(node));
    else
      rewrite_.addFirst(std::move(node));
  }

  /// The integers of a value that no integer node makes; once for all that read them.
  std::string quantizedCodes(const std::string& value, const std::string& from, const QuantizedValue& quantized) {
    const auto [known, isNew] = codes_.try_emplace(value);
    if (!isNew) return known->second;
    known->second = rewrite_.freshName();
    addBehind(value, rewrite_.quantize(from, known->second, quantized));
    return known->second;
  }

  void scaleSums(const IntegerNode& planned, const onnx::NodeProto& original, onnx::NodeProto& node) {
    const auto& input = original.input(0);
    const auto& quantized = plan_.values.at(input);
    const auto codes = plan_.made.contains(input) ? codes_.try_emplace(input, rewrite_.freshName()).first->second
                                                  : quantizedCodes(input, input, quantized);
    const auto bias = planned.bias ? finalFloats(source_, *planned.bias) : std::vector<float>();
    becomeConvInteger(rewrite_, node, original, planned, codes, rewrite_.zeroPoint(quantized.type, quantized.zeroPoint),
                      sumScales(plan_, planned, original), bias,
                      source_.model->tensors()[planned.tensor].shape.size() - 2);
  }

  void quantizeOutputs(const IntegerNode& planned, const onnx::NodeProto& original, onnx::NodeProto& node) {
    for (int at = 0; at < node.output_size(); ++at) {
      const auto& value = standsFor(planned, original, at);
      if (!plan_.made.contains(value)) {
        node.set_output(at, value);
        continue;
      }
      const auto raw = rewrite_.freshName();
      node.set_output(at, raw);
      const auto codes = codes_.try_emplace(value, rewrite_.freshName()).first->second;
      const auto& quantized = plan_.values.at(value);
      rewrite_.addBehind(original.output(0), rewrite_.quantize(raw, codes, quantized));
      rewrite_.addBehind(original.output(0), rewrite_.dequantize(codes, value, quantized));
    }
  }

  /// What a node reads for a weight that is stored as integers: their values, behind the nodes that move them, where
  /// kernels look for them.
  std::string dequantizedWeight(const IntegerNode& planned, const std::string& codes) {
    const auto [known, isNew] = weights_.try_emplace({codes, planned.axis});
    if (!isNew) return known->second;
    known->second = rewrite_.freshName();
    rewrite_.addFirst(rewrite_.dequantizeWeight(codes, known->second, planned.weight, planned.axis));
    return known->second;
  }

  void quantizeBias(const IntegerNode& planned, const onnx::NodeProto& original, onnx::NodeProto& node) {
    const auto codes = rewrite_.stored(DataType::int32, {static_cast<std::int64_t>(planned.biasCodes.size())},
                                       sumBytes(planned.biasCodes));
    const auto values = rewrite_.freshName();
    rewrite_.addFirst(rewrite_.dequantizeSums(codes, values, sumScales(plan_, planned, original)));
    makeRoomForBias(node);
    node.set_input(2, values);
  }

  GraphRewrite rewrite_;
  const IntegerPlan& plan_;
  const CompressedModel& source_;
  std::map<std::string, std::string> codes_;  ///< the integers of values, by those
  std::map<std::string, std::string> pairs_;
  std::map<std::pair<std::string, int>, std::string> weights_;
};

}  // namespace

RewriteBytes writeQdq(onnx::ModelProto& model, const IntegerPlan& plan, const CompressedModel& source,
                      const std::string& prefix) {
  return QdqForm(model, plan, source, prefix).write();
}

}  // namespace bitwright

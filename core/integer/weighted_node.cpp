// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/integer/weighted_node.h"

#include <algorithm>
#include <cmath>

#include "core/integer/folded_norms.h"
#include "core/model/scopes.h"

namespace bitwright {

namespace {

bool scaled(const onnx::NodeProto& node, const char* name) {
  const auto* given = findAttribute(node, name);
  return given != nullptr && given->f() != 1.0F;
}

}  // namespace

int outputChannelAxis(const onnx::NodeProto& node, const WeightTensor& weight) {
  if (node.op_type() == "Conv") return 0;
  if (node.op_type() == "Gemm") return integerAttribute(node, "transB", 0) != 0 ? 0 : 1;
  return weight.shape.size() == 2 ? 1 : -1;
}

WeightedNode weightedNode(const CompressedModel& compressed, const MainGraph& graph, int index) {
  const auto& node = graph.node(index);
  const auto* fold = foldInto(compressed, index);
  WeightedNode result;
  const auto refuse = [&result](Message reason) {
    result.reason = std::move(reason);
    return result;
  };
  const auto* weight = node.input_size() > 1 ? graph.constant(node.input(1)) : nullptr;
  if (weight == nullptr) return refuse(BW_MESSAGE("integer.no_weight", "multiplies values with one another, not with stored weights"));
  if (graph.constant(node.input(0)) != nullptr) return refuse(BW_MESSAGE("integer.constant_input", "computes from stored values alone"));
  const auto& layer = compressed.layers[weight->index];
  if (!layer.encoded) return refuse(BW_MESSAGE("integer.kept", "its weights stay floats"));
  const int axis = outputChannelAxis(node, *weight);
  auto form = integerFormWithoutElements(*layer.encoded, axis);
  if (!form.reason.empty()) return refuse(std::move(form.reason));
  if (node.op_type() == "Gemm" && (integerAttribute(node, "transA", 0) != 0 || scaled(node, "alpha") || scaled(node, "beta"))) {
    return refuse(BW_MESSAGE("integer.gemm", "transposes what it reads, or scales its result: there is no such integer kernel"));
  }
  if (node.op_type() == "MatMul" && weight->shape.size() != 2) {
    return refuse(BW_MESSAGE("integer.matmul", "its weights are no matrix"));
  }
  const bool own = node.input_size() > 2 && !node.input(2).empty();
  if (fold != nullptr || own) {
    const auto* bias = fold != nullptr ? &compressed.model->tensors()[fold->bias()] : graph.constant(node.input(2));
    const auto channels = axis >= 0 ? weight->shape[static_cast<std::size_t>(axis)] : 0;
    if (bias == nullptr || bias->type != DataType::float32 || bias->elementCount() != channels || compressed.layers[bias->index].encoded) {
      return refuse(BW_MESSAGE("integer.bias_form", "its bias is no float32 tensor with a value for each output channel"));
    }
    const auto values = keptFloats(compressed, bias->index);
    if (!std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); })) {
      return refuse(BW_MESSAGE("integer.bias_not_finite", "its bias is not finite"));
    }
    result.node.bias = bias->index;
  }
  result.node.op = fold != nullptr && node.op_type() == "MatMul" ? integerOperator("Gemm") : integerOperator(node);
  result.node.output = resultOf(compressed, graph.graph(), index);
  result.node.tensor = weight->index;
  result.node.weight = std::move(form.weight);
  return result;
}

}  // namespace bitwright

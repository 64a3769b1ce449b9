// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/plan/quantized_layer.h"

#include <algorithm>
#include <cmath>

#include "core/lowering/plan/folded_norms.h"
#include "core/lowering/plan/stored_weight.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

bool scaled(const onnx::NodeProto& node, const char* name) {
  const auto* given = findAttribute(node, name);
  return given != nullptr && given->f() != 1.0F;
}

}  // namespace

int outputChannelAxis(const onnx::NodeProto& node, const std::vector<std::int64_t>& shape) {
  if (node.op_type() == "Conv") return 0;
  if (node.op_type() == "Gemm") return integerAttribute(node, "transB", 0) != 0 ? 0 : 1;
  return shape.size() == 2 ? 1 : -1;
}

namespace {

/// Why a node has no stored weight where one belongs.
Message whyNoWeight(const MainGraph& graph, const onnx::NodeProto& node) {
  const auto& value = node.input_size() > 1 ? node.input(1) : node.input(0);
  if (const auto op = workedOut(graph, value); op) {
    return {
        BW_MESSAGE("integer.weight_behind",
                   "its weights stand behind %1: integer kernels take them as they are stored, or behind a Transpose"),
        {*op}};
  }
  if (const auto op = pickedFrom(graph, value); op) {
    return {BW_MESSAGE("integer.weight_picked",
                       "its weights are picked by %1 at each inference: integer kernels take those that are stored"),
            {*op}};
  }
  if (node.op_type() != "Conv" && node.input_size() > 1 && storedWeight(graph, node.input(0))) {
    return BW_MESSAGE("integer.weight_left",
                      "its weights are the left operand: integer kernels take them as the right one");
  }
  return BW_MESSAGE("integer.no_weight", "multiplies values with one another, not with stored weights");
}

}  // namespace

QuantizedLayer quantizedLayer(const CompressedModel& compressed, const MainGraph& graph, int index) {
  const auto& node = graph.node(index);
  const auto* fold = foldInto(compressed, index);
  QuantizedLayer result;
  const auto refuse = [&result](Message reason) {
    result.reason = std::move(reason);
    return result;
  };
  const auto weight = node.input_size() > 1 ? storedWeight(graph, node.input(1)) : std::nullopt;
  if (!weight) return refuse(whyNoWeight(graph, node));
  if (storedWeight(graph, node.input(0)))
    return refuse(BW_MESSAGE("integer.constant_input", "computes from stored values alone"));
  const auto& layer = compressed.layers[weight->tensor->index];
  if (!layer.encoded) return refuse(BW_MESSAGE("integer.kept", "its weights stay floats"));
  const auto shape = weight->shape();
  const int axis = outputChannelAxis(node, shape);
  auto form = integerFormWithoutElements(*layer.encoded, weight->storedAxis(axis));
  if (!form.reason.empty()) return refuse(std::move(form.reason));
  if (node.op_type() == "Gemm" &&
      (integerAttribute(node, "transA", 0) != 0 || scaled(node, "alpha") || scaled(node, "beta"))) {
    return refuse(
        BW_MESSAGE("integer.gemm", "transposes what it reads, or scales its result: there is no such integer kernel"));
  }
  if (node.op_type() == "MatMul" && shape.size() != 2) {
    return refuse(BW_MESSAGE("integer.matmul", "its weights are no matrix"));
  }
  const bool own = node.input_size() > 2 && !node.input(2).empty();
  if (fold != nullptr || own) {
    const auto* bias = fold != nullptr ? &compressed.model->tensors()[fold->bias()] : graph.constant(node.input(2));
    const auto channels = axis >= 0 ? shape[static_cast<std::size_t>(axis)] : 0;
    if (bias == nullptr || bias->type != DataType::float32 || bias->elementCount() != channels ||
        compressed.layers[bias->index].encoded) {
      return refuse(
          BW_MESSAGE("integer.bias_form", "its bias is no float32 tensor with a value for each output channel"));
    }
    const auto values = finalFloats(compressed, bias->index);
    if (!std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); })) {
      return refuse(BW_MESSAGE("integer.bias_not_finite", "its bias is not finite"));
    }
    result.node.bias = bias->index;
  }
  result.node.op = fold != nullptr && node.op_type() == "MatMul" ? integerOperator("Gemm") : integerOperator(node);
  result.node.output = resultOf(compressed, graph.graph(), index);
  result.node.tensor = weight->tensor->index;
  result.node.behind = weight->behind;
  result.node.axis = axis;
  result.node.storedAxis = weight->storedAxis(axis);
  result.node.weight = std::move(form.weight);
  return result;
}

}  // namespace bitwright

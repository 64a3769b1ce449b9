// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/bias_layers.h"

#include "core/base/saturated_product.h"
#include "core/graph/linear_layer.h"
#include "core/graph/main_graph.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

/// Channels of the result; 0 where they cannot be told.
std::int64_t channelsOf(const onnx::NodeProto& node, const WeightTensor& weight) {
  const auto& shape = weight.shape;
  if (shape.size() < 2) return 0;
  if (node.op_type() == "Conv") return shape[0];
  if (node.op_type() == "ConvTranspose") return saturatedProduct({shape[1], integerAttribute(node, "group", 1)});
  if (node.op_type() == "Gemm") return integerAttribute(node, "transB", 0) != 0 ? shape[0] : shape[1];
  return shape.size() == 2 ? shape[1] : 0;
}

/// The node that adds a stored tensor to the result of a MatMul, and nothing else reads it; −1 for none.
int addBehind(const MainGraph& graph, const std::string& value) {
  const auto& readers = graph.readers(value);
  if (readers.size() != 1 || graph.isGraphOutput(value) || graph.isCaptured(value)) return -1;
  const auto& reader = graph.node(readers.front().node);
  const bool adds = isDefaultDomain(reader.domain()) && reader.op_type() == "Add" && reader.input_size() == 2 &&
                    reader.output_size() == 1;
  return adds ? readers.front().node : -1;
}

Message biasOf(const Model& model, const MainGraph& graph, const onnx::NodeProto& node, BiasLayer& found) {
  std::string name;
  found.result = node.output(0);
  if (node.op_type() == "MatMul") {
    found.channelAxis = -1;
    const int add = addBehind(graph, found.result);
    if (add < 0) return BW_MESSAGE("bias.none", "it has no stored bias");
    const auto& inputs = graph.node(add).input();
    name = inputs.Get(0) == found.result ? inputs.Get(1) : inputs.Get(0);
    found.result = graph.node(add).output(0);
  } else {
    if (node.input_size() < 3 || node.input(2).empty()) return BW_MESSAGE("bias.none", "it has no stored bias");
    name = node.input(2);
    const auto* beta = findAttribute(node, "beta");
    if (beta != nullptr && beta->f() != 1.0F) return BW_MESSAGE("bias.scaled", "its bias is scaled");
  }
  const auto* bias = graph.constant(name);
  if (bias == nullptr || bias->isGraphInput) return BW_MESSAGE("bias.none", "it has no stored bias");
  if (!graph.isReadOnce(name)) {
    return BW_MESSAGE("bias.shared", "its bias is read by others too");
  }
  const auto channels = channelsOf(node, model.tensors()[found.weight]);
  if (channels == 0 || bias->type != DataType::float32 || bias->elementCount() != channels || bias->shape.empty() ||
      bias->shape.back() != channels) {
    return BW_MESSAGE("bias.form", "its bias is no float32 tensor with a value for each channel");
  }
  found.bias = bias->index;
  return {};
}

}  // namespace

std::vector<BiasLayer> biasLayers(const Model& model) {
  const auto& graph = mainGraph(model);
  std::vector<BiasLayer> nodes;
  for (const int index : graph.order()) {
    const auto& node = graph.node(index);
    if (!isLinearLayer(node) || node.input_size() < 2 || node.output_size() < 1) continue;
    const auto* weight = graph.constant(node.input(1));
    if (weight == nullptr) continue;
    BiasLayer found;
    found.id = graph.id(index);
    found.weight = weight->index;
    found.reason = biasOf(model, graph, node, found);
    nodes.push_back(std::move(found));
  }
  return nodes;
}

}  // namespace bitwright

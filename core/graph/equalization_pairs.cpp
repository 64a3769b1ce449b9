// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/equalization_pairs.h"

#include <algorithm>
#include <cstring>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "core/base/saturated_product.h"
#include "core/base/text/one_of.h"
#include "core/graph/bias_layers.h"
#include "core/graph/linear_layer.h"
#include "core/graph/main_graph.h"
#include "core/graph/output_channels.h"
#include "core/model/structure/scopes.h"
#include "core/model/weight_tensor.h"

namespace bitwright {

namespace {

/// What is known of the value that is followed from the first layer to the second.
struct Followed {
  std::string value;
  std::size_t rank = 0;
  bool channelsLast = false;  ///< else axis 1 with positions behind it
  bool onePosition = false;   ///< all positions were joined into one
  bool flattened = false;     ///< the positions of a channel stand behind one another in the last axis
};

/// The stored tensor that this node alone reads; null for none.
const WeightTensor* ownTensor(const MainGraph& graph, const std::string& name) {
  const auto* tensor = graph.constant(name);
  const bool own =
      tensor != nullptr && !tensor->isGraphInput && tensor->type == DataType::float32 && graph.isReadOnce(name);
  return own ? tensor : nullptr;
}

/// Input channels of a weight that reads `channels` of them.
std::optional<ChannelElements> inputChannels(const onnx::NodeProto& node, const WeightTensor& weight,
                                             const Followed& from, std::int64_t channels) {
  const auto& shape = weight.shape;
  if (shape.size() < 2 || channels < 1) return std::nullopt;
  if (node.op_type() == "Conv" || node.op_type() == "ConvTranspose") {
    const auto groups = integerAttribute(node, "group", 1);
    if (from.channelsLast || groups < 1 || groups > shape[0] || shape[0] % groups != 0) return std::nullopt;
    if (node.op_type() == "ConvTranspose")
      return shape[0] == channels
                 ? std::optional(ChannelElements{1, 1, channels, saturatedProduct(std::span(shape).subspan(1))})
                 : std::nullopt;
    return saturatedProduct({shape[1], groups}) == channels
               ? std::optional(ChannelElements{groups, shape[0] / groups, shape[1],
                                               saturatedProduct(std::span(shape).subspan(2))})
               : std::nullopt;
  }
  if (shape.size() != 2 || !from.channelsLast || integerAttribute(node, "transA", 0) != 0) return std::nullopt;
  const bool rows = node.op_type() == "Gemm" && integerAttribute(node, "transB", 0) != 0;
  const auto features = rows ? shape[1] : shape[0];
  if (features % channels != 0 || (features != channels && !from.flattened)) return std::nullopt;
  const auto positions = features / channels;
  return rows ? ChannelElements{1, shape[0], channels, positions}
              : ChannelElements{1, 1, channels, positions * shape[1]};
}

std::vector<std::int64_t> axesOf(const MainGraph& graph, const onnx::NodeProto& node) {
  if (const auto* given = findAttribute(node, "axes")) return {given->ints().begin(), given->ints().end()};
  if (node.input_size() < 2) return {};
  const auto* stored = graph.constant(node.input(1));
  if (stored == nullptr || stored->type != DataType::int64) return {};
  std::vector<std::int64_t> axes(stored->bytes.size() / sizeof(std::int64_t));
  std::memcpy(axes.data(), stored->bytes.data(), axes.size() * sizeof(std::int64_t));
  return axes;
}

/// Mean over the positions of [batch, channels, …], all of them.
bool joinsPositions(const MainGraph& graph, const onnx::NodeProto& node, std::size_t rank) {
  auto axes = axesOf(graph, node);
  for (auto& axis : axes) axis = axis < 0 ? axis + static_cast<std::int64_t>(rank) : axis;
  std::sort(axes.begin(), axes.end());
  std::vector<std::int64_t> positions;
  for (std::size_t axis = 2; axis < rank; ++axis) positions.push_back(static_cast<std::int64_t>(axis));
  return axes == positions;
}

/// Goes through a node that keeps positive factors of channels; false where it does not, or where it is not known.
bool goThrough(const MainGraph& graph, const onnx::NodeProto& node, Followed& at) {
  if (!isDefaultDomain(node.domain()) || node.output_size() != 1) return false;
  const auto& op = node.op_type();
  if (isOneOf(op, {"Relu", "LeakyRelu", "Identity", "Dropout"})) {
    // as they are
  } else if (isOneOf(op, {"MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool"})) {
    if (at.channelsLast) return false;
    at.onePosition = at.onePosition || op.starts_with("Global");
  } else if (op == "ReduceMean") {
    if (at.channelsLast || !joinsPositions(graph, node, at.rank)) return false;
    at.onePosition = true;
    at.channelsLast = integerAttribute(node, "keepdims", 1) == 0;
  } else if (op == "Flatten") {
    if (at.channelsLast || integerAttribute(node, "axis", 1) != 1) return false;
    at.channelsLast = at.flattened = true;
  } else if (op == "Reshape" || op == "Squeeze") {
    // Of one position a channel, whatever reads as many features as there are channels reads the channels in their
    // order.
    if (!at.onePosition) return false;
    at.channelsLast = true;
  } else {
    return false;
  }
  at.value = node.output(0);
  return true;
}

/// The node that reads the value of the first layer as its data, and nothing else does; −1 for none.
int secondOf(const MainGraph& graph, Followed& at) {
  while (true) {
    const auto& readers = graph.readers(at.value);
    if (readers.size() != 1 || readers.front().input != 0 || graph.isGraphOutput(at.value) ||
        graph.isCaptured(at.value))
      return -1;
    const auto& node = graph.node(readers.front().node);
    if (isLinearLayer(node)) return readers.front().node;
    if (!goThrough(graph, node, at)) return -1;
  }
}

}  // namespace

std::vector<EqualizationPair> equalizationPairs(const Model& model) {
  const auto& graph = mainGraph(model);
  std::vector<EqualizationPair> pairs;
  for (const auto& layer : biasLayers(model)) {
    const auto& weight = model.tensors()[layer.weight];
    EqualizationPair pair;
    pair.first = layer.weight;
    const auto& places = graph.readers(weight.tensor);
    if (places.size() != 1 || ownTensor(graph, weight.tensor) == nullptr) continue;
    const auto& first = graph.node(places.front().node);
    if (layer.reason.empty()) {
      pair.bias = layer.bias;
    } else if (first.op_type() != "MatMul" && first.input_size() > 2 && !first.input(2).empty()) {
      continue;  // a bias that cannot be scaled with the weight
    }
    const auto channels = outputChannels(first, weight);
    if (!channels || places.front().input != 1) continue;
    pair.firstChannels = *channels;
    Followed at{pair.bias ? layer.result : first.output(0), weight.shape.size(),
                first.op_type() == "Gemm" || first.op_type() == "MatMul"};
    const int node = secondOf(graph, at);
    if (node < 0 || graph.node(node).input_size() < 2) continue;
    const auto* second = ownTensor(graph, graph.node(node).input(1));
    if (second == nullptr || second->index == pair.first) continue;
    const auto read = inputChannels(graph.node(node), *second, at, pair.channels());
    if (!read) continue;
    pair.second = second->index;
    pair.secondChannels = *read;
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/batch_norm_folds.h"

#include <cmath>
#include <string>
#include <utility>

#include "core/graph/linear_layer.h"
#include "core/graph/main_graph.h"
#include "core/graph/output_channels.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

constexpr std::int64_t kInferenceOpset =
    7;  // before, a node says by is_test that it does not train; and a Gemm needs to be told to broadcast its bias
constexpr std::size_t kUnknownRank = 0;

std::size_t declaredRank(const MainGraph& graph, const std::string& value) {
  const auto& proto = graph.graph();
  for (const auto* list : {&proto.input(), &proto.value_info(), &proto.output()}) {
    for (const auto& info : *list) {
      if (info.name() == value && info.type().tensor_type().has_shape())
        return static_cast<std::size_t>(info.type().tensor_type().shape().dim_size());
    }
  }
  return kUnknownRank;
}

/// As far as the model says it.
std::size_t rankOf(const MainGraph& graph, std::string value) {
  for (std::size_t step = 0; step < graph.order().size(); ++step) {
    if (const auto declared = declaredRank(graph, value); declared != kUnknownRank) return declared;
    const int producer = graph.producer(value);
    if (producer < 0) return kUnknownRank;
    const auto& node = graph.node(producer);
    const auto& op = node.op_type();
    if (!isDefaultDomain(node.domain()) || node.input_size() == 0) return kUnknownRank;
    if (op == "Flatten" || op == "Gemm") return 2;
    if (op == "Reshape") {
      const auto* shape = node.input_size() > 1 ? graph.constant(node.input(1)) : nullptr;
      return shape != nullptr ? static_cast<std::size_t>(shape->elementCount()) : kUnknownRank;
    }
    const auto* weight = op == "MatMul" && node.input_size() > 1 ? graph.constant(node.input(1)) : nullptr;
    const bool keepsRank = op == "Relu" || op == "LeakyRelu" || op == "Clip" || op == "Sigmoid" || op == "Tanh" ||
                           op == "Identity" || op == "Dropout" || op == "BatchNormalization" ||
                           (weight != nullptr && weight->shape.size() == 2);
    if (!keepsRank) return kUnknownRank;
    value = node.input(0);
  }
  return kUnknownRank;
}

/// Why this node does not say scale · (x − mean) ÷ √(variance + ε) + B alone; empty where it does.
Message notInference(const MainGraph& graph, const onnx::NodeProto& norm) {
  bool more = false;
  for (int at = 1; at < norm.output_size(); ++at) more = more || !norm.output(at).empty();
  const bool trains = more || integerAttribute(norm, "training_mode", 0) != 0 ||
                      (graph.opset() < kInferenceOpset && integerAttribute(norm, "is_test", 0) == 0);
  if (trains) return BW_MESSAGE("fold.training", "it is in training mode: it normalizes by what it is given");
  if (norm.input_size() != 5 || integerAttribute(norm, "spatial", 1) == 0) {
    return BW_MESSAGE("fold.positions", "it has parameters for each position, not for each channel");
  }
  return {};
}

struct Stored {
  std::size_t index = 0;
  Message reason;
};

/// One float32 value a channel that nothing else reads.
Stored channelValues(const MainGraph& graph, const std::string& name, std::int64_t channels) {
  const auto* tensor = graph.constant(name);
  if (tensor == nullptr) return {0, Message(BW_MESSAGE("fold.computed", "%1 is not stored in the model"), {name})};
  if (tensor->type != DataType::float32 || tensor->elementCount() != channels || tensor->shape.empty() ||
      tensor->shape.back() != channels) {
    return {0, Message(BW_MESSAGE("fold.form", "%1 is no float32 tensor with a value for each channel"), {name})};
  }
  if (!graph.isReadOnce(name)) return {0, Message(BW_MESSAGE("fold.shared", "%1 is read by others too"), {name})};
  return {tensor->index, {}};
}

bool hasFactors(const Model& model, const BatchNormFold& fold) {
  const auto factors = toFloat(model.tensors()[fold.factor]);
  const auto variances = toFloat(model.tensors()[fold.variance]);
  for (std::size_t channel = 0; channel < factors.size(); ++channel) {
    const double spread = static_cast<double>(variances[channel]) + fold.epsilon;
    if (!(spread > 0.0) || !std::isfinite(static_cast<double>(factors[channel]) / std::sqrt(spread))) return false;
  }
  return true;
}

Message fill(const Model& model, const MainGraph& graph, const WeightTensor& weight, BatchNormFold& fold) {
  const auto& layer = graph.node(fold.layer);
  const auto& norm = graph.node(fold.norm);
  if (auto reason = notInference(graph, norm); !reason.empty()) return reason;
  if (!graph.isReadOnce(layer.output(0)))
    return BW_MESSAGE("fold.result_read", "what it normalizes is read by others too");
  if (weight.type != DataType::float32)
    return Message(BW_MESSAGE("fold.weight_type", "%1 is not float32"), {weight.tensor});
  if (!graph.isReadOnce(weight.tensor))
    return Message(BW_MESSAGE("fold.shared", "%1 is read by others too"), {weight.tensor});
  const auto channels = outputChannels(layer, weight);
  if (!channels) return Message(BW_MESSAGE("fold.channels", "%1 has no output channels of its own"), {weight.tensor});
  if (layer.op_type() == "MatMul" && (graph.opset() < kInferenceOpset || rankOf(graph, layer.input(0)) != 2)) {
    return BW_MESSAGE("fold.rank", "what it normalizes is not known to be a matrix, whose channels are its columns");
  }
  if (const auto* beta = findAttribute(layer, "beta"); beta != nullptr && beta->f() != 1.0F) {
    return BW_MESSAGE("fold.beta", "the layer before it scales its bias");
  }
  fold.channels = *channels;
  for (const auto& [input, index] :
       {std::pair{1, &fold.factor}, {2, &fold.shift}, {3, &fold.mean}, {4, &fold.variance}}) {
    auto stored = channelValues(graph, norm.input(input), channels->count());
    if (!stored.reason.empty()) return std::move(stored.reason);
    *index = stored.index;
  }
  if (layer.input_size() > 2 && !layer.input(2).empty()) {
    auto stored = channelValues(graph, layer.input(2), channels->count());
    if (!stored.reason.empty()) return std::move(stored.reason);
    fold.ownBias = stored.index;
  }
  if (const auto* epsilon = findAttribute(norm, "epsilon")) fold.epsilon = static_cast<double>(epsilon->f());
  if (!hasFactors(model, fold)) return BW_MESSAGE("fold.not_finite", "its factors are not finite");
  return {};
}

}  // namespace

BatchNormFolds batchNormFolds(const Model& model) {
  const auto& graph = mainGraph(model);
  BatchNormFolds found;
  for (const int index : graph.order()) {
    const auto& norm = graph.node(index);
    if (!isDefaultDomain(norm.domain()) || norm.op_type() != "BatchNormalization" || norm.input_size() == 0) continue;
    const int before = graph.producer(norm.input(0));
    if (before < 0 || !isLinearLayer(graph.node(before))) continue;
    const auto& layer = graph.node(before);
    const auto* weight = layer.input_size() > 1 ? graph.constant(layer.input(1)) : nullptr;
    if (weight == nullptr) continue;
    BatchNormFold fold;
    fold.layer = before;
    fold.norm = index;
    fold.weight = weight->index;
    if (auto reason = fill(model, graph, *weight, fold); !reason.empty())
      found.unfolded.push_back({before, index, weight->index, std::move(reason)});
    else
      found.folds.push_back(std::move(fold));
  }
  return found;
}

}  // namespace bitwright

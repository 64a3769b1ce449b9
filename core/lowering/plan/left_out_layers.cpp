// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/plan/left_out_layers.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

namespace bitwright {

namespace {

/// A node that multiplies by a weight of which the recipe says how it computes.
struct Asking {
  const WeightTensor* tensor;
  const WeightUser* user;
  ActivationChoice choice;
  int node;  ///< of the main graph; −1: inside a branch or a function
};

/// In the order of the inventory, each node once.
std::vector<Asking> askingLayers(const CompressedModel& compressed, const MainGraph& graph,
                                 const ActivationChoice& standard) {
  std::unordered_map<std::string, int> nodes;
  for (const int index : graph.order()) nodes.emplace(graph.id(index), index);
  std::vector<Asking> layers;
  std::unordered_map<std::string, bool> seen;
  for (const auto& tensor : compressed.model->tensors()) {
    if (!tensor.compressible) continue;
    const auto choice = compressed.layers[tensor.index].plan.activation.value_or(standard);
    if (choice.type == DataType::float32) continue;
    for (const auto& user : tensor.users) {
      if (user.use != ReaderUse::weight || user.op == "Gather" || !seen.emplace(user.layerId, true).second) continue;
      const auto found = nodes.find(user.layerId);
      layers.push_back({&tensor, &user, choice, found != nodes.end() ? found->second : -1});
    }
  }
  return layers;
}

Message whyLeftOut(const Asking& layer) {
  if (layer.tensor->scope.starts_with("function:"))
    return BW_MESSAGE("integer.in_function", "stands in a local function: layers of the main graph alone change");
  if (layer.node < 0)
    return BW_MESSAGE("integer.in_branch",
                      "stands in a branch, a loop or a local function: layers of the main graph alone change");
  if (layer.user->op == "LSTM")
    return BW_MESSAGE("integer.lstm", "is an LSTM, whose integer kernel finds its ranges itself: activations dynamic");
  return {BW_MESSAGE("integer.operator", "is a %1: Conv, MatMul and Gemm alone compute in integers"), {layer.user->op}};
}

}  // namespace

void addLeftOutLayers(const CompressedModel& compressed, const MainGraph& graph, const ActivationChoice& standard,
                      const std::function<bool(int)>& computes, std::vector<FloatFallback>& floats) {
  for (const auto& layer : askingLayers(compressed, graph, standard)) {
    if (!isQuantized(layer.choice) || (layer.node >= 0 && computes(layer.node))) continue;
    const auto& id = layer.user->layerId;
    if (std::any_of(floats.begin(), floats.end(), [&](const FloatFallback& node) { return node.id == id; })) continue;
    floats.push_back({id, layer.user->op, whyLeftOut(layer)});
  }
}

std::optional<Message> floatsSummary(const CompressedModel& compressed, const std::vector<FloatFallback>& floats,
                                     const ActivationChoice& standard, const std::function<bool(int)>& computes) {
  const auto& graph = mainGraph(*compressed.model);
  std::vector<std::pair<std::string, std::int64_t>> reasons;  // as they first appear
  std::int64_t asking = 0;
  std::int64_t left = 0;
  for (const auto& layer : askingLayers(compressed, graph, standard)) {
    ++asking;
    if (layer.node >= 0 && computes(layer.node)) continue;
    ++left;
    const auto known = std::find_if(floats.begin(), floats.end(),
                                    [&](const FloatFallback& node) { return node.id == layer.user->layerId; });
    const auto reason = known != floats.end() ? known->reason.text() : whyLeftOut(layer).text();
    const auto counted =
        std::find_if(reasons.begin(), reasons.end(), [&](const auto& each) { return each.first == reason; });
    if (counted != reasons.end())
      ++counted->second;
    else
      reasons.emplace_back(reason, 1);
  }
  if (left == 0) return std::nullopt;
  std::stable_sort(reasons.begin(), reasons.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  constexpr std::size_t kMostReasons = 3;
  std::string text;
  for (std::size_t at = 0; at < std::min(reasons.size(), kMostReasons); ++at) {
    text += (at > 0 ? "; " : "") + reasons[at].first + " (" + std::to_string(reasons[at].second) + ")";
  }
  if (reasons.size() > kMostReasons) text += "; …";
  if (left == asking) {
    return Message(BW_MESSAGE("integer.all_floats", "all %1 layers compute in floats: %2"), {asking, text});
  }
  return Message(BW_MESSAGE("integer.some_floats", "%1 of %2 layers compute in floats: %3"), {left, asking, text});
}

}  // namespace bitwright

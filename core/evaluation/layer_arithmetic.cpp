// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/layer_arithmetic.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/model/multiply_node.h"

namespace bitwright {

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// Names that belong to one node alone.
class Names {
 public:
  void add(const std::string& name, std::size_t node) {
    if (name.empty()) return;
    const auto [entry, fresh] = nodes_.emplace(name, node);
    if (!fresh && entry->second != node) entry->second = kNone;
  }
  [[nodiscard]] std::size_t find(const std::string& name) const {
    const auto found = nodes_.find(name);
    return found == nodes_.end() ? kNone : found->second;
  }
  [[nodiscard]] std::size_t findAny(const std::vector<std::string>& names) const {
    for (const auto& name : names) {
      if (const auto node = find(name); node != kNone) return node;
    }
    return kNone;
  }

 private:
  std::unordered_map<std::string, std::size_t> nodes_;
};

Message floatReason(const MultiplyNode* source, const NodeArithmetic& ran) {
  const auto because = [&ran](MessageText text) { return Message(text, {ran.op}); };
  if (source != nullptr && source->quantizedInput && source->quantizedWeight) {
    if (source->quantizedResult)
      return because(BW_MESSAGE("arithmetic.not_fused", "computes in floats: what it reads is quantized, but ONNX Runtime runs it as %1"));
    return because(BW_MESSAGE("arithmetic.result_not_quantized",
                              "computes in floats: what it reads is quantized, what it gives is not, and ONNX Runtime runs it as %1"));
  }
  if (source != nullptr && source->quantizedWeight)
    return because(BW_MESSAGE("arithmetic.weights_only", "computes in floats: only its weights are quantized, and ONNX Runtime runs it as %1"));
  return because(BW_MESSAGE("arithmetic.floats", "computes in floats: ONNX Runtime runs it as %1"));
}

bool holds(const std::vector<std::string>& features, std::string_view feature) {
  return std::find(features.begin(), features.end(), feature) != features.end();
}

}  // namespace

std::vector<LayerArithmetic> layerArithmetic(const Model& source, const Arithmetic& arithmetic) {
  const auto nodes = multiplyNodes(source).nodes;
  Names byName;
  Names byWeight;
  Names byResult;
  for (std::size_t index = 0; index < nodes.size(); ++index) {
    byName.add(nodes[index].name, index);
    for (const auto& value : nodes[index].weightValues) byWeight.add(value, index);
    for (const auto& value : nodes[index].resultValues) byResult.add(value, index);
  }
  std::vector<std::pair<std::size_t, LayerArithmetic>> placed;
  for (const auto& ran : arithmetic.nodes) {
    auto at = byName.find(ran.node);
    if (at == kNone) at = byWeight.findAny(ran.operands);
    if (at == kNone) at = byResult.findAny(ran.results);
    const auto* node = at == kNone ? nullptr : &nodes[at];
    LayerArithmetic layer;
    layer.id = node != nullptr ? node->id : ran.node.empty() ? ran.op : ran.node;
    layer.op = ran.op;
    layer.multiplyAccumulates = ran.multiplyAccumulates;
    layer.integer = ran.integer;
    if (!ran.integer) layer.reason = floatReason(node, ran);
    placed.emplace_back(at, std::move(layer));
  }
  std::stable_sort(placed.begin(), placed.end(), [](const auto& one, const auto& other) { return one.first < other.first; });
  std::vector<LayerArithmetic> layers;
  for (auto& [at, layer] : placed) layers.push_back(std::move(layer));
  return layers;
}

std::optional<bool> runsInIntegers(const std::vector<LayerArithmetic>& layers, std::string_view id) {
  std::optional<bool> all;
  for (const auto& layer : layers) {
    if (layer.id == id) all = all.value_or(true) && layer.integer;
  }
  return all;
}

std::optional<Message> saturationWarning(const std::vector<std::string>& cpuFeatures) {
  const bool isX86 = holds(cpuFeatures, "sse4_1") || holds(cpuFeatures, "avx") || holds(cpuFeatures, "avx2") || holds(cpuFeatures, "avx512f");
  if (!isX86 || holds(cpuFeatures, "avx_vnni") || holds(cpuFeatures, "avx512_vnni")) return std::nullopt;
  return Message(
      BW_MESSAGE("arithmetic.saturates",
                 "this processor has no VNNI: products of 8-bit activations and signed 8-bit weights are added in 16 bits and can saturate, "
                 "which costs accuracy; weights of 7 bits cannot"));
}

}  // namespace bitwright

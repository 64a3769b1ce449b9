// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/speed/layer_arithmetic.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/graph/macs/mac_node.h"
#include "core/lowering/float16/float16_chain.h"

namespace bitwright {

namespace {

constexpr std::size_t kNoNode = static_cast<std::size_t>(-1);

/// Names that belong to one node alone.
class Names {
 public:
  void add(const std::string& name, std::size_t node) {
    if (name.empty()) return;
    const auto [entry, fresh] = nodes_.emplace(name, node);
    if (!fresh && entry->second != node) entry->second = kNoNode;
  }
  [[nodiscard]] std::size_t find(const std::string& name) const {
    const auto found = nodes_.find(name);
    return found == nodes_.end() ? kNoNode : found->second;
  }
  [[nodiscard]] std::size_t findAny(const std::vector<std::string>& names) const {
    for (const auto& name : names) {
      if (const auto node = find(name); node != kNoNode) return node;
    }
    return kNoNode;
  }

 private:
  std::unordered_map<std::string, std::size_t> nodes_;
};

/// The multiplying nodes of a model, to be found again by what ran.
class SourceNodes {
 public:
  explicit SourceNodes(const Model& model) : nodes_(macNodes(model).nodes) {
    for (std::size_t index = 0; index < nodes_.size(); ++index) {
      byName_.add(nodes_[index].name, index);
      for (const auto& value : nodes_[index].weightValues) byWeight_.add(value, index);
      for (const auto& value : nodes_[index].resultValues) byResult_.add(value, index);
    }
  }
  [[nodiscard]] std::size_t placeOf(const NodePrecision& ran) const {
    if (const auto at = byName_.find(ran.node); at != kNoNode) return at;
    if (const auto at = byWeight_.findAny(ran.operands); at != kNoNode) return at;
    return byResult_.findAny(ran.results);
  }
  [[nodiscard]] const MacNode* at(std::size_t place) const { return place == kNoNode ? nullptr : &nodes_[place]; }

 private:
  std::vector<MacNode> nodes_;
  Names byName_;
  Names byWeight_;
  Names byResult_;
};

Message floatReason(const MacNode* written, const NodePrecision& ran) {
  const auto because = [&ran](MessageText text) { return Message(text, {ran.op}); };
  if (written != nullptr && written->quantizedInput && written->quantizedWeight) {
    if (written->quantizedResult)
      return because(BW_MESSAGE("arithmetic.not_fused",
                                "computes in floats: what it reads is quantized, but ONNX Runtime runs it as %1"));
    return because(BW_MESSAGE(
        "arithmetic.result_not_quantized",
        "computes in floats: what it reads is quantized, what it gives is not, and ONNX Runtime runs it as %1"));
  }
  if (written != nullptr && written->quantizedWeight)
    return because(BW_MESSAGE("arithmetic.weights_only",
                              "computes in floats: only its weights are quantized, and ONNX Runtime runs it as %1"));
  return because(BW_MESSAGE("arithmetic.floats", "computes in floats: ONNX Runtime runs it as %1"));
}

bool holds(const std::vector<std::string>& features, std::string_view feature) {
  return std::find(features.begin(), features.end(), feature) != features.end();
}

}  // namespace

std::vector<LayerArithmetic> layerArithmetic(const Model& file, const Model& source, const Arithmetic& arithmetic) {
  const SourceNodes layersOf(source);
  const SourceNodes written(file);  // it says what is quantized
  std::vector<std::pair<std::size_t, LayerArithmetic>> placed;
  for (const auto& ran : arithmetic.nodes) {
    const auto place = layersOf.placeOf(ran);
    const auto* node = layersOf.at(place);
    LayerArithmetic layer;
    layer.id = node != nullptr ? node->id : ran.node.empty() ? ran.op : ran.node;
    layer.op = ran.op;
    layer.multiplyAccumulates = ran.multiplyAccumulates;
    layer.integer = ran.integer;
    if (!ran.integer) layer.reason = floatReason(written.at(written.placeOf(ran)), ran);
    placed.emplace_back(place, std::move(layer));
  }
  std::stable_sort(placed.begin(), placed.end(),
                   [](const auto& one, const auto& other) { return one.first < other.first; });
  std::vector<LayerArithmetic> layers;
  for (auto& [place, layer] : placed) layers.push_back(std::move(layer));
  return layers;
}

std::optional<Message> float16CastNote(const Model& file, const Arithmetic& arithmetic) {
  const auto layers = float16Chain(file).layers;
  const auto cast = layers - arithmetic.float16Kernels;
  if (!arithmetic.reason.empty() || cast <= 0) return std::nullopt;
  return Message(
      BW_MESSAGE("arithmetic.half_cast", "this runtime computes float16 by casting to float32: %1 of %2 layers"),
      {cast, layers});
}

std::optional<LayerArithmetic> arithmeticOf(const std::vector<LayerArithmetic>& layers, std::string_view id) {
  std::optional<LayerArithmetic> all;
  for (const auto& layer : layers) {
    if (layer.id != id) continue;
    if (!all) {
      all = layer;
      continue;
    }
    all->multiplyAccumulates += layer.multiplyAccumulates;
    all->integer = all->integer && layer.integer;
    if (all->reason.empty()) all->reason = layer.reason;
  }
  return all;
}

std::optional<Message> saturationWarning(const std::vector<std::string>& cpuFeatures) {
  const bool isX86 = holds(cpuFeatures, "sse4_1") || holds(cpuFeatures, "avx") || holds(cpuFeatures, "avx2") ||
                     holds(cpuFeatures, "avx512f");
  if (!isX86 || holds(cpuFeatures, "avx_vnni") || holds(cpuFeatures, "avx512_vnni")) return std::nullopt;
  return Message(BW_MESSAGE("arithmetic.saturates",
                            "this processor has no VNNI: products of 8-bit activations and signed 8-bit weights are "
                            "added in 16 bits and can saturate, "
                            "which costs accuracy; weights of 7 bits cannot"));
}

}  // namespace bitwright

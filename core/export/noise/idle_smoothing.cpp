// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/noise/idle_smoothing.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/compress/encode_layers.h"
#include "core/graph/main_graph.h"

namespace bitwright {

Result<CompressedModel> withoutIdleSmoothing(const CompressedModel& compressed,
                                             const std::function<bool(int node)>& computesInFloats, const Job& job) {
  auto result = compressed;
  if (compressed.scaled.weights.empty() || compressed.scaled.helpsFloats) return result;
  const auto& graph = mainGraph(*compressed.model);
  const auto tensors = compressed.model->tensors();
  std::map<std::string, bool> idle;  // by the factors
  for (const auto& weight : compressed.scaled.weights) {
    const auto& layer = compressed.layers[weight.tensor];
    const auto& readers = graph.readers(tensors[weight.tensor].tensor);
    const bool now = layer.encoded && !layer.packed && !layer.plan.has(ModifierStage::codes) &&
                     std::all_of(readers.begin(), readers.end(),
                                 [&](const InputPlace& place) { return computesInFloats(place.node); });
    const auto [known, isNew] = idle.try_emplace(weight.factors, now);
    if (!isNew) known->second = known->second && now;
  }
  std::vector<LayerPlan> plans;
  for (const auto& layer : compressed.layers) plans.push_back(layer.plan);
  auto& scaled = result.scaled;
  for (const auto& weight : compressed.scaled.weights) {
    if (!idle.at(weight.factors)) continue;
    auto encoded = compressLayer(*compressed.model, plans, weight.tensor, job);
    if (!encoded) return passOn(encoded);
    result.layers[weight.tensor] = std::move(*encoded);
  }
  std::erase_if(scaled.weights, [&](const ScaledWeight& weight) { return idle.at(weight.factors); });
  for (const auto& [factors, undone] : idle) {
    if (!undone) continue;
    const auto* stored = graph.constant(factors);
    if (stored == nullptr) continue;
    result.layers[stored->index].rewritten = nullptr;
    result.layers[stored->index].replacement = nullptr;
    for (const auto& place : graph.readers(factors)) scaled.ranges.erase(graph.node(place.node).output(0));
  }
  return result;
}

}  // namespace bitwright

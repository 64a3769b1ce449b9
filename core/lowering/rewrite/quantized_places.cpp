// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/rewrite/quantized_places.h"

#include <algorithm>
#include <set>

#include "core/lowering/plan/folded_norms.h"
#include "core/lowering/rewrite/graph_rewrite.h"

namespace bitwright {

namespace {

class Places {
 public:
  Places(const IntegerPlan& plan, const CompressedModel& compressed, const MainGraph& graph)
      : plan_(plan), compressed_(compressed), graph_(graph) {
    for (const auto& [clamp, maker] : plan.clamps) clampOf_.emplace(maker, clamp);
  }

  std::vector<QuantizedPlace> list() const {
    std::vector<QuantizedPlace> places;
    for (const int index : graph_.order()) {
      const auto found = plan_.nodes.find(index);
      if (found == plan_.nodes.end()) continue;
      const auto& node = graph_.node(index);
      for (const int input : quantizedInputs(found->second, node)) {
        const auto& value = node.input(input);
        const auto quantized = plan_.values.find(value);
        if (quantized == plan_.values.end() || plan_.made.contains(value)) continue;
        std::set<int> nodes;
        addReader(index, nodes);
        places.push_back({value, quantized->second, {index}, {nodes.begin(), nodes.end()}});
      }
      if (found->second.op->role == IntegerRole::passing) continue;
      const auto& output = found->second.output;
      if (!plan_.made.contains(output)) continue;
      std::set<int> nodes = whatKeepsInteger(index, found->second);
      for (const auto& place : graph_.readers(output)) addReader(place.node, nodes);
      places.push_back({output, plan_.values.at(output), {}, {nodes.begin(), nodes.end()}});
    }
    return places;
  }

 private:
  /// A node that reads integers, and where it only moves them those that read them behind it.
  void addReader(int index, std::set<int>& nodes) const {
    const auto found = plan_.nodes.find(index);
    if (found == plan_.nodes.end() || !nodes.insert(index).second) return;
    if (found->second.op->role != IntegerRole::passing) return;
    for (const auto& output : graph_.node(index).output()) {
      for (const auto& place : graph_.readers(output)) addReader(place.node, nodes);
    }
  }

  /// Beside its readers, what makes a node give integers: nothing of a MatMul or Gemm, which scales its sums to floats
  /// where they are wanted; the Relu or Clip that went into it, which can compute by itself; else the node.
  std::set<int> whatKeepsInteger(int index, const IntegerNode& node) const {
    const bool scalesItself = node.op->role == IntegerRole::weighted && node.op->op != "Conv";
    if (!scalesItself) return {index};
    if (const auto clamp = clampOf_.find(index); clamp != clampOf_.end()) return {clamp->second};
    if (node.output != resultOf(compressed_, graph_.graph(), index) || graph_.isGraphOutput(node.output))
      return {index};
    return {};
  }

  const IntegerPlan& plan_;
  const CompressedModel& compressed_;
  const MainGraph& graph_;
  std::map<int, int> clampOf_;  ///< by the node they went into
};

}  // namespace

std::vector<QuantizedPlace> quantizedPlaces(const IntegerPlan& plan, const CompressedModel& compressed,
                                            const MainGraph& graph) {
  auto places = Places(plan, compressed, graph).list();
  std::erase_if(places, [](const QuantizedPlace& place) { return place.nodes.empty(); });
  return places;
}

std::vector<QuantizedPlace> quantizedPlaces(const DynamicPlan& plan, const CompressedModel&, const MainGraph& graph) {
  std::vector<QuantizedPlace> places;
  for (const int index : graph.order()) {
    if (plan.nodes.contains(index)) places.push_back({graph.node(index).input(0), std::nullopt, {index}, {index}});
  }
  return places;
}

}  // namespace bitwright

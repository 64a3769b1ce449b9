// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <unordered_set>
#include <utility>

#include "core/graph/main_graph.h"
#include "core/graph/required_inputs.h"
#include "core/graph/subgraph.h"

namespace bitwright {

namespace {

using Names = std::unordered_set<std::string>;

bool readsAny(const std::vector<std::string>& read, const Names& names) {
  return std::any_of(read.begin(), read.end(), [&names](const std::string& name) { return names.contains(name); });
}

/// The tensors, and every value that depends on one of them.
Names dependants(const MainGraph& graph, const Names& tensors) {
  Names found = tensors;
  // Files list nodes behind what they read, so that one pass does nearly always; branches may read what their node does
  // not.
  for (std::size_t before = 0; before != found.size();) {
    before = found.size();
    for (const auto& node : graph.graph().node()) {
      if (!readsAny(namesReadBy(node), found)) continue;
      for (const auto& output : node.output()) {
        if (!output.empty()) found.insert(output);
      }
    }
  }
  return found;
}

}  // namespace

std::optional<Subgraph> downstreamSubgraph(const Model& model, std::span<const std::size_t> tensors,
                                           std::span<const std::string> floats, std::vector<std::string> outputs) {
  const auto& graph = mainGraph(model);
  Names varied;
  for (const auto index : tensors) {
    const auto& tensor = model.tensors()[index];
    if (!tensor.scope.empty()) return std::nullopt;
    varied.insert(tensor.tensor);
  }
  if (outputs.empty()) {
    for (const auto& output : model.outputs()) outputs.push_back(output.name);
  }
  const Names depends = dependants(graph, varied);
  std::erase_if(outputs, [&](const std::string& name) { return !depends.contains(name) || varied.contains(name); });
  if (outputs.empty()) return std::nullopt;

  const Names crossing(floats.begin(), floats.end());
  Names fed;
  for (const auto& input : requiredInputs(model)) fed.insert(input.name);
  std::vector<std::string> open = outputs;
  std::set<int> nodes;
  std::set<std::string> inputs;
  std::set<std::string> stored;
  while (!open.empty()) {
    const std::string value = std::move(open.back());
    open.pop_back();
    const int node = graph.producer(value);
    if (varied.contains(value) || (node < 0 && fed.contains(value)) ||
        (node >= 0 && !depends.contains(value) && crossing.contains(value))) {
      inputs.insert(value);
    } else if (node < 0) {
      stored.insert(value);
    } else if (nodes.insert(node).second) {
      for (auto& read : namesReadBy(graph.node(node))) open.push_back(std::move(read));
    }
  }
  Subgraph step;
  step.outputs = std::move(outputs);
  step.inputs.assign(inputs.begin(), inputs.end());
  step.stored.assign(stored.begin(), stored.end());
  for (const int node : nodes) {
    const auto& made = graph.node(node).output();
    const auto first = std::find_if(made.begin(), made.end(), [](const std::string& name) { return !name.empty(); });
    if (first != made.end()) step.makes.push_back(*first);
  }
  return step;
}

}  // namespace bitwright

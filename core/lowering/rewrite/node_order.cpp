// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/rewrite/node_order.h"

#include <functional>
#include <queue>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/graph/main_graph.h"

namespace bitwright {

namespace {

/// The indices of the nodes in an order that holds: of those whose values are all there, always the first.
std::vector<int> orderOf(const onnx::GraphProto& graph) {
  const int count = graph.node_size();
  std::unordered_map<std::string_view, int> makers;
  for (int index = 0; index < count; ++index) {
    for (const auto& output : graph.node(index).output()) {
      if (!output.empty()) makers.emplace(output, index);
    }
  }
  std::vector<int> waiting(static_cast<std::size_t>(count), 0);
  std::vector<std::vector<int>> behind(static_cast<std::size_t>(count));
  for (int index = 0; index < count; ++index) {
    std::unordered_set<int> before;
    for (const auto& name : namesReadBy(graph.node(index))) {
      const auto maker = makers.find(name);
      if (maker == makers.end() || maker->second == index || !before.insert(maker->second).second) continue;
      behind[static_cast<std::size_t>(maker->second)].push_back(index);
      ++waiting[static_cast<std::size_t>(index)];
    }
  }
  std::priority_queue<int, std::vector<int>, std::greater<>> ready;
  for (int index = 0; index < count; ++index) {
    if (waiting[static_cast<std::size_t>(index)] == 0) ready.push(index);
  }
  std::vector<int> order;
  while (!ready.empty()) {
    const int index = ready.top();
    ready.pop();
    order.push_back(index);
    for (const int next : behind[static_cast<std::size_t>(index)]) {
      if (--waiting[static_cast<std::size_t>(next)] == 0) ready.push(next);
    }
  }
  for (int index = 0; index < count; ++index) {
    if (waiting[static_cast<std::size_t>(index)] > 0) order.push_back(index);
  }
  return order;
}

}  // namespace

void sortNodes(onnx::GraphProto& graph) {
  const auto order = orderOf(graph);
  auto* nodes = graph.mutable_node();
  std::vector<onnx::NodeProto*> taken(order.size());
  if (!taken.empty()) nodes->ExtractSubrange(0, nodes->size(), taken.data());
  for (const int index : order) nodes->AddAllocated(taken[static_cast<std::size_t>(index)]);
}

}  // namespace bitwright

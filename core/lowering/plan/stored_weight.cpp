// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/plan/stored_weight.h"

#include <algorithm>
#include <numeric>
#include <unordered_set>
#include <utility>

#include "core/base/text/one_of.h"
#include "core/model/structure/scopes.h"
#include "core/model/structure/weight_use.h"

namespace bitwright {

namespace {

constexpr int kLongestChain = 8;

bool moves(const onnx::NodeProto& node) {
  const auto& op = node.op_type();
  return isDefaultDomain(node.domain()) && (op == "Transpose" || op == "Identity") && node.input_size() == 1 &&
         node.output_size() == 1;
}

/// Whether every branch of an If gives something stored as output `at`.
bool branchesGiveStored(const MainGraph& graph, const onnx::NodeProto& node, int at) {
  bool any = false;
  for (const auto& attribute : node.attribute()) {
    if (!attribute.has_g()) continue;
    const auto& branch = attribute.g();
    if (at >= branch.output_size()) return false;
    const std::string* name = &branch.output(at).name();
    const auto maker = [&branch](const std::string& value) {
      return std::find_if(branch.node().begin(), branch.node().end(), [&](const onnx::NodeProto& each) {
        return std::find(each.output().begin(), each.output().end(), value) != each.output().end();
      });
    };
    auto made = maker(*name);
    for (int step = 0; step < kLongestChain && made != branch.node().end() && moves(*made); ++step) {
      name = &made->input(0);
      made = maker(*name);
    }
    const bool constant = made != branch.node().end() && made->op_type() == "Constant";
    const bool here = std::any_of(branch.initializer().begin(), branch.initializer().end(),
                                  [&](const onnx::TensorProto& tensor) { return tensor.name() == *name; });
    const bool outside = made == branch.node().end() && (graph.constant(*name) != nullptr || workedOut(graph, *name));
    if (!constant && !here && !outside) return false;
    any = true;
  }
  return any;
}

}  // namespace

std::vector<std::int64_t> StoredWeight::shape() const {
  std::vector<std::int64_t> dims;
  for (const int axis : permutation) dims.push_back(tensor->shape[static_cast<std::size_t>(axis)]);
  return dims;
}

int StoredWeight::storedAxis(int axis) const {
  return axis < 0 ? axis : permutation[static_cast<std::size_t>(axis)];
}

std::optional<StoredWeight> storedWeight(const MainGraph& graph, const std::string& value) {
  std::vector<const onnx::NodeProto*> between;  // the nearest to the reader first
  const std::string* name = &value;
  while (graph.constant(*name) == nullptr) {
    const int maker = graph.producer(*name);
    if (maker < 0 || between.size() == kLongestChain) return std::nullopt;
    const auto& node = graph.node(maker);
    if (!moves(node)) return std::nullopt;
    between.push_back(&node);
    name = &node.input(0);
  }
  StoredWeight weight{graph.constant(*name), {}, !between.empty()};
  const int rank = static_cast<int>(weight.tensor->shape.size());
  weight.permutation.resize(static_cast<std::size_t>(rank));
  std::iota(weight.permutation.begin(), weight.permutation.end(), 0);
  for (auto node = between.rbegin(); node != between.rend(); ++node) {
    const auto moved = passedOn(**node, rank);
    if (!moved) return std::nullopt;
    std::vector<int> next;
    for (const int from : *moved) next.push_back(weight.permutation[static_cast<std::size_t>(from)]);
    weight.permutation = std::move(next);
  }
  return weight;
}

std::optional<std::string> workedOut(const MainGraph& graph, const std::string& value) {
  const int first = graph.producer(value);
  if (first < 0) return std::nullopt;
  std::unordered_set<int> seen{first};
  std::vector<int> open{first};
  while (!open.empty()) {
    const auto names = namesReadBy(graph.node(open.back()));
    open.pop_back();
    for (const auto& name : names) {
      if (graph.constant(name) != nullptr) continue;
      const int maker = graph.producer(name);
      if (maker < 0) return std::nullopt;
      if (seen.insert(maker).second) open.push_back(maker);
    }
  }
  return graph.node(first).op_type();
}

std::optional<std::string> pickedFrom(const MainGraph& graph, const std::string& value) {
  const auto stored = [&graph](const std::string& name) {
    return graph.constant(name) != nullptr || workedOut(graph, name).has_value();
  };
  const std::string* name = &value;
  for (int step = 0; step < kLongestChain; ++step) {
    const int maker = graph.producer(*name);
    if (maker < 0) return std::nullopt;
    const auto& node = graph.node(maker);
    if (!isDefaultDomain(node.domain()) || node.input_size() == 0) return std::nullopt;
    const auto& op = node.op_type();
    const bool first = stored(node.input(0));
    if (first && isOneOf(op, {"Gather", "GatherElements", "GatherND", "Slice"})) return op;
    if (op == "Where" && node.input_size() == 3 && stored(node.input(1)) && stored(node.input(2))) return op;
    const auto at = std::find(node.output().begin(), node.output().end(), *name) - node.output().begin();
    if (op == "If") return branchesGiveStored(graph, node, static_cast<int>(at)) ? std::optional(op) : std::nullopt;
    if (!moves(node) && !isOneOf(op, {"Reshape", "Squeeze", "Unsqueeze", "Flatten", "Cast"})) return std::nullopt;
    name = &node.input(0);
  }
  return std::nullopt;
}

Message whyReadAsFloats(const MainGraph& graph, const std::string& value,
                        const std::function<bool(const InputPlace&)>& takes) {
  if (graph.isCaptured(value) || graph.isGraphOutput(value)) {
    return BW_MESSAGE("integer.captured_weight", "its weights are also read inside a branch or given out");
  }
  for (const auto& place : graph.readers(value)) {
    if (takes(place)) continue;
    const auto& node = graph.node(place.node);
    if (!moves(node))
      return {BW_MESSAGE("integer.shared_weight", "its weights are also read by %1, which computes in floats"),
              {graph.id(place.node)}};
    if (auto reason = whyReadAsFloats(graph, node.output(0), takes); !reason.empty()) return reason;
  }
  return {};
}

}  // namespace bitwright

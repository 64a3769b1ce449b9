// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/main_graph.h"

#include "core/model/model_document.h"

namespace bitwright {

namespace {

/// Before it every initializer had to be an input as well, and says nothing by being one.
constexpr std::int64_t kFreeInitializers = 4;

void addReadInside(const onnx::GraphProto& graph, std::vector<std::string>& names) {
  for (const auto& node : graph.node()) {
    auto inner = namesReadBy(node);
    names.insert(names.end(), inner.begin(), inner.end());
  }
  for (const auto& output : graph.output()) names.push_back(output.name());
}

}  // namespace

std::vector<std::string> namesReadBy(const onnx::NodeProto& node) {
  std::vector<std::string> names;
  for (const auto& input : node.input()) {
    if (!input.empty()) names.push_back(input);
  }
  for (const auto& attribute : node.attribute()) {
    if (attribute.has_g()) addReadInside(attribute.g(), names);
    for (const auto& inner : attribute.graphs()) addReadInside(inner, names);
  }
  return names;
}

MainGraph::MainGraph(const Model& model) : graph_(model.document().slim().graph()), opset_(model.opset()) {
  const auto& scope = model.document().scopes().front();
  for (int index = 0; index < graph_.node_size(); ++index) {
    const auto& node = graph_.node(index);
    ids_.push_back(scope.nodeId(index));
    for (const auto& output : node.output()) {
      if (!output.empty()) producers_.emplace(output, index);
    }
    for (int input = 0; input < node.input_size(); ++input) {
      if (!node.input(input).empty()) readers_[node.input(input)].push_back({index, input});
    }
    for (const auto& attribute : node.attribute()) {
      if (attribute.has_g()) addCaptures(attribute.g());
      for (const auto& inner : attribute.graphs()) addCaptures(inner);
    }
  }
  for (const auto& output : graph_.output()) outputs_.emplace(output.name(), true);
  for (const auto& input : graph_.input()) inputs_.emplace(input.name(), true);
  for (const auto& tensor : model.tensors()) {
    if (tensor.scope.empty() && (!tensor.isGraphInput || model.irVersion() < kFreeInitializers))
      constants_.emplace(tensor.tensor, &tensor);
  }
  sort();
}

/// Every name read inside: some are of the branch itself, which costs a shortcut and breaks nothing.
void MainGraph::addCaptures(const onnx::GraphProto& inner) {
  for (const auto& node : inner.node()) {
    for (const auto& input : node.input()) captured_.emplace(input, true);
    for (const auto& attribute : node.attribute()) {
      if (attribute.has_g()) addCaptures(attribute.g());
      for (const auto& deeper : attribute.graphs()) addCaptures(deeper);
    }
  }
  for (const auto& output : inner.output()) captured_.emplace(output.name(), true);
}

void MainGraph::sort() {
  std::vector<int> waiting(static_cast<std::size_t>(graph_.node_size()), 0);
  for (const auto& [value, places] : readers_) {
    if (producer(value) < 0) continue;
    for (const auto& place : places) ++waiting[static_cast<std::size_t>(place.node)];
  }
  for (int index = 0; index < graph_.node_size(); ++index) {
    if (waiting[static_cast<std::size_t>(index)] == 0) order_.push_back(index);
  }
  for (std::size_t at = 0; at < order_.size(); ++at) {
    for (const auto& output : graph_.node(order_[at]).output()) {
      if (output.empty()) continue;
      for (const auto& place : readers(output)) {
        if (--waiting[static_cast<std::size_t>(place.node)] == 0) order_.push_back(place.node);
      }
    }
  }
}

int MainGraph::producer(std::string_view value) const {
  const auto found = producers_.find(value);
  return found != producers_.end() ? found->second : -1;
}

const std::vector<InputPlace>& MainGraph::readers(std::string_view value) const {
  static const std::vector<InputPlace> none;
  const auto found = readers_.find(value);
  return found != readers_.end() ? found->second : none;
}

bool MainGraph::isGraphOutput(std::string_view value) const {
  return outputs_.contains(value);
}

bool MainGraph::isGraphInput(std::string_view value) const {
  return inputs_.contains(value);
}

bool MainGraph::isCaptured(std::string_view value) const {
  return captured_.contains(value);
}

const WeightTensor* MainGraph::constant(std::string_view value) const {
  const auto found = constants_.find(value);
  return found != constants_.end() ? found->second : nullptr;
}

bool MainGraph::isReadOnce(std::string_view value) const {
  return readers(value).size() == 1 && !isCaptured(value) && !isGraphOutput(value);
}

const MainGraph& mainGraph(const Model& model) {
  return model.document().index<MainGraph>([&model] { return std::make_shared<const MainGraph>(model); });
}

}  // namespace bitwright

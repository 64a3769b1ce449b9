// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/model/model.h"

namespace bitwright {

/// One input of one node of the main graph.
struct InputPlace {
  int node = 0;
  int input = 0;
};

/// The values a node reads, its branches included: their own names too, which nothing outside has.
[[nodiscard]] std::vector<std::string> namesReadBy(const onnx::NodeProto& node);

/// A model's main graph by its values; mainGraph() has that of a model. Names point into the model's document.
class MainGraph {
 public:
  explicit MainGraph(const Model& model);
  MainGraph(const MainGraph&) = delete;
  MainGraph& operator=(const MainGraph&) = delete;

  [[nodiscard]] const onnx::GraphProto& graph() const { return graph_; }
  [[nodiscard]] const onnx::NodeProto& node(int index) const { return graph_.node(index); }
  [[nodiscard]] std::int64_t opset() const { return opset_; }
  /// Indices of the nodes, each behind those it reads from.
  [[nodiscard]] const std::vector<int>& order() const { return order_; }
  /// The node that makes a value; −1: an input, an initializer or nothing.
  [[nodiscard]] int producer(std::string_view value) const;
  /// The nodes of the main graph that read a value.
  [[nodiscard]] const std::vector<InputPlace>& readers(std::string_view value) const;
  [[nodiscard]] bool isGraphOutput(std::string_view value) const;
  [[nodiscard]] bool isGraphInput(std::string_view value) const;
  /// Whether one node of the main graph reads it, in one place, and nothing else does.
  [[nodiscard]] bool isReadOnce(std::string_view value) const;
  /// Whether a branch or loop body inside reads it.
  [[nodiscard]] bool isCaptured(std::string_view value) const;
  /// The stored tensor of the main graph under this name, initializer or Constant, of a value nobody can feed; null for
  /// none.
  [[nodiscard]] const WeightTensor* constant(std::string_view value) const;
  /// The stable id of a node (contract.md, Layers).
  [[nodiscard]] const std::string& id(int node) const { return ids_[static_cast<std::size_t>(node)]; }

 private:
  void sort();
  void addCaptures(const onnx::GraphProto& inner);

  const onnx::GraphProto& graph_;
  std::int64_t opset_ = 0;
  std::vector<int> order_;
  std::vector<std::string> ids_;
  std::unordered_map<std::string_view, int> producers_;
  std::unordered_map<std::string_view, std::vector<InputPlace>> readers_;
  std::unordered_map<std::string_view, bool> outputs_;
  std::unordered_map<std::string_view, bool> inputs_;
  std::unordered_map<std::string_view, bool> captured_;
  std::unordered_map<std::string_view, const WeightTensor*> constants_;
};

/// The index of a model's main graph: made at the first call, kept beside the model, the same for everyone. Safe to
/// call from several threads.
[[nodiscard]] const MainGraph& mainGraph(const Model& model);

}  // namespace bitwright

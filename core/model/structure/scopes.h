// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <string>
#include <vector>

namespace bitwright {

/// A place where nodes stand: the main graph, a branch, a function's body or a training graph. Exactly one of `graph`
/// and `function` is set.
struct Scope {
  onnx::GraphProto* graph = nullptr;
  onnx::FunctionProto* function = nullptr;
  int parent = -1;         ///< scope whose node holds this branch; -1 for the main graph, functions and training graphs
  int parentNode = -1;     ///< that node's index
  std::string path;        ///< "" main graph, "If_3/then" a branch, "function:NAME" a local function
  std::int64_t opset = 0;  ///< version of the default domain here; 0 where it is not imported
  bool inFunction = false;
  bool training = false;
  std::vector<bool> nameIsId;  ///< per node: whether its name can be its id

  [[nodiscard]] const google::protobuf::RepeatedPtrField<onnx::NodeProto>& nodes() const {
    return graph != nullptr ? graph->node() : function->node();
  }
  [[nodiscard]] google::protobuf::RepeatedPtrField<onnx::NodeProto>* mutableNodes() const {
    return graph != nullptr ? graph->mutable_node() : function->mutable_node();
  }
  /// The stable id of one of its nodes (contract.md, Layers).
  [[nodiscard]] std::string nodeId(int index) const;
};

/// Every scope, each before those inside it: the main graph, then functions, then training graphs. The order depends on
/// the model alone, so an index means the same scope in a copy.
[[nodiscard]] std::vector<Scope> collectScopes(onnx::ModelProto& model);

/// Whether `domain` is the default one, which has two spellings.
[[nodiscard]] inline bool isDefaultDomain(const std::string& domain) {
  return domain.empty() || domain == "ai.onnx";
}

/// The attribute of that name; null where there is none.
[[nodiscard]] const onnx::AttributeProto* findAttribute(const onnx::NodeProto& node, std::string_view name);
[[nodiscard]] std::int64_t integerAttribute(const onnx::NodeProto& node, std::string_view name, std::int64_t otherwise);

}  // namespace bitwright

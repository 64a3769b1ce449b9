// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/structure/scopes.h"

#include <map>
#include <string_view>
#include <unordered_map>

#include "core/base/text/utf8.h"

namespace bitwright {

namespace {

/// Longer names stay names, but are no ids: ids are repeated for every node inside a branch.
constexpr std::size_t kLongestId = 256;

template <class Imports>
std::int64_t defaultOpset(const Imports& imports) {
  std::int64_t version = 0;
  for (const auto& import : imports) {
    if (isDefaultDomain(import.domain())) version = import.version();
  }
  return version;
}

std::string branchName(const std::string& attribute, int index) {
  std::string name = attribute;
  if (attribute == "then_branch")
    name = "then";
  else if (attribute == "else_branch")
    name = "else";
  if (name.size() > kLongestId) name.resize(startOf(name, kLongestId).size());
  return index < 0 ? name : name + "_" + std::to_string(index);
}

std::string indexedName(const onnx::NodeProto& node, int index) {
  return std::string(startOf(node.op_type(), kLongestId)) + "_" + std::to_string(index);
}

class Collector {
 public:
  explicit Collector(onnx::ModelProto& model) : model_(model) {}

  std::vector<Scope> run() {
    Scope main;
    main.graph = model_.mutable_graph();
    main.opset = defaultOpset(model_.opset_import());
    add(std::move(main));
    addFunctions();
    for (int index = 0; index < model_.training_info_size(); ++index) {
      auto* info = model_.mutable_training_info(index);
      if (info->has_initialization()) addTraining(info->mutable_initialization(), "training:initialization");
      if (info->has_algorithm()) addTraining(info->mutable_algorithm(), "training:algorithm");
    }
    return std::move(scopes_);
  }

 private:
  void addTraining(onnx::GraphProto* graph, const char* path) {
    Scope scope;
    scope.graph = graph;
    scope.path = path;
    scope.opset = scopes_.front().opset;
    scope.training = true;
    add(std::move(scope));
  }

  void addFunctions() {
    std::map<std::string, int> byName;
    for (const auto& function : model_.functions()) ++byName[function.name()];
    std::map<std::string, int> seen;
    for (int index = 0; index < model_.functions_size(); ++index) {
      Scope scope;
      scope.function = model_.mutable_functions(index);
      std::string name(startOf(scope.function->name(), kLongestId));
      if (byName[scope.function->name()] > 1)
        name.insert(0, std::string(startOf(scope.function->domain(), kLongestId)) + "::");
      const int times = seen[name]++;  // overloads share domain and name
      if (times > 0) name += ":" + std::to_string(times);
      scope.path = "function:" + name;
      scope.opset = defaultOpset(scope.function->opset_import());
      scope.inFunction = true;
      add(std::move(scope));
    }
  }

  void add(Scope scope) {
    markIds(scope);
    const auto self = static_cast<int>(scopes_.size());
    scopes_.push_back(std::move(scope));
    auto* nodes = scopes_.back().mutableNodes();
    for (int node = 0; node < nodes->size(); ++node) {
      for (auto& attribute : *nodes->Mutable(node)->mutable_attribute()) {
        if (attribute.has_g()) addBranch(attribute.mutable_g(), self, node, branchName(attribute.name(), -1));
        for (int index = 0; index < attribute.graphs_size(); ++index) {
          addBranch(attribute.mutable_graphs(index), self, node, branchName(attribute.name(), index));
        }
      }
    }
  }

  void addBranch(onnx::GraphProto* graph, int parent, int node, const std::string& name) {
    const Scope& outer = scopes_[static_cast<std::size_t>(parent)];
    Scope scope;
    scope.graph = graph;
    scope.parent = parent;
    scope.parentNode = node;
    scope.path = outer.nodeId(node) + "/" + name;
    scope.opset = outer.opset;
    scope.inFunction = outer.inFunction;
    scope.training = outer.training;
    add(std::move(scope));  // the wire walk has bounded the depth
  }

  static void markIds(Scope& scope) {
    std::unordered_map<std::string_view, int> times;
    for (const auto& node : scope.nodes()) ++times[node.name()];
    scope.nameIsId.reserve(static_cast<std::size_t>(scope.nodes().size()));
    for (const auto& node : scope.nodes()) {
      const auto& name = node.name();
      scope.nameIsId.push_back(!name.empty() && name.size() <= kLongestId && times[name] == 1);
    }
  }

  onnx::ModelProto& model_;
  std::vector<Scope> scopes_;
};

}  // namespace

std::string Scope::nodeId(int index) const {
  const auto& node = nodes().Get(index);
  const std::string local = nameIsId[static_cast<std::size_t>(index)] ? node.name() : indexedName(node, index);
  return path.empty() ? local : path + "/" + local;
}

std::vector<Scope> collectScopes(onnx::ModelProto& model) {
  return Collector(model).run();
}

const onnx::AttributeProto* findAttribute(const onnx::NodeProto& node, std::string_view name) {
  for (const auto& attribute : node.attribute()) {
    if (attribute.name() == name) return &attribute;
  }
  return nullptr;
}

std::int64_t integerAttribute(const onnx::NodeProto& node, std::string_view name, std::int64_t otherwise) {
  const auto* attribute = findAttribute(node, name);
  return attribute != nullptr && attribute->has_i() ? attribute->i() : otherwise;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/graph_soundness.h"

#include <map>
#include <set>

#include "tests/support/model_builder.h"

namespace bitwright::test {

namespace {

std::string domainOf(const std::string& domain) {
  return domain == "ai.onnx" ? std::string() : domain;
}

class Soundness {
 public:
  explicit Soundness(const onnx::ModelProto& model) {
    for (const auto& import : model.opset_import()) {
      if (!imported_.insert(domainOf(import.domain())).second) wrong_ = "imports twice: " + import.domain();
    }
    for (const auto& function : model.functions()) imported_.insert(function.domain());
    look(model.graph(), {});
  }
  std::string wrong_;

 private:
  void tell(const std::string& what) {
    if (wrong_.empty()) wrong_ = what;
  }

  void look(const onnx::GraphProto& graph, std::set<std::string> known) {
    std::map<std::string, int> types;
    for (const auto& input : graph.input()) known.insert(input.name());
    for (const auto& tensor : graph.initializer()) {
      known.insert(tensor.name());
      types[tensor.name()] = tensor.data_type();
    }
    for (const auto& tensor : graph.sparse_initializer()) known.insert(tensor.values().name());
    for (const auto& node : graph.node()) {
      if (!node.name().empty() && !names_.insert(node.name()).second) tell("two nodes are called " + node.name());
      if (!imported_.contains(domainOf(node.domain()))) tell("does not import " + node.domain());
      for (const auto& input : node.input()) {
        if (!input.empty() && !known.contains(input))
          tell(node.op_type() + " reads " + input + ", which is made later or never");
      }
      for (const auto& attribute : node.attribute()) {
        if (attribute.has_g()) look(attribute.g(), known);
        for (const auto& inner : attribute.graphs()) look(inner, known);
        if (node.op_type() == "Constant" && attribute.name() == "value")
          types[node.output(0)] = attribute.t().data_type();
      }
      const bool moves = node.op_type() == "Transpose" || node.op_type() == "Identity";
      if (moves && types.contains(node.input(0))) types[node.output(0)] = types[node.input(0)];
      for (const auto& output : node.output()) {
        if (!output.empty() && !known.insert(output).second) tell("is made twice: " + output);
      }
    }
    for (const auto& output : graph.output()) {
      if (!known.contains(output.name())) tell("nobody makes the output " + output.name());
    }
    for (const auto* list : {&graph.input(), &graph.value_info(), &graph.output()}) {
      for (const auto& info : *list) {
        const auto type = types.find(info.name());
        if (type != types.end() && info.type().has_tensor_type() &&
            info.type().tensor_type().elem_type() != type->second)
          tell("has another type than is said: " + info.name());
      }
    }
  }

  std::set<std::string> imported_;
  std::set<std::string> names_;
};

}  // namespace

std::string whatIsWrong(const onnx::ModelProto& model) {
  return Soundness(model).wrong_;
}

std::string whatIsWrong(const std::filesystem::path& path) {
  onnx::ModelProto model;
  return model.ParseFromString(readFile(path)) ? whatIsWrong(model) : "does not parse";
}

}  // namespace bitwright::test

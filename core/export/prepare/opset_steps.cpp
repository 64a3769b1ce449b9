// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/prepare/opset_steps.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

/// An operator that means something else from an opset on, and is not rewritten here.
struct Changed {
  std::string_view op;
  std::int64_t opset;
};
constexpr std::array kChanged{Changed{"DFT", 20}, Changed{"GridSample", 20}, Changed{"GroupNormalization", 21}};

constexpr std::int64_t kReduceOpset = 18;
constexpr std::array<std::string_view, 9> kReduceBefore{"ReduceL1",        "ReduceL2",   "ReduceLogSum",
                                                        "ReduceLogSumExp", "ReduceMax",  "ReduceMean",
                                                        "ReduceMin",       "ReduceProd", "ReduceSumSquare"};

/// Calls `visit` with every node, those of branches and loop bodies too.
template <class Graph, class Visit>
void forEachNode(Graph& graph, const Visit& visit) {
  auto* nodes = [&graph] {
    if constexpr (std::is_const_v<Graph>)
      return &graph.node();
    else
      return graph.mutable_node();
  }();
  for (auto& node : *nodes) {
    visit(node);
    auto* attributes = [&node] {
      if constexpr (std::is_const_v<Graph>)
        return &node.attribute();
      else
        return node.mutable_attribute();
    }();
    for (auto& attribute : *attributes) {
      if constexpr (std::is_const_v<Graph>) {
        if (attribute.has_g()) forEachNode(attribute.g(), visit);
        for (const auto& inner : attribute.graphs()) forEachNode(inner, visit);
      } else {
        if (attribute.has_g()) forEachNode(*attribute.mutable_g(), visit);
        for (auto& inner : *attribute.mutable_graphs()) forEachNode(inner, visit);
      }
    }
  }
}

bool crosses(std::int64_t from, std::int64_t to, std::int64_t opset) {
  return from < opset && to >= opset;
}

/// Takes the attribute out; its integers, nothing where there is none.
std::optional<std::vector<std::int64_t>> takeIntegers(onnx::NodeProto& node, std::string_view name) {
  auto& attributes = *node.mutable_attribute();
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [name](const auto& attribute) { return attribute.name() == name; });
  if (found == attributes.end()) return std::nullopt;
  std::vector<std::int64_t> values(found->ints().begin(), found->ints().end());
  attributes.erase(found);
  return values;
}

/// Constants at the head of a graph, one for each list of axes.
class AxesConstants {
 public:
  explicit AxesConstants(std::string prefix) : prefix_(std::move(prefix)) {}

  std::string name(const std::vector<std::int64_t>& axes) {
    std::string name = prefix_ + "axes";
    for (const auto axis : axes) name += '_' + std::to_string(axis);
    made_.emplace(name, axes);
    return name;
  }
  void addTo(onnx::GraphProto& graph) const {
    std::vector<onnx::NodeProto> nodes;
    for (const auto& [name, axes] : made_) {
      auto& node = nodes.emplace_back();
      node.set_op_type("Constant");
      node.add_output(name);
      auto& value = *node.add_attribute();
      value.set_name("value");
      value.set_type(onnx::AttributeProto::TENSOR);
      auto& tensor = *value.mutable_t();
      tensor.set_data_type(onnx::TensorProto::INT64);
      tensor.add_dims(static_cast<std::int64_t>(axes.size()));
      for (const auto axis : axes) tensor.add_int64_data(axis);
    }
    nodes.insert(nodes.end(), graph.node().begin(), graph.node().end());
    graph.mutable_node()->Assign(nodes.begin(), nodes.end());
  }
  [[nodiscard]] bool empty() const { return made_.empty(); }

 private:
  std::string prefix_;
  std::map<std::string, std::vector<std::int64_t>> made_;
};

}  // namespace

std::optional<Message> stepsRefuse(const onnx::GraphProto& graph, std::int64_t from, std::int64_t to) {
  std::optional<Message> why;
  forEachNode(graph, [&](const onnx::NodeProto& node) {
    if (why || !isDefaultDomain(node.domain())) return;
    for (const auto& changed : kChanged) {
      if (node.op_type() == changed.op && crosses(from, to, changed.opset)) {
        why = Message(BW_MESSAGE("lift.changed", "%1 means something else from opset %2 on"),
                      {node.op_type(), changed.opset});
      }
    }
  });
  return why;
}

void takeSteps(onnx::GraphProto& graph, std::int64_t from, std::int64_t to, const std::string& prefix) {
  if (!crosses(from, to, kReduceOpset)) return;
  AxesConstants constants(prefix);
  forEachNode(graph, [&](onnx::NodeProto& node) {
    if (!isDefaultDomain(node.domain())) return;
    if (node.op_type() == "Split" && node.input_size() < 2) {
      auto& attribute = *node.add_attribute();
      attribute.set_name("num_outputs");
      attribute.set_type(onnx::AttributeProto::INT);
      attribute.set_i(node.output_size());
    }
    if (std::find(kReduceBefore.begin(), kReduceBefore.end(), node.op_type()) == kReduceBefore.end()) return;
    // Branches see the constants of the graph around them.
    if (const auto axes = takeIntegers(node, "axes"); axes && !axes->empty()) node.add_input(constants.name(*axes));
  });
  if (!constants.empty()) constants.addTo(graph);
}

}  // namespace bitwright

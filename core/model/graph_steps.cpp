// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/graph_steps.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "core/model/fed_inputs.h"
#include "core/model/main_graph.h"
#include "core/model/model_edit.h"

namespace bitwright {

namespace {

using Names = std::unordered_set<std::string>;

void addReadInside(const onnx::GraphProto& graph, std::vector<std::string>& names);

/// What a node reads, its branches included: their own names too, which nothing outside has.
std::vector<std::string> readBy(const onnx::NodeProto& node) {
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

void addReadInside(const onnx::GraphProto& graph, std::vector<std::string>& names) {
  for (const auto& node : graph.node()) {
    const auto inner = readBy(node);
    names.insert(names.end(), inner.begin(), inner.end());
  }
  for (const auto& output : graph.output()) names.push_back(output.name());
}

class Cutter {
 public:
  Cutter(const Model& model, std::span<const std::string> floats) : graph_(model), floats_(floats.begin(), floats.end()) {
    for (const auto& input : fedInputs(model)) fed_.insert(input.name);
    for (std::size_t at = 0; at < graph_.order().size(); ++at) position_[graph_.order()[at]] = static_cast<int>(at);
  }

  std::vector<GraphStep> cut(std::span<const std::string> stops) {
    std::vector<std::pair<int, std::string>> ends;
    for (const auto& stop : stops) {
      if (const int node = graph_.producer(stop); node >= 0 && position_.contains(node)) ends.emplace_back(position_.at(node), stop);
    }
    std::sort(ends.begin(), ends.end());
    for (const auto& [end, stop] : ends) ends_.push_back(end);
    // From the last to the first: what a step reads is what earlier ones have to give.
    std::vector<GraphStep> steps(ends.size());
    std::vector<std::set<std::string>> wanted(ends.size());
    Names readLater;
    for (std::size_t at = ends.size(); at-- > 0;) {
      auto& step = steps[at];
      step.outputs = {ends[at].second};
      for (const auto& value : wanted[at]) {
        if (value != ends[at].second) step.outputs.push_back(value);
      }
      collect(at, step);
      for (const auto& value : step.inputs) {
        if (!fed_.contains(value)) wanted[stepOf(graph_.producer(value))].insert(value);
        if (readLater.insert(value).second) step.last.push_back(value);
      }
      for (const auto& value : step.outputs) {
        if (!readLater.contains(value)) step.last.push_back(value);
      }
    }
    return steps;
  }

 private:
  /// The first step whose end is not before the node.
  [[nodiscard]] std::size_t stepOf(int node) const {
    return static_cast<std::size_t>(std::lower_bound(ends_.begin(), ends_.end(), position_.at(node)) - ends_.begin());
  }

  void collect(std::size_t at, GraphStep& step) const {
    std::vector<std::string> open = step.outputs;
    std::set<int> nodes;
    std::set<std::string> inputs;
    std::set<std::string> stored;
    while (!open.empty()) {
      const std::string value = std::move(open.back());
      open.pop_back();
      const int node = graph_.producer(value);
      if (node < 0) {
        (fed_.contains(value) ? inputs : stored).insert(value);
        continue;
      }
      if (stepOf(node) < at && floats_.contains(value)) {
        inputs.insert(value);
        continue;
      }
      if (!nodes.insert(node).second) continue;
      for (auto& read : readBy(graph_.node(node))) open.push_back(std::move(read));
    }
    step.inputs.assign(inputs.begin(), inputs.end());
    step.stored.assign(stored.begin(), stored.end());
    for (const int node : nodes) {
      const auto& outputs = graph_.node(node).output();
      const auto first = std::find_if(outputs.begin(), outputs.end(), [](const std::string& name) { return !name.empty(); });
      if (first != outputs.end()) step.makes.push_back(*first);
    }
  }

  MainGraph graph_;
  std::unordered_set<std::string> floats_;
  Names fed_;
  std::unordered_map<int, int> position_;
  std::vector<int> ends_;
};

template <class List, class Keep>
void keepIf(List& list, const Keep& keep) {
  int kept = 0;
  for (int index = 0; index < list.size(); ++index) {
    if (!keep(list.Get(index))) continue;
    if (kept != index) list.SwapElements(kept, index);
    ++kept;
  }
  list.DeleteSubrange(kept, list.size() - kept);
}

void keepStep(onnx::ModelProto& model, const GraphStep& step, const Names& fed) {
  auto& graph = *model.mutable_graph();
  const Names makes(step.makes.begin(), step.makes.end());
  keepIf(*graph.mutable_node(), [&](const onnx::NodeProto& node) {
    return std::any_of(node.output().begin(), node.output().end(), [&makes](const std::string& name) { return makes.contains(name); });
  });
  Names read;
  for (const auto& node : graph.node()) {
    for (auto& name : readBy(node)) read.insert(std::move(name));
  }
  keepIf(*graph.mutable_initializer(), [&read](const onnx::TensorProto& tensor) { return read.contains(tensor.name()); });
  keepIf(*graph.mutable_sparse_initializer(), [&read](const onnx::SparseTensorProto& tensor) { return read.contains(tensor.values().name()); });
  Names inputs(step.inputs.begin(), step.inputs.end());
  // Defaults that are inputs too stay so: up to IR version 3 every initializer has to be.
  keepIf(*graph.mutable_input(), [&](const onnx::ValueInfoProto& input) {
    return inputs.contains(input.name()) || (!fed.contains(input.name()) && read.contains(input.name()));
  });
  for (const auto& input : graph.input()) inputs.erase(input.name());
  for (const auto& name : step.inputs) {
    if (!inputs.contains(name)) continue;
    auto* input = graph.add_input();
    input->set_name(name);
    input->mutable_type()->mutable_tensor_type()->set_elem_type(onnx::TensorProto::FLOAT);
  }
  graph.clear_value_info();
  graph.clear_output();
  for (const auto& name : step.outputs) graph.add_output()->set_name(name);
}

}  // namespace

std::vector<GraphStep> cutIntoSteps(const Model& model, std::span<const std::string> stops, std::span<const std::string> floats) {
  return Cutter(model, floats).cut(stops);
}

Result<void> writeStep(const std::shared_ptr<const Model>& model, const GraphStep& step, const OtherValues& values, const std::filesystem::path& path,
                       const Job& job) {
  ModelEdit edit(model);
  Names held(step.makes.begin(), step.makes.end());
  held.insert(step.stored.begin(), step.stored.end());
  for (const auto& [index, bytes] : values) {
    const auto& tensor = model->tensors()[index];
    if (tensor.scope.empty() && !held.contains(tensor.tensor)) continue;
    onnx::TensorProto stored;
    stored.set_data_type(static_cast<int>(tensor.type));
    for (const auto dim : tensor.shape) stored.add_dims(dim);
    stored.set_raw_data(bytes.data(), bytes.size());
    edit.replaceWithTensor(index, std::move(stored));
  }
  Names fed;
  for (const auto& input : fedInputs(*model)) fed.insert(input.name);
  edit.addPass([step, fed](onnx::ModelProto& whole) { keepStep(whole, step, fed); });
  auto written = edit.writeTo(path, {kLargestModelFile, path.filename().string() + ".data"}, job);
  if (!written) return passOn(written);
  return {};
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/subgraph.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "core/graph/main_graph.h"
#include "core/graph/required_inputs.h"
#include "core/model/writing/model_edit.h"

namespace bitwright {

namespace {

using Names = std::unordered_set<std::string>;

class Cutter {
 public:
  Cutter(const Model& model, std::span<const std::string> floats)
      : graph_(model), floats_(floats.begin(), floats.end()) {
    for (const auto& input : requiredInputs(model)) fed_.insert(input.name);
    for (std::size_t at = 0; at < graph_.order().size(); ++at) position_[graph_.order()[at]] = static_cast<int>(at);
  }

  std::vector<Subgraph> cut(std::span<const std::string> stops) {
    std::vector<std::pair<int, std::string>> ends;
    for (const auto& stop : stops) {
      if (const int node = graph_.producer(stop); node >= 0 && position_.contains(node))
        ends.emplace_back(position_.at(node), stop);
    }
    std::sort(ends.begin(), ends.end());
    for (const auto& [end, stop] : ends) ends_.push_back(end);
    // From the last to the first: what a step reads is what earlier ones have to give.
    std::vector<Subgraph> steps(ends.size());
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

  void collect(std::size_t at, Subgraph& step) const {
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
      for (auto& read : namesReadBy(graph_.node(node))) open.push_back(std::move(read));
    }
    step.inputs.assign(inputs.begin(), inputs.end());
    step.stored.assign(stored.begin(), stored.end());
    for (const int node : nodes) {
      const auto& outputs = graph_.node(node).output();
      const auto first =
          std::find_if(outputs.begin(), outputs.end(), [](const std::string& name) { return !name.empty(); });
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

/// The types of stored tensors that a step is fed with, by name.
using FedTypes = std::unordered_map<std::string, DataType>;

void keepStep(onnx::ModelProto& model, const Subgraph& step, const Names& fed, const FedTypes& types) {
  auto& graph = *model.mutable_graph();
  const Names makes(step.makes.begin(), step.makes.end());
  keepIf(*graph.mutable_node(), [&](const onnx::NodeProto& node) {
    return std::any_of(node.output().begin(), node.output().end(),
                       [&makes](const std::string& name) { return makes.contains(name); });
  });
  Names read;
  for (const auto& node : graph.node()) {
    for (auto& name : namesReadBy(node)) read.insert(std::move(name));
  }
  Names inputs(step.inputs.begin(), step.inputs.end());
  keepIf(*graph.mutable_initializer(), [&](const onnx::TensorProto& tensor) {
    return read.contains(tensor.name()) && !inputs.contains(tensor.name());
  });
  keepIf(*graph.mutable_sparse_initializer(),
         [&read](const onnx::SparseTensorProto& tensor) { return read.contains(tensor.values().name()); });
  // Defaults that are inputs too stay so: up to IR version 3 every initializer has to be.
  keepIf(*graph.mutable_input(), [&](const onnx::ValueInfoProto& input) {
    return inputs.contains(input.name()) || (!fed.contains(input.name()) && read.contains(input.name()));
  });
  for (const auto& input : graph.input()) inputs.erase(input.name());
  for (const auto& name : step.inputs) {
    if (!inputs.contains(name)) continue;
    auto* input = graph.add_input();
    input->set_name(name);
    const auto stored = types.find(name);
    input->mutable_type()->mutable_tensor_type()->set_elem_type(stored != types.end() ? static_cast<int>(stored->second)
                                                                                      : onnx::TensorProto::FLOAT);
  }
  graph.clear_value_info();
  graph.clear_output();
  for (const auto& name : step.outputs) graph.add_output()->set_name(name);
}

}  // namespace

std::vector<Subgraph> splitIntoSubgraphs(const Model& model, std::span<const std::string> stops,
                                         std::span<const std::string> floats) {
  return Cutter(model, floats).cut(stops);
}

namespace {

void replaceValues(ModelEdit& edit, const Model& model, std::size_t index, const std::vector<std::byte>& bytes) {
  const auto& tensor = model.tensors()[index];
  onnx::TensorProto stored;
  stored.set_data_type(static_cast<int>(tensor.type));
  for (const auto dim : tensor.shape) stored.add_dims(dim);
  stored.set_raw_data(bytes.data(), bytes.size());
  edit.replaceWithTensor(index, std::move(stored));
}

Result<void> writeEdit(const ModelEdit& edit, const std::filesystem::path& path, const Job& job) {
  auto written = edit.writeTo(path, {kLargestModelFile, path.filename().string() + ".data"}, job);
  if (!written) return passOn(written);
  return {};
}

}  // namespace

void replaceTensors(ModelEdit& edit, const Model& model, const OtherValues& values) {
  for (const auto& [index, bytes] : values) replaceValues(edit, model, index, bytes);
}

Result<void> writeWithValues(const std::shared_ptr<const Model>& model, const OtherValues& values,
                             const std::filesystem::path& path, const Job& job) {
  ModelEdit edit(model);
  replaceTensors(edit, *model, values);
  return writeEdit(edit, path, job);
}

Result<void> writeSubgraph(const std::shared_ptr<const Model>& model, const Subgraph& step, const OtherValues& values,
                           const std::filesystem::path& path, const Job& job) {
  ModelEdit edit(model);
  Names held(step.makes.begin(), step.makes.end());
  held.insert(step.stored.begin(), step.stored.end());
  for (const auto& [index, bytes] : values) {
    const auto& tensor = model->tensors()[index];
    if (!tensor.scope.empty() || held.contains(tensor.tensor)) replaceValues(edit, *model, index, bytes);
  }
  Names fed;
  for (const auto& input : requiredInputs(*model)) fed.insert(input.name);
  FedTypes types;
  for (const auto& tensor : model->tensors()) {
    if (tensor.scope.empty() && std::find(step.inputs.begin(), step.inputs.end(), tensor.tensor) != step.inputs.end())
      types.emplace(tensor.tensor, tensor.type);
  }
  edit.addPass([step, fed, types](onnx::ModelProto& whole) { keepStep(whole, step, fed, types); });
  return writeEdit(edit, path, job);
}

}  // namespace bitwright

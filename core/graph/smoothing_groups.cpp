// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/smoothing_groups.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/base/files/temporary_folder.h"
#include "core/base/text/one_of.h"
#include "core/graph/main_graph.h"
#include "core/model/structure/scopes.h"
#include "core/model/writing/model_edit.h"

namespace bitwright {

namespace {

constexpr std::int64_t kAxesInput = 18;  // the opset from which on ReduceMax and ReduceMean take axes as an input

/// The weight of a layer whose inputs are channels of the last axis; nothing where it is another kind of layer.
std::optional<SmoothedWeight> smoothedWeight(const MainGraph& graph, int index) {
  const auto& node = graph.node(index);
  if (!isDefaultDomain(node.domain()) || !isOneOf(node.op_type(), {"MatMul", "Gemm"}) || node.input_size() < 2)
    return std::nullopt;
  if (integerAttribute(node, "transA", 0) != 0 || node.input(0) == node.input(1)) return std::nullopt;
  const auto* weight = graph.constant(node.input(1));
  if (weight == nullptr || weight->type != DataType::float32 || weight->shape.size() != 2) return std::nullopt;
  if (weight->isGraphInput || graph.isCaptured(weight->tensor) || weight->elementCount() == 0) return std::nullopt;
  const bool rows = node.op_type() == "Gemm" && integerAttribute(node, "transB", 0) != 0;
  const auto& shape = weight->shape;
  const ChannelElements inputs =
      rows ? ChannelElements{1, shape[0], shape[1], 1} : ChannelElements{1, 1, shape[0], shape[1]};
  return SmoothedWeight{weight->index, inputs, {index}};
}

/// A stored vector of as many values as there are channels that this node alone reads.
const WeightTensor* channelVector(const MainGraph& graph, const std::string& name, std::int64_t channels) {
  const auto* tensor = graph.constant(name);
  const bool fits = tensor != nullptr && !tensor->isGraphInput && tensor->type == DataType::float32 &&
                    !tensor->shape.empty() && tensor->shape.back() == channels && tensor->elementCount() == channels &&
                    graph.isReadOnce(name);
  return fits ? tensor : nullptr;
}

/// A stored operand of an Add or Mul and the value beside it.
std::pair<const WeightTensor*, std::string> storedOperand(const MainGraph& graph, const onnx::NodeProto& node,
                                                          std::int64_t channels) {
  for (const int at : {0, 1}) {
    if (const auto* tensor = channelVector(graph, node.input(at), channels); tensor != nullptr)
      return {tensor, node.input(1 - at)};
  }
  return {nullptr, {}};
}

/// What in front of a value that nothing but its group reads can take the factors.
void findFold(const MainGraph& graph, SmoothingGroup& group) {
  const int producer = graph.producer(group.value);
  if (producer < 0) return;
  const auto* node = &graph.node(producer);
  if (isOneOf(node->op_type(), {"LayerNormalization", "SimplifiedLayerNormalization", "RMSNormalization"})) {
    if (node->input_size() < 2 || node->output(0) != group.value) return;
    std::vector<std::size_t> found;
    for (int at = 1; at < node->input_size() && at < 3; ++at) {
      if (node->input(at).empty()) continue;
      const auto* tensor = channelVector(graph, node->input(at), group.channels);
      if (tensor == nullptr) return;
      found.push_back(tensor->index);
    }
    group.foldInto = std::move(found);
    return;
  }
  if (!isDefaultDomain(node->domain()) || node->input_size() != 2) return;
  std::vector<std::size_t> found;
  std::vector<std::string> between;
  if (node->op_type() == "Add") {
    const auto [shift, value] = storedOperand(graph, *node, group.channels);
    const int before = shift != nullptr ? graph.producer(value) : -1;
    if (before < 0 || !graph.isReadOnce(value) || graph.isGraphOutput(value)) return;
    found.push_back(shift->index);
    between.push_back(value);
    node = &graph.node(before);
  }
  if (node->op_type() != "Mul" || node->input_size() != 2) return;
  const auto [factor, value] = storedOperand(graph, *node, group.channels);
  if (factor == nullptr) return;
  found.push_back(factor->index);
  group.foldInto = std::move(found);
  group.between = std::move(between);
}

onnx::NodeProto smoothingNode(const char* op, const std::vector<std::string>& inputs, const std::string& output) {
  onnx::NodeProto node;
  node.set_op_type(op);
  for (const auto& input : inputs) node.add_input(input);
  node.add_output(output);
  return node;
}

std::string addInts(onnx::GraphProto& graph, const std::string& name, const std::vector<std::int64_t>& values) {
  auto& tensor = *graph.add_initializer();
  tensor.set_name(name);
  tensor.set_data_type(onnx::TensorProto::INT64);
  tensor.add_dims(static_cast<std::int64_t>(values.size()));
  for (const auto value : values) tensor.add_int64_data(value);
  return name;
}

/// Over the first axis of [positions, channels], which stays.
void addReduction(onnx::GraphProto& graph, const char* op, const std::string& from, const std::string& to,
                  std::int64_t opset) {
  auto& node = *graph.add_node();
  node = smoothingNode(op, {from}, to);
  if (opset >= kAxesInput) {
    node.add_input(addInts(graph, to + "_axes", {0}));
  } else {
    auto& axes = *node.add_attribute();
    axes.set_name("axes");
    axes.set_type(onnx::AttributeProto::INTS);
    axes.add_ints(0);
  }
  graph.add_output()->set_name(to);
}

void raiseVersion(onnx::ModelProto& model) {
  constexpr std::int64_t kLeastVersion = 4;  // of the format: before, stored tensors have to be inputs too
  model.set_ir_version(std::max<std::int64_t>(model.ir_version(), kLeastVersion));
}

}  // namespace

std::vector<SmoothingGroup> smoothingGroups(const Model& model) {
  const auto& graph = mainGraph(model);
  std::vector<SmoothingGroup> groups;
  std::unordered_map<std::string, std::size_t> byValue;
  std::unordered_map<std::size_t, std::string> valueOf;  // of a weight
  std::set<std::size_t> shared;                          // weights that meet several values
  for (const int index : graph.order()) {
    auto weight = smoothedWeight(graph, index);
    if (!weight) continue;
    const auto& value = graph.node(index).input(0);
    if (graph.constant(value) != nullptr) continue;
    if (const auto [known, isNew] = valueOf.try_emplace(weight->tensor, value); !isNew && known->second != value)
      shared.insert(weight->tensor);
    const auto [at, isNew] = byValue.try_emplace(value, groups.size());
    if (isNew) groups.push_back({value, weight->inputs.channels, {}, {}, {}});
    auto& group = groups[at->second];
    if (group.channels != weight->inputs.channels) continue;
    const auto same = std::find_if(group.weights.begin(), group.weights.end(),
                                   [&](const SmoothedWeight& each) { return each.tensor == weight->tensor; });
    if (same != group.weights.end())
      same->nodes.push_back(index);
    else
      group.weights.push_back(std::move(*weight));
  }
  for (auto& group : groups) {
    std::erase_if(group.weights, [&](const SmoothedWeight& weight) {
      const auto& readers = graph.readers(model.tensors()[weight.tensor].tensor);
      return shared.contains(weight.tensor) || readers.size() != weight.nodes.size();
    });
  }
  std::erase_if(groups, [](const SmoothingGroup& group) { return group.weights.empty() || group.channels < 2; });
  for (auto& group : groups) {
    std::size_t layers = 0;
    for (const auto& weight : group.weights) layers += weight.nodes.size();
    const bool alone = graph.readers(group.value).size() == layers && !graph.isGraphOutput(group.value) &&
                       !graph.isCaptured(group.value);
    if (alone) findFold(graph, group);
  }
  return groups;
}

Result<std::vector<ChannelRangeOutputs>> writeChannelRanges(const std::shared_ptr<const Model>& model,
                                                            std::span<const SmoothingGroup> groups,
                                                            const std::filesystem::path& path, const Job& job) {
  ModelEdit edit(model);
  std::vector<ChannelRangeOutputs> names;
  for (std::size_t at = 0; at < groups.size(); ++at) {
    const auto name = edit.freshPrefix() + "range" + std::to_string(at);
    names.push_back({name + "_low", name + "_high", name + "_square"});
  }
  edit.addPass([&](onnx::ModelProto& whole) {
    auto& made = *whole.mutable_graph();
    raiseVersion(whole);
    made.clear_output();
    for (std::size_t at = 0; at < groups.size(); ++at) {
      const auto name = edit.freshPrefix() + "range" + std::to_string(at);
      const auto flat = name + "_flat";
      const auto squares = name + "_squares";
      *made.add_node() =
          smoothingNode("Reshape", {groups[at].value, addInts(made, name + "_shape", {-1, groups[at].channels})}, flat);
      *made.add_node() = smoothingNode("Mul", {flat, flat}, squares);
      addReduction(made, "ReduceMin", flat, names[at].lowest, model->opset());
      addReduction(made, "ReduceMax", flat, names[at].highest, model->opset());
      addReduction(made, "ReduceMean", squares, names[at].meanSquare, model->opset());
    }
  });
  auto written = edit.writeTo(path, {kLargestModelFile, path.filename().string() + ".data"}, job);
  if (!written) return passOn(written);
  return names;
}

Result<std::shared_ptr<const Model>> withAddedMuls(const std::shared_ptr<const Model>& model,
                                                   std::span<const SmoothingGroup* const> groups,
                                                   std::vector<AddedMul>& added, const Job& job) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto& graph = mainGraph(*model);
  ModelEdit edit(model);
  for (std::size_t at = 0; at < groups.size(); ++at) {
    const auto name = edit.freshPrefix() + "smooth" + std::to_string(at);
    added.push_back({name + "_factors", name});
  }
  edit.addPass([&](onnx::ModelProto& whole) {
    auto& made = *whole.mutable_graph();
    raiseVersion(whole);
    // In front of the first of its layers: that is behind what it reads in a file whose nodes are in order.
    std::unordered_map<std::string, const AddedMul*> readerOf;  // by a layer's first output
    std::unordered_map<const AddedMul*, const SmoothingGroup*> open;
    for (std::size_t at = 0; at < groups.size(); ++at) {
      open.emplace(&added[at], groups[at]);
      for (const auto& weight : groups[at]->weights) {
        for (const int node : weight.nodes) readerOf.emplace(graph.node(node).output(0), &added[at]);
      }
      auto& ones = *made.add_initializer();
      ones.set_name(added[at].factors);
      ones.set_data_type(onnx::TensorProto::FLOAT);
      ones.add_dims(groups[at]->channels);
      const std::vector<float> values(static_cast<std::size_t>(groups[at]->channels), 1.0F);
      ones.set_raw_data(values.data(), values.size() * sizeof(float));
    }
    google::protobuf::RepeatedPtrField<onnx::NodeProto> nodes;
    for (auto& node : *made.mutable_node()) {
      const auto found = node.output_size() > 0 ? readerOf.find(node.output(0)) : readerOf.end();
      if (found != readerOf.end()) {
        const auto* mul = found->second;
        if (const auto first = open.find(mul); first != open.end()) {
          *nodes.Add() = smoothingNode("Mul", {first->second->value, mul->factors}, mul->result);
          open.erase(first);
        }
        node.set_input(0, mul->result);
      }
      *nodes.Add() = std::move(node);
    }
    made.mutable_node()->Swap(&nodes);
  });
  const auto file = folder->path() / model->path().filename();
  auto written = edit.writeTo(file, {kLargestModelFile, file.filename().string() + ".data"}, job.part(0.0, 0.5));
  if (!written) return passOn(written);
  const auto& source = model->preparedFrom();
  return Model::openPrepared(file, std::make_shared<const TemporaryFolder>(std::move(*folder)), source ? source : model,
                             job.part(0.5, 1.0));
}

}  // namespace bitwright

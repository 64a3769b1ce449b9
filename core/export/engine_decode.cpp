// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/engine_decode.h"

#include <cmath>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/export/node_writer.h"
#include "core/model/weight_tensor.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

namespace {

/// Decoded values handed to one run of the engine, so that neither its file nor its outputs grow without bound.
constexpr std::int64_t kBatchElements = std::int64_t{1} << 25;

/// Adds a weight's nodes to `graph`, its names behind `prefix`: weights of different scopes may share theirs.
void addWeight(const WrittenModel& exported, const DecodedWeight& weight, const std::string& prefix, onnx::GraphProto& graph) {
  const auto scope = exported.namesIn(weight.scope);
  for (const auto& name : weight.interpreted.constants) {
    const auto constant = scope.constant(name);
    *graph.add_node() = constantNode(rawTensor(constant->type, constant->dims, constant->bytes), prefix + name);
  }
  for (const auto* node : weight.interpreted.nodes) {
    auto& copy = *graph.add_node();
    copy = *node;
    copy.clear_name();
    for (auto& input : *copy.mutable_input()) input = prefix + input;
    for (auto& output : *copy.mutable_output()) output = prefix + output;
  }
  auto& output = *graph.add_output();
  output.set_name(prefix + weight.name);
  auto& type = *output.mutable_type()->mutable_tensor_type();
  type.set_elem_type(static_cast<std::int32_t>(weight.interpreted.value.type));
  type.mutable_shape();
  for (const auto dim : weight.interpreted.value.dims) type.mutable_shape()->add_dim()->set_dim_value(dim);
}

/// A fourth of the bytes of all it is decoded from: tensors share some, and each takes its own copy along.
std::int64_t storedElements(const WrittenModel& exported, const DecodedWeight& weight) {
  const auto scope = exported.namesIn(weight.scope);
  std::size_t bytes = 0;
  for (const auto& name : weight.interpreted.constants) bytes += scope.constant(name)->bytes.size();
  return static_cast<std::int64_t>(bytes / 4);
}

Result<std::int64_t> runBatch(const WrittenModel& exported, const std::vector<const DecodedWeight*>& weights, const Job& job) {
  onnx::ModelProto model;
  model.set_ir_version(exported.model().irVersion());
  model.add_opset_import()->set_version(weights.front()->opset);
  model.mutable_graph()->set_name("decode");
  for (std::size_t i = 0; i < weights.size(); ++i) addWeight(exported, *weights[i], std::to_string(i) + "/", *model.mutable_graph());

  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  RunRequest request;
  request.model = folder->path() / "decode.onnx";
  std::string bytes;
  if (!model.SerializeToString(&bytes)) {
    return fail(ErrorKind::verification, BW_MESSAGE("export.decode_model", "its decode nodes cannot be written as a model of their own"));
  }
  if (auto written = writeFileAtomically(request.model, bytes); !written) return passOn(written);
  auto run = runModel(request, job);
  if (!run) return passOn(run);

  std::unordered_map<std::string, const OutputTensor*> outputs;
  for (const auto& output : run->outputs) outputs.emplace(output.name, &output);
  std::int64_t differing = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto& value = weights[i]->interpreted.value;
    const auto found = outputs.find(std::to_string(i) + "/" + weights[i]->name);
    if (found == outputs.end() || static_cast<std::int64_t>(found->second->values.size()) != value.size()) {
      differing += value.size();
      continue;
    }
    const auto raw = value.bytes();
    const auto meant = toFloat(raw, value.type, 0, value.size());
    for (std::size_t k = 0; k < meant.size(); ++k) {
      const float got = found->second->values[k];
      const bool same = got == meant[k] ? std::signbit(got) == std::signbit(meant[k]) : std::isnan(got) && std::isnan(meant[k]);
      differing += same ? 0 : 1;
    }
  }
  return differing;
}

}  // namespace

Result<std::int64_t> countEngineDifferences(const WrittenModel& exported, const std::vector<DecodedWeight>& weights, const Job& job) {
  std::map<std::int64_t, std::vector<std::vector<const DecodedWeight*>>> batches;  // by opset
  std::map<std::int64_t, std::int64_t> filled;
  for (const auto& weight : weights) {
    auto& list = batches[weight.opset];
    auto& elements = filled[weight.opset];
    const auto size = weight.interpreted.value.size() + storedElements(exported, weight);
    if (list.empty() || elements + size > kBatchElements) {
      list.emplace_back();
      elements = 0;
    }
    list.back().push_back(&weight);
    elements += size;
  }
  std::int64_t differing = 0;
  for (const auto& [opset, list] : batches) {
    for (const auto& batch : list) {
      auto found = runBatch(exported, batch, job);
      if (!found) return found;
      differing += *found;
    }
  }
  return differing;
}

}  // namespace bitwright

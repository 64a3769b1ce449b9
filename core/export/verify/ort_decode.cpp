// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/verify/ort_decode.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/base/files/atomic_file.h"
#include "core/export/decode/node_writer.h"
#include "core/model/weight_tensor.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

namespace {

constexpr std::int64_t kComparedAtOnce = std::int64_t{1} << 16;

/// A model that decodes some weights: what several of them read stands in it once.
class DecodeModel {
 public:
  DecodeModel(const ReopenedModel& exported, std::int64_t opset) : exported_(exported) {
    model_.set_ir_version(exported.model().irVersion());
    model_.add_opset_import()->set_version(opset);
    auto& contributed = *model_.add_opset_import();  // of its DequantizeLinear
    contributed.set_domain("com.microsoft");
    contributed.set_version(1);
    model_.mutable_graph()->set_name("decode");
  }

  /// Names stand behind the number of the weight's scope: those of different scopes may be the same.
  [[nodiscard]] static std::string nameOf(const DecodedWeight& weight, const std::string& name) {
    return std::to_string(weight.scope) + "/" + name;
  }

  void add(const DecodedWeight& weight) {
    auto& graph = *model_.mutable_graph();
    const auto scope = weight.namesIn(exported_);
    for (const auto& name : weight.interpreted.constants) {
      auto here = nameOf(weight, name);
      if (!constants_.insert(here).second) continue;
      const auto constant = scope.constant(name);
      *graph.add_node() = constantNode(rawTensor(constant->type, constant->dims, constant->bytes), here);
    }
    for (const auto* node : weight.interpreted.nodes) {
      if (!nodes_.emplace(weight.scope, node).second) continue;
      auto& copy = *graph.add_node();
      copy = *node;
      copy.clear_name();
      for (auto& input : *copy.mutable_input()) input = nameOf(weight, input);
      for (auto& output : *copy.mutable_output()) output = nameOf(weight, output);
    }
    auto& output = *graph.add_output();
    output.set_name(nameOf(weight, weight.name));
    auto& type = *output.mutable_type()->mutable_tensor_type();
    type.set_elem_type(static_cast<std::int32_t>(weight.interpreted.value.type));
    type.mutable_shape();
    for (const auto dim : weight.interpreted.value.dims) type.mutable_shape()->add_dim()->set_dim_value(dim);
  }

  [[nodiscard]] bool serialize(std::string& bytes) const { return model_.SerializeToString(&bytes); }

 private:
  const ReopenedModel& exported_;
  onnx::ModelProto model_;
  std::set<std::string> constants_;
  std::set<std::pair<std::size_t, const onnx::NodeProto*>> nodes_;
};

/// A fourth of the bytes of all it is decoded from that none of `known` is; those are then known too.
std::int64_t storedElements(const ReopenedModel& exported, const DecodedWeight& weight, std::set<std::string>& known) {
  const auto scope = weight.namesIn(exported);
  std::size_t bytes = 0;
  for (const auto& name : weight.interpreted.constants) {
    if (known.insert(DecodeModel::nameOf(weight, name)).second) bytes += scope.constant(name)->bytes.size();
  }
  return static_cast<std::int64_t>(bytes / 4);
}

std::int64_t countOthers(std::span<const float> got, std::span<const float> meant) {
  std::int64_t others = 0;
  for (std::size_t k = 0; k < meant.size(); ++k) {
    const bool same = got[k] == meant[k] ? std::signbit(got[k]) == std::signbit(meant[k])
                                         : std::isnan(got[k]) && std::isnan(meant[k]);
    others += same ? 0 : 1;
  }
  return others;
}

/// As floats, some at a time: the value itself may be as large as the model.
std::int64_t countOthers(std::span<const float> got, const Array& meant) {
  const auto raw = meant.view();
  std::int64_t others = 0;
  for (std::int64_t at = 0; at < meant.size(); at += kComparedAtOnce) {
    const auto count = std::min(kComparedAtOnce, meant.size() - at);
    const auto values = toFloat(raw, meant.type, at, count);
    others += countOthers(got.subspan(static_cast<std::size_t>(at), values.size()), values);
  }
  return others;
}

/// The model and its bytes are gone before the engine reads the file.
Result<void> writeModel(const ReopenedModel& exported, const std::vector<const DecodedWeight*>& weights,
                        const std::filesystem::path& target) {
  std::string bytes;
  {
    DecodeModel model(exported, weights.front()->opset);
    for (const auto* weight : weights) model.add(*weight);
    if (!model.serialize(bytes)) {
      return fail(ErrorKind::verification,
                  BW_MESSAGE("export.decode_model", "its decode nodes cannot be written as a model of their own"));
    }
  }
  return writeFileAtomically(target, bytes);
}

Result<std::int64_t> runBatch(const ReopenedModel& exported, const std::vector<const DecodedWeight*>& weights,
                              const Job& job) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  RunRequest request;
  request.model = folder->path() / "decode.onnx";
  if (auto written = writeModel(exported, weights, request.model); !written) return passOn(written);
  auto run = runModel(request, job);
  if (!run) return passOn(run);

  std::unordered_map<std::string, const OutputTensor*> outputs;
  for (const auto& output : run->outputs) outputs.emplace(output.name, &output);
  std::int64_t differing = 0;
  for (const auto* weight : weights) {
    const auto& value = weight->interpreted.value;
    const auto found = outputs.find(DecodeModel::nameOf(*weight, weight->name));
    if (found == outputs.end() || static_cast<std::int64_t>(found->second->values.size()) != value.size()) {
      differing += value.size();
      continue;
    }
    differing += countOthers(found->second->values, value);
  }
  return differing;
}

}  // namespace

Result<std::int64_t> countEngineDifferences(const ReopenedModel& exported, const std::vector<DecodedWeight>& weights,
                                            const Job& job) {
  struct Batches {
    std::vector<std::vector<const DecodedWeight*>> list;
    std::int64_t elements = 0;    // of the last
    std::set<std::string> known;  // stored tensors in the last
  };
  std::map<std::int64_t, Batches> batches;  // by opset
  for (const auto& weight : weights) {
    auto& all = batches[weight.opset];
    auto size = weight.interpreted.value.size() + storedElements(exported, weight, all.known);
    if (all.list.empty() || all.elements + size > kDecodedAtOnce) {
      all.list.emplace_back();
      all.elements = 0;
      all.known.clear();
      size = weight.interpreted.value.size() + storedElements(exported, weight, all.known);
    }
    all.list.back().push_back(&weight);
    all.elements += size;
  }
  std::int64_t differing = 0;
  for (const auto& [opset, all] : batches) {
    for (const auto& batch : all.list) {
      auto found = runBatch(exported, batch, job);
      if (!found) return found;
      differing += *found;
    }
  }
  return differing;
}

}  // namespace bitwright

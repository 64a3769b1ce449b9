// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/packing/layer_timing.h"

#include <filesystem>
#include <string>
#include <utility>

#include "core/base/files/atomic_file.h"
#include "core/base/files/temporary_folder.h"
#include "core/export/decode/constant_pool.h"
#include "core/export/decode/node_list.h"
#include "core/export/decode/node_writer.h"
#include "core/export/format/packed_layers.h"
#include "core/graph/linear_layer.h"
#include "core/lowering/rewrite/graph_rewrite.h"
#include "core/model/structure/scopes.h"
#include "core/runtime/worker_client.h"
#include "core/stats/estimates.h"

namespace bitwright {

namespace {

constexpr const char* kRows = "rows";
constexpr const char* kWeight = "weight";
constexpr const char* kResult = "result";
constexpr int kRounds = 9;
constexpr int kWeightInput = 1;
constexpr std::int64_t kOpset = 17;  // any that has MatMul will do
constexpr std::int64_t kIr = 8;

void addFloats(const char* name, const std::vector<std::int64_t>& dims, onnx::ValueInfoProto& value) {
  value.set_name(name);
  auto& type = *value.mutable_type()->mutable_tensor_type();
  type.set_elem_type(onnx::TensorProto::FLOAT);
  for (const auto dim : dims) type.mutable_shape()->add_dim()->set_dim_value(dim);
}

/// Everything but what makes the weight.
onnx::ModelProto frame(const LayerAlone& layer) {
  onnx::ModelProto model;
  model.set_ir_version(kIr);
  model.add_opset_import()->set_version(kOpset);
  auto& contributed = *model.add_opset_import();
  contributed.set_domain(kContributedDomain);
  contributed.set_version(1);
  auto& graph = *model.mutable_graph();
  graph.set_name("layer");
  addFloats(kRows, {layer.rows, layer.depth}, *graph.add_input());
  addFloats(kResult, {layer.rows, layer.shape[layer.transposed ? 0 : 1]}, *graph.add_output());
  return model;
}

/// Without its bias, which costs the same in both forms.
onnx::NodeProto readerAlone(const LayerAlone& layer) {
  auto node = layer.reader;
  node.clear_input();
  node.clear_output();
  node.add_input(kRows);
  node.add_input(kWeight);
  node.add_output(kResult);
  return node;
}

Result<std::filesystem::path> write(const onnx::ModelProto& model, const std::filesystem::path& file) {
  std::string bytes;
  if (!model.SerializeToString(&bytes))
    return fail(ErrorKind::input, BW_MESSAGE("packing.too_large", "is too large to be timed by itself"));
  if (auto written = writeFileAtomically(file, bytes); !written) return passOn(written);
  return file;
}

Result<std::filesystem::path> writeAsFloats(const LayerAlone& layer, const EncodedTensor& encoded,
                                            const std::filesystem::path& folder, const Job& job) {
  auto model = frame(layer);
  auto& weight = *model.mutable_graph()->add_initializer();
  weight = rawTensor(DataType::float32, layer.shape, encoded.decodeBytes(job));
  weight.set_name(kWeight);
  *model.mutable_graph()->add_node() = readerAlone(layer);
  return write(model, folder / "floats.onnx");
}

/// Nothing where it has no such form.
Result<std::optional<std::filesystem::path>> writePacked(const LayerAlone& layer, const EncodedTensor& encoded,
                                                         const std::filesystem::path& folder) {
  const PackedReaders readers{false, {}, layer.transposed ? 1 : 0};
  const auto blocks = packedFor(readers, encoded);
  if (!blocks) return std::optional<std::filesystem::path>();
  NameSource names("_");
  ConstantPool pool(names);
  NodeWriter writer(kOpset, names, pool);
  PackedNames given;
  const NodeList stored = writePackedTensor(encoded, readers, *blocks, kWeight, writer, given);
  auto model = frame(layer);
  auto& graph = *model.mutable_graph();
  const auto shared = pool.take();
  for (const NodeList* list : {&shared.shared, &shared.pooled, &stored}) {
    for (const auto& node : list->nodes) *graph.add_node() = node;
  }
  *graph.add_node() = packedReader(readerAlone(layer), *blocks, given, kResult);
  auto written = write(model, folder / "packed.onnx");
  if (!written) return passOn(written);
  return std::optional(std::move(*written));
}

}  // namespace

std::optional<LayerAlone> layerAlone(const onnx::NodeProto& node, const std::vector<std::int64_t>& shape,
                                     std::int64_t rows) {
  if (!isLinearLayer(node) || shape.size() != 2 || node.input_size() <= kWeightInput || rows < 1) return std::nullopt;
  const bool gemm = node.op_type() == "Gemm";
  if (!gemm && node.op_type() != "MatMul") return std::nullopt;
  if (gemm && integerAttribute(node, "transA", 0) != 0) return std::nullopt;
  const bool transposed = gemm && integerAttribute(node, "transB", 0) != 0;
  return LayerAlone{node, rows, shape[transposed ? 1 : 0], shape, transposed};
}

Result<std::optional<FormTimes>> timeForms(const LayerAlone& layer, const EncodedTensor& encoded, const Job& job) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  auto packed = writePacked(layer, encoded, folder->path());
  if (!packed) return passOn(packed);
  if (!*packed) return std::optional<FormTimes>();
  auto floats = writeAsFloats(layer, encoded, folder->path(), job);
  if (!floats) return passOn(floats);
  TimingRequest request;
  request.models = {*floats, **packed};
  request.rounds = kRounds;
  auto timed = timeModels(request, job);
  if (!timed) {
    if (timed.error().kind == ErrorKind::cancelled) return passOn(timed);
    return std::optional<FormTimes>();  // this runtime does not run it: no form for it
  }
  const auto& times = timed->models;
  if (times.size() != 2 || times[0].blockMediansMs.size() != times[1].blockMediansMs.size())
    return std::optional<FormTimes>();
  std::vector<double> ratios;
  for (std::size_t round = 0; round < times[0].blockMediansMs.size(); ++round)
    ratios.push_back(times[0].blockMediansMs[round] / times[1].blockMediansMs[round]);
  return std::optional(
      FormTimes{median(times[0].blockMediansMs), median(times[1].blockMediansMs), median(std::move(ratios))});
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/forms.h"

#include <iterator>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "core/export/decode_graph.h"
#include "core/export/dequantize_graph.h"
#include "core/export/load_turns.h"

namespace bitwright {

PartBytes FormPlan::total() const {
  PartBytes sum;
  for (const auto& layer : layers) sum += layer;
  return sum;
}

TensorWriter tensorWriter(ExportFormat format) {
  if (format == ExportFormat::weightsDq) return writeDequantizedTensor;
  return [](const EncodedTensor& encoded, const std::string& tensorName, std::int64_t opset, NameSource& names, ConstantPool& pool, FormPlan&) {
    return writeDecodeGraph(encoded, tensorName, opset, names, pool);
  };
}

Result<PartBytes> formBytes(const EncodedTensor& encoded, ExportFormat format, std::int64_t opset) {
  NameSource names("_");
  ConstantPool pool(names);
  FormPlan plan;
  auto nodes = tensorWriter(format)(encoded, "w", opset, names, pool, plan);
  if (!nodes) return passOn(nodes);
  auto bytes = nodes->bytes;
  bytes += pool.bytes();
  return bytes;
}

namespace {

/// What the tensors of one scope share, and which of them each pooled value belongs to.
struct SharedIn {
  explicit SharedIn(NameSource& names) : pool(names) {}

  NodeList take(FormPlan& plan) {
    std::vector<PartBytes> each;
    auto list = pool.take(&each);
    for (std::size_t i = 0; i < each.size(); ++i) plan.layers[owners[i]] += each[i];
    return list;
  }

  ConstantPool pool;
  std::vector<std::size_t> owners;
  std::size_t firstReader = 0;  ///< among the tensors that are written
};

/// Corrected biases, in their own places; how many, stands in the metadata: that tells them from biases that were tampered with.
void replaceChanged(const CompressedModel& compressed, ModelEdit& edit) {
  int count = 0;
  std::set<std::size_t> gone;  // with the nodes that were folded
  for (const auto& fold : compressed.norms.folds) {
    gone.insert({fold.factor, fold.mean, fold.variance});
    if (fold.ownBias) gone.insert(fold.shift);
  }
  for (const auto& layer : compressed.layers) {
    if (!layer.changed || layer.encoded) continue;
    const auto& tensor = compressed.model->tensors()[layer.tensor];
    edit.replaceWithTensor(layer.tensor, rawTensor(tensor.type, tensor.shape, *layer.changed));
    count += gone.contains(layer.tensor) ? 0 : 1;
  }
  if (count > 0) edit.setMetadata(kCorrectedBiasesKey, std::to_string(count));
}

}  // namespace

Result<FormPlan> applyForm(const ExportOptions& options, const CompressedModel& compressed, ModelEdit& edit, const Job& job) {
  const auto tensors = compressed.model->tensors();
  const auto integers = IntegerLayers::plan(options, compressed);
  const auto writeOther = tensorWriter(options.format);
  NameSource names(edit.freshPrefix());
  // Constants shared by the main graph and its branches stand in front of everything; a function sees nothing outside itself, so each of its
  // scopes shares its own, in front of the first tensor that reads them (the inventory is in order of appearance).
  SharedIn inMain(names);
  std::map<std::string, SharedIn> inFunctions;
  std::vector<std::pair<std::size_t, std::vector<onnx::NodeProto>>> written;
  // DequantizeLinear is not folded, and kernels that take quantized weights look for it right behind them.
  LoadTurns turns(compressed, edit, options.format == ExportFormat::weights ? options.leastInTurns : std::numeric_limits<std::int64_t>::max());
  FormPlan plan;
  plan.layers.resize(tensors.size());
  for (std::size_t i = 0; i < compressed.layers.size(); ++i) {
    const auto& layer = compressed.layers[i];
    if (!layer.encoded) continue;
    if (job.stopRequested()) return Failure(cancelledError());
    job.progress(BW_MESSAGE("export.phase.encode", "Writing decode nodes"), static_cast<double>(i) / static_cast<double>(compressed.layers.size()));
    const auto& tensor = tensors[layer.tensor];
    auto* shared = &inMain;
    if (!edit.seesMainGraph(layer.tensor)) {
      const auto [found, isNew] = inFunctions.try_emplace(tensor.scope, names);
      shared = &found->second;
      if (isNew) shared->firstReader = written.size();
    }
    const auto before = shared->pool.sharedBytes();
    if (shared == &inMain) turns.begin(layer.tensor, names, inMain.pool);
    auto nodes = integers && integers->has(layer.tensor)
                     ? integers->write(layer.tensor, edit.opsetAt(layer.tensor), names, shared->pool)
                     : writeOther(*layer.encoded, tensor.tensor, edit.opsetAt(layer.tensor), names, shared->pool, plan);
    if (!nodes) {
      nodes.error().file = compressed.model->path().string();
      return passOn(nodes);
    }
    auto& bytes = plan.layers[layer.tensor];
    bytes = nodes->bytes;
    bytes += shared->pool.sharedBytes();
    bytes -= before;
    shared->owners.resize(shared->pool.pooledCount(), layer.tensor);
    written.emplace_back(layer.tensor, std::move(nodes->nodes));
  }
  for (auto& [scope, shared] : inFunctions) {
    auto list = shared.take(plan).nodes;
    auto& nodes = written[shared.firstReader].second;
    nodes.insert(nodes.begin(), std::make_move_iterator(list.begin()), std::make_move_iterator(list.end()));
  }
  for (auto& [tensor, nodes] : written) edit.replaceWithNodes(tensor, std::move(nodes));
  edit.addSharedNodes(inMain.take(plan).nodes);
  replaceChanged(compressed, edit);
  if (integers) {
    integers->addTo(edit);
    const auto warnings = integers->warnings();
    plan.warnings.insert(plan.warnings.end(), warnings.begin(), warnings.end());
  }
  plan.integers = integers;
  if (options.nativeEnds) {
    auto ends = std::make_shared<NativeEnds>();
    edit.addPass([ends, prefix = edit.freshPrefix()](onnx::ModelProto& model) { *ends = takeEnds(model, prefix); });
    plan.ends = std::move(ends);
  }
  return plan;
}

}  // namespace bitwright

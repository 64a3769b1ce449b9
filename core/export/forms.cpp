// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/forms.h"

#include <iterator>
#include <map>
#include <utility>

#include "core/export/decode_graph.h"
#include "core/export/dequantize_graph.h"

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

Result<FormPlan> applyForm(ExportFormat format, const CompressedModel& compressed, ModelEdit& edit, const Job& job) {
  const auto tensors = compressed.model->tensors();
  const auto write = tensorWriter(format);
  NameSource names(edit.freshPrefix());
  // Constants shared by the main graph and its branches stand in front of everything; a function sees nothing outside itself, so each of its
  // scopes shares its own, in front of the first tensor that reads them (the inventory is in order of appearance).
  ConstantPool mainPool(names);
  std::map<std::string, ConstantPool> functionPools;
  FormPlan plan;
  plan.layers.resize(tensors.size());
  for (std::size_t i = 0; i < compressed.layers.size(); ++i) {
    const auto& layer = compressed.layers[i];
    if (!layer.encoded) continue;
    if (job.stopRequested()) return Failure(cancelledError());
    job.progress(BW_MESSAGE("export.phase.encode", "Writing decode nodes"), static_cast<double>(i) / static_cast<double>(compressed.layers.size()));
    const auto& tensor = tensors[layer.tensor];
    const bool seesMain = edit.seesMainGraph(layer.tensor);
    auto& pool = seesMain ? mainPool : functionPools.try_emplace(tensor.scope, names).first->second;
    const auto before = pool.bytes();
    auto nodes = write(*layer.encoded, tensor.tensor, edit.opsetAt(layer.tensor), names, pool, plan);
    if (!nodes) {
      nodes.error().file = compressed.model->path().string();
      return passOn(nodes);
    }
    auto& bytes = plan.layers[layer.tensor];
    bytes = nodes->bytes;
    bytes += pool.bytes();
    bytes -= before;
    if (!seesMain) {
      auto shared = pool.take();
      shared.nodes.insert(shared.nodes.end(), std::make_move_iterator(nodes->nodes.begin()), std::make_move_iterator(nodes->nodes.end()));
      nodes->nodes = std::move(shared.nodes);
    }
    edit.replaceWithNodes(layer.tensor, std::move(nodes->nodes));
  }
  edit.addSharedNodes(mainPool.take().nodes);
  return plan;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Form `weights`: codes and tables in Constant nodes, decoded by standard operators that ONNX Runtime folds when the session is built.
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "core/export/decode_graph.h"
#include "core/export/forms.h"

namespace bitwright {

Result<FormPlan> applyWeightsForm(const CompressedModel& compressed, ModelEdit& edit, const Job& job) {
  const auto tensors = compressed.model->tensors();
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
    auto nodes = writeDecodeGraph(*layer.encoded, tensor.tensor, edit.opsetAt(layer.tensor), names, pool);
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

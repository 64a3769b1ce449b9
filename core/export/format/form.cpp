// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/format/form.h"

#include <iterator>
#include <set>
#include <utility>

#include "core/export/decode/constant_pool.h"
#include "core/export/format/form_writer.h"
#include "core/export/format/format.h"
#include "core/export/format/old_constants.h"
#include "core/export/notes/scaled_inputs_note.h"
#include "core/lowering/rewrite/native_io.h"
#include "core/model/model_document.h"

namespace bitwright {

Result<PartBytes> formBytes(const EncodedTensor& encoded, ExportFormat format, std::int64_t opset) {
  NameSource names("_");
  ConstantPool pool(names);
  auto nodes = formatOf(format).writeAlone(encoded, opset, names, pool);
  if (!nodes) return passOn(nodes);
  auto bytes = nodes->bytes;
  bytes += pool.bytes();
  return bytes;
}

namespace {

/// Corrected biases, in their own places; how many, stands in the metadata: that tells them from biases that were
/// tampered with.
void replaceChanged(const CompressedModel& compressed, ModelEdit& edit) {
  int count = 0;
  std::set<std::size_t> gone;  // with the nodes that were folded
  for (const auto& fold : compressed.norms.folds) {
    gone.insert({fold.factor, fold.mean, fold.variance});
    if (fold.ownBias) gone.insert(fold.shift);
  }
  gone.insert(compressed.scaled.added.begin(), compressed.scaled.added.end());
  gone.insert(compressed.scaled.vectors.begin(), compressed.scaled.vectors.end());
  noteScaledInputs(compressed, edit);
  for (const auto& layer : compressed.layers) {
    if (!layer.replacement || layer.encoded) continue;
    const auto& tensor = compressed.model->tensors()[layer.tensor];
    edit.replaceWithTensor(layer.tensor, rawTensor(tensor.type, tensor.shape, *layer.replacement));
    count += gone.contains(layer.tensor) ? 0 : 1;
  }
  if (count > 0) edit.setMetadata(kCorrectedBiasesKey, std::to_string(count));
}

}  // namespace

Result<FormPlan> applyForm(const ExportOptions& options, const CompressedModel& compressed, ModelEdit& edit,
                           const Job& job) {
  FormWriter writer(options, compressed, edit);
  std::vector<std::pair<std::size_t, std::vector<onnx::NodeProto>>> written;
  for (std::size_t i = 0; i < compressed.layers.size(); ++i) {
    const auto& layer = compressed.layers[i];
    if (!layer.encoded) continue;
    if (job.stopRequested()) return Failure(cancelledError());
    job.progress(BW_MESSAGE("export.phase.encode", "Writing decode nodes"),
                 static_cast<double>(i) / static_cast<double>(compressed.layers.size()));
    auto nodes = writer.write(layer);
    if (!nodes) return passOn(nodes);
    written.emplace_back(layer.tensor, std::move(nodes->nodes));
  }
  for (auto& shared : writer.takeShared()) {
    auto list = std::move(shared.taken.shared.nodes);
    std::move(shared.taken.pooled.nodes.begin(), shared.taken.pooled.nodes.end(), std::back_inserter(list));
    if (!shared.firstReader) {
      edit.addSharedNodes(std::move(list));
      continue;
    }
    auto& nodes = written[*shared.firstReader].second;
    nodes.insert(nodes.begin(), std::make_move_iterator(list.begin()), std::make_move_iterator(list.end()));
  }
  for (auto& [tensor, nodes] : written) edit.replaceWithNodes(tensor, std::move(nodes));
  auto plan = std::move(writer.plan());
  const auto& integers = writer.integers();
  replaceChanged(compressed, edit);
  if (integers) {
    integers->addTo(edit);
    const auto warnings = integers->warnings();
    plan.warnings.insert(plan.warnings.end(), warnings.begin(), warnings.end());
  }
  plan.integers = integers;
  if (!written.empty() && compressed.model->document().scopes().front().opset < kConstantAnyTypeOpset) {
    auto moved = std::make_shared<std::int64_t>(0);
    edit.addPass(
        [moved, prefix = edit.freshPrefix()](onnx::ModelProto& model) { *moved = moveOldConstants(model, prefix); });
    plan.moved = std::move(moved);
  }
  if (options.nativeIo) {
    auto io = std::make_shared<NativeIo>();
    edit.addPass(
        [io, prefix = edit.freshPrefix()](onnx::ModelProto& model) { *io = stripBoundaryConversions(model, prefix); });
    plan.nativeIo = std::move(io);
  }
  return plan;
}

}  // namespace bitwright

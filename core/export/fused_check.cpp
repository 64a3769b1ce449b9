// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/fused_check.h"

#include <string>
#include <unordered_set>

#include "core/base/files/temporary_folder.h"
#include "core/export/export.h"
#include "core/graph/optimized_graph.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

namespace {

Message notFused() {
  return BW_MESSAGE("packing.not_fused",
                    "decoded when it is loaded: ONNX Runtime would dequantize it at each inference, for what it stands "
                    "beside");
}

/// What is still dequantized in the graph ONNX Runtime makes of it.
Result<std::unordered_set<std::string>> dequantizedIn(const CompressedModel& compressed, const ExportOptions& options,
                                                      const std::filesystem::path& folder, const Job& job) {
  auto plain = options;
  plain.run = false;
  plain.nativeIo = false;
  const auto file = folder / "packed.onnx";
  if (auto written = exportModel(compressed, file, plain, Job(job.stopToken(), {}, job.threads())); !written)
    return passOn(written);
  auto optimized = writeOptimizedGraph(file, folder, job);
  if (!optimized) return passOn(optimized);
  auto graph = OptimizedGraph::read(*optimized);
  if (!graph) return passOn(graph);
  const auto values = graph->dequantized();
  return std::unordered_set<std::string>(values.begin(), values.end());
}

}  // namespace

Result<void> unpackWhatIsNotFused(CompressedModel& compressed, const ExportOptions& options, const Job& job) {
  if (!keepsPacked(compressed)) return {};
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  auto left = dequantizedIn(compressed, options, folder->path(), job);
  if (!left && left.error().kind == ErrorKind::cancelled) return passOn(left);
  for (auto& layer : compressed.layers) {
    if (!layer.packed) continue;
    if (left && !left->contains(compressed.model->tensors()[layer.tensor].tensor)) continue;
    layer.packed = false;
    layer.formReason = notFused();
  }
  return {};
}

}  // namespace bitwright

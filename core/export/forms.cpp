// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/forms.h"

#include "core/export/decode_graph.h"

namespace bitwright {

PartBytes FormPlan::total() const {
  PartBytes sum;
  for (const auto& layer : layers) sum += layer;
  return sum;
}

Result<PartBytes> formBytes(const EncodedTensor& encoded, ExportFormat format, std::int64_t opset) {
  switch (format) {
    case ExportFormat::weights:
      break;
  }
  NameSource names("_");
  ConstantPool pool(names);
  auto nodes = writeDecodeGraph(encoded, "w", opset, names, pool);
  if (!nodes) return passOn(nodes);
  auto bytes = nodes->bytes;
  bytes += pool.bytes();
  return bytes;
}

Result<FormPlan> applyForm(ExportFormat format, const CompressedModel& compressed, ModelEdit& edit, const Job& job) {
  switch (format) {
    case ExportFormat::weights:
      break;
  }
  return applyWeightsForm(compressed, edit, job);
}

}  // namespace bitwright

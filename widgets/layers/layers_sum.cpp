// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layers_sum.h"

#include "core/compress/encode_layers.h"
#include "widgets/document/document.h"
#include "widgets/layers/layers_model.h"

namespace bitwright {

double LayersSum::bitsPerWeight() const {
  return weights > 0 ? 8.0 * static_cast<double>(bytes) / static_cast<double>(weights) : 0.0;
}

double LayersSum::ratio() const {
  return bytes > 0 ? static_cast<double>(originalBytes) / static_cast<double>(bytes) : 0.0;
}

LayersSum sumOf(const std::vector<std::size_t>& tensors, const LayersModel& layers, const Document& document) {
  LayersSum sum;
  if (!document.model()) return sum;
  const auto& plans = document.resolved().layers;
  std::vector<bool> codebookCounted(plans.size(), false);
  for (const auto index : tensors) {
    const auto& tensor = document.model()->tensors()[index];
    ++sum.layers;
    sum.weights += tensor.elementCount();
    sum.originalBytes += static_cast<std::int64_t>(tensor.bytes.size());
    const auto* outcome = layers.outcome(index);
    if (outcome == nullptr) {
      sum.complete = false;
      continue;
    }
    sum.bytes += outcome->bytes();
    if (!outcome->sharesCodebook() || codebookCounted[index]) continue;
    sum.bytes += outcome->codebookBytes;
    for (const auto other : encodedTogether(plans, index)) codebookCounted[other] = true;
  }
  return sum;
}

}  // namespace bitwright

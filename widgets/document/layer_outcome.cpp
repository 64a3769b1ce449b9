// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/document/layer_outcome.h"

namespace bitwright {

LayerOutcome keptOutcome(const WeightTensor& tensor) {
  LayerOutcome outcome;
  outcome.originalBytes = static_cast<std::int64_t>(tensor.bytes.size());
  outcome.bitsPerWeight = dataTypeBits(tensor.type).value_or(0);
  return outcome;
}

LayerOutcome outcomeOf(const WeightTensor& tensor, const CompressedLayer& layer, std::size_t together) {
  LayerOutcome outcome = keptOutcome(tensor);
  outcome.skipped = layer.skipped;
  if (!layer.encoded) return outcome;
  outcome.encoded = true;
  outcome.codeBytes = layer.encoded->payloadBytes();
  outcome.codebookBytes = layer.encoded->codebookBytes();
  outcome.scaleBytes = layer.encoded->scaleBytes();
  outcome.positionBytes = layer.encoded->positionBytes();
  outcome.sharedBy = together;
  const auto weights = tensor.elementCount();
  outcome.bitsPerWeight = weights > 0 ? 8.0 * static_cast<double>(outcome.bytes()) / static_cast<double>(weights) : 0.0;
  outcome.sqnrDb = layer.error.sqnrDb;
  return outcome;
}

}  // namespace bitwright

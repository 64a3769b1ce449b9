// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/plan/folded_norms.h"

#include <algorithm>

namespace bitwright {

const BatchNormFold* foldInto(const CompressedModel& compressed, int layer) {
  const auto& folds = compressed.norms.folds;
  const auto found =
      std::find_if(folds.begin(), folds.end(), [layer](const BatchNormFold& fold) { return fold.layer == layer; });
  return found != folds.end() ? &*found : nullptr;
}

const std::string& resultOf(const CompressedModel& compressed, const onnx::GraphProto& source, int index) {
  const auto* fold = foldInto(compressed, index);
  return source.node(fold != nullptr ? fold->norm : index).output(0);
}

Message whyKept(const CompressedModel& compressed, int norm) {
  const auto& kept = compressed.norms.unfolded;
  const auto found =
      std::find_if(kept.begin(), kept.end(), [norm](const UnfoldedBatchNorm& each) { return each.norm == norm; });
  if (found == kept.end()) return {};
  return {BW_MESSAGE("integer.not_folded", "cannot go into the layer before it: %1"), {found->reason.text()}};
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/folded_norms.h"

#include <algorithm>

#include "core/model/model_document.h"

namespace bitwright {

const BatchNormFold* foldInto(const CompressedModel& compressed, int layer) {
  const auto& folds = compressed.norms.folds;
  const auto found = std::find_if(folds.begin(), folds.end(), [layer](const BatchNormFold& fold) { return fold.layer == layer; });
  return found != folds.end() ? &*found : nullptr;
}

const std::string& resultOf(const CompressedModel& compressed, const onnx::GraphProto& source, int index) {
  const auto* fold = foldInto(compressed, index);
  return source.node(fold != nullptr ? fold->norm : index).output(0);
}

Message whyKept(const CompressedModel& compressed, int norm) {
  const auto& kept = compressed.norms.kept;
  const auto found = std::find_if(kept.begin(), kept.end(), [norm](const UnfoldedBatchNorm& each) { return each.norm == norm; });
  if (found == kept.end()) return {};
  return {BW_MESSAGE("integer.not_folded", "cannot go into the layer before it: %1"), {found->reason.text()}};
}

void makeRoomForBias(onnx::NodeProto& node) {
  if (node.op_type() == "MatMul") node.set_op_type("Gemm");
  while (node.input_size() < 3) node.add_input("");
}

void takeOutFolded(GraphRewrite& rewrite, const CompressedModel& compressed, const std::map<int, IntegerNode>& integers) {
  const auto& source = compressed.model->document().slim().graph();
  for (const auto& fold : compressed.norms.folds) {
    const auto& result = source.node(fold.norm).output(0);
    rewrite.remove(result);
    if (integers.contains(fold.layer)) continue;
    auto* node = rewrite.nodeMaking(source.node(fold.layer).output(0));
    if (node == nullptr) continue;
    makeRoomForBias(*node);
    node->set_input(2, compressed.model->tensors()[fold.bias()].tensor);
    node->set_output(0, result);
  }
}

}  // namespace bitwright

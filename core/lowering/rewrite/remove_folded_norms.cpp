// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/rewrite/remove_folded_norms.h"

#include "core/lowering/plan/folded_norms.h"
#include "core/model/model_document.h"

namespace bitwright {

void makeRoomForBias(onnx::NodeProto& node) {
  if (node.op_type() == "MatMul") node.set_op_type("Gemm");
  while (node.input_size() < 3) node.add_input("");
}

void takeOutFolded(GraphRewrite& rewrite, const CompressedModel& compressed,
                   const std::map<int, IntegerNode>& integers) {
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

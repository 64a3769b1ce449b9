// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/plan/layer_activation.h"

#include "core/lowering/plan/stored_weight.h"

namespace bitwright {

ActivationChoice layerActivation(const CompressedModel& compressed, const MainGraph& graph, const onnx::NodeProto& node,
                                 const ActivationChoice& standard) {
  const auto weight = node.input_size() > 1 ? storedWeight(graph, node.input(1)) : std::nullopt;
  return weight ? compressed.layers[weight->tensor->index].plan.activation.value_or(standard) : standard;
}

}  // namespace bitwright

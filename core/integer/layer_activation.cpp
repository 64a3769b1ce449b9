// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/integer/layer_activation.h"

namespace bitwright {

ActivationChoice layerActivation(const CompressedModel& compressed, const MainGraph& graph, const onnx::NodeProto& node,
                                 const ActivationChoice& standard) {
  const auto* weight = node.input_size() > 1 ? graph.constant(node.input(1)) : nullptr;
  return weight == nullptr ? standard : compressed.layers[weight->index].plan.activation.value_or(standard);
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include "core/compress/compressed_model.h"
#include "core/graph/main_graph.h"
#include "core/recipe/activation_choice.h"

namespace bitwright {

/// How the layer that `node` is wants its activations: by the `act` part of its weight's spec, else as `standard` says.
[[nodiscard]] ActivationChoice layerActivation(const CompressedModel& compressed, const MainGraph& graph,
                                               const onnx::NodeProto& node, const ActivationChoice& standard);

}  // namespace bitwright

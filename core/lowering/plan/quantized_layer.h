// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <vector>

#include "core/compress/compressed_model.h"
#include "core/graph/main_graph.h"
#include "core/lowering/plan/integer_plan.h"

namespace bitwright {

/// What a Conv, MatMul or Gemm is given, or why it cannot compute in integers.
struct QuantizedLayer {
  IntegerNode node;  ///< operator, result, tensor, weight and bias
  Message reason;    ///< empty where it can
};

/// Of node `index` of the main graph. Where a BatchNormalization was folded into it, with that one's bias and result.
[[nodiscard]] QuantizedLayer quantizedLayer(const CompressedModel& compressed, const MainGraph& graph, int index);

/// Along which axis of its weight, as the node reads it, its output channels lie; −1: none.
[[nodiscard]] int outputChannelAxis(const onnx::NodeProto& node, const std::vector<std::int64_t>& shape);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/compress/compressed_model.h"
#include "core/graph/main_graph.h"
#include "core/lowering/plan/integer_plan.h"
#include "core/lowering/plan/left_nodes.h"
#include "core/lowering/plan/recurrent_layer.h"
#include "core/lowering/rewrite/graph_rewrite.h"

namespace bitwright {

inline constexpr std::int64_t kDynamicQuantizeOpset = 11;  ///< DynamicQuantizeLinear is there

/// Which nodes quantize what they read at each inference, and why the others do not.
struct DynamicPlan {
  std::map<int, IntegerNode> nodes;  ///< Conv, MatMul and Gemm by their index in the source's main graph; no bias
                                     ///< codes: sums become floats before it
  RecurrentPlan recurrent;           ///< LSTM
  std::vector<FloatFallback> floats;
  SumOverflow overflow;  ///< of MatMul and Gemm: weights of Conv are unsigned in any case

  [[nodiscard]] bool isWeight(std::size_t index) const;
  [[nodiscard]] bool computes(int node) const { return nodes.contains(node) || recurrent.nodes.contains(node); }
};

/// Nodes with weights in an integer form whose layers do not ask for floats and that are not `left`. Needs no
/// calibration.
[[nodiscard]] DynamicPlan planDynamic(const CompressedModel& compressed, const MainGraph& graph,
                                      const LeftNodes& left = {});

/// Form dynamic: DynamicQuantizeLinear, MatMulInteger or ConvInteger, and a product with both scales; a bias is added
/// as it was. An LSTM becomes a DynamicQuantizeLSTM. `model` is a copy of the source whose weights hold integers under
/// their own names (of Conv unsigned ones: ONNX Runtime's ConvInteger takes no others).
/// https://onnx.ai/onnx/operators/onnx__DynamicQuantizeLinear.html,
/// https://onnx.ai/onnx/operators/onnx__ConvInteger.html
RewriteBytes writeDynamic(onnx::ModelProto& model, const DynamicPlan& plan, const CompressedModel& source,
                          const std::string& prefix);

}  // namespace bitwright

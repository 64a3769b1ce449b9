// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/plan/own_integers.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/graph/main_graph.h"
#include "core/lowering/plan/sum_overflow.h"

namespace bitwright {

namespace {

struct WeightInput {
  std::string_view op;
  int input;
};
constexpr auto kWeightInputs = std::to_array<WeightInput>({{"QLinearConv", 3},
                                                           {"ConvInteger", 1},
                                                           {"QLinearMatMul", 3},
                                                           {"MatMulInteger", 1},
                                                           {"QGemm", 3},
                                                           {"DynamicQuantizeMatMul", 1},
                                                           {"MatMulIntegerToFloat", 1},
                                                           {"Conv", 1},
                                                           {"MatMul", 1},
                                                           {"Gemm", 1},
                                                           {"DynamicQuantizeLSTM", 1},
                                                           {"DynamicQuantizeLSTM", 2}});

/// The stored int8 tensor that a value is, itself or behind a DequantizeLinear; null for none.
const WeightTensor* ownWeight(const MainGraph& graph, const std::string& value) {
  const auto* tensor = graph.constant(value);
  if (const int producer = graph.producer(value); tensor == nullptr && producer >= 0) {
    const auto& decode = graph.node(producer);
    if (decode.op_type() == "DequantizeLinear" && decode.input_size() > 0) tensor = graph.constant(decode.input(0));
  }
  return tensor != nullptr && tensor->type == DataType::int8 ? tensor : nullptr;
}

/// Whether a weight that a node multiplies by has sums that leave 16 bits.
bool overflows(const MainGraph& graph, const onnx::NodeProto& node) {
  return std::any_of(kWeightInputs.begin(), kWeightInputs.end(), [&](const WeightInput& weight) {
    if (node.op_type() != weight.op || node.input_size() <= weight.input) return false;
    const auto* tensor = ownWeight(graph, node.input(weight.input));
    return tensor != nullptr && weightOverflows(node, tensor->shape, tensor->bytes);
  });
}

}  // namespace

std::optional<Message> ownSumsOverflow(const CompressedModel& compressed) {
  const auto target = compressed.recipe.activations.target;
  if (target == TargetProcessor::vnni) return std::nullopt;
  const auto& graph = mainGraph(*compressed.model);
  std::int64_t overflowing = 0;
  for (const int index : graph.order()) {
    if (overflows(graph, graph.node(index))) ++overflowing;
  }
  if (overflowing == 0) return std::nullopt;
  return Message(BW_MESSAGE("integer.own_overflow",
                            "the model brings %1 layers in integers whose 16-bit sums can overflow on processors "
                            "without VNNI; they stay as they are"),
                 {overflowing});
}

}  // namespace bitwright

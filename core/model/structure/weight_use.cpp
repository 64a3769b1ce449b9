// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/structure/weight_use.h"

#include <algorithm>
#include <numeric>
#include <string_view>

#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

WeightUse axis(int wanted, int rank) {
  return WeightUse{wanted < rank ? wanted : -1};
}

}  // namespace

std::optional<WeightUse> weightUse(const onnx::NodeProto& node, int input, const std::vector<std::int64_t>& shape) {
  if (!isDefaultDomain(node.domain())) return std::nullopt;
  const auto& op = node.op_type();
  const int rank = static_cast<int>(shape.size());
  if (op == "Conv" && input == 1) return axis(0, rank);
  if (op == "ConvTranspose" && input == 1) return axis(1, rank);
  if (op == "Gemm" && input == 1) return axis(integerAttribute(node, "transB", 0) != 0 ? 0 : 1, rank);
  // A constant on the left of a product: its rows are what comes out.
  if (op == "Gemm" && input == 0) return axis(integerAttribute(node, "transA", 0) != 0 ? 1 : 0, rank);
  if (op == "MatMul" && input == 1) return WeightUse{rank >= 2 ? rank - 1 : -1};
  if (op == "MatMul" && input == 0) return WeightUse{rank >= 2 ? rank - 2 : -1};
  if ((op == "LSTM" || op == "GRU" || op == "RNN") && (input == 1 || input == 2)) return axis(1, rank);
  if (op == "Gather" && input == 0 && rank == 2) return WeightUse{integerAttribute(node, "axis", 0) == 0 ? 0 : -1};
  return std::nullopt;
}

bool isQuantizedOperator(const onnx::NodeProto& node) {
  const std::string_view op = node.op_type();
  const bool linear =
      op.starts_with("QLinear") || op == "QuantizeLinear" || op == "DequantizeLinear" || op == "DynamicQuantizeLinear";
  if (linear || op == "ConvInteger" || op == "MatMulInteger") return true;
  if (node.domain() != "com.microsoft") return false;
  constexpr std::string_view kOthers[] = {
      "QGemm",      "QAttention",           "QEmbedLayerNormalization", "MatMulNBits",         "MatMulBnb4",
      "MatMulFpQ4", "MatMulIntegerToFloat", "DynamicQuantizeMatMul",    "DynamicQuantizeLSTM", "GatherBlockQuantized"};
  return std::find(std::begin(kOthers), std::end(kOthers), op) != std::end(kOthers);
}

std::optional<std::vector<int>> passedOn(const onnx::NodeProto& node, int rank) {
  if (!isDefaultDomain(node.domain()) || node.input_size() != 1 || node.output_size() != 1) return std::nullopt;
  std::vector<int> permutation(static_cast<std::size_t>(rank));
  std::iota(permutation.begin(), permutation.end(), 0);
  if (node.op_type() == "Identity") return permutation;
  if (node.op_type() != "Transpose") return std::nullopt;
  const auto* attribute = findAttribute(node, "perm");
  if (attribute == nullptr) {
    std::reverse(permutation.begin(), permutation.end());
    return permutation;
  }
  if (attribute->ints_size() != rank) return std::nullopt;
  std::vector<bool> seen(static_cast<std::size_t>(rank), false);
  for (int index = 0; index < rank; ++index) {
    const auto from = attribute->ints(index);
    if (from < 0 || from >= rank || seen[static_cast<std::size_t>(from)]) return std::nullopt;
    seen[static_cast<std::size_t>(from)] = true;
    permutation[static_cast<std::size_t>(index)] = static_cast<int>(from);
  }
  return permutation;
}

}  // namespace bitwright

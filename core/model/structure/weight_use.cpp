// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/structure/weight_use.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>

#include "core/model/structure/scopes.h"
#include "core/model/structure/weight_operators.h"

namespace bitwright {

namespace {

WeightUse axis(int wanted, int rank) {
  return WeightUse{wanted >= 0 && wanted < rank ? wanted : -1};
}

/// The axis of a product's operand that its result has too: [batch…, rows, columns], one of them transposed, or, by
/// transBatch, the batch behind the first axis.
int productAxis(const onnx::NodeProto& node, bool left, int rank) {
  if (rank < 2) return -1;
  const bool transposed = integerAttribute(node, left ? "transA" : "transB", 0) != 0;
  const bool batchInside = integerAttribute(node, left ? "transBatchA" : "transBatchB", 0) != 0;
  const bool last = left == transposed;
  if (last) return rank - 1;
  return batchInside ? 0 : rank - 2;
}

/// The axis of an Einsum's operand that the result has and no other operand; of several the longest. -1 where there is
/// none, or where an ellipsis hides it.
int einsumAxis(const onnx::NodeProto& node, int input, const std::vector<std::int64_t>& shape) {
  const auto* attribute = findAttribute(node, "equation");
  if (attribute == nullptr) return -1;
  std::string text = attribute->s();
  std::erase(text, ' ');
  const auto arrow = text.find("->");
  if (arrow == std::string::npos || text.find('.') != std::string::npos) return -1;
  const auto result = text.substr(arrow + 2);
  std::vector<std::string> terms(1);
  for (const char letter : text.substr(0, arrow)) {
    if (letter == ',')
      terms.emplace_back();
    else
      terms.back() += letter;
  }
  const auto own = static_cast<std::size_t>(input);
  if (own >= terms.size() || terms[own].size() != shape.size()) return -1;
  int found = -1;
  for (std::size_t at = 0; at < shape.size(); ++at) {
    const char letter = terms[own][at];
    bool elsewhere = result.find(letter) == std::string::npos || terms[own].find(letter) != terms[own].rfind(letter);
    for (std::size_t term = 0; term < terms.size(); ++term)
      elsewhere = elsewhere || (term != own && terms[term].find(letter) != std::string::npos);
    if (!elsewhere && (found < 0 || shape[at] >= shape[static_cast<std::size_t>(found)])) found = static_cast<int>(at);
  }
  return found;
}

}  // namespace

std::optional<WeightUse> weightUse(const onnx::NodeProto& node, int input, const std::vector<std::int64_t>& shape) {
  const auto& op = node.op_type();
  const int rank = static_cast<int>(shape.size());
  if (const auto* row = weightInput(node.domain(), op, input)) {
    switch (row->channel) {
      case ChannelRule::first:
        return axis(0, rank);
      case ChannelRule::second:
        return axis(1, rank);
      case ChannelRule::last:
        return axis(rank - 1, rank);
      case ChannelRule::productLeft:
        return axis(productAxis(node, true, rank), rank);
      case ChannelRule::productRight:
        return axis(productAxis(node, false, rank), rank);
    }
  }
  if (!isDefaultDomain(node.domain())) return std::nullopt;
  // A constant on the left of a product: its rows are what comes out.
  if (op == "MatMul" && (input == 0 || input == 1)) return axis(productAxis(node, input == 0, rank), rank);
  if (op == "Einsum") return axis(einsumAxis(node, input, shape), rank);
  if (op == "Gather" && input == 0 && rank >= 2) {
    const auto at = integerAttribute(node, "axis", 0);
    return WeightUse{at == 0 || at == -rank ? 0 : -1};
  }
  return std::nullopt;
}

bool isQuantizedOperator(const onnx::NodeProto& node) {
  const std::string_view op = node.op_type();
  const bool linear =
      op.starts_with("QLinear") || op == "QuantizeLinear" || op == "DequantizeLinear" || op == "DynamicQuantizeLinear";
  if (linear || op == "ConvInteger" || op == "MatMulInteger") return true;
  if (node.domain() != "com.microsoft") return false;
  if (op.starts_with("QOrdered")) return true;
  constexpr std::string_view kCoded[] = {"QGemm",
                                         "QAttention",
                                         "QEmbedLayerNormalization",
                                         "QMoE",
                                         "MatMulNBits",
                                         "MatMulBnb4",
                                         "MatMulFpQ4",
                                         "MatMulInteger16",
                                         "MatMulIntegerToFloat",
                                         "DynamicQuantizeMatMul",
                                         "DynamicQuantizeLSTM",
                                         "GatherBlockQuantized",
                                         "GemmFloat8",
                                         "DequantizeBFP",
                                         "QuantizeBFP",
                                         "QuantizeWithOrder",
                                         "DequantizeWithOrder"};
  return std::find(std::begin(kCoded), std::end(kCoded), op) != std::end(kCoded);
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

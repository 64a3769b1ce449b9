// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/graph/macs/mac_node.h"

namespace bitwright {

const MacOperator* macOperator(std::string_view domain, std::string_view op) {
  using enum MacRule;
  using enum MacKind;
  static constexpr MacOperator kOperators[] = {
      {"Conv", convolution, floats, 1},
      {"FusedConv", convolution, floats, 1},
      {"NhwcFusedConv", convolution, floats, 1},
      {"ConvInteger", convolution, integers, 1},
      {"QLinearConv", convolution, integers, 3},
      {"ConvTranspose", transposedConvolution, floats, 1},
      {"MatMul", product, floats, 1},
      {"FusedMatMul", product, floats, 1},
      {"TransposeMatMul", product, floats, 1},
      {"FusedMatMulActivation", product, floats, 1},
      {"MatMulInteger", product, integers, 1},
      {"MatMulInteger16", product, integers, 1},
      {"MatMulIntegerToFloat", product, integers, 1},
      {"DynamicQuantizeMatMul", product, integers, 1},
      {"QLinearMatMul", product, integers, 3},
      {"MatMulNBits", product, integersAtLevel4, 1},
      {"MatMulBnb4", product, floats, 1},
      {"MatMulFpQ4", product, floats, 1},
      {"Gemm", gemm, floats, 1},
      {"FusedGemm", gemm, floats, 1},
      {"GemmFastGelu", product, floats, 1},
      {"QGemm", gemm, integers, 3},
      {"LSTM", recurrent, floats, 1},
      {"GRU", recurrent, floats, 1},
      {"RNN", recurrent, floats, 1},
      {"DynamicQuantizeLSTM", recurrent, integers, 1},
      {"MultiHeadAttention", attention, floats, 1},
      {"QAttention", packedAttention, integers, 1},
      {"Einsum", einsum, floats, 1},
      {"DeformConv", unknown, floats, 1},
      {"GroupQueryAttention", unknown, floats, 1},
      {"DecoderAttention", unknown, floats, 1},
      {"DecoderMaskedSelfAttention", unknown, floats, 1},
      {"DecoderMaskedMultiHeadAttention", unknown, floats, 1},
      {"LongformerAttention", unknown, floats, 1},
      {"SparseAttention", unknown, floats, 1},
      {"MoE", unknown, floats, 1},
      {"QMoE", unknown, floats, 1},
  };
  // One name in both domains, with other inputs.
  static constexpr MacOperator kAttention{"Attention", attention, floats, 1};
  static constexpr MacOperator kPackedAttention{"Attention", packedAttention, floats, 1};
  const bool isDefault = domain.empty() || domain == "ai.onnx";
  if (!isDefault && domain != "com.microsoft") return nullptr;
  if (op == "Attention") return isDefault ? &kAttention : &kPackedAttention;
  const auto* found = std::find_if(std::begin(kOperators), std::end(kOperators),
                                   [op](const MacOperator& each) { return each.op == op; });
  return found == std::end(kOperators) ? nullptr : found;
}

}  // namespace bitwright

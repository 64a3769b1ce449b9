// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/structure/weight_operators.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace bitwright {

namespace {

constexpr std::string_view kOwn = "";
constexpr std::string_view kFused = "com.microsoft";

using enum ChannelRule;
using enum OtherInput;

constexpr WeightInput kWeights[] = {
    {kOwn, "Conv", 1, first},
    {kOwn, "ConvTranspose", 1, second},
    {kOwn, "DeformConv", 1, first},
    {kOwn, "CausalConvWithState", 1, first},
    {kOwn, "LSTM", 1, second},
    {kOwn, "LSTM", 2, second},
    {kOwn, "GRU", 1, second},
    {kOwn, "GRU", 2, second},
    {kOwn, "RNN", 1, second},
    {kOwn, "RNN", 2, second},
    {kOwn, "Gemm", 0, productLeft},
    {kOwn, "Gemm", 1, productRight},
    {kFused, "Attention", 1, last},
    {kFused, "PackedAttention", 1, last},
    {kFused, "LongformerAttention", 1, last},
    {kFused, "LongformerAttention", 4, last},
    {kFused, "DecoderAttention", 2, last},
    {kFused, "DecoderAttention", 3, last},
    {kFused, "GatedRelativePositionBias", 3, last},
    {kFused, "EmbedLayerNormalization", 2, first},
    {kFused, "EmbedLayerNormalization", 3, first},
    {kFused, "EmbedLayerNormalization", 4, first},
    {kFused, "RelativePositionBias", 0, last},
    {kFused, "TorchEmbedding", 0, first},
    {kFused, "WordConvEmbedding", 1, first},
    {kFused, "WordConvEmbedding", 3, first},
    {kFused, "FusedConv", 1, first},
    {kFused, "NhwcFusedConv", 1, first},
    {kFused, "NhwcConv", 1, first},
    {kFused, "CausalConvWithState", 1, first},
    {kFused, "ConvTransposeWithDynamicPads", 1, second},
    {kFused, "FusedGemm", 0, productLeft},
    {kFused, "FusedGemm", 1, productRight},
    {kFused, "GemmFastGelu", 1, last},
    {kFused, "FusedMatMul", 0, productLeft},
    {kFused, "FusedMatMul", 1, productRight},
    {kFused, "FusedMatMulActivation", 0, productLeft},
    {kFused, "FusedMatMulActivation", 1, productRight},
    {kFused, "TransposeMatMul", 0, productLeft},
    {kFused, "TransposeMatMul", 1, productRight},
    {kFused, "AttnLSTM", 1, second},
    {kFused, "AttnLSTM", 2, second},
    {kFused, "MoE", 2, second},  // [experts, outputs, inputs]
    {kFused, "MoE", 4, second},
    {kFused, "MoE", 6, second},
};

struct OtherRow {
  std::string_view domain;
  std::string_view op;
  OtherInput is;
  std::uint32_t inputs;  ///< a bit an input
};

constexpr std::uint32_t kAll = 0xFFFFFFFFU;
constexpr std::uint32_t kBehindFirst = kAll - 1U;
template <class... Inputs>
constexpr std::uint32_t at(Inputs... inputs) {
  return ((1U << static_cast<unsigned int>(inputs)) | ...);
}

constexpr OtherRow kOthers[] = {
    {kOwn, "Conv", parameter, at(2)},
    {kOwn, "ConvTranspose", parameter, at(2)},
    {kOwn, "DeformConv", parameter, at(3)},
    {kOwn, "CausalConvWithState", parameter, at(2, 3)},
    {kOwn, "BatchNormalization", parameter, kBehindFirst},
    {kOwn, "InstanceNormalization", parameter, kBehindFirst},
    {kOwn, "LayerNormalization", parameter, kBehindFirst},
    {kOwn, "GroupNormalization", parameter, kBehindFirst},
    {kOwn, "RMSNormalization", parameter, kBehindFirst},
    {kOwn, "SimplifiedLayerNormalization", parameter, kBehindFirst},
    {kOwn, "LSTM", parameter, at(3, 5, 6, 7)},  // the bias, the first states, the peepholes
    {kOwn, "GRU", parameter, at(3, 5)},
    {kOwn, "RNN", parameter, at(3, 5)},
    {kOwn, "Clip", parameter, kBehindFirst},
    {kOwn, "Pad", parameter, at(2)},
    {kOwn, "Dropout", parameter, kBehindFirst},
    {kFused, "Attention", parameter, at(2)},
    {kFused, "PackedAttention", parameter, at(2)},
    {kFused, "MultiHeadAttention", parameter, at(3)},
    {kFused, "PackedMultiHeadAttention", parameter, at(3)},
    {kFused, "DecoderMaskedMultiHeadAttention", parameter, at(10)},
    {kFused, "DecoderAttention", parameter, at(4)},
    {kFused, "LongformerAttention", parameter, at(2, 5)},
    {kFused, "GatedRelativePositionBias", parameter, at(1, 4, 5)},
    {kFused, "LayerNormalization", parameter, kBehindFirst},
    {kFused, "SimplifiedLayerNormalization", parameter, kBehindFirst},
    {kFused, "SkipLayerNormalization", parameter, at(2, 3, 4)},
    {kFused, "SkipSimplifiedLayerNormalization", parameter, at(2, 3)},
    {kFused, "EmbedLayerNormalization", parameter, at(5, 6)},
    {kFused, "GroupNorm", parameter, at(1, 2)},
    {kFused, "SkipGroupNorm", parameter, at(1, 2, 4)},
    {kFused, "WordConvEmbedding", parameter, at(2)},
    {kFused, "FusedConv", parameter, at(2)},
    {kFused, "NhwcFusedConv", parameter, at(2)},
    {kFused, "NhwcConv", parameter, at(2)},
    {kFused, "CausalConvWithState", parameter, at(2, 3)},
    {kFused, "ConvTransposeWithDynamicPads", parameter, at(3)},
    {kFused, "GemmFastGelu", parameter, at(2)},
    {kFused, "FastGelu", parameter, at(1)},
    {kFused, "BiasGelu", parameter, at(1)},
    {kFused, "BiasAdd", parameter, at(1)},
    {kFused, "BiasSplitGelu", parameter, at(1)},
    {kFused, "AttnLSTM", parameter, at(3, 5, 6, 7)},
    {kFused, "MoE", parameter, at(3, 5, 7)},
    {kOwn, "Gemm", elementwise, at(2)},
    {kFused, "FusedGemm", elementwise, at(2)},
    {kOwn, "Gather", elementwise, at(0)},  // one of a vector: a number each
    {kOwn, "Resize", decision, kBehindFirst},
    {kOwn, "Upsample", decision, kBehindFirst},
    {kOwn, "OneHot", decision, kAll},
    {kOwn, "NonMaxSuppression", decision, kAll},
    {kOwn, "RoiAlign", decision, kBehindFirst},
    {kOwn, "MaxRoiPool", decision, kBehindFirst},
    {kOwn, "GridSample", decision, kBehindFirst},
    {kOwn, "AffineGrid", decision, kAll},
};

/// Each of their inputs is joined with the others element by element, or is alone changed so.
constexpr std::string_view kElementwise[] = {"Abs",     "Add",      "Div",  "Exp", "Log",   "Max",        "Mean",
                                             "Min",     "Mul",      "Neg",  "Pow", "PRelu", "Reciprocal", "Relu",
                                             "Sigmoid", "Softplus", "Sqrt", "Sub", "Sum",   "Tanh",       "Where"};

/// What they make of values is an index, a count, a yes or no.
constexpr std::string_view kDecisions[] = {
    "ArgMax",  "ArgMin", "Bernoulli", "Ceil", "Equal",       "Floor", "Greater",     "GreaterOrEqual",
    "Hardmax", "IsInf",  "IsNaN",     "Less", "LessOrEqual", "Mod",   "Multinomial", "NonZero",
    "Range",   "Round",  "Shape",     "Sign", "Size",        "TopK",  "Unique"};

std::string_view plain(std::string_view domain) {
  return domain == "ai.onnx" ? kOwn : domain;
}

template <std::size_t N>
bool isAmong(const std::string_view (&names)[N], std::string_view op) {
  return std::find(std::begin(names), std::end(names), op) != std::end(names);
}

}  // namespace

const WeightInput* weightInput(std::string_view domain, std::string_view op, int input) {
  const auto* found = std::find_if(std::begin(kWeights), std::end(kWeights), [&](const WeightInput& row) {
    return row.input == input && row.op == op && row.domain == plain(domain);
  });
  return found != std::end(kWeights) ? found : nullptr;
}

OtherInput otherInput(std::string_view domain, std::string_view op, int input) {
  constexpr int kBits = 32;
  const auto bit = 1U << static_cast<unsigned int>(std::min(input, kBits - 1));
  const auto* found = std::find_if(std::begin(kOthers), std::end(kOthers), [&](const OtherRow& row) {
    return row.op == op && row.domain == plain(domain) && (row.inputs & bit) != 0;
  });
  if (found != std::end(kOthers)) return found->is;
  if (plain(domain) != kOwn) return unknown;
  if (isAmong(kElementwise, op)) return elementwise;
  return isAmong(kDecisions, op) ? decision : unknown;
}

}  // namespace bitwright

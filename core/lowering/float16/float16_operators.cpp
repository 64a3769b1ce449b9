// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/float16/float16_operators.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

/// Inputs of the operator's own float type: all, the first, or the first and the third (a value that fills).
enum class Takes { all, first, firstAndThird, secondAndThird };

struct HalfOperator {
  std::string_view op;
  Takes takes;
  bool rounds;
};

constexpr std::array kFloat16Operators{
    HalfOperator{"Abs", Takes::all, false},
    HalfOperator{"Add", Takes::all, true},
    HalfOperator{"AveragePool", Takes::all, true},
    HalfOperator{"BatchNormalization", Takes::all, true},
    HalfOperator{"Clip", Takes::all, false},
    HalfOperator{"Concat", Takes::all, false},
    HalfOperator{"Conv", Takes::all, true},
    HalfOperator{"ConvTranspose", Takes::all, true},
    HalfOperator{"DepthToSpace", Takes::all, false},
    HalfOperator{"Div", Takes::all, true},
    HalfOperator{"Dropout", Takes::first, false},
    HalfOperator{"Elu", Takes::all, true},
    HalfOperator{"Erf", Takes::all, true},
    HalfOperator{"Exp", Takes::all, true},
    HalfOperator{"Expand", Takes::first, false},
    HalfOperator{"Flatten", Takes::all, false},
    HalfOperator{"Gather", Takes::first, false},
    HalfOperator{"Gelu", Takes::all, true},
    HalfOperator{"Gemm", Takes::all, true},
    HalfOperator{"GlobalAveragePool", Takes::all, true},
    HalfOperator{"GlobalMaxPool", Takes::all, false},
    HalfOperator{"HardSigmoid", Takes::all, true},
    HalfOperator{"HardSwish", Takes::all, true},
    HalfOperator{"Identity", Takes::all, false},
    HalfOperator{"InstanceNormalization", Takes::all, true},
    HalfOperator{"LRN", Takes::all, true},
    HalfOperator{"LayerNormalization", Takes::all, true},
    HalfOperator{"LeakyRelu", Takes::all, true},
    HalfOperator{"LogSoftmax", Takes::all, true},
    HalfOperator{"MatMul", Takes::all, true},
    HalfOperator{"Max", Takes::all, false},
    HalfOperator{"MaxPool", Takes::all, false},
    HalfOperator{"Mean", Takes::all, true},
    HalfOperator{"Min", Takes::all, false},
    HalfOperator{"Mul", Takes::all, true},
    HalfOperator{"Neg", Takes::all, false},
    HalfOperator{"PRelu", Takes::all, true},
    HalfOperator{"Pad", Takes::firstAndThird, false},
    HalfOperator{"Reciprocal", Takes::all, true},
    HalfOperator{"ReduceMax", Takes::first, false},
    HalfOperator{"ReduceMean", Takes::first, true},
    HalfOperator{"ReduceMin", Takes::first, false},
    HalfOperator{"ReduceSum", Takes::first, true},
    HalfOperator{"Relu", Takes::all, false},
    HalfOperator{"Reshape", Takes::first, false},
    HalfOperator{"Resize", Takes::first, true},
    HalfOperator{"Selu", Takes::all, true},
    HalfOperator{"Sigmoid", Takes::all, true},
    HalfOperator{"Slice", Takes::first, false},
    HalfOperator{"Softmax", Takes::all, true},
    HalfOperator{"Softplus", Takes::all, true},
    HalfOperator{"Softsign", Takes::all, true},
    HalfOperator{"SpaceToDepth", Takes::all, false},
    HalfOperator{"Split", Takes::first, false},
    HalfOperator{"Sqrt", Takes::all, true},
    HalfOperator{"Squeeze", Takes::first, false},
    HalfOperator{"Sub", Takes::all, true},
    HalfOperator{"Sum", Takes::all, true},
    HalfOperator{"Tanh", Takes::all, true},
    HalfOperator{"Tile", Takes::first, false},
    HalfOperator{"Transpose", Takes::all, false},
    HalfOperator{"Unsqueeze", Takes::first, false},
    HalfOperator{"Where", Takes::secondAndThird, false},
};

/// BatchNormalization has types of their own for its parameters: mean and variance from version 14 on, all of them from
/// version 15 on.
constexpr std::int64_t kNormMomentsOpset = 14;
constexpr std::int64_t kNormFactorsOpset = 15;

const HalfOperator* halfOperator(const onnx::NodeProto& node) {
  if (!isDefaultDomain(node.domain())) return nullptr;
  const auto found = std::find_if(kFloat16Operators.begin(), kFloat16Operators.end(),
                                  [&](const HalfOperator& known) { return known.op == node.op_type(); });
  return found != kFloat16Operators.end() ? &*found : nullptr;
}

}  // namespace

std::vector<int> float16Inputs(const onnx::NodeProto& node, std::int64_t opset) {
  const auto* op = halfOperator(node);
  if (op == nullptr || opset < kHalfOpset) return {};
  int count = node.input_size();
  if (op->op == "BatchNormalization") count = opset >= kNormFactorsOpset ? 1 : opset >= kNormMomentsOpset ? 3 : count;
  std::vector<int> inputs;
  for (int at = 0; at < std::min(count, node.input_size()); ++at) {
    const bool taken = op->takes == Takes::all || (op->takes == Takes::first && at == 0) ||
                       (op->takes == Takes::firstAndThird && (at == 0 || at == 2)) ||
                       (op->takes == Takes::secondAndThird && (at == 1 || at == 2));
    if (taken && !node.input(at).empty()) inputs.push_back(at);
  }
  return inputs;
}

std::vector<int> float16Outputs(const onnx::NodeProto& node) {
  std::vector<int> outputs;
  for (int at = 0; at < (node.op_type() == "Split" ? node.output_size() : 1); ++at) {
    if (at < node.output_size() && !node.output(at).empty()) outputs.push_back(at);
  }
  return outputs;
}

bool roundsResults(const onnx::NodeProto& node) {
  const auto* op = halfOperator(node);
  return op != nullptr && op->rounds;
}

}  // namespace bitwright

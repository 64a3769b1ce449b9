// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/plan/integer_operators.h"

#include <algorithm>
#include <array>

#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

constexpr std::array kIntegerOperators{
    IntegerOperator{"Conv", IntegerRole::weighted, 10, "QLinearConv", false},
    IntegerOperator{"MatMul", IntegerRole::weighted, 10, "QLinearMatMul", false},
    IntegerOperator{"Gemm", IntegerRole::weighted, 10, "QGemm", true},
    IntegerOperator{"Reshape", IntegerRole::passing, 5, "", false},
    IntegerOperator{"Flatten", IntegerRole::passing, 9, "", false},
    IntegerOperator{"Transpose", IntegerRole::passing, 1, "", false},
    IntegerOperator{"Squeeze", IntegerRole::passing, 1, "", false},
    IntegerOperator{"Unsqueeze", IntegerRole::passing, 1, "", false},
    IntegerOperator{"Slice", IntegerRole::passing, 10, "", false},
    IntegerOperator{"Gather", IntegerRole::passing, 1, "", false},
    IntegerOperator{"Split", IntegerRole::passing, 13, "", false},
    IntegerOperator{"MaxPool", IntegerRole::passing, 12, "", false},
    IntegerOperator{"Resize", IntegerRole::passing, 11, "", false},
    IntegerOperator{"Add", IntegerRole::elementwise, 7, "QLinearAdd", true},
    IntegerOperator{"Mul", IntegerRole::elementwise, 7, "QLinearMul", true},
    IntegerOperator{"Concat", IntegerRole::joining, 4, "QLinearConcat", true},
    IntegerOperator{"AveragePool", IntegerRole::pooling, 7, "QLinearAveragePool", true},
    IntegerOperator{"GlobalAveragePool", IntegerRole::pooling, 1, "QLinearGlobalAveragePool", true},
    IntegerOperator{"LeakyRelu", IntegerRole::pooling, 6, "QLinearLeakyRelu", true},
    IntegerOperator{"Sigmoid", IntegerRole::pooling, 6, "QLinearSigmoid", true},
    IntegerOperator{"Relu", IntegerRole::clamping, 1, "", false},
    IntegerOperator{"Clip", IntegerRole::clamping, 1, "", false},
};

}  // namespace

const IntegerOperator* integerOperator(const onnx::NodeProto& node) {
  return isDefaultDomain(node.domain()) ? integerOperator(node.op_type()) : nullptr;
}

const IntegerOperator* integerOperator(std::string_view op) {
  const auto found = std::find_if(kIntegerOperators.begin(), kIntegerOperators.end(),
                                  [op](const IntegerOperator& known) { return known.op == op; });
  return found != kIntegerOperators.end() ? &*found : nullptr;
}

}  // namespace bitwright

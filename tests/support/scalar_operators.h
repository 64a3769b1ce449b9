// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/data_type.h"

namespace bitwright::test {

/// A tensor whose values are held exactly: integers of up to 32 bits, or float32.
struct ScalarTensor {
  DataType type = DataType::undefined;
  std::vector<std::int64_t> shape;
  std::vector<double> values;
};

/// What a node of one of the operators QuantizeLinear, DequantizeLinear, DynamicQuantizeLinear, QLinearConv,
/// QLinearMatMul, ConvInteger and MatMulInteger makes (its first output), by the pages https://onnx.ai/onnx/operators/
/// and one value after the other: written from the pages alone, sharing nothing with the library or an engine. An input
/// that is left out is an undefined tensor. Nothing for other operators.
[[nodiscard]] std::optional<ScalarTensor> scalarResult(const onnx::NodeProto& node,
                                                       const std::vector<ScalarTensor>& inputs);

}  // namespace bitwright::test

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace bitwright {

/// Where the output channels of a weight lie.
enum class ChannelRule {
  first,        ///< axis 0
  second,       ///< axis 1
  last,         ///< the last axis
  productLeft,  ///< rows of a product's left operand
  productRight  ///< columns of its right operand; both by transA, transB and those of the batch
};

/// An operator's input that is a weight: a table, a matrix, a kernel it multiplies by.
struct WeightInput {
  std::string_view domain;  ///< "" the default one
  std::string_view op;
  int input;
  ChannelRule channel;
};

/// The row for `input` of operator `op`; null for none. Einsum, Gather and MatMul, whose axis hangs on more than the
/// operator's name, are in weight_use.cpp. Operators of https://onnx.ai/onnx/operators/ and, of the domain
/// com.microsoft, of https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md; what they multiply
/// and accumulate is in core/graph/mac_operators.cpp.
[[nodiscard]] const WeightInput* weightInput(std::string_view domain, std::string_view op, int input);

/// What an operator does with an input that is no weight.
enum class OtherInput {
  parameter,    ///< a bias, scale, or first state: a value a channel, whatever its shape
  elementwise,  ///< joined with others element by element: a vector is a bias or a scale, a matrix more
  decision,     ///< is compared, counted, taken for a size or a position: rounding it changes what is computed
  unknown       ///< anything else
};
[[nodiscard]] OtherInput otherInput(std::string_view domain, std::string_view op, int input);

}  // namespace bitwright

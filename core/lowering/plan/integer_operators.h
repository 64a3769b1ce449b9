// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <string_view>

namespace bitwright {

/// What an operator means for values that exist as integers.
enum class IntegerRole {
  none,         ///< computes in floats
  weighted,     ///< multiplies with a stored weight (input 1) and may add a stored bias (input 2)
  passing,      ///< moves or picks elements of input 0: its result has the scale and zero point of what it is given
  elementwise,  ///< of two values, each with a scale of its own
  joining,      ///< Concat: of any number of values
  pooling,      ///< averages, or maps, input 0 alone
  clamping,     ///< Relu, Clip: what a range that starts and ends there does by itself
};

/// An operator of the default domain that stock ONNX Runtime computes in integers on the CPU, and its name in form
/// qoperator.
struct IntegerOperator {
  std::string_view op;
  IntegerRole role = IntegerRole::none;
  std::int64_t leastOpset = 1;  ///< below it takes no 8-bit values
  std::string_view qoperator;   ///< empty: the operator itself takes integers
  bool contributed = false;     ///< `qoperator` is of the domain com.microsoft
};

/// Null for operators that compute in floats.
/// Kernels: ONNX Runtime's docs/OperatorKernels.md and docs/ContribOperators.md.
[[nodiscard]] const IntegerOperator* integerOperator(const onnx::NodeProto& node);
/// The same of the default domain's operator of that name.
[[nodiscard]] const IntegerOperator* integerOperator(std::string_view op);

}  // namespace bitwright

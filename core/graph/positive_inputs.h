// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <unordered_map>

#include "core/graph/input_hessian.h"
#include "core/model/model.h"

namespace bitwright {

/// Which layers read values whose mean is above zero by what makes them: a Relu, a Sigmoid, a Softmax, a Clip from zero
/// on, a HardSwish or x · sigmoid(x), also behind pooling, sums of such, and what moves values. What errors of such a
/// layer's weights change of its result is mostly their sum times that mean.
class PositiveInputs {
 public:
  explicit PositiveInputs(const Model& model);

  /// How a weight meets its inputs, where every reader is a Conv, Gemm or MatMul of the main graph that reads such
  /// values, and all meet them alike; null for others.
  [[nodiscard]] const InputHessian* of(std::size_t tensor) const;

 private:
  std::unordered_map<std::size_t, InputHessian> layers_;
};

/// That of a model: made at the first call, kept beside the model. Safe to call from several threads.
[[nodiscard]] const PositiveInputs& positiveInputs(const Model& model);

}  // namespace bitwright

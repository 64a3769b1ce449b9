// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>

#include "core/base/message.h"
#include "core/model/model.h"

namespace bitwright {

/// Where ONNX Runtime makes something wrong of a DequantizeLinear by fusing or moving what reads it, and what helps.
/// All that is said here was found by running files in 1.20 to 1.32: tests/benchmarks/fused_forms.py.
///   Transpose             up to 1.27 takes a DequantizeLinear without a zero point along in a form that does not load
///                         or gives other numbers: write the zero point even where it is 0. Those of 2 bits load in no
///                         version: do not write 2 bits. With a scale a block all is well. It is carried there
///                         through much that does not multiply by the weight: write the zero point for all that
///   MatMul, Gemm, 2 bits  the fused kernel gives other numbers at each run where the columns are no multiple of four:
///                         do not write 2 bits
class FusedReaders {
 public:
  explicit FusedReaders(const Model& model);

  /// Why codes of so many stored bits must not stand in a DequantizeLinear for this tensor; nothing where they may.
  /// `blocked`: with a scale a block.
  [[nodiscard]] std::optional<MessageText> refuses(const WeightTensor& tensor, int bits, bool blocked) const;
  /// Whether its zero points have to be written even where they are 0.
  [[nodiscard]] bool needsZeroPoint(const WeightTensor& tensor, bool blocked) const {
    return !blocked && (transposed_.contains(tensor.tensor) || moved_.contains(tensor.tensor));
  }

 private:
  // In whatever scope:
  std::unordered_set<std::string> transposed_;  ///< values that a Transpose reads, behind what moves or joins them
  std::unordered_set<std::string> moved_;       ///< values read by what a Transpose may be carried through
};

}  // namespace bitwright

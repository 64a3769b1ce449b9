// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/base/message.h"
#include "core/graph/channel_elements.h"
#include "core/model/model.h"

namespace bitwright {

/// A BatchNormalization that can go into the layer whose result it alone reads: with factor = γ ÷ √(variance + ε) a
/// channel, the weight becomes w · factor and the bias (b − mean) · factor + β. All tensors are float32 and read by
/// that node alone. Jacob et al. 2018, Quantization and Training of Neural Networks for Efficient
/// Integer-Arithmetic-Only Inference, section 3.2.
struct BatchNormFold {
  int layer = 0;           ///< Conv, ConvTranspose, Gemm or MatMul, by its index in the main graph
  int norm = 0;            ///< the BatchNormalization, the same
  std::size_t weight = 0;  ///< indices in Model::tensors()
  std::optional<std::size_t> ownBias;
  std::size_t factor = 0;  ///< γ; the operator calls it scale
  std::size_t shift = 0;   ///< β; the operator calls it B
  std::size_t mean = 0;
  std::size_t variance = 0;
  double epsilon = 1e-5;
  ChannelElements channels;  ///< of the weight

  /// Where the folded bias stands: the layer's own, else in β's place.
  [[nodiscard]] std::size_t bias() const { return ownBias.value_or(shift); }
};

/// A BatchNormalization that stays behind such a layer, and why.
struct UnfoldedBatchNorm {
  int layer = 0;
  int norm = 0;
  std::size_t weight = 0;
  Message reason;
};

struct BatchNormFolds {
  std::vector<BatchNormFold> folds;
  std::vector<UnfoldedBatchNorm> unfolded;
};

/// In the order of the nodes. One behind anything but a Conv, ConvTranspose, Gemm or MatMul with a stored weight is in
/// neither list.
[[nodiscard]] BatchNormFolds batchNormFolds(const Model& model);

}  // namespace bitwright

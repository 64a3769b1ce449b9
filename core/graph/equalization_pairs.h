// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/graph/channel_elements.h"
#include "core/model/model.h"

namespace bitwright {

/// Two layers of the main graph between which a channel can be scaled by any positive number without changing what the
/// model computes: divided in the first (its weight's output channels, its bias), multiplied in the second (its
/// weight's input channels). All three tensors are float32 and read by that node alone.
struct EqualizationPair {
  std::size_t first = 0;  ///< indices in Model::tensors()
  std::size_t second = 0;
  std::optional<std::size_t> bias;  ///< of the first; none: it has no bias
  ChannelElements firstChannels;
  ChannelElements secondChannels;

  [[nodiscard]] std::int64_t channels() const { return firstChannels.count(); }
};

/// Conv, ConvTranspose, Gemm and MatMul behind one another with nothing between them but what keeps positive factors of
/// a channel as they are (Relu, LeakyRelu, pooling, mean over positions, Flatten …). In the order in which they
/// compute.
[[nodiscard]] std::vector<EqualizationPair> equalizationPairs(const Model& model);

}  // namespace bitwright

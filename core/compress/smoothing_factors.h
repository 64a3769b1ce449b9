// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/graph/channel_elements.h"

namespace bitwright {

/// What was observed of the channels of a value.
struct ChannelStatistics {
  std::vector<float> lowest;
  std::vector<float> highest;
  std::vector<double> meanSquare;
};

/// A weight whose input channels meet that value.
struct MetWeight {
  std::span<const float> values;
  ChannelElements inputs;
};

/// Factors that the channels of a value are divided by, and those of the weights behind it multiplied.
struct SmoothingFactors {
  double alpha = 0.0;           ///< how much of the spread of what is read goes to the weights; 0: all factors are 1
  std::vector<double> factors;  ///< one a channel, positive, their geometric mean 1
  double gainDb = 0.0;          ///< by how much less noise what the layers give has than without
};

/// SmoothQuant (Xiao et al. 2023, section 4): max|x|^α ÷ max|w|^(1−α) for the α of 0.1 … 1 that leaves what the layers
/// give the least noise, where 8 bits with one scale are taken of the value and 8 bits with a scale an output channel
/// of the weights. The noise is worked out of the statistics: a step² ÷ 12 a channel, and never more than the channel's
/// own mean square.
[[nodiscard]] SmoothingFactors smoothingFactors(const ChannelStatistics& value, std::span<const MetWeight> weights);

}  // namespace bitwright

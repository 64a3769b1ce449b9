// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/graph/channel_elements.h"

namespace bitwright {

/// Calls `body(channel, first element)` for the runs of all channels.
template <class Body>
void forEachRun(const ChannelElements& at, Body&& body) {
  std::int64_t element = 0;
  for (std::int64_t group = 0; group < at.groups; ++group) {
    for (std::int64_t row = 0; row < at.rows; ++row) {
      for (std::int64_t channel = 0; channel < at.channels; ++channel, element += at.run)
        body(group * at.channels + channel, element);
    }
  }
}

/// Multiplies the elements of each channel by its factor: in double, rounded once.
inline void scaleChannels(std::vector<float>& values, const ChannelElements& at, const std::vector<double>& factors) {
  forEachRun(at, [&](std::int64_t channel, std::int64_t element) {
    const double factor = factors[static_cast<std::size_t>(channel)];
    for (std::int64_t i = element; i < element + at.run; ++i) {
      auto& value = values[static_cast<std::size_t>(i)];
      value = static_cast<float>(static_cast<double>(value) * factor);
    }
  });
}

}  // namespace bitwright

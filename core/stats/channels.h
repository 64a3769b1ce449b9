// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.h"

namespace bitwright {

/// A tensor as a row-major box [outer, channels, inner].
struct ChannelLayout {
  std::int64_t outer = 1;
  std::int64_t channels = 1;
  std::int64_t inner = 1;

  /// `axis` is one of the shape's.
  [[nodiscard]] static ChannelLayout of(std::span<const std::int64_t> shape, int axis);
};

/// The five numbers of a box plot, of the finite values of some neighbouring channels. Quartiles are interpolated
/// between the two nearest values (Hyndman & Fan's definition 7).
struct ChannelBox {
  std::int64_t first = 0;  ///< channel
  std::int64_t last = 0;   ///< channel, itself included
  std::int64_t count = 0;  ///< finite values; 0: the others mean nothing
  double minimum = 0.0;
  double lowerQuartile = 0.0;
  double median = 0.0;
  double upperQuartile = 0.0;
  double maximum = 0.0;
};

struct ChannelStatistics {
  std::int64_t channels = 0;
  double minimum = 0.0;  ///< lower edge of the first bin
  double maximum = 0.0;  ///< upper edge of the last
  int bins = 0;
  std::vector<ChannelBox> boxes;
  std::vector<std::int64_t> counts;  ///< of values in each bin, `bins` a box

  [[nodiscard]] double binWidth() const;
  [[nodiscard]] std::span<const std::int64_t> countsOf(std::size_t box) const;
};

/// Channels share a box with their neighbours where there are more than `mostBoxes`. Bins are of equal width over
/// [minimum, maximum].
[[nodiscard]] ChannelStatistics computeChannels(std::span<const float> values, const ChannelLayout& layout,
                                                double minimum, double maximum, int bins, int mostBoxes,
                                                const Job& job = {});

}  // namespace bitwright

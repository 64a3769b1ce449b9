// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/channels.h"

#include <algorithm>
#include <cmath>

#include "core/base/parallel.h"

namespace bitwright {

namespace {

constexpr std::int64_t kCacheLine = 16;  // floats

/// Value at `share` of the way through the sorted values; reorders them.
double quantile(std::span<float> values, double share) {
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(below);
  std::nth_element(values.begin(), at, values.end());
  const auto low = static_cast<double>(*at);
  const double rest = place - static_cast<double>(below);
  if (rest == 0.0) return low;
  return low + rest * (static_cast<double>(*std::min_element(at + 1, values.end())) - low);
}

void fill(ChannelBox& box, std::span<std::int64_t> counts, std::vector<float>& values, double minimum, double maximum) {
  std::erase_if(values, [](float value) { return !std::isfinite(value); });
  box.count = static_cast<std::int64_t>(values.size());
  if (values.empty()) return;
  const double perUnit = maximum > minimum ? static_cast<double>(counts.size()) / (maximum - minimum) : 0.0;
  for (const float value : values) {
    const auto wide = static_cast<double>(value);
    if (wide >= minimum && wide <= maximum)
      ++counts[std::min(static_cast<std::size_t>((wide - minimum) * perUnit), counts.size() - 1)];
  }
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  box.minimum = static_cast<double>(*least);
  box.maximum = static_cast<double>(*most);
  box.lowerQuartile = quantile(values, 0.25);
  box.median = quantile(values, 0.5);
  box.upperQuartile = quantile(values, 0.75);
}

}  // namespace

ChannelLayout ChannelLayout::of(std::span<const std::int64_t> shape, int axis) {
  ChannelLayout layout;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    auto& part = static_cast<int>(i) < axis    ? layout.outer
                 : static_cast<int>(i) == axis ? layout.channels
                                               : layout.inner;
    part *= shape[i];
  }
  return layout;
}

double ChannelStatistics::binWidth() const {
  return bins > 0 ? (maximum - minimum) / bins : 0.0;
}

std::span<const std::int64_t> ChannelStatistics::countsOf(std::size_t box) const {
  return std::span(counts).subspan(box * static_cast<std::size_t>(bins), static_cast<std::size_t>(bins));
}

ChannelStatistics computeChannels(std::span<const float> values, const ChannelLayout& layout, double minimum,
                                  double maximum, int bins, int mostBoxes, const Job& job) {
  ChannelStatistics result;
  result.channels = layout.channels;
  result.minimum = minimum;
  result.maximum = maximum;
  result.bins = std::max(1, bins);
  const std::int64_t together = (layout.channels + mostBoxes - 1) / std::max(1, mostBoxes);
  for (std::int64_t first = 0; first < layout.channels; first += together)
    result.boxes.push_back({.first = first, .last = std::min(layout.channels, first + together) - 1});
  const auto width = static_cast<std::size_t>(result.bins);
  result.counts.resize(result.boxes.size() * width);

  // Where channels lie beside each other in memory, as many boxes are gathered at once as share a line of the cache.
  const std::int64_t grain = std::max<std::int64_t>(1, kCacheLine / std::max<std::int64_t>(1, together * layout.inner));
  parallelFor(job, static_cast<std::int64_t>(result.boxes.size()), grain, [&](std::int64_t begin, std::int64_t end) {
    std::vector<std::vector<float>> gathered(static_cast<std::size_t>(end - begin));
    for (std::int64_t outer = 0; outer < layout.outer; ++outer) {
      for (std::int64_t at = begin; at < end; ++at) {
        const auto& box = result.boxes[static_cast<std::size_t>(at)];
        const auto from = static_cast<std::size_t>((outer * layout.channels + box.first) * layout.inner);
        const auto piece = values.subspan(from, static_cast<std::size_t>((box.last - box.first + 1) * layout.inner));
        auto& all = gathered[static_cast<std::size_t>(at - begin)];
        all.insert(all.end(), piece.begin(), piece.end());
      }
    }
    for (std::int64_t at = begin; at < end && !job.stopRequested(); ++at) {
      const auto box = static_cast<std::size_t>(at);
      fill(result.boxes[box], std::span(result.counts).subspan(box * width, width),
           gathered[static_cast<std::size_t>(at - begin)], minimum, maximum);
    }
  });
  return result;
}

}  // namespace bitwright

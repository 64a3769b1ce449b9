// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/activations/range_picture.h"

#include <algorithm>
#include <limits>

namespace bitwright {

Histogram drawnBins(const ActivationHistogram& histogram, int most) {
  const auto counts = histogram.counts();
  const auto held = [](std::int64_t count) { return count > 0; };
  const auto first = static_cast<std::size_t>(std::find_if(counts.begin(), counts.end(), held) - counts.begin());
  if (first == counts.size()) return {};
  const auto end =
      counts.size() - static_cast<std::size_t>(std::find_if(counts.rbegin(), counts.rend(), held) - counts.rbegin());
  const auto joined = (end - first + static_cast<std::size_t>(most) - 1) / static_cast<std::size_t>(most);
  Histogram drawn;
  drawn.minimum = histogram.edge(first);
  for (auto at = first; at < end; at += joined) {
    std::int64_t sum = 0;
    for (auto bin = at; bin < std::min(at + joined, end); ++bin) sum += counts[bin];
    drawn.counts.push_back(sum);
  }
  drawn.maximum = drawn.minimum + static_cast<double>(joined * drawn.counts.size()) * histogram.binWidth();
  return drawn;
}

double shareBeyond(const ActivationHistogram& histogram, double low, double high) {
  const auto counts = histogram.counts();
  const double width = histogram.binWidth();
  const auto& summary = histogram.summary();
  double beyond = 0.0;
  double all = 0.0;
  for (std::size_t bin = 0; bin < counts.size(); ++bin) {
    if (counts[bin] == 0) continue;
    const auto count = static_cast<double>(counts[bin]);
    all += count;
    // No bin reaches further than the outermost value.
    const double from = std::max(histogram.edge(bin), static_cast<double>(summary.min));
    const double to = std::min(histogram.edge(bin) + width, static_cast<double>(summary.max));
    const double below = std::clamp(low - from, 0.0, std::max(0.0, to - from));
    const double above = std::clamp(to - high, 0.0, std::max(0.0, to - from));
    if (to > from)
      beyond += count * std::min(1.0, (below + above) / (to - from));
    else if (to < low || from > high)
      beyond += count;
  }
  return all > 0.0 ? beyond / all : 0.0;
}

HandRange soundRange(double low, double high) {
  constexpr double kLargest = std::numeric_limits<float>::max();
  HandRange range{static_cast<float>(std::clamp(low, -kLargest, 0.0)),
                  static_cast<float>(std::clamp(high, 0.0, kLargest))};
  if (!range.isSound()) range.high = std::numeric_limits<float>::min();
  return range;
}

}  // namespace bitwright

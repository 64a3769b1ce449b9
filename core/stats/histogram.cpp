// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/histogram.h"

#include <algorithm>
#include <cmath>

#include "core/base/parallel.h"

namespace bitwright {

namespace {

constexpr int kMostBins = 4096;
constexpr std::int64_t kHistogramPiece = std::int64_t{1} << 18;

struct Counts {
  std::vector<std::int64_t> inside;
  std::int64_t below = 0;
  std::int64_t above = 0;
  std::int64_t nan = 0;
};

void countValues(std::span<const float> values, const Histogram& histogram, Counts& counts) {
  const double width = histogram.maximum - histogram.minimum;
  const auto bins = static_cast<double>(counts.inside.size());
  const double binsPerUnit = width > 0.0 ? bins / width : 0.0;
  for (const float value : values) {
    const auto wide = static_cast<double>(value);
    if (wide >= histogram.minimum && wide <= histogram.maximum) {
      const double at = std::min((wide - histogram.minimum) * binsPerUnit, bins - 1.0);
      ++counts.inside[static_cast<std::size_t>(at)];
    } else if (std::isnan(value)) {
      ++counts.nan;
    } else {
      ++(wide < histogram.minimum ? counts.below : counts.above);
    }
  }
}

}  // namespace

double Histogram::binWidth() const {
  return counts.empty() ? 0.0 : (maximum - minimum) / static_cast<double>(counts.size());
}

double Histogram::binCentre(std::size_t bin) const {
  return minimum + (static_cast<double>(bin) + 0.5) * binWidth();
}

std::int64_t Histogram::largestCount() const {
  return counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
}

Histogram computeHistogram(std::span<const float> values, double minimum, double maximum, int bins, const Job& job) {
  Histogram histogram;
  histogram.minimum = std::min(minimum, maximum);
  histogram.maximum = std::max(minimum, maximum);
  const bool hasWidth = histogram.maximum > histogram.minimum;
  histogram.counts.resize(static_cast<std::size_t>(hasWidth ? std::clamp(bins, 1, kMostBins) : 1));

  const auto total = static_cast<std::int64_t>(values.size());
  std::vector<Counts> pieces(static_cast<std::size_t>((total + kHistogramPiece - 1) / kHistogramPiece));
  parallelFor(job, total, kHistogramPiece, [&](std::int64_t begin, std::int64_t end) {
    Counts& counts = pieces[static_cast<std::size_t>(begin / kHistogramPiece)];
    counts.inside.resize(histogram.counts.size());
    countValues(values.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)), histogram,
                counts);
  });
  for (const Counts& counts : pieces) {
    for (std::size_t bin = 0; bin < counts.inside.size(); ++bin) histogram.counts[bin] += counts.inside[bin];
    histogram.below += counts.below;
    histogram.above += counts.above;
    histogram.nanCount += counts.nan;
  }
  return histogram;
}

}  // namespace bitwright

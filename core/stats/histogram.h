// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.h"

namespace bitwright {

/// Equal-width counts over [minimum, maximum]; the last bin holds its upper edge. Values outside and NaN are counted
/// apart.
struct Histogram {
  double minimum = 0.0;
  double maximum = 0.0;
  std::vector<std::int64_t> counts;
  std::int64_t below = 0;
  std::int64_t above = 0;
  std::int64_t nanCount = 0;

  [[nodiscard]] double binWidth() const;
  [[nodiscard]] double binCentre(std::size_t bin) const;
  [[nodiscard]] std::int64_t largestCount() const;
};

/// `bins` in 1–4096. A range of no width gives one bin that holds all that equals it.
[[nodiscard]] Histogram computeHistogram(std::span<const float> values, double minimum, double maximum, int bins,
                                         const Job& job = {});

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/model/weight_tensor.h"

namespace bitwright {

/// Moments and extremes of the finite values of a tensor, computed in float64.
struct Moments {
  std::int64_t count = 0;  ///< finite values
  std::int64_t nanCount = 0;
  std::int64_t infiniteCount = 0;
  std::int64_t zeroCount = 0;
  double minimum = 0.0;
  double maximum = 0.0;
  double mean = 0.0;
  double standardDeviation = 0.0;  ///< of the population
  double kurtosis = 0.0;           ///< fourth standardised moment (3 for a normal distribution); 0 where undefined
  std::int64_t outlierCount = 0;   ///< values further than 5 standard deviations from the mean

  [[nodiscard]] double sparsity() const;  ///< share of exact zeros in 0–1
};

/// Same result on any number of threads: partial sums over fixed pieces, merged in order.
[[nodiscard]] Moments computeMoments(const WeightTensor& tensor, const Job& job = {});
[[nodiscard]] Moments computeMoments(std::span<const float> values, const Job& job = {});

}  // namespace bitwright

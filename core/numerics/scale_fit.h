// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/encoding/weight_view.h"

namespace bitwright {

struct ScaleFit {
  std::vector<float> scales;  ///< one a group, ≥ 0, finite
  double error =
      0.0;  ///< Σ (x − scale · level)² with the scales that were given, each weight at the level nearest to x / scale
};

/// The scales of the least squared error while every finite weight keeps the level it has now: Σ x · level / Σ level²
/// of its group. Where a group has none but levels of zero, or that quotient is not above zero, its scale stays; a
/// scale of zero does too. `levels` rise, one table for all. Same on any number of threads.
[[nodiscard]] ScaleFit fitScales(const WeightView& weights, const Grouping& scaling, std::span<const float> scales,
                                 std::span<const float> levels, const Job& job);

}  // namespace bitwright

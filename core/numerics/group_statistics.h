// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/encoding/weight_view.h"

namespace bitwright {

/// Extremes of each group of finite weights, 0 included: what a range must hold so that zero stays zero. Same on any
/// number of threads.
struct GroupRanges {
  std::vector<float> minimum;  ///< ≤ 0, one a group
  std::vector<float> maximum;  ///< ≥ 0

  /// +0, not −0, of a group without weights.
  [[nodiscard]] float magnitude(std::size_t group) const {
    return maximum[group] >= -minimum[group] ? maximum[group] : -minimum[group];
  }
};
[[nodiscard]] Result<GroupRanges> computeGroupRanges(const WeightView& weights, const Grouping& grouping,
                                                     const Job& job);

/// Mean magnitude of each group, summed in float64 over fixed pieces; 0 for a group without weights. Same on any number
/// of threads.
[[nodiscard]] Result<std::vector<double>> computeMeanMagnitudes(const WeightView& weights, const Grouping& grouping,
                                                                const Job& job);

}  // namespace bitwright

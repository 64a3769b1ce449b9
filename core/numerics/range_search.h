// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/encoding/weight_view.h"
#include "core/numerics/group_statistics.h"

namespace bitwright {

/// How the range that uniform levels cover follows from the weights of a group; what lies beyond takes the outermost
/// level.
enum class RangeRule {
  minmax,      ///< all weights (Jacob et al. 2018)
  percentile,  ///< at least that share of the magnitudes, or with zero points of the weights from each end (McKinstry
               ///< et al. 2018; Wu et al. 2020, section 5)
  mse,         ///< the least squared error (OMSE: Choukroun et al. 2019; Banner, Nahshan and Soudry 2019)
  lp,  ///< the least Σ |error|^norm: between `mse`, which cuts off much, and `minmax`, which nothing (LAPQ: Nahshan et
       ///< al. 2021, section 4)
};

struct RangeSearch {
  RangeRule rule = RangeRule::minmax;
  double percentile = 99.9;  ///< 50–100, in %
  int bits = 8;              ///< 1–16
  bool symmetric = true;  ///< levels −2^(bits−1) … 2^(bits−1) − 1; otherwise 2^bits of them with a zero point
  int norm = 3;           ///< of `lp`: 2–6
};

/// Ranges to hand to `symmetricScale` (−minimum = maximum) or `affineScale`. Those of `mse` and `lp` never make the
/// error they are the least of larger than `minmax` does, those of all rules keep every level that a weight takes
/// finite in the tensor's type. Where `percentile` would leave nothing but zero, as too many weights are zero, it is
/// `minmax`. Same on any number of threads.
[[nodiscard]] Result<GroupRanges> findGroupRanges(const WeightView& weights, const Grouping& grouping,
                                                  const RangeSearch& search, const Job& job);

}  // namespace bitwright

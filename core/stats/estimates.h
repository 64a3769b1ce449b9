// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/stats/interval.h"

namespace bitwright {

/// Normal quantile of two-sided 95 % intervals.
inline constexpr double kNormalQuantile95 = 1.959963984540054;

/// Middle value, mean of the two middle ones where their number is even; 0 for none.
[[nodiscard]] double median(std::vector<double> values);
/// Value below which the share `fraction` (0–1) lies, interpolated linearly between order statistics (Hyndman and Fan's
/// type 7); 0 for none.
[[nodiscard]] double percentile(std::vector<double> values, double fraction);

/// Share of `successes` in `trials` with Wilson's score interval, 95 %.
/// E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927).
[[nodiscard]] Interval wilsonInterval(std::int64_t successes, std::int64_t trials);

/// Difference of two shares of the same `trials` samples: (onlyFirst − onlySecond) ÷ trials, with Tango's score
/// interval, 95 %. `onlyFirst` counts samples the first alone gets right, `onlySecond` those the second alone does; the
/// samples both agree on enter through `trials`. Keeps its coverage where few or no samples differ, where the interval
/// of the plain standard error has no width. T. Tango, "Equivalence test and confidence interval for the difference in
/// proportions for the paired-sample design", Statist. Med. 17 (1998).
[[nodiscard]] Interval pairedDifference(std::int64_t onlyFirst, std::int64_t onlySecond, std::int64_t trials);

/// Exact McNemar test of the same: the two-sided probability of so uneven a split, or a more uneven one, of the samples
/// on which the two differ, were each as likely to be right. 1 where they differ on none. Interval and test need not
/// agree at the border: this one is the more cautious. Q. McNemar, "Note on the sampling error of the difference
/// between correlated proportions or percentages", Psychometrika 12 (1947).
[[nodiscard]] double mcNemarExact(std::int64_t onlyFirst, std::int64_t onlySecond);

/// Σ totals ÷ Σ weights, of clusters (sequences, say) that were drawn as a whole, with the 95 % interval of the ratio
/// estimator and Student's t; from six clusters on. Weights are above 0, and there are as many. W. G. Cochran,
/// "Sampling Techniques", section 6.3.
[[nodiscard]] Interval clusteredMean(std::span<const double> totals, std::span<const double> weights);

/// How many times as long `reference` takes as `other`, of times above 0 taken round by round: Hodges and Lehmann's
/// estimate of the centre of the rounds' log ratios, with the 95 % interval of the signed-rank test (from six rounds
/// on). What slows both in a round cancels; the odd interruption has no weight; and where times fall into two modes, as
/// they do where threads share a core now and then, it is about twice as narrow as a ratio of medians, which jumps from
/// one mode to the other. The bootstrap of that ratio redraws a few dozen rounds, which makes its interval too narrow;
/// the test keeps its level for any symmetric spread, and gives the same interval every time. Both spans have the same
/// length. J. L. Hodges, E. L. Lehmann, "Estimates of Location Based on Rank Tests", Ann. Math. Statist. 34 (1963); M.
/// Hollander, D. A. Wolfe, "Nonparametric Statistical Methods", sections 3.2 and 3.3.
[[nodiscard]] Interval pairedRatio(std::span<const double> reference, std::span<const double> other);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace bitwright {

struct Interval;

/// Normal quantile of two-sided 95 % intervals.
inline constexpr double kNormalQuantile95 = 1.959963984540054;

/// Middle value, mean of the two middle ones where their number is even; 0 for none.
[[nodiscard]] double median(std::vector<double> values);
/// Value below which the share `fraction` (0–1) lies, interpolated linearly between order statistics (Hyndman and Fan's type 7); 0 for none.
[[nodiscard]] double percentile(std::vector<double> values, double fraction);

/// Share of `successes` in `trials` with Wilson's score interval, 95 %.
/// E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927).
[[nodiscard]] Interval wilsonInterval(std::int64_t successes, std::int64_t trials);

/// Difference of two shares of the same `trials` samples: (onlyFirst − onlySecond) ÷ trials, with Tango's score interval, 95 %. `onlyFirst` counts
/// samples the first alone gets right, `onlySecond` those the second alone does; the samples both agree on enter through `trials`. Keeps its coverage
/// where few or no samples differ, where the interval of the plain standard error has no width.
/// T. Tango, "Equivalence test and confidence interval for the difference in proportions for the paired-sample design", Statist. Med. 17 (1998).
[[nodiscard]] Interval pairedDifference(std::int64_t onlyFirst, std::int64_t onlySecond, std::int64_t trials);

/// median(reference) ÷ median(other) of times taken round by round, with the 95 % interval of a bootstrap over rounds: a round's two times are
/// drawn together, so what slows both in a round cancels. Seeded: the same input gives the same interval. Both spans have the same length.
/// B. Efron, R. Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13 (percentile interval).
[[nodiscard]] Interval ratioOfMedians(std::span<const double> reference, std::span<const double> other, std::uint64_t seed);

}  // namespace bitwright

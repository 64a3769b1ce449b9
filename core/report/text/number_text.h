// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/evaluation/results/comparison.h"

// How a report writes numbers: never by the locale, units with them, an interval with everything that was sampled.

namespace bitwright {

/// What stands where nothing was measured.
inline constexpr std::string_view kNothing = "–";

/// 1234567 → "1,234,567" with the separator given.
[[nodiscard]] std::string groupedDigits(std::uint64_t value, std::string_view separator = ",");
/// 3.974 → "3.97×"
[[nodiscard]] std::string timesText(double ratio);
/// A fraction as "91.15 %"
[[nodiscard]] std::string percentText(double fraction);
/// A difference of fractions in percentage points with its interval: "0.35 (−0.10 to 0.80)"
[[nodiscard]] std::string pointsText(const Interval& difference);
/// A value with its interval: "7.389 (7.102 to 7.688)"; without one the value alone
[[nodiscard]] std::string intervalText(const Interval& interval, int decimals);
/// Two fractions as "90.01–92.17 %"
[[nodiscard]] std::string rangeText(double low, double high);
/// A p-value: "0.0312", "< 0.0001"
[[nodiscard]] std::string probabilityText(double probability);
/// The verdict with its interval, the ratio only where there is a difference: "1.82× faster (1.78–1.87)", "no
/// difference found (0.98–1.03)"
[[nodiscard]] std::string speedText(const Interval& speedup, SpeedVerdict verdict);
[[nodiscard]] std::string speedText(const Speed& speed);
/// "yes", "yes, not run: …", "no: 3 values differ"; kNothing for what was not exported here
[[nodiscard]] std::string verifiedText(const Scorecard& card);
/// "41.2 dB", "identical" for an infinite one
[[nodiscard]] std::string decibelText(double sqnrDb);
/// Three significant digits and a unit: "0.183 ms"
[[nodiscard]] std::string significantText(double value, std::string_view unit);
/// A fixed number of decimals with a real minus sign; "0.00" never carries one.
[[nodiscard]] std::string fixedText(double value, int decimals);

}  // namespace bitwright

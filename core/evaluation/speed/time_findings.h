// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/base/message.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// How much longer (above 0) or shorter the last of `timesMs` take than the first, as a share of their median, where
/// that is no chance: Kendall's test of a trend at 0.1 %, the size by Theil and Sen's slope. What it cannot tell from
/// chance, or is below 3 %, is nothing. P. K. Sen, "Estimates of the Regression Coefficient Based on Kendall's Tau",
/// JASA 63 (1968).
[[nodiscard]] std::optional<double> drift(std::span<const double> timesMs);

/// The centres of two groups the times fall into, where they do: the best cut in two leaves a ninth of the squared
/// spread (one bell leaves 36 %, an even spread 25 %), each holds a sixth of the times, and the centres are 5 % apart.
struct TwoGroups {
  double lowMs = 0.0;
  double highMs = 0.0;
};
[[nodiscard]] std::optional<TwoGroups> twoGroups(std::span<const double> timesMs);

/// Of one model's times: a trend, two groups, a first inference far slower than the rest.
[[nodiscard]] std::vector<Message> timeFindings(const ModelTiming& timing);

}  // namespace bitwright

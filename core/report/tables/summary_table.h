// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/report/tables/table.h"

namespace bitwright {

/// Variant, file and archive size, speed, then accuracy with its paired drop where there is one, else perplexity, else
/// fidelity, and the verification.
[[nodiscard]] Table summaryTable(const Comparison& comparison, std::string_view thousands = ",");

/// Sentences that stand under every table: what was fed in, how many samples, what the intervals are.
[[nodiscard]] std::vector<std::string> explanations(const Comparison& comparison);
/// "The smallest variant without a loss of accuracy that this data show: …"; empty where there is none or no accuracy.
[[nodiscard]] std::string finding(const Comparison& comparison);

}  // namespace bitwright

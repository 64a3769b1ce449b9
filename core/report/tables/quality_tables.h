// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/evaluation/results/paired.h"
#include "core/report/tables/table.h"

namespace bitwright {

/// Top-1 and top-5 with their intervals, the drop with interval and test, flipped samples.
[[nodiscard]] Table accuracyTable(const Comparison& comparison);
/// A row a pair: the difference with its interval, on which samples they differ, the test.
[[nodiscard]] Table pairsTable(const Comparison& comparison, const std::vector<PairedResult>& pairs);
/// What one has to know of that table.
[[nodiscard]] std::string pairsExplained(const Comparison& comparison, const std::vector<PairedResult>& pairs);
/// A row a variant and output, all outputs together first where there are several.
[[nodiscard]] Table outputsTable(const Comparison& comparison);
/// Of language models.
[[nodiscard]] Table perplexityTable(const Comparison& comparison);
[[nodiscard]] std::string perplexityExplained(const Comparison& comparison);

}  // namespace bitwright

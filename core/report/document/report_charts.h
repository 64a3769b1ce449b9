// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "core/report/document/report_document.h"

// The charts of a report, each with its table. One that has nothing to show has no picture.

namespace bitwright {

[[nodiscard]] ReportChart sizeChart(const Comparison& comparison, std::string_view thousands);
/// Accuracy against size; without labels perplexity, then the share of equal top classes, without classes the SQNR of
/// the outputs.
[[nodiscard]] ReportChart tradeChart(const Comparison& comparison);
[[nodiscard]] ReportChart accuracyChart(const Comparison& comparison);
[[nodiscard]] ReportChart dropChart(const Comparison& comparison);
[[nodiscard]] ReportChart perplexityChart(const Comparison& comparison);
[[nodiscard]] ReportChart speedChart(const Comparison& comparison);

}  // namespace bitwright

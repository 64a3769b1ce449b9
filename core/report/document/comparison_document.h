// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "core/evaluation/results/comparison.h"
#include "core/report/document/report_document.h"
#include "core/report/document/reproduction.h"

namespace bitwright {

/// `thousands` stands between groups of three digits.
[[nodiscard]] ReportDocument reportDocument(const Comparison& comparison, const Reproduction& from,
                                            std::string_view thousands = ",");

}  // namespace bitwright

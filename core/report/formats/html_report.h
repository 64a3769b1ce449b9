// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/evaluation/results/comparison.h"
#include "core/report/document/reproduction.h"

namespace bitwright {

/// One self-contained page: no script, no request; light, dark and print.
[[nodiscard]] std::string comparisonHtml(const Comparison& comparison, const Reproduction& from);

}  // namespace bitwright

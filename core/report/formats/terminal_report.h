// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/evaluation/results/comparison.h"

namespace bitwright {

/// The comparison as an aligned text table for a terminal, its explanations and the variants' notes below it.
[[nodiscard]] std::string comparisonTable(const Comparison& comparison);

}  // namespace bitwright

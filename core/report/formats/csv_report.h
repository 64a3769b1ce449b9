// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/evaluation/results/comparison.h"

namespace bitwright {

/// One row a variant, the contract's JSON keys as header, numbers unrounded; RFC 4180 quoting, lines end in \n. What is
/// no single figure of a variant (pairs, classes, layers) is in the other formats.
[[nodiscard]] std::string comparisonCsv(const Comparison& comparison);

}  // namespace bitwright

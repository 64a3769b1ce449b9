// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/evaluation/results/comparison.h"
#include "core/evaluation/results/provenance.h"

namespace bitwright {

/// Label and value of everything one needs to know to believe or repeat the numbers; nothing unknown is listed.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> provenanceRows(const Comparison& comparison);

}  // namespace bitwright

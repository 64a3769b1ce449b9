// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/data/class_count.h"

namespace bitwright {

/// One sentence on how the samples spread over the classes: alike, class by class where there are few, else the rarest
/// and the most frequent; empty where there are no labels.
[[nodiscard]] std::string classBalanceText(const std::vector<ClassCount>& classes);

}  // namespace bitwright

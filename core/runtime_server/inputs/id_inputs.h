// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/runtime_server/inputs/input_plan.h"

namespace bitwright {

/// The inputs that may be token ids, or masks of such: whole numbers, [batch, length]. By their places in the plan.
[[nodiscard]] std::vector<std::size_t> idInputs(const InputPlan& plan);
[[nodiscard]] std::vector<std::string> inputNames(const InputPlan& plan, const std::vector<std::size_t>& places);

}  // namespace bitwright

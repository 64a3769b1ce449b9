// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/activation_choice.h"

#include <fmt/format.h>

namespace bitwright {

std::string rangesKey(const ActivationPlan& plan) {
  return plan.readsPercentile() ? fmt::format("{} {}", plan.calibrator, plan.percentile) : plan.calibrator;
}

}  // namespace bitwright

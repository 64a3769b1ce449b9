// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/plan/integer_plan.h"

#include <algorithm>

namespace bitwright {

bool IntegerPlan::isWeight(std::size_t index) const {
  return std::any_of(nodes.begin(), nodes.end(), [&](const auto& each) {
    return each.second.op->role == IntegerRole::weighted && each.second.tensor == index;
  });
}

bool IntegerPlan::isBare(std::size_t index) const {
  return std::any_of(nodes.begin(), nodes.end(), [&](const auto& each) {
    return each.second.op->role == IntegerRole::weighted && each.second.tensor == index &&
           (each.second.behind || each.second.scalesSums());
  });
}

}  // namespace bitwright

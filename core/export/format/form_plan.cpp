// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/format/form_plan.h"

namespace bitwright {

PartBytes FormPlan::total() const {
  PartBytes sum;
  for (const auto& layer : layers) sum += layer;
  if (moved) sum.decode += static_cast<std::uint64_t>(*moved);  // it may be negative; modulo 2^64 that is right
  return sum;
}

}  // namespace bitwright

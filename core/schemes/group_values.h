// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/schemes/scheme.h"

namespace bitwright {

/// The weights of one group as float32, in the order they lie in memory, into `values`.
void gatherGroup(const WeightView& weights, const Grouping& grouping, std::int64_t group, std::vector<float>& values);

/// Hands out the weights of each group as contiguous float32, in the order they lie in memory, on several threads at once:
/// `take(group, values)`. Groups without weights are left out. False where the job was stopped.
bool forEachGroup(const WeightView& weights, const Grouping& grouping, const Job& job,
                  const std::function<void(std::int64_t group, std::span<const float> values)>& take);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/encoding/weight_view.h"

namespace bitwright {

/// Calls `body(at, run)` for the runs that cover weights [begin, end) of a tensor, pruned or not: `at` and lengths
/// count weights, groups go by where each stands.
template <class Body>
void walkCodes(const WeightView& weights, const Grouping& grouping, std::int64_t begin, std::int64_t end, Body&& body) {
  if (!weights.positions) return walkGroups(grouping, begin, end, body);
  const std::int64_t* positions = weights.positions->data();
  for (std::int64_t at = begin; at < end;) {
    GroupRun run = groupRunAt(grouping, positions[at]);
    const std::int64_t* const last = run.step == 0
                                         ? std::lower_bound(positions + at, positions + end, positions[at] + run.length)
                                         : positions + at + 1;
    run.step = 0;
    run.length = last - (positions + at);
    body(at, run);
    at += run.length;
  }
}

}  // namespace bitwright

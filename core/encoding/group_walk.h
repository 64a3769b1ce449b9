// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/encoding/weight_view.h"

namespace bitwright {

/// Consecutive elements whose group is the same (step 0) or rises by one from element to element (step 1): what lets a loop over a
/// tensor be a loop over contiguous memory, whatever the grouping.
struct GroupRun {
  std::int64_t group = 0;   ///< of the first element
  std::int64_t step = 0;    ///< 0 or 1
  std::int64_t length = 0;  ///< at least 1 inside the tensor
};

/// The run that `element` stands in, from it on.
[[nodiscard]] GroupRun groupRunAt(const Grouping& grouping, std::int64_t element);

/// Groups [first, last] that hold every group of elements [begin, end), end > begin. Wide where the elements cross a row of channels.
struct GroupSpan {
  std::int64_t first = 0;
  std::int64_t last = 0;
};
[[nodiscard]] GroupSpan groupSpanOf(const Grouping& grouping, std::int64_t begin, std::int64_t end);

/// Calls `body(at, run)` for the runs that cover [begin, end), the last one cut at `end`.
template <class Body>
void walkGroups(const Grouping& grouping, std::int64_t begin, std::int64_t end, Body&& body) {
  for (std::int64_t at = begin; at < end;) {
    GroupRun run = groupRunAt(grouping, at);
    run.length = std::min(run.length, end - at);
    body(at, run);
    at += run.length;
  }
}

/// The same over weights [begin, end) of a tensor, pruned or not: `at` and lengths count weights, groups go by where each stands.
template <class Body>
void walkCodes(const WeightView& weights, const Grouping& grouping, std::int64_t begin, std::int64_t end, Body&& body) {
  if (!weights.positions) return walkGroups(grouping, begin, end, body);
  const std::int64_t* positions = weights.positions->data();
  for (std::int64_t at = begin; at < end;) {
    GroupRun run = groupRunAt(grouping, positions[at]);
    const std::int64_t* const last =
        run.step == 0 ? std::lower_bound(positions + at, positions + end, positions[at] + run.length) : positions + at + 1;
    run.step = 0;
    run.length = last - (positions + at);
    body(at, run);
    at += run.length;
  }
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "core/base/job.h"

namespace bitwright {

/// Runs `body(begin, end)` over [0, count) in pieces of `grain`, on up to `job.threads()` threads, and joins them all.
/// Pieces are handed out in order and their bounds depend on `count` and `grain` alone, so a body that writes only what
/// belongs to its piece gives the same result on any number of threads. Stops between pieces when the job is asked to;
/// returns false then. The first exception a body throws is rethrown here.
bool parallelFor(const Job& job, std::int64_t count, std::int64_t grain,
                 const std::function<void(std::int64_t begin, std::int64_t end)>& body);

}  // namespace bitwright

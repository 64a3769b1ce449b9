// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

#include "core/base/job.h"
#include "core/base/message.h"
#include "core/base/result.h"

namespace bitwright {

/// Hands something to the calling thread of runConcurrently, which does it soon; what one index posts is done in order.
using Post = std::function<void(std::function<void()>)>;

struct ConcurrentWork {
  std::size_t count = 0;
  int lanes = 1;  ///< at most this many at once, the job's threads shared out among them
  MessageText phase{"",
                    ""};  ///< told with "%1 of %2" done where there are several lanes; one alone tells its own phases
  std::function<Result<void>(std::size_t index, const Job& job, const Post& post)> work;
};

/// Does `work` for every index of [0, count), each lane on a thread of its own with a worker of its own (WorkerLease).
/// Indices are handed out in order. The first failure by index, not by time, comes back; none is handed out behind it,
/// and those before it are finished. Posted work is done on the calling thread, all of it before this returns.
[[nodiscard]] Result<void> runConcurrently(const ConcurrentWork& lanes, const Job& job);

}  // namespace bitwright

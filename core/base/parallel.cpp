// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace bitwright {

bool parallelFor(const Job& job, std::int64_t count, std::int64_t grain,
                 const std::function<void(std::int64_t, std::int64_t)>& body) {
  if (count <= 0) return !job.stopRequested();
  grain = std::max<std::int64_t>(1, grain);
  const std::int64_t pieces = (count + grain - 1) / grain;
  std::atomic<std::int64_t> next{0};
  std::atomic<bool> failed{false};
  std::exception_ptr failure;
  std::mutex failureMutex;

  const auto work = [&] {
    while (!job.stopRequested() && !failed) {
      const std::int64_t piece = next.fetch_add(1);
      if (piece >= pieces) return;
      try {
        body(piece * grain, std::min(count, (piece + 1) * grain));
      } catch (...) {
        const std::lock_guard lock(failureMutex);
        if (!failure) failure = std::current_exception();
        failed = true;
      }
    }
  };

  {
    std::vector<std::jthread> helpers;
    const auto extra = std::min<std::int64_t>(job.threads(), pieces) - 1;
    for (std::int64_t index = 0; index < extra; ++index) helpers.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
  return !job.stopRequested();
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "core/runtime/worker/worker_process.h"

namespace bitwright {

/// While one lives, the calls of runModel, findKernelPrecision, evaluateTensorVariants and runPaired by its thread
/// share a worker instead of starting one each: for runs of many models. A run that fails or is stopped ends that
/// worker, and the next starts another, so that a crash costs the one run it happens in. Time and memory are measured
/// in workers of their own in any case. Bound to its thread, with whose end the system ends the worker too.
class WorkerLease {
 public:
  WorkerLease();
  WorkerLease(const WorkerLease&) = delete;
  WorkerLease& operator=(const WorkerLease&) = delete;
  ~WorkerLease();

  /// The innermost one of the calling thread, or null.
  [[nodiscard]] static WorkerLease* ofThisThread();
  /// The worker that was kept, where it is alive and runs under this limit: a process cannot raise its own.
  [[nodiscard]] std::optional<WorkerProcess> take(std::uint64_t memoryBytes);
  void keep(WorkerProcess process, std::uint64_t memoryBytes);

 private:
  WorkerLease* outer_;
  std::optional<WorkerProcess> process_;
  std::uint64_t memoryBytes_ = 0;
};

}  // namespace bitwright

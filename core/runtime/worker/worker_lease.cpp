// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/worker/worker_lease.h"

#include <chrono>
#include <utility>

namespace bitwright {

namespace {

thread_local WorkerLease* innermost = nullptr;

constexpr std::chrono::milliseconds kPatience{1000};  // for an idle worker to see that its input has ended

}  // namespace

WorkerLease::WorkerLease() : outer_(std::exchange(innermost, this)) {}

WorkerLease::~WorkerLease() {
  innermost = outer_;
  if (process_) process_->finish(kPatience);
}

WorkerLease* WorkerLease::ofThisThread() {
  return innermost;
}

std::optional<WorkerProcess> WorkerLease::take(std::uint64_t memoryBytes) {
  std::optional<WorkerProcess> taken;
  if (process_ && memoryBytes_ == memoryBytes && !process_->ended()) taken.emplace(std::move(*process_));
  process_.reset();
  return taken;
}

void WorkerLease::keep(WorkerProcess process, std::uint64_t memoryBytes) {
  process_.reset();
  process_.emplace(std::move(process));
  memoryBytes_ = memoryBytes;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/worker_pool.h"

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/runtime/worker/worker_lease.h"

namespace bitwright {

namespace {

/// What the lanes and the calling thread share; all of it under one lock.
class LaneTable {
 public:
  LaneTable(const ConcurrentWork& lanes, const Job& job) : lanes_(lanes), job_(job), fractions_(lanes.count, 0.0) {}

  void runLane(int threads) {
    const WorkerLease keeper;
    while (const auto index = take()) {
      const auto result = run(*index, threads);
      {
        const std::lock_guard lock(mutex_);
        if (!result) failures_.emplace(*index, result.error());
        ++done_;
      }
      tell(*index, 1.0, nullptr);
    }
    const std::lock_guard lock(mutex_);
    ++ended_;
    changed_.notify_all();
  }

  /// Does what is posted until `lanes` lanes have ended.
  void serve(int lanes) {
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [&] { return !posted_.empty() || ended_ == lanes; });
      if (posted_.empty()) return;
      const auto next = std::move(posted_.front());
      posted_.pop_front();
      lock.unlock();
      next();
      lock.lock();
    }
  }

  Result<void> result() {
    if (failures_.empty()) return {};
    return Failure(std::move(failures_.begin()->second));
  }

 private:
  std::optional<std::size_t> take() {
    const std::lock_guard lock(mutex_);
    if (next_ == lanes_.count || !failures_.empty() || job_.stopRequested()) return std::nullopt;
    return next_++;
  }

  Result<void> run(std::size_t index, int threads) {
    const Post post = [this](std::function<void()> what) {
      const std::lock_guard lock(mutex_);
      posted_.push_back(std::move(what));
      changed_.notify_all();
    };
    const auto progress = [this, index](const Message& phase, double fraction) { tell(index, fraction, &phase); };
    const Job own(job_.stopToken(), progress, threads);
    try {
      return lanes_.work(index, own, post);
    } catch (const std::exception& problem) {
      return fail(ErrorKind::engine, Message(BW_MESSAGE("compare.unexpected", "could not be measured: %1"),
                                             {std::string(problem.what())}));
    }
  }

  /// Whoever listens may take its time, or stop: that holds up the lane that tells it, no other. What happens meanwhile
  /// it tells as well.
  void tell(std::size_t index, double fraction, const Message* phase) {
    std::unique_lock lock(mutex_);
    fractions_[index] = std::max(fractions_[index], fraction);
    if (phase != nullptr) phase_ = *phase;
    untold_ = true;
    if (telling_) return;
    telling_ = true;
    while (std::exchange(untold_, false)) {
      const double total =
          std::accumulate(fractions_.begin(), fractions_.end(), 0.0) / static_cast<double>(fractions_.size());
      const auto several =
          Message(lanes_.phase, {static_cast<std::int64_t>(done_), static_cast<std::int64_t>(lanes_.count)});
      const auto told = lanes_.lanes <= 1 ? phase_ : several;
      lock.unlock();
      job_.progress(told, total);
      lock.lock();
    }
    telling_ = false;
  }

  const ConcurrentWork& lanes_;
  const Job& job_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t next_ = 0;
  std::size_t done_ = 0;
  int ended_ = 0;
  bool untold_ = false;
  bool telling_ = false;
  Message phase_;
  std::vector<double> fractions_;
  std::deque<std::function<void()>> posted_;
  std::map<std::size_t, Error> failures_;
};

}  // namespace

Result<void> runConcurrently(const ConcurrentWork& lanes, const Job& job) {
  LaneTable table(lanes, job);
  const int count = std::max(1, std::min(lanes.lanes, static_cast<int>(lanes.count)));
  {
    std::vector<std::jthread> threads;
    for (int lane = 0; lane < count; ++lane) {
      threads.emplace_back(
          [&table, each = std::max(1, job.threads() / std::max(1, lanes.lanes))] { table.runLane(each); });
    }
    table.serve(count);
  }
  if (job.stopRequested()) return Failure(cancelledError());
  return table.result();
}

}  // namespace bitwright

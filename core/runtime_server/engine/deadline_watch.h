// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

#include "core/base/error.h"

namespace bitwright {

/// Watches steps that may never end. One that does not end in time is asked to; one that does not listen for two
/// seconds more is given up, and the process with it: nothing else ends a kernel that is at work. One thread, started
/// with the first step, for any number of steps side by side.
class DeadlineWatch {
 public:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] static DeadlineWatch& instance();
  /// What to do with a step that does not listen; it does not return where the process is to end. Before the first
  /// step.
  void onDeaf(std::function<void(const Error&)> giveUp) { giveUp_ = std::move(giveUp); }

 private:
  friend class Deadline;
  struct Step {
    Clock::time_point at;
    bool asked = false;
    std::function<void()> ask;
    std::function<Error()> error;
  };

  std::list<Step>::iterator add(Step step);
  bool remove(std::list<Step>::iterator step);
  void watch(const std::stop_token& end);

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::list<Step> steps_;
  Clock::time_point nextLook_ = Clock::time_point::max();
  std::function<void(const Error&)> giveUp_;
  std::jthread thread_;
};

/// One such step, from its making to its end. Seconds of 0: it may take any time.
class Deadline {
 public:
  Deadline(double seconds, std::function<void()> ask, std::function<Error()> error);
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;
  ~Deadline() { end(); }

  /// The step has ended; whether it was asked to.
  bool end();
  [[nodiscard]] bool passed() const { return passed_; }  ///< behind end()

 private:
  bool watched_ = false;
  bool passed_ = false;
  std::list<DeadlineWatch::Step>::iterator step_;
};

}  // namespace bitwright

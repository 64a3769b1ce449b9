// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/engine/deadline_watch.h"

#include <algorithm>
#include <utility>

namespace bitwright {

namespace {

constexpr std::chrono::seconds kDeafPatience{2};
constexpr double kLongestSeconds = 1e8;  // a clock's time point holds no more than some centuries

}  // namespace

DeadlineWatch& DeadlineWatch::instance() {
  static DeadlineWatch watch;
  return watch;
}

std::list<DeadlineWatch::Step>::iterator DeadlineWatch::add(Step step) {
  const std::lock_guard lock(mutex_);
  const auto at = step.at;
  steps_.push_back(std::move(step));
  if (!thread_.joinable()) thread_ = std::jthread([this](const std::stop_token& end) { watch(end); });
  if (at < nextLook_) changed_.notify_one();
  return std::prev(steps_.end());
}

bool DeadlineWatch::remove(std::list<Step>::iterator step) {
  const std::lock_guard lock(mutex_);
  const bool asked = step->asked;
  steps_.erase(step);
  return asked;
}

void DeadlineWatch::watch(const std::stop_token& end) {
  std::unique_lock lock(mutex_);
  while (!end.stop_requested()) {
    const auto now = Clock::now();
    nextLook_ = now + std::chrono::hours(1);
    for (auto& step : steps_) {
      if (step.at <= now && step.asked) {
        // The lock is kept: nobody leaves a step meanwhile, so the request is not answered twice.
        if (giveUp_) giveUp_(step.error());
        step.at = Clock::time_point::max();
      } else if (step.at <= now) {
        step.asked = true;
        step.at = now + kDeafPatience;
        step.ask();
      }
      nextLook_ = std::min(nextLook_, step.at);
    }
    const auto earliest = nextLook_;
    changed_.wait_until(lock, end, earliest, [&] {
      return std::any_of(steps_.begin(), steps_.end(), [&](const Step& step) { return step.at < earliest; });
    });
  }
}

Deadline::Deadline(double seconds, std::function<void()> ask, std::function<Error()> error) {
  if (!(seconds > 0.0)) return;
  const std::chrono::duration<double> span(std::min(seconds, kLongestSeconds));
  const auto at = DeadlineWatch::Clock::now() + std::chrono::duration_cast<DeadlineWatch::Clock::duration>(span);
  step_ = DeadlineWatch::instance().add({at, false, std::move(ask), std::move(error)});
  watched_ = true;
}

bool Deadline::end() {
  if (std::exchange(watched_, false)) passed_ = DeadlineWatch::instance().remove(step_);
  return passed_;
}

}  // namespace bitwright

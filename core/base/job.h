// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <stop_token>

#include "core/base/message.h"
#include "core/base/result.h"

namespace bitwright {

/// What a running stage is given: it reports progress to it and asks it whether to stop. Cheap to copy.
/// Progress may be reported from any thread; the sink must be thread-safe.
class Job {
 public:
  /// `phase` in words, `fraction` of the whole job done in 0–1.
  using ProgressSink = std::function<void(const Message& phase, double fraction)>;

  /// Reports nowhere, never stops, uses every core.
  Job();
  Job(std::stop_token stop, ProgressSink sink, int threads = 0);

  [[nodiscard]] bool stopRequested() const { return stop_.stop_requested(); }
  [[nodiscard]] const std::stop_token& stopToken() const { return stop_; }
  /// Number of threads a stage may use, at least 1.
  [[nodiscard]] int threads() const { return threads_; }
  [[nodiscard]] Job withThreads(int threads) const;
  /// A copy that stops when `stop` does, and not otherwise.
  [[nodiscard]] Job withStop(std::stop_token stop) const;

  void progress(const Message& phase, double fraction) const;
  /// A job whose 0–1 is this one's `from`–`to`: for a stage made of stages.
  [[nodiscard]] Job part(double from, double to) const;

 private:
  std::stop_token stop_;
  std::shared_ptr<const ProgressSink> sink_;
  int threads_ = 1;
  double from_ = 0.0;
  double to_ = 1.0;
};

}  // namespace bitwright

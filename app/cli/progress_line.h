// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <mutex>
#include <string>

#include "core/base/message.h"

namespace bitwright::cli {

/// Progress on stderr: one line that is rewritten on a terminal, a line a phase elsewhere; with what is left of the
/// time as soon as that can be guessed. Thread-safe.
class ProgressLine {
 public:
  explicit ProgressLine(bool quiet);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const Message& phase, double fraction);
  /// A line that stays, unless quiet.
  void tell(const std::string& text);
  /// Wipes the line so that other output starts on a clean one.
  void clear();

 private:
  [[nodiscard]] std::string timeLeft(double fraction);
  void wipe();

  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
  bool quiet_;
  bool terminal_;
  bool shown_ = false;
  int percent_ = -1;
  std::string phase_;
};

}  // namespace bitwright::cli

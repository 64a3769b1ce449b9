// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress_line.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>

#include "core/base/platform/standard_streams.h"

namespace bitwright::cli {

namespace {

// Before, what a guess multiplies is mostly the time to begin; what is done in less needs none.
constexpr double kFirstSeconds = 10.0;
constexpr double kFirstFraction = 0.05;
constexpr double kMinute = 60.0;

}  // namespace

ProgressLine::ProgressLine(bool quiet)
    : quiet_(quiet), terminal_(platform::isTerminal(platform::StandardStream::errors)) {}

ProgressLine::~ProgressLine() {
  clear();
}

void ProgressLine::show(const Message& phase, double fraction) {
  if (quiet_) return;
  const std::lock_guard lock(mutex_);
  const int percent = static_cast<int>(fraction * 100.0);
  std::string text = phase.text();
  if (terminal_) {
    if (percent == percent_ && text == phase_) return;
    std::fprintf(stderr, "\r\033[K%3d %%  %s%s", percent, text.c_str(), timeLeft(fraction).c_str());
    std::fflush(stderr);
    shown_ = true;
  } else if (text != phase_) {
    std::fprintf(stderr, "%3d %%  %s%s\n", percent, text.c_str(), timeLeft(fraction).c_str());
  }
  percent_ = percent;
  phase_ = std::move(text);
}

/// As if the rest went on as it went so far; empty as long as nothing is to be said.
std::string ProgressLine::timeLeft(double fraction) {
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
  if (seconds < kFirstSeconds || fraction < kFirstFraction || fraction >= 1.0) return {};
  const double left = seconds / fraction * (1.0 - fraction);
  if (left < kMinute) return fmt::format("  (about {:.0f} s left)", std::ceil(left / 5.0) * 5.0);
  return fmt::format("  (about {:.0f} min left)", std::ceil(left / kMinute));
}

void ProgressLine::tell(const std::string& text) {
  if (quiet_) return;
  const std::lock_guard lock(mutex_);
  wipe();
  std::fprintf(stderr, "%s\n", text.c_str());
  percent_ = -1;  // the line is to be shown again below it
}

void ProgressLine::clear() {
  const std::lock_guard lock(mutex_);
  wipe();
}

void ProgressLine::wipe() {
  if (shown_) {
    std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
  }
  shown_ = false;
}

}  // namespace bitwright::cli

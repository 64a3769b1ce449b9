// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress_line.h"

#include <cstdio>

#include "core/base/platform/standard_streams.h"

namespace bitwright::cli {

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
    std::fprintf(stderr, "\r\033[K%3d %%  %s", percent, text.c_str());
    std::fflush(stderr);
    shown_ = true;
  } else if (text != phase_) {
    std::fprintf(stderr, "%3d %%  %s\n", percent, text.c_str());
  }
  percent_ = percent;
  phase_ = std::move(text);
}

void ProgressLine::clear() {
  const std::lock_guard lock(mutex_);
  if (shown_) {
    std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
  }
  shown_ = false;
}

}  // namespace bitwright::cli

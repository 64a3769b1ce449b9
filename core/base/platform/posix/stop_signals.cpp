// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/stop_signals.h"

#include <pthread.h>

#include <csignal>
#include <ctime>

namespace bitwright::platform {

namespace {

sigset_t stopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

StopSignals::StopSignals() {
  const auto signals = stopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

bool StopSignals::wait(std::chrono::milliseconds longest) const {
  const auto signals = stopSignals();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(longest);
  const timespec time{static_cast<std::time_t>(seconds.count()),
                      static_cast<long>(std::chrono::nanoseconds(longest - seconds).count())};
  return sigtimedwait(&signals, nullptr, &time) > 0;
}

}  // namespace bitwright::platform

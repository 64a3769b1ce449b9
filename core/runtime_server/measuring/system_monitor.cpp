// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/measuring/system_monitor.h"

#include <algorithm>
#include <utility>

#include "core/base/platform/process_info.h"

namespace bitwright {

double ownSeconds() {
  return platform::processorSeconds();
}

std::int64_t ownInvoluntarySwitches() {
  return platform::involuntarySwitches();
}

SystemMonitor::SystemMonitor(std::filesystem::path root) : root_(std::move(root)) {
  loadAverage_ = platform::loadAverage(root_);
  throttled_ = platform::throttleCount(root_);
  cores_ = platform::coreTime(root_);
  own_ = ownSeconds();
}

MachineState SystemMonitor::state() const {
  MachineState state;
  const auto cores = platform::coreTime(root_);
  const double own = ownSeconds() - own_;
  state.loadAverage = loadAverage_;
  for (const auto& name : platform::governors(root_)) state.governor += (state.governor.empty() ? "" : "/") + name;
  if (cores_ && cores && cores->all > cores_->all) {
    state.otherWork = std::clamp((cores->busy - cores_->busy - own) / (cores->all - cores_->all), 0.0, 1.0);
  }
  if (const auto throttled = platform::throttleCount(root_); throttled && throttled_)
    state.throttled = std::max<std::int64_t>(0, *throttled - *throttled_);
  return state;
}

}  // namespace bitwright

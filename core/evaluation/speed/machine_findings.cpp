// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/speed/machine_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "core/evaluation/speed/time_findings.h"
#include "core/stats/estimates.h"

namespace bitwright {

namespace {

constexpr double kMuchOtherWork = 0.10;
constexpr double kManySwitches = 50.0;  // a second of measuring; a core that is nobody else's sees a few

}  // namespace

std::vector<Message> machineFindings(const std::vector<Speed>& timed) {
  double otherWork = 0.0;
  double loadAverage = 0.0;
  double switches = 0.0;
  double seconds = 0.0;
  std::int64_t throttled = 0;
  std::string governor;
  bool unsteady = false;
  for (const auto& speed : timed) {
    otherWork = std::max(otherWork, speed.machine.otherWork.value_or(0.0));
    loadAverage = std::max(loadAverage, speed.machine.loadAverage.value_or(0.0));
    throttled = std::max(throttled, speed.machine.throttled.value_or(0));
    switches += static_cast<double>(speed.raw.involuntarySwitches);
    seconds += median(speed.raw.blockMediansMs) * static_cast<double>(speed.raw.inferences) / 1000.0;
    if (!speed.machine.governor.empty()) governor = speed.machine.governor;
    unsteady = unsteady || speed.verdict == SpeedVerdict::tooNoisy || drift(speed.raw.blockMediansMs) ||
               twoGroups(speed.raw.blockMediansMs);
  }
  std::vector<Message> findings;
  if (otherWork >= kMuchOtherWork) {
    findings.emplace_back(
        BW_MESSAGE("speed.other_work",
                   "while speed was measured, the processor was %1 % busy with other work (load average %2)"),
        std::vector<MessageArgument>{fmt::format("{:.0f}", 100.0 * otherWork), fmt::format("{:.1f}", loadAverage)});
  }
  if (seconds > 0.0 && switches / seconds >= kManySwitches) {
    findings.emplace_back(
        BW_MESSAGE("speed.switches", "other programs took the core from what was timed %1 times in %2 s"),
        std::vector<MessageArgument>{static_cast<std::int64_t>(switches), fmt::format("{:.1f}", seconds)});
  }
  if (throttled > 0) {
    findings.emplace_back(
        BW_MESSAGE("speed.throttled", "the processor slowed its clock for heat %1 times while speed was measured"),
        std::vector<MessageArgument>{throttled});
  }
  if (unsteady && !governor.empty() && governor != "performance") {
    findings.emplace_back(
        BW_MESSAGE("speed.governor", "the clock's governor is %1; with performance, times are steadier"),
        std::vector<MessageArgument>{governor});
  }
  return findings;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/measuring/system_monitor.h"

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/text/ascii.h"

namespace bitwright {

namespace {

std::vector<int> usableCores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  std::vector<int> cores;
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return cores;
  for (int core = 0; core < CPU_SETSIZE; ++core) {
    if (CPU_ISSET(core, &set)) cores.push_back(core);
  }
  return cores;
}

std::optional<rusage> ownUse() {
  rusage use{};
  return ::getrusage(RUSAGE_SELF, &use) == 0 ? std::optional(use) : std::nullopt;
}

std::filesystem::path coreFolder(const std::filesystem::path& root, int core) {
  return root / "sys/devices/system/cpu" / ("cpu" + std::to_string(core));
}

std::string firstLine(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  return line;
}

}  // namespace

double ownSeconds() {
  const auto use = ownUse();
  if (!use) return 0.0;
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(use->ru_utime) + seconds(use->ru_stime);
}

std::int64_t ownInvoluntarySwitches() {
  const auto use = ownUse();
  return use ? use->ru_nivcsw : 0;
}

SystemMonitor::SystemMonitor(std::filesystem::path root) : root_(std::move(root)) {
  loadAverage_ = leadingNumber<double>(firstLine(root_ / "proc/loadavg"));
  throttled_ = throttleCount();
  cores_ = coreTime();
  own_ = ownSeconds();
}

MachineState SystemMonitor::state() const {
  MachineState state;
  const auto cores = coreTime();
  const double own = ownSeconds() - own_;
  state.loadAverage = loadAverage_;
  state.governor = governor();
  if (cores_ && cores && cores->all > cores_->all) {
    state.otherWork = std::clamp((cores->busy - cores_->busy - own) / (cores->all - cores_->all), 0.0, 1.0);
  }
  if (const auto throttled = throttleCount(); throttled && throttled_)
    state.throttled = std::max<std::int64_t>(0, *throttled - *throttled_);
  return state;
}

std::optional<SystemMonitor::CoreTime> SystemMonitor::coreTime() const {
  const auto usable = usableCores();
  const auto ticksPerSecond = static_cast<double>(::sysconf(_SC_CLK_TCK));
  CoreTime time;
  std::ifstream stream(root_ / "proc/stat");
  for (std::string line; std::getline(stream, line);) {
    int core = -1;
    if (!line.starts_with("cpu") || std::from_chars(line.data() + 3, line.data() + line.size(), core).ec != std::errc())
      continue;
    if (std::find(usable.begin(), usable.end(), core) == usable.end()) continue;
    // user, nice, system, idle, iowait, irq, softirq, steal; guests, behind them, are part of user and nice
    std::array<double, 8> ticks{};
    std::string_view words = line;
    if (takeWord(words).empty()) continue;  // its name
    for (auto& count : ticks) count = leadingNumber<double>(takeWord(words)).value_or(0.0);
    double all = 0.0;
    for (const double count : ticks) all += count;
    time.all += all / ticksPerSecond;
    time.busy += (all - ticks[3] - ticks[4]) / ticksPerSecond;
  }
  return time.all > 0.0 ? std::optional(time) : std::nullopt;
}

std::optional<std::int64_t> SystemMonitor::throttleCount() const {
  std::optional<std::int64_t> sum;
  for (const int core : usableCores()) {
    const auto count =
        leadingNumber<std::int64_t>(firstLine(coreFolder(root_, core) / "thermal_throttle/core_throttle_count"));
    if (count) sum = sum.value_or(0) + *count;
  }
  return sum;
}

std::string SystemMonitor::governor() const {
  std::set<std::string> names;
  for (const int core : usableCores()) {
    const auto line = firstLine(coreFolder(root_, core) / "cpufreq/scaling_governor");
    std::string_view words = line;
    if (const auto name = takeWord(words); !name.empty()) names.emplace(name);
  }
  std::string joined;
  for (const auto& name : names) joined += (joined.empty() ? "" : "/") + name;
  return joined;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/processor_load.h"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <string_view>
#include <system_error>
#include <vector>

#include "core/base/text/ascii.h"

namespace bitwright::platform {

namespace {

std::vector<int> ownCores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  std::vector<int> cores;
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return cores;
  for (int core = 0; core < CPU_SETSIZE; ++core) {
    if (CPU_ISSET(core, &set)) cores.push_back(core);
  }
  return cores;
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

std::optional<CoreTime> coreTime(const std::filesystem::path& root) {
  const auto usable = ownCores();
  const auto ticksPerSecond = static_cast<double>(::sysconf(_SC_CLK_TCK));
  CoreTime time;
  std::ifstream stream(root / "proc/stat");
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

std::optional<double> loadAverage(const std::filesystem::path& root) {
  return leadingNumber<double>(firstLine(root / "proc/loadavg"));
}

std::optional<std::int64_t> throttleCount(const std::filesystem::path& root) {
  std::optional<std::int64_t> sum;
  for (const int core : ownCores()) {
    const auto count =
        leadingNumber<std::int64_t>(firstLine(coreFolder(root, core) / "thermal_throttle/core_throttle_count"));
    if (count) sum = sum.value_or(0) + *count;
  }
  return sum;
}

std::set<std::string> governors(const std::filesystem::path& root) {
  std::set<std::string> names;
  for (const int core : ownCores()) {
    const auto line = firstLine(coreFolder(root, core) / "cpufreq/scaling_governor");
    std::string_view words = line;
    if (const auto name = takeWord(words); !name.empty()) names.emplace(name);
  }
  return names;
}

}  // namespace bitwright::platform

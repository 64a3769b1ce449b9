// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/process_info.h"

#include <malloc.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string_view>

#include "core/base/text/ascii.h"

namespace bitwright::platform {

namespace {

/// In bytes.
std::uint64_t memoryInStatus(std::string_view field) {
  std::ifstream stream("/proc/self/status");
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with(field))
      return leadingNumber<std::uint64_t>(std::string_view(line).substr(field.size())).value_or(0) * 1024;
  }
  return 0;
}

std::optional<rusage> ownUse() {
  rusage use{};
  return ::getrusage(RUSAGE_SELF, &use) == 0 ? std::optional(use) : std::nullopt;
}

}  // namespace

std::filesystem::path executablePath(std::error_code& problem) {
  return std::filesystem::read_symlink("/proc/self/exe", problem);
}

int processNumber() {
  return ::getpid();
}

void setEnvironment(const std::string& variable, const std::string& value) {
  ::setenv(variable.c_str(), value.c_str(), 1);
}

std::uint64_t residentBytes() {
  return memoryInStatus("VmRSS:");
}

std::uint64_t peakResidentBytes() {
  return memoryInStatus("VmHWM:");
}

bool restartPeak() {
  std::ofstream reset("/proc/self/clear_refs");
  reset << "5" << std::flush;
  return static_cast<bool>(reset);
}

std::uint64_t peakResidentBytesOfAll() {
  rusage own{};
  rusage children{};
  ::getrusage(RUSAGE_SELF, &own);
  ::getrusage(RUSAGE_CHILDREN, &children);
  return static_cast<std::uint64_t>(std::max(own.ru_maxrss, children.ru_maxrss)) * 1024U;
}

void returnFreeMemory() {
  ::malloc_trim(0);
}

double processorSeconds() {
  const auto use = ownUse();
  if (!use) return 0.0;
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(use->ru_utime) + seconds(use->ru_stime);
}

std::int64_t involuntarySwitches() {
  const auto use = ownUse();
  return use ? use->ru_nivcsw : 0;
}

void giveWay(int niceness) {
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), niceness);
}

}  // namespace bitwright::platform

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/machine_limits.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/text/ascii.h"

namespace bitwright::platform {

namespace {

constexpr std::uint64_t kNoLimit = std::uint64_t{1} << 60U;  // version 1 says "none" by a number that no machine has

/// The first two words of a file as numbers; "max" is no number.
struct Numbers {
  std::optional<double> first;
  std::optional<double> second;
};

Numbers numbersIn(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  std::string_view rest = line;
  const auto first = takeWord(rest);
  return {leadingNumber<double>(first), leadingNumber<double>(takeWord(rest))};
}

bool names(std::string_view controllers, std::string_view wanted) {
  while (!controllers.empty()) {
    const auto comma = std::min(controllers.find(','), controllers.size());
    if (controllers.substr(0, comma) == wanted) return true;
    controllers.remove_prefix(std::min(controllers.size(), comma + 1));
  }
  return false;
}

/// Calls `look` for the folder of each group above this process that has a say in `controller`, this process's own
/// first, with its version.
void forEachGroup(const std::filesystem::path& root, std::string_view controller,
                  const std::function<void(const std::filesystem::path& folder, int version)>& look) {
  const auto mounts = root / "sys/fs/cgroup";
  std::ifstream stream(root / "proc/self/cgroup");
  for (std::string line; std::getline(stream, line);) {  // ID:CONTROLLERS:PATH
    const auto first = line.find(':');
    const auto second = line.find(':', first == std::string::npos ? first : first + 1);
    if (second == std::string::npos) continue;
    const auto controllers = line.substr(first + 1, second - first - 1);
    if (!controllers.empty() && !names(controllers, controller)) continue;
    const int version = controllers.empty() ? 2 : 1;
    auto mount = mounts;
    if (version == 1) {
      std::error_code ignored;
      mount = std::filesystem::exists(mounts / controllers, ignored) ? mounts / controllers : mounts / controller;
    }
    auto group = std::filesystem::path(line.substr(second + 1)).relative_path().lexically_normal();
    // Inside a container the path may be that outside of it: folders that are not here are passed over, up to the mount
    // itself.
    for (;; group = group.parent_path()) {
      look(mount / group, version);
      if (group.empty() || group == ".") break;
    }
  }
}

}  // namespace

std::uint64_t physicalMemory() {
  const auto pages = ::sysconf(_SC_PHYS_PAGES);
  const auto pageBytes = ::sysconf(_SC_PAGESIZE);
  return pages > 0 && pageBytes > 0 ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(pageBytes) : 0;
}

std::optional<std::uint64_t> grantedMemory(const std::filesystem::path& root) {
  std::optional<std::uint64_t> bytes;
  forEachGroup(root, "memory", [&bytes](const std::filesystem::path& folder, int version) {
    const auto limit = numbersIn(folder / (version == 2 ? "memory.max" : "memory.limit_in_bytes")).first;
    if (!limit || *limit <= 0.0 || *limit >= static_cast<double>(kNoLimit)) return;
    const auto whole = static_cast<std::uint64_t>(*limit);
    bytes = std::min(bytes.value_or(whole), whole);
  });
  return bytes;
}

std::optional<double> grantedCores(const std::filesystem::path& root) {
  std::optional<double> cores;
  const auto take = [&cores](std::optional<double> quota, std::optional<double> period) {
    if (!quota || !period || *quota <= 0.0 || *period <= 0.0) return;
    const double share = *quota / *period;
    cores = std::min(cores.value_or(share), share);
  };
  forEachGroup(root, "cpu", [&take](const std::filesystem::path& folder, int version) {
    if (version == 2) {
      const auto both = numbersIn(folder / "cpu.max");
      take(both.first, both.second);
    } else {
      take(numbersIn(folder / "cpu.cfs_quota_us").first, numbersIn(folder / "cpu.cfs_period_us").first);
    }
  });
  return cores;
}

}  // namespace bitwright::platform

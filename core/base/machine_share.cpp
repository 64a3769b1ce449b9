// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/machine_share.h"

#include <algorithm>
#include <cmath>
#include <thread>

#include "core/base/platform/machine_limits.h"

namespace bitwright {

std::uint64_t usableMemory(const std::filesystem::path& root) {
  const auto all = platform::physicalMemory();
  const auto granted = platform::grantedMemory(root);
  if (!granted) return all;
  return all == 0 ? *granted : std::min(all, *granted);
}

int usableCores(const std::filesystem::path& root) {
  double cores = std::max(1.0, static_cast<double>(std::thread::hardware_concurrency()));
  if (const auto granted = platform::grantedCores(root)) cores = std::min(cores, *granted);
  return std::max(1, static_cast<int>(std::ceil(cores)));
}

}  // namespace bitwright

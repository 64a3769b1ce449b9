// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "core/base/platform/processor_load.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// Looks at the machine when it is made and again when asked: who else used the cores this process may run on, and what
/// their clocks did. `root`: where the system's folders stand.
class SystemMonitor {
 public:
  explicit SystemMonitor(std::filesystem::path root = "/");
  /// All but energy; of the time since the watch was made, but for the load average.
  [[nodiscard]] MachineState state() const;

 private:
  std::filesystem::path root_;
  std::optional<double> loadAverage_;
  std::optional<platform::CoreTime> cores_;
  double own_ = 0.0;
  std::optional<std::int64_t> throttled_;
};

/// Processor seconds of this process, all its threads.
[[nodiscard]] double ownSeconds();
/// Times the kernel took a core from a thread of this process that would have gone on.
[[nodiscard]] std::int64_t ownInvoluntarySwitches();

}  // namespace bitwright

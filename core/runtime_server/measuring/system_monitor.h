// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/runtime/worker_client.h"

namespace bitwright {

/// Looks at the machine when it is made and again when asked: who else used the cores this process may run on, and what
/// their clocks did. `root` stands in front of /proc and /sys.
class SystemMonitor {
 public:
  explicit SystemMonitor(std::filesystem::path root = "/");
  /// All but energy; of the time since the watch was made, but for the load average.
  [[nodiscard]] MachineState state() const;

 private:
  /// Seconds of the usable cores since the machine started.
  struct CoreTime {
    double busy = 0.0;
    double all = 0.0;
  };
  [[nodiscard]] std::optional<CoreTime> coreTime() const;
  [[nodiscard]] std::optional<std::int64_t> throttleCount() const;
  [[nodiscard]] std::string governor() const;

  std::filesystem::path root_;
  std::optional<double> loadAverage_;
  std::optional<CoreTime> cores_;
  double own_ = 0.0;
  std::optional<std::int64_t> throttled_;
};

/// Processor seconds of this process, all its threads.
[[nodiscard]] double ownSeconds();
/// Times the kernel took a core from a thread of this process that would have gone on.
[[nodiscard]] std::int64_t ownInvoluntarySwitches();

}  // namespace bitwright

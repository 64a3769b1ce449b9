// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/base/message.h"

namespace bitwright {

/// The processor's own count of the energy its packages drew (RAPL: "running average power limit"), as the kernel shows
/// it in powercap. Cores, caches and memory controller of every package, whoever used them; not the memory itself. The
/// counters move about once a millisecond.
class EnergyCounter {
 public:
  explicit EnergyCounter(const std::filesystem::path& folder = "/sys/class/powercap");
  EnergyCounter(const EnergyCounter&) = delete;
  EnergyCounter& operator=(const EnergyCounter&) = delete;
  ~EnergyCounter();

  /// Why nothing can be read; empty where it can.
  [[nodiscard]] const Message& reason() const { return reason_; }
  /// Drawn since the object was made, in microjoules. The kernel's count starts anew at its range, which is seen
  /// through as long as readings are no more than one range apart (about a minute at the least). Nothing where reading
  /// fails: what is missed cannot be made up for.
  [[nodiscard]] std::optional<std::uint64_t> microjoules();

 private:
  struct Package {
    int descriptor = -1;
    std::uint64_t range = 0;
    std::uint64_t last = 0;
  };
  bool add(const std::filesystem::path& folder);

  std::vector<Package> packages_;
  std::uint64_t total_ = 0;
  Message reason_;
};

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/base/message.h"
#include "core/base/platform/energy_packages.h"

namespace bitwright {

/// The processor's own count of the energy its packages drew (RAPL: "running average power limit"), as the system shows
/// it. Cores, caches and memory controller of every package, whoever used them; not the memory itself. The
/// counters move about once a millisecond.
class EnergyCounter {
 public:
  explicit EnergyCounter(const std::filesystem::path& folder = platform::energyFolder());

  /// Why nothing can be read; empty where it can.
  [[nodiscard]] const Message& reason() const { return reason_; }
  /// Drawn since the object was made, in microjoules. The processor's count starts anew at its range, which is seen
  /// through as long as readings are no more than one range apart (about a minute at the least). Nothing where reading
  /// fails: what is missed cannot be made up for.
  [[nodiscard]] std::optional<std::uint64_t> microjoules();

 private:
  std::vector<platform::EnergyPackage> packages_;
  std::vector<std::uint64_t> last_;  ///< one a package
  std::uint64_t total_ = 0;
  Message reason_;
};

}  // namespace bitwright

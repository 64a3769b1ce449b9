// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/measuring/energy_counter.h"

#include <system_error>

namespace bitwright {

EnergyCounter::EnergyCounter(const std::filesystem::path& folder) {
  std::error_code problem;
  packages_ = platform::energyPackages(folder, problem);
  bool readable = !problem;
  for (std::size_t index = 0; index < packages_.size() && readable; ++index) {
    const auto now = platform::microjoules(packages_[index], problem);
    readable = now.has_value();
    last_.push_back(now.value_or(0));
  }
  if (!readable) {
    reason_ = Message(BW_MESSAGE("energy.unreadable", "the processor's energy counters cannot be read: %1"),
                      {problem.message()});
  } else if (packages_.empty()) {
    reason_ = BW_MESSAGE("energy.none", "this machine shows no energy counters of its processor");
  }
}

std::optional<std::uint64_t> EnergyCounter::microjoules() {
  if (!reason_.empty()) return std::nullopt;
  for (std::size_t index = 0; index < packages_.size(); ++index) {
    std::error_code ignored;
    const auto now = platform::microjoules(packages_[index], ignored);
    const auto range = packages_[index].range;
    auto& last = last_[index];
    if (!now || (*now < last && range < last)) return std::nullopt;
    total_ += *now >= last ? *now - last : range - last + *now;
    last = *now;
  }
  return total_;
}

}  // namespace bitwright

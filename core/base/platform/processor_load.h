// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

// What the cores that this process may run on are doing. `root`: where the system's folders stand.

namespace bitwright::platform {

/// Seconds of those cores since the machine started.
struct CoreTime {
  double busy = 0.0;
  double all = 0.0;
};
[[nodiscard]] std::optional<CoreTime> coreTime(const std::filesystem::path& root);
/// Programs that ran or waited for a core, on average over the last minute.
[[nodiscard]] std::optional<double> loadAverage(const std::filesystem::path& root);
/// Times a core was slowed down since it was too hot, over all of them; nothing where none tells.
[[nodiscard]] std::optional<std::int64_t> throttleCount(const std::filesystem::path& root);
/// The rules by which their clocks are set, e.g. "powersave".
[[nodiscard]] std::set<std::string> governors(const std::filesystem::path& root);

}  // namespace bitwright::platform

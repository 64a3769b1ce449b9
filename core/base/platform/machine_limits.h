// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

// What the machine has, and what of it the system grants this process. `root`: where the system's folders stand.

namespace bitwright::platform {

/// Bytes; 0: not known.
[[nodiscard]] std::uint64_t physicalMemory();
/// The least that a control group above this process allows, in bytes; nothing where none bounds it.
[[nodiscard]] std::optional<std::uint64_t> grantedMemory(const std::filesystem::path& root);
/// The least processor time that a control group above this process is given, in cores; nothing where none bounds it.
[[nodiscard]] std::optional<double> grantedCores(const std::filesystem::path& root);

}  // namespace bitwright::platform

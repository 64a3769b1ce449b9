// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

// What of the machine this process may have: containers and services are given a part of it, and are killed where they
// take more.

namespace bitwright {

/// The machine's memory, or the least that a control group above this process allows (memory.max of version 2,
/// memory.limit_in_bytes of version 1). 0: not known. `root`: where the system's folders stand.
[[nodiscard]] std::uint64_t usableMemory(const std::filesystem::path& root = "/");

/// The cores that this process may run on, or as many as the processor time allows that a control group above it is
/// given; at least 1.
[[nodiscard]] int usableCores(const std::filesystem::path& root = "/");

}  // namespace bitwright

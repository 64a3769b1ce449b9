// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace bitwright {

/// What a file of data may have; a larger one is refused before any memory is taken for it.
inline constexpr std::uint64_t kMostFileBytes = std::uint64_t{8} << 30U;

/// Appends the whole of a regular file; anything else (a folder, a pipe that would never end) is refused.
[[nodiscard]] Result<void> appendFile(const std::filesystem::path& path, std::string& bytes);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace bitwright {

/// Appends the whole of a regular file; anything else (a folder, a pipe that would never end) is refused.
[[nodiscard]] Result<void> appendFile(const std::filesystem::path& path, std::string& bytes);

}  // namespace bitwright

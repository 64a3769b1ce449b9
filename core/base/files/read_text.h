// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace bitwright {

/// The bytes of a small file that a person writes. Fails with ErrorKind::io where it cannot be read, and with
/// ErrorKind::input and `tooLarge` where it holds more than `mostBytes`.
[[nodiscard]] Result<std::string> readText(const std::filesystem::path& file, std::uintmax_t mostBytes,
                                           MessageText tooLarge);

}  // namespace bitwright

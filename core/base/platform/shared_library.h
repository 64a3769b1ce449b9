// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace bitwright::platform {

/// To be cast to what it is.
using AnyFunction = void (*)();

/// Loads a library, for good, and finds a function of it; null where that fails, with what the system says in
/// `problem`.
[[nodiscard]] AnyFunction functionIn(const std::filesystem::path& library, const char* name, std::string& problem);

}  // namespace bitwright::platform

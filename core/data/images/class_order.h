// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/message.h"

namespace bitwright {

/// Sorts the names of class folders: by number where all are whole numbers (10 behind 9), else by their bytes. Says how
/// where another might have sorted them otherwise, or where a number is not that of its class.
[[nodiscard]] std::optional<Message> sortClassNames(std::vector<std::string>& names);

/// "0 = cat, 1 = dog, …, 9 = owl": the first few, and the last.
[[nodiscard]] std::string numberedNames(const std::vector<std::string>& names);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace bitwright {

/// `word` as one word of a POSIX shell: as it is where that is safe, else in single quotes.
[[nodiscard]] std::string shellQuoted(std::string_view word);

}  // namespace bitwright

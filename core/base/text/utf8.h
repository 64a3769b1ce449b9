// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace bitwright {

/// The first characters of a UTF-8 text that take at most `limit` bytes: none is cut in two. Text that is no UTF-8 is
/// cut anywhere.
[[nodiscard]] std::string_view startOf(std::string_view text, std::size_t limit);
/// The last ones.
[[nodiscard]] std::string_view endOf(std::string_view text, std::size_t limit);

}  // namespace bitwright

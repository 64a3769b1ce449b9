// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bitwright {

/// Columns a terminal gives to `text` (UTF-8): two for wide East Asian characters and emoji, none for combining ones.
[[nodiscard]] std::size_t displayWidth(std::string_view text);

/// `text` cut to `width` columns of a terminal, with an ellipsis where something was cut; never inside a UTF-8
/// character.
[[nodiscard]] std::string elided(std::string_view text, std::size_t width);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace bitwright {

/// Whether the whole of `text` (UTF-8) matches `glob`: `*` any run of characters, `/` included; `?` one character;
/// `[abc]`, `[a-z]`, `[!abc]` one byte of (or outside) a set. A `[` that is never closed stands for itself. Case
/// counts. Takes at most |glob| · |text| steps.
[[nodiscard]] bool matchesGlob(std::string_view glob, std::string_view text);

}  // namespace bitwright

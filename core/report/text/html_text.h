// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace bitwright {

/// `text` as character data or inside a quoted attribute of HTML and SVG: & < > " ' become references, control
/// characters U+FFFD. Everything that is not markup of ours passes through here.
[[nodiscard]] std::string escapeHtml(std::string_view text);

}  // namespace bitwright

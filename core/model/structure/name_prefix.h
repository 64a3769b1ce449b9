// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/model/structure/scopes.h"

namespace bitwright {

/// The shortest prefix, of letters and `_`, that no value, node or tensor name in any scope begins with.
[[nodiscard]] std::string unusedPrefix(const std::vector<Scope>& scopes);

}  // namespace bitwright

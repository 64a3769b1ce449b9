// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

/// Fails where the main graph with every call of a local function replaced by the function's nodes, branches included,
/// would have more than ten million: a runtime unfolds them, and a file of a kilobyte can ask for billions. Counted,
/// not unfolded. Functions must not call themselves.
[[nodiscard]] Result<void> checkUnfolding(const std::vector<Scope>& scopes, const std::string& file);

}  // namespace bitwright

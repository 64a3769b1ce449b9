// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/structure/graph_names.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

/// Fails where nodes wait for each other in a circle, naming them. The order they stand in does not matter.
[[nodiscard]] Result<void> checkOrder(const std::vector<Scope>& scopes, const GraphNames& names,
                                      const std::string& file);

/// Fails where a local function calls itself, directly, through others or inside a branch, naming the chain.
[[nodiscard]] Result<void> checkFunctionCalls(const std::vector<Scope>& scopes, const std::string& file);

}  // namespace bitwright

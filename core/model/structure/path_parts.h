// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace bitwright {

/// The parts of a WeightTensor's path, between its dots; none of an empty one.
[[nodiscard]] std::vector<std::string_view> pathParts(std::string_view path);
/// The last of them: what the same layer of other blocks has, too.
[[nodiscard]] std::string_view lastPathPart(std::string_view path);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bitwright {

/// File names without a folder, "NAME.onnx", one a variant and all different whatever the case: letters, digits, `.`,
/// `_` and `-` of the variant's name, everything else a `-`, at most 80 bytes.
[[nodiscard]] std::vector<std::string> modelFileNames(const std::vector<std::string>& variantNames);

}  // namespace bitwright

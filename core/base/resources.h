// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

#include "core/base/result.h"

namespace bitwright {

/// The folder the running executable stands in.
[[nodiscard]] std::filesystem::path executableFolder();

/// A file or folder shipped with Bitwright, e.g. "sample/resnet8_fashion.onnx": looked for in BITWRIGHT_RESOURCES, then in
/// ../share/bitwright and ../../share/bitwright of the executable's folder. Fails with ErrorKind::io where it is nowhere.
[[nodiscard]] Result<std::filesystem::path> resourcePath(std::string_view relative);

}  // namespace bitwright

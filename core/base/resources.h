// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "core/base/result.h"

namespace bitwright {

/// The folder the running executable stands in; nothing where the system does not tell. Never the current folder in its
/// place: whoever loads a program or a library from there would run what lies beside somebody's models.
[[nodiscard]] std::optional<std::filesystem::path> executableFolder();
/// The same by another link that leads to an executable.
[[nodiscard]] std::optional<std::filesystem::path> executableFolder(const std::filesystem::path& link);

/// A file or folder shipped with Bitwright, e.g. "sample/resnet8_fashion.onnx": looked for in BITWRIGHT_RESOURCES, then
/// in
/// ../share/bitwright and ../../share/bitwright of the executable's folder. Fails with ErrorKind::io where it is
/// nowhere.
[[nodiscard]] Result<std::filesystem::path> resourcePath(std::string_view relative);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

namespace bitwright {

/// Formats of single-file archives: Zstandard (RFC 8878, level 19) and xz (level 9, extreme).
enum class ArchiveKind { zst, xz };

/// By the file's ending: .zst or .xz; nothing for others.
[[nodiscard]] std::optional<ArchiveKind> archiveKindOf(const std::filesystem::path& path);
/// With the dot.
[[nodiscard]] const char* archiveEnding(ArchiveKind kind);

}  // namespace bitwright

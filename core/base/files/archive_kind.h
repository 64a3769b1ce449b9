// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

namespace bitwright {

/// Formats of single-file archives: Zstandard (RFC 8878, level 19) and xz (level 9, extreme).
enum class ArchiveKind { zst, xz };

/// How hard a Zstandard packer tries, in its own levels. What comes out depends on the level and on whether `threads`
/// is 0, but not on how many threads there are.
struct PackingEffort {
  int level = 19;
  int threads = 0;  ///< beside the calling one; 0: it packs itself
};

/// By the file's ending: .zst or .xz; nothing for others.
[[nodiscard]] std::optional<ArchiveKind> archiveKindOf(const std::filesystem::path& path);
/// With the dot.
[[nodiscard]] const char* archiveEnding(ArchiveKind kind);

}  // namespace bitwright

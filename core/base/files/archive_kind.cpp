// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/archive_kind.h"

namespace bitwright {

std::optional<ArchiveKind> archiveKindOf(const std::filesystem::path& path) {
  for (const auto kind : {ArchiveKind::zst, ArchiveKind::xz}) {
    if (path.extension() == archiveEnding(kind)) return kind;
  }
  return std::nullopt;
}

const char* archiveEnding(ArchiveKind kind) {
  return kind == ArchiveKind::zst ? ".zst" : ".xz";
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace bitwright::platform {

enum class FileKind { regular, folder, other };

/// What the system knows of a file.
struct FileStatus {
  FileKind kind = FileKind::other;
  std::uint64_t size = 0;            ///< bytes
  std::int64_t modifiedSeconds = 0;  ///< since 1970
  std::int64_t modifiedNanoseconds = 0;
  std::uint64_t device = 0;       ///< with `file`: which file on disk it is, whatever its name
  std::uint64_t file = 0;         ///< its number on that device
  std::uint64_t names = 0;        ///< hard links
  std::uint32_t permissions = 0;  ///< rwxrwxrwx: owner, group, others
  std::uint32_t owner = 0;
  std::uint32_t group = 0;

  [[nodiscard]] bool isSameFile(const FileStatus& other) const { return device == other.device && file == other.file; }
};

}  // namespace bitwright::platform

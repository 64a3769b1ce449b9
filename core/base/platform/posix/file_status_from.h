// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/stat.h>

#include "core/base/platform/file_status.h"

namespace bitwright::platform {

[[nodiscard]] inline FileStatus fileStatusFrom(const struct stat& status) {
  FileStatus made;
  made.kind = S_ISREG(status.st_mode)   ? FileKind::regular
              : S_ISDIR(status.st_mode) ? FileKind::folder
                                        : FileKind::other;
  made.size = static_cast<std::uint64_t>(status.st_size);
  made.modifiedSeconds = status.st_mtim.tv_sec;
  made.modifiedNanoseconds = status.st_mtim.tv_nsec;
  made.device = status.st_dev;
  made.file = status.st_ino;
  made.names = status.st_nlink;
  made.permissions = status.st_mode & 0777U;
  made.owner = status.st_uid;
  made.group = status.st_gid;
  return made;
}

}  // namespace bitwright::platform

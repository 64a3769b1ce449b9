// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>

namespace bitwright::platform {

FolderLock FolderLock::take(const std::filesystem::path& folder) {
  FolderLock lock;
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) return lock;
  lock.folder_ = FileHandle(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) lock.letGo();
  return lock;
}

}  // namespace bitwright::platform

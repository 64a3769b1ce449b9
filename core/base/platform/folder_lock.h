// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/base/platform/file_handle.h"

namespace bitwright::platform {

/// A lock on a folder that goes with the object, and with the process that took it, however that ends.
class FolderLock {
 public:
  FolderLock() = default;
  /// Not held where another holds it, or the folder cannot be opened or is a link. Does not wait.
  [[nodiscard]] static FolderLock take(const std::filesystem::path& folder);

  [[nodiscard]] bool held() const { return folder_.isOpen(); }
  void letGo() noexcept { folder_.close(); }

 private:
  FileHandle folder_;
};

}  // namespace bitwright::platform

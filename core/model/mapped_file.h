// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "core/base/bytes.h"
#include "core/base/platform/file_handle.h"
#include "core/base/platform/guarded_map.h"
#include "core/base/result.h"

namespace bitwright {

/// A regular file mapped read-only. It stays open, so the bytes are those of the file that was opened even
/// if another takes its name. Where it shrinks under the map what is gone reads as zeros, and `unchanged()` finds it.
class MappedFile {
 public:
  /// Follows symbolic links: for files that a person named. Fails with ErrorKind::io.
  [[nodiscard]] static Result<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& path);
  /// Maps what is open. `shownAs` is the name in errors.
  [[nodiscard]] static Result<std::shared_ptr<const MappedFile>> adopt(platform::FileHandle handle,
                                                                       const std::string& shownAs);

  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  [[nodiscard]] ByteView bytes() const {
    return {static_cast<const std::byte*>(map_.data()), static_cast<std::size_t>(status_.size)};
  }
  [[nodiscard]] const std::string& shownAs() const { return shownAs_; }
  /// Whether both are the same file on disk.
  [[nodiscard]] bool sameFile(const MappedFile& other) const { return status_.isSameFile(other.status_); }
  /// Fails with ErrorKind::io where size or time of change are no longer what they were when it was opened.
  [[nodiscard]] Result<void> unchanged() const;
  /// What of `part` is mapped here goes out of this process's memory until it is read again.
  void release(ByteView part) const { map_.release(part.data(), part.size()); }

 private:
  MappedFile() = default;

  std::string shownAs_;
  platform::FileHandle handle_;
  platform::GuardedMap map_;
  platform::FileStatus status_;  ///< when it was opened
};

}  // namespace bitwright

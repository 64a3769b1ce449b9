// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "core/base/bytes.h"
#include "core/base/files/guarded_map.h"
#include "core/base/result.h"

namespace bitwright {

/// A regular file mapped read-only. Its descriptor stays open, so the bytes are those of the file that was opened even
/// if another takes its name. Where it shrinks under the map what is gone reads as zeros, and `unchanged()` finds it.
class MappedFile {
 public:
  /// Follows symbolic links: for files that a person named. Fails with ErrorKind::io.
  [[nodiscard]] static Result<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& path);
  /// Maps what `descriptor` is open on, and owns it from here on, also where it fails. `shownAs` is the name in errors.
  [[nodiscard]] static Result<std::shared_ptr<const MappedFile>> adopt(int descriptor, const std::string& shownAs);

  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  [[nodiscard]] ByteView bytes() const { return {static_cast<const std::byte*>(map_.data()), size_}; }
  [[nodiscard]] const std::string& shownAs() const { return shownAs_; }
  /// Whether both are the same file on disk.
  [[nodiscard]] bool sameFile(const MappedFile& other) const {
    return device_ == other.device_ && inode_ == other.inode_;
  }
  /// Fails with ErrorKind::io where size or time of change are no longer what they were when it was opened.
  [[nodiscard]] Result<void> unchanged() const;

 private:
  MappedFile() = default;

  std::string shownAs_;
  int descriptor_ = -1;
  GuardedMap map_;
  std::size_t size_ = 0;
  std::uint64_t device_ = 0;
  std::uint64_t inode_ = 0;
  std::int64_t modifiedSeconds_ = 0;
  std::int64_t modifiedNanoseconds_ = 0;
};

}  // namespace bitwright

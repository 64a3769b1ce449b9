// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/files/renames.h"
#include "core/base/files/write_target.h"
#include "core/base/platform/file_handle.h"
#include "core/base/result.h"

namespace bitwright {

/// A file that appears whole or not at all: written beside its target under a private name, synced, then renamed over
/// it. Where the target is a symbolic link that is where the link leads; a file that is replaced passes on its
/// permissions and, where the system lets us, its owner. Destroyed without `commit()`, it leaves nothing behind and the
/// target as it was.
class AtomicFile {
 public:
  /// Fails with ErrorKind::io where the folder does not exist or cannot be written.
  [[nodiscard]] static Result<AtomicFile> create(const std::filesystem::path& target);

  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&& other) noexcept;
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

  [[nodiscard]] Result<void> write(ByteView bytes);
  [[nodiscard]] Result<void> write(std::string_view text) { return write(bytesOf(text)); }
  /// Flushed and closed, but still under its private name: to be looked at before `commit()`.
  [[nodiscard]] Result<void> close();
  [[nodiscard]] const std::filesystem::path& temporaryPath() const { return temporary_; }
  [[nodiscard]] const WriteTarget& target() const { return target_; }
  /// Closes if need be, syncs file and folder and renames over the target.
  [[nodiscard]] Result<void> commit();

 private:
  friend Result<void> commitTogether(const std::vector<AtomicFile*>& files, Renames renames);
  AtomicFile(WriteTarget target, std::filesystem::path temporary, platform::FileHandle file)
      : target_(std::move(target)), temporary_(std::move(temporary)), file_(std::move(file)) {}
  void discard() noexcept;

  WriteTarget target_;
  std::filesystem::path temporary_;
  platform::FileHandle file_;
};

/// Commits several files: all of them appear, or none does and what stood there before stands there again. What is
/// replaced keeps a second, hidden name beside it until all are in place.
[[nodiscard]] Result<void> commitTogether(const std::vector<AtomicFile*>& files, Renames renames = Renames());

/// The whole of `text` into `target`, atomically.
[[nodiscard]] Result<void> writeFileAtomically(const std::filesystem::path& target, std::string_view text);

}  // namespace bitwright

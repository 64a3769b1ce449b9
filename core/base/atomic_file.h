// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace bitwright {

/// A file that appears whole or not at all: written beside its target under a private name, synced, then renamed over it.
/// Destroyed without `commit()`, it leaves nothing behind and the target as it was.
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
  /// Closes if need be, syncs file and folder and renames over the target.
  [[nodiscard]] Result<void> commit();

 private:
  AtomicFile(std::filesystem::path target, std::filesystem::path temporary, int descriptor)
      : target_(std::move(target)), temporary_(std::move(temporary)), descriptor_(descriptor) {}
  void discard() noexcept;

  std::filesystem::path target_;
  std::filesystem::path temporary_;
  int descriptor_ = -1;
};

// What files that appear whole share.

/// Fails with ErrorKind::io where `target` is a folder, or it or its folder is marked read-only: that is refused even where the folder would let us
/// rename over it, or the superuser write it.
[[nodiscard]] Result<void> mayReplace(const std::filesystem::path& target);
/// "cannot be written" with the system's reason.
[[nodiscard]] Failure cannotWrite(const std::filesystem::path& target, int systemError);
/// A hidden name in the target's folder, another at every call.
[[nodiscard]] std::filesystem::path privateName(const std::filesystem::path& target);

/// The whole of `text` into `target`, atomically.
[[nodiscard]] Result<void> writeFileAtomically(const std::filesystem::path& target, std::string_view text);

}  // namespace bitwright

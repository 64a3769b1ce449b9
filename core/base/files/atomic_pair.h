// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "core/base/files/renames.h"
#include "core/base/files/write_target.h"
#include "core/base/platform/folder_lock.h"
#include "core/base/result.h"

namespace bitwright {

/// Two files in one folder, the first of which names the second: a model and its data. Both are written under their own
/// names in a private folder beside the target, so that the first finds the second there too, and then renamed into
/// place, the companion first. An older pair makes room before: at no moment the target stands there beside another's
/// companion, or without one. Destroyed without `commit()`, it leaves nothing behind and both targets as they were.
/// Links and permissions are kept as AtomicFile keeps them. Where the machine stops in the middle of `commit()`, the
/// older pair is whole in .TARGET.…part/old beside the target, or already back; the next pair that is made for the
/// target first puts it back.
class AtomicPair {
 public:
  /// `companion` is a file name in the target's folder. Fails with ErrorKind::io where the folder does not exist or
  /// cannot be written, or one of the targets is a folder or marked read-only.
  [[nodiscard]] static Result<AtomicPair> create(const std::filesystem::path& target, const std::string& companion);

  AtomicPair(AtomicPair&& other) noexcept
      : target_(std::move(other.target_)),
        companion_(std::move(other.companion_)),
        folder_(std::exchange(other.folder_, {})),
        lock_(std::move(other.lock_)) {}
  AtomicPair& operator=(AtomicPair&& other) noexcept;
  AtomicPair(const AtomicPair&) = delete;
  AtomicPair& operator=(const AtomicPair&) = delete;
  ~AtomicPair();

  /// Where the caller writes both, and may look at them before `commit()`.
  [[nodiscard]] std::filesystem::path temporaryPath() const { return fresh() / target_.real().filename(); }
  [[nodiscard]] std::filesystem::path temporaryCompanionPath() const { return fresh() / companion_.named().filename(); }
  /// Syncs and renames both. What cannot be renamed is put back; what cannot be put back is kept and named in the
  /// error.
  [[nodiscard]] Result<void> commit(Renames renames = Renames());

 private:
  AtomicPair(WriteTarget target, WriteTarget companion, std::filesystem::path folder)
      : target_(std::move(target)), companion_(std::move(companion)), folder_(std::move(folder)) {}
  [[nodiscard]] std::filesystem::path fresh() const { return folder_ / "new"; }
  [[nodiscard]] std::filesystem::path replaced() const { return folder_ / "old"; }
  void discard() noexcept;
  void letGo() noexcept;

  WriteTarget target_;
  WriteTarget companion_;
  std::filesystem::path folder_;
  platform::FolderLock lock_;  ///< held on the folder as long as it is in use
};

}  // namespace bitwright

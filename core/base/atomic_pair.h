// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "core/base/result.h"

namespace bitwright {

/// Two files in one folder, the first of which names the second: a model and its data. Both are written under their own names in a private folder
/// beside the target, so that the first finds the second there too, and then renamed into place, the companion first. An older pair makes room
/// before: at no moment the target stands there beside another's companion, or without one. Destroyed without `commit()`, it leaves nothing behind
/// and both targets as they were.
class AtomicPair {
 public:
  /// `companion` is a file name in the target's folder. Fails with ErrorKind::io where the folder does not exist or cannot be written, or one of
  /// the targets is a folder or marked read-only.
  [[nodiscard]] static Result<AtomicPair> create(const std::filesystem::path& target, const std::string& companion);

  AtomicPair(AtomicPair&& other) noexcept
      : target_(std::move(other.target_)), companion_(std::move(other.companion_)), folder_(std::exchange(other.folder_, {})) {}
  AtomicPair& operator=(AtomicPair&& other) noexcept;
  AtomicPair(const AtomicPair&) = delete;
  AtomicPair& operator=(const AtomicPair&) = delete;
  ~AtomicPair();

  /// Where the caller writes both, and may look at them before `commit()`.
  [[nodiscard]] std::filesystem::path temporaryPath() const { return fresh() / target_.filename(); }
  [[nodiscard]] std::filesystem::path temporaryCompanionPath() const { return fresh() / companion_.filename(); }
  /// Syncs and renames both. What cannot be renamed is put back.
  [[nodiscard]] Result<void> commit();

 private:
  AtomicPair(std::filesystem::path target, std::filesystem::path companion, std::filesystem::path folder)
      : target_(std::move(target)), companion_(std::move(companion)), folder_(std::move(folder)) {}
  [[nodiscard]] std::filesystem::path fresh() const { return folder_ / "new"; }
  [[nodiscard]] std::filesystem::path replaced() const { return folder_ / "old"; }
  void discard() noexcept;

  std::filesystem::path target_;
  std::filesystem::path companion_;
  std::filesystem::path folder_;
};

}  // namespace bitwright

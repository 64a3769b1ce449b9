// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>

#include "core/base/platform/file_status.h"
#include "core/base/result.h"

namespace bitwright {

/// Where a file that a person named is really written, and what a file that stands there passes on to the one that
/// takes its place.
class WriteTarget {
 public:
  /// Goes where symbolic links lead, also where nothing stands there yet. Fails with ErrorKind::io where that is a
  /// folder or a device, or it or its folder is marked read-only: that is refused even where the folder would let us
  /// rename over it, or the superuser write it.
  [[nodiscard]] static Result<WriteTarget> find(const std::filesystem::path& named);

  [[nodiscard]] const std::filesystem::path& named() const { return named_; }  ///< for errors
  [[nodiscard]] const std::filesystem::path& real() const { return real_; }
  /// Whether a file stands there.
  [[nodiscard]] bool replaces() const { return replaced_.has_value(); }
  /// Gives `file` the permissions, owner and group of the file it will replace, as far as the system lets us; without
  /// one it stays as it is.
  void passOnRights(const std::filesystem::path& file) const;

 private:
  std::filesystem::path named_;
  std::filesystem::path real_;
  std::optional<platform::FileStatus> replaced_;
};

/// WriteTarget::find, for those who will write later.
[[nodiscard]] Result<void> mayReplace(const std::filesystem::path& target);
/// "cannot be written" with the system's reason.
[[nodiscard]] Failure cannotWrite(const std::filesystem::path& target, std::error_code problem);
/// A hidden name in the target's folder, another at every call.
[[nodiscard]] std::filesystem::path privateName(const std::filesystem::path& target);
/// What all of them begin with.
[[nodiscard]] std::string privatePrefix(const std::filesystem::path& target);
[[nodiscard]] std::filesystem::path folderOf(const std::filesystem::path& target);
/// Whether anything has that name, a dangling link too.
[[nodiscard]] bool stands(const std::filesystem::path& path);
/// Makes the renames done in `folder` last.
void syncFolder(const std::filesystem::path& folder);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <utility>

#include "core/base/result.h"

namespace bitwright {

/// A private temporary folder, removed with everything in it when the object goes. Under TMPDIR, mode 0700.
class TemporaryFolder {
 public:
  [[nodiscard]] static Result<TemporaryFolder> create();
  /// A hidden one inside `parent`, from where a file is put beside its folder by renaming it.
  [[nodiscard]] static Result<TemporaryFolder> createIn(const std::filesystem::path& parent);
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryFolder& operator=(TemporaryFolder&& other) noexcept;
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/temporary_folder.h"

#include <string>
#include <system_error>

#include "core/base/platform/file_names.h"

namespace bitwright {

namespace {

void removeFolder(const std::filesystem::path& path) noexcept {
  std::error_code ignored;
  if (!path.empty()) std::filesystem::remove_all(path, ignored);
}

}  // namespace

Result<TemporaryFolder> TemporaryFolder::create() {
  std::error_code problem;
  auto parent = std::filesystem::temp_directory_path(problem);
  if (problem) {
    return fail(
        ErrorKind::io,
        Message(BW_MESSAGE("io.no_temporary", "there is no folder for temporary files: %1"), {problem.message()}), {},
        {}, BW_MESSAGE("io.set_tmpdir", "name one in TMPDIR"));
  }
  auto made = platform::makeTemporaryFolder(parent / "bitwright-", problem);
  if (problem) {
    return fail(
        ErrorKind::io,
        Message(BW_MESSAGE("io.no_temporary", "there is no folder for temporary files: %1"), {problem.message()}),
        parent.string(), {}, BW_MESSAGE("io.set_tmpdir", "name one in TMPDIR"));
  }
  return TemporaryFolder(std::move(made));
}

Result<TemporaryFolder> TemporaryFolder::createIn(const std::filesystem::path& parent) {
  std::error_code problem;
  auto made = platform::makeTemporaryFolder(parent / ".bitwright-", problem);
  if (problem) {
    return fail(ErrorKind::io, Message(BW_MESSAGE("io.cannot_write", "cannot be written: %1"), {problem.message()}),
                parent.string());
  }
  return TemporaryFolder(std::move(made));
}

TemporaryFolder& TemporaryFolder::operator=(TemporaryFolder&& other) noexcept {
  if (this != &other) {
    removeFolder(path_);
    path_ = std::exchange(other.path_, {});
  }
  return *this;
}

TemporaryFolder::~TemporaryFolder() {
  removeFolder(path_);
}

}  // namespace bitwright

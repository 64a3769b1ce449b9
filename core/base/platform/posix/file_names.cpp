// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/file_names.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/base/platform/file_handle.h"
#include "core/base/platform/posix/file_status_from.h"
#include "core/base/platform/posix/last_error.h"

namespace bitwright::platform {

namespace {

std::error_code problemOf(int result) {
  return result == 0 ? std::error_code() : lastError();
}

}  // namespace

std::optional<FileStatus> statusOf(const std::filesystem::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? std::optional(fileStatusFrom(status)) : std::nullopt;
}

std::error_code whyUnreadable(const std::filesystem::path& path) {
  return problemOf(::access(path.c_str(), R_OK));
}

bool mayRun(const std::filesystem::path& path) {
  return ::access(path.c_str(), X_OK) == 0;
}

std::error_code makePrivateFolder(const std::filesystem::path& path) {
  return problemOf(::mkdir(path.c_str(), 0700));
}

std::filesystem::path makeTemporaryFolder(const std::filesystem::path& begin, std::error_code& problem) {
  std::string name = begin.string() + "XXXXXX";
  const bool made = ::mkdtemp(name.data()) != nullptr;
  problem = made ? std::error_code() : lastError();
  return made ? std::filesystem::path(name) : std::filesystem::path();
}

std::error_code renameOver(const std::filesystem::path& from, const std::filesystem::path& to) {
  return problemOf(std::rename(from.c_str(), to.c_str()));
}

std::error_code nameTwice(const std::filesystem::path& file, const std::filesystem::path& second) {
  return problemOf(::link(file.c_str(), second.c_str()));
}

void removeName(const std::filesystem::path& path) noexcept {
  ::unlink(path.c_str());
}

bool giveToOwner(const std::filesystem::path& path, std::uint32_t owner) {
  return ::chown(path.c_str(), owner, static_cast<gid_t>(-1)) == 0;
}

bool giveToGroup(const std::filesystem::path& path, std::uint32_t group) {
  return ::chown(path.c_str(), static_cast<uid_t>(-1), group) == 0;
}

void setPermissions(const std::filesystem::path& path, std::uint32_t permissions) {
  (void)::chmod(path.c_str(), permissions);
}

std::error_code syncFile(const std::filesystem::path& path) {
  std::error_code problem;
  const auto file = FileHandle::openToRead(path, problem);
  return problem ? problem : file.sync();
}

void syncNamesIn(const std::filesystem::path& folder) {
  std::error_code problem;
  const auto handle = FileHandle::openFolder(folder, problem);
  if (!problem) (void)handle.sync();
}

}  // namespace bitwright::platform

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/write_target.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/base/text/utf8.h"

namespace bitwright {

namespace {

constexpr const char* kPrivateEnding = ".part";

/// Nobody has the right to write it, whoever asks.
bool markedReadOnly(const std::filesystem::path& path) {
  std::error_code problem;
  const auto status = std::filesystem::status(path, problem);
  if (problem || !std::filesystem::exists(status)) return false;
  using std::filesystem::perms;
  const auto writable = perms::owner_write | perms::group_write | perms::others_write;
  return (status.permissions() & writable) == perms::none;
}

/// Step by step, since the last link may lead to what is not there yet.
Result<std::filesystem::path> followLinks(const std::filesystem::path& named) {
  constexpr int kMostLinks = 40;  // as the system itself
  auto at = named;
  std::error_code problem;
  for (int step = 0; std::filesystem::is_symlink(at, problem); ++step) {
    if (step == kMostLinks) return cannotWrite(named, ELOOP);
    const auto to = std::filesystem::read_symlink(at, problem);
    if (problem) return cannotWrite(named, problem.value());
    at = to.is_absolute() ? to : folderOf(at) / to;
  }
  return at;
}

}  // namespace

Result<WriteTarget> WriteTarget::find(const std::filesystem::path& named) {
  WriteTarget target;
  target.named_ = named;
  struct stat status {};
  const bool there = ::stat(named.c_str(), &status) == 0;
  if (there && S_ISDIR(status.st_mode)) {
    return fail(ErrorKind::io, BW_MESSAGE("io.target_is_folder", "cannot be written: it is a folder"), named.string());
  }
  if (there && !S_ISREG(status.st_mode)) {
    return fail(ErrorKind::io,
                BW_MESSAGE("io.target_is_device", "cannot be written: it is a device or a pipe, not a file"),
                named.string());
  }
  auto real = followLinks(named);
  if (!real) return passOn(real);
  target.real_ = std::move(*real);
  if (there) {
    target.mode_ = status.st_mode & 0777U;
    target.owner_ = status.st_uid;
    target.group_ = status.st_gid;
  }
  if (markedReadOnly(target.real_) || markedReadOnly(folderOf(target.real_))) return cannotWrite(named, EACCES);
  return target;
}

void WriteTarget::passOnRights(const std::filesystem::path& file) const {
  if (!mode_) return;
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return;
  auto mode = *mode_;
  const bool keepsGroup = status.st_gid == group_ || ::chown(file.c_str(), static_cast<uid_t>(-1), group_) == 0;
  // Rights that were another group's are not given to this one, beyond what everybody has.
  if (!keepsGroup) mode = (mode & ~mode_t{070}) | ((mode & mode_t{07}) << 3U);
  const bool keepsOwner = status.st_uid == owner_ || ::chown(file.c_str(), owner_, static_cast<gid_t>(-1)) == 0;
  (void)keepsOwner;  // only the superuser can give a file away
  (void)::chmod(file.c_str(), mode);
}

Result<void> mayReplace(const std::filesystem::path& target) {
  auto found = WriteTarget::find(target);
  if (!found) return passOn(found);
  return {};
}

Failure cannotWrite(const std::filesystem::path& target, int systemError) {
  return fail(
      ErrorKind::io,
      Message(BW_MESSAGE("io.cannot_write", "cannot be written: %1"), {std::string(std::strerror(systemError))}),
      target.string());
}

std::string privatePrefix(const std::filesystem::path& target) {
  constexpr std::size_t kLongest = 120;
  return fmt::format(".{}.", startOf(target.filename().string(), kLongest));
}

std::filesystem::path privateName(const std::filesystem::path& target) {
  static std::atomic<unsigned> counter{0};
  return folderOf(target) / fmt::format("{}{}-{}{}", privatePrefix(target), ::getpid(), counter++, kPrivateEnding);
}

std::filesystem::path folderOf(const std::filesystem::path& target) {
  return target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
}

bool stands(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::symlink_status(path, ignored).type() != std::filesystem::file_type::not_found;
}

void syncFolder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/file_handle.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/platform/posix/file_status_from.h"
#include "core/base/platform/posix/last_error.h"

namespace bitwright::platform {

namespace {

FileHandle taken(int descriptor, std::error_code& problem) {
  problem = descriptor < 0 ? lastError() : std::error_code();
  return descriptor < 0 ? FileHandle() : FileHandle(descriptor);
}

std::size_t readBytes(ssize_t got, std::error_code& problem) {
  problem = got < 0 ? lastError() : std::error_code();
  return got < 0 ? 0 : static_cast<std::size_t>(got);
}

}  // namespace

FileHandle& FileHandle::operator=(FileHandle&& other) noexcept {
  if (this != &other) {
    close();
    native_ = std::exchange(other.native_, kNone);
  }
  return *this;
}

FileHandle::~FileHandle() {
  close();
}

FileHandle FileHandle::openToRead(const std::filesystem::path& path, std::error_code& problem) {
  return taken(::open(path.c_str(), O_RDONLY | O_CLOEXEC), problem);
}

FileHandle FileHandle::openToReadAtOnce(const std::filesystem::path& path, std::error_code& problem) {
  return taken(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK), problem);
}

FileHandle FileHandle::openFolder(const std::filesystem::path& path, std::error_code& problem) {
  return taken(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC), problem);
}

FileHandle FileHandle::createNew(const std::filesystem::path& path, NewFileAccess access, std::error_code& problem) {
  const mode_t mode = access == NewFileAccess::owner ? 0600 : 0666;
  return taken(::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, mode), problem);
}

FileHandle FileHandle::createOrEmpty(const std::filesystem::path& path, std::error_code& problem) {
  return taken(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666), problem);
}

FileHandle FileHandle::openToReadInside(const std::string& name, std::error_code& problem) const {
  return taken(::openat(native_, name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK), problem);
}

FileHandle FileHandle::openFolderInside(const std::string& name, std::error_code& problem) const {
  return taken(::openat(native_, name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_DIRECTORY), problem);
}

bool FileHandle::isLinkInside(const std::string& name) const {
  struct stat status {};
  return ::fstatat(native_, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
}

FileHandle FileHandle::duplicate(std::error_code& problem) const {
  return taken(::fcntl(native_, F_DUPFD_CLOEXEC, 0), problem);
}

std::optional<FileStatus> FileHandle::status(std::error_code& problem) const {
  struct stat status {};
  const bool known = ::fstat(native_, &status) == 0;
  problem = known ? std::error_code() : lastError();
  return known ? std::optional(fileStatusFrom(status)) : std::nullopt;
}

std::size_t FileHandle::read(std::span<char> room, std::error_code& problem) const {
  ssize_t got = 0;
  do {
    got = ::read(native_, room.data(), room.size());
  } while (got < 0 && errno == EINTR);
  return readBytes(got, problem);
}

std::size_t FileHandle::readAt(std::uint64_t offset, std::span<char> room, std::error_code& problem) const {
  ssize_t got = 0;
  do {
    got = ::pread(native_, room.data(), room.size(), static_cast<off_t>(offset));
  } while (got < 0 && errno == EINTR);
  return readBytes(got, problem);
}

std::error_code FileHandle::write(std::span<const std::byte> bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = ::write(native_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return lastError();
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

std::error_code FileHandle::sync() const {
  return ::fsync(native_) == 0 ? std::error_code() : lastError();
}

std::error_code FileHandle::close() noexcept {
  if (native_ < 0) return {};
  return ::close(std::exchange(native_, kNone)) == 0 ? std::error_code() : lastError();
}

}  // namespace bitwright::platform

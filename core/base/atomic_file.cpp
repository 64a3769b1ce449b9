// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

namespace bitwright {

namespace {

/// Nobody has the right to write it, whoever asks.
bool markedReadOnly(const std::filesystem::path& path) {
  std::error_code problem;
  const auto status = std::filesystem::status(path, problem);
  if (problem || !std::filesystem::exists(status)) return false;
  using std::filesystem::perms;
  const auto writable = perms::owner_write | perms::group_write | perms::others_write;
  return (status.permissions() & writable) == perms::none;
}

std::filesystem::path folderOf(const std::filesystem::path& target) {
  return target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
}

}  // namespace

Failure cannotWrite(const std::filesystem::path& target, int systemError) {
  return fail(ErrorKind::io, Message(BW_MESSAGE("io.cannot_write", "cannot be written: %1"), {std::string(std::strerror(systemError))}),
              target.string());
}

Result<void> mayReplace(const std::filesystem::path& target) {
  std::error_code ignored;
  if (std::filesystem::is_directory(target, ignored)) {
    return fail(ErrorKind::io, BW_MESSAGE("io.target_is_folder", "cannot be written: it is a folder"), target.string());
  }
  if (markedReadOnly(target) || markedReadOnly(folderOf(target))) return cannotWrite(target, EACCES);
  return {};
}

std::filesystem::path privateName(const std::filesystem::path& target) {
  static std::atomic<unsigned> counter{0};
  return folderOf(target) / fmt::format(".{}.{}-{}.part", target.filename().string().substr(0, 120), ::getpid(), counter++);
}

Result<AtomicFile> AtomicFile::create(const std::filesystem::path& target) {
  if (auto may = mayReplace(target); !may) return passOn(may);
  for (int attempt = 0; attempt < 16; ++attempt) {
    auto temporary = privateName(target);
    const int descriptor = ::open(temporary.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0666);
    if (descriptor >= 0) return AtomicFile(target, std::move(temporary), descriptor);
    if (errno != EEXIST) return cannotWrite(target, errno);
  }
  return cannotWrite(target, EEXIST);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : target_(std::move(other.target_)), temporary_(std::exchange(other.temporary_, {})), descriptor_(std::exchange(other.descriptor_, -1)) {}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept {
  if (this != &other) {
    discard();
    target_ = std::move(other.target_);
    temporary_ = std::exchange(other.temporary_, {});
    descriptor_ = std::exchange(other.descriptor_, -1);
  }
  return *this;
}

AtomicFile::~AtomicFile() {
  discard();
}

void AtomicFile::discard() noexcept {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  temporary_.clear();
}

Result<void> AtomicFile::write(ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return cannotWrite(target_, errno);
    }
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> AtomicFile::close() {
  if (descriptor_ < 0) return {};
  const bool synced = ::fsync(descriptor_) == 0;
  const int syncError = errno;
  const bool closed = ::close(std::exchange(descriptor_, -1)) == 0;
  if (!synced) return cannotWrite(target_, syncError);
  if (!closed) return cannotWrite(target_, errno);
  return {};
}

Result<void> AtomicFile::commit() {
  if (auto closed = close(); !closed) return passOn(closed);
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) {
    return cannotWrite(target_, errno);
  }
  temporary_.clear();
  const int descriptor = ::open(folderOf(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor >= 0) {
    ::fsync(descriptor);
    ::close(descriptor);
  }
  return {};
}

Result<void> writeFileAtomically(const std::filesystem::path& target, std::string_view text) {
  auto file = AtomicFile::create(target);
  if (!file) return passOn(file);
  if (auto written = file->write(text); !written) return written;
  return file->commit();
}

}  // namespace bitwright

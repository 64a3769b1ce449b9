// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/mapped_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace bitwright {

namespace {

std::string reasonOf(int code) {
  return std::generic_category().message(code);
}

}  // namespace

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::filesystem::path& path) {
  // Without O_NONBLOCK a pipe nobody writes to would hang here.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    if (errno == ENOENT) return fail(ErrorKind::io, BW_MESSAGE("model.file.missing", "no such file"), path.string());
    return fail(ErrorKind::io, {BW_MESSAGE("model.file.unreadable", "cannot be read: %1"), {reasonOf(errno)}},
                path.string());
  }
  return adopt(descriptor, path.string());
}

Result<std::shared_ptr<const MappedFile>> MappedFile::adopt(int descriptor, const std::string& shownAs) {
  std::shared_ptr<MappedFile> file(new MappedFile);
  file->descriptor_ = descriptor;
  file->shownAs_ = shownAs;
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) {
    return fail(ErrorKind::io, {BW_MESSAGE("model.file.unreadable", "cannot be read: %1"), {reasonOf(errno)}}, shownAs);
  }
  if (S_ISDIR(status.st_mode))
    return fail(ErrorKind::io, BW_MESSAGE("model.file.folder", "is a folder, not a file"), shownAs);
  if (!S_ISREG(status.st_mode)) {
    return fail(ErrorKind::io, BW_MESSAGE("model.file.not-regular", "is not a regular file"), shownAs);
  }
  file->size_ = static_cast<std::size_t>(status.st_size);
  file->device_ = status.st_dev;
  file->inode_ = status.st_ino;
  file->modifiedSeconds_ = status.st_mtim.tv_sec;
  file->modifiedNanoseconds_ = status.st_mtim.tv_nsec;
  if (file->size_ > 0) {
    if (const int code = file->map_.map(descriptor, file->size_); code != 0) {
      return fail(ErrorKind::io, {BW_MESSAGE("model.file.unreadable", "cannot be read: %1"), {reasonOf(code)}},
                  shownAs);
    }
  }
  return file;
}

MappedFile::~MappedFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> MappedFile::unchanged() const {
  struct stat status {};
  const bool same = !map_.lost() && ::fstat(descriptor_, &status) == 0 &&
                    static_cast<std::size_t>(status.st_size) == size_ && status.st_mtim.tv_sec == modifiedSeconds_ &&
                    status.st_mtim.tv_nsec == modifiedNanoseconds_;
  if (same) return {};
  return fail(ErrorKind::io, BW_MESSAGE("model.file.changed", "changed while being read"), shownAs_, {},
              BW_MESSAGE("model.file.changed.remedy", "open it again once it is complete"));
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/mapped_file.h"

#include <system_error>
#include <utility>

namespace bitwright {

namespace {

Failure unreadable(const std::error_code& problem, const std::string& shownAs) {
  return fail(ErrorKind::io, {BW_MESSAGE("model.file.unreadable", "cannot be read: %1"), {problem.message()}}, shownAs);
}

}  // namespace

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::filesystem::path& path) {
  // A pipe nobody writes to must not hang here.
  std::error_code problem;
  auto handle = platform::FileHandle::openToReadAtOnce(path, problem);
  if (problem == std::errc::no_such_file_or_directory)
    return fail(ErrorKind::io, BW_MESSAGE("model.file.missing", "no such file"), path.string());
  if (problem) return unreadable(problem, path.string());
  return adopt(std::move(handle), path.string());
}

Result<std::shared_ptr<const MappedFile>> MappedFile::adopt(platform::FileHandle handle, const std::string& shownAs) {
  std::shared_ptr<MappedFile> file(new MappedFile);
  file->handle_ = std::move(handle);
  file->shownAs_ = shownAs;
  std::error_code problem;
  const auto status = file->handle_.status(problem);
  if (!status) return unreadable(problem, shownAs);
  if (status->kind == platform::FileKind::folder)
    return fail(ErrorKind::io, BW_MESSAGE("model.file.folder", "is a folder, not a file"), shownAs);
  if (status->kind != platform::FileKind::regular) {
    return fail(ErrorKind::io, BW_MESSAGE("model.file.not-regular", "is not a regular file"), shownAs);
  }
  file->status_ = *status;
  if (status->size > 0) {
    problem = file->map_.map(file->handle_, static_cast<std::size_t>(status->size));
    if (problem) return unreadable(problem, shownAs);
  }
  return file;
}

Result<void> MappedFile::unchanged() const {
  std::error_code ignored;
  const auto status = handle_.status(ignored);
  const bool same = !map_.lost() && status && status->size == status_.size &&
                    status->modifiedSeconds == status_.modifiedSeconds &&
                    status->modifiedNanoseconds == status_.modifiedNanoseconds;
  if (same) return {};
  return fail(ErrorKind::io, BW_MESSAGE("model.file.changed", "changed while being read"), shownAs_, {},
              BW_MESSAGE("model.file.changed.remedy", "open it again once it is complete"));
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/arrays/file_bytes.h"

#include <span>
#include <system_error>

#include "core/base/platform/file_handle.h"

namespace bitwright {

Result<void> appendFile(const std::filesystem::path& path, std::string& bytes) {
  std::error_code problem;
  const auto refuse = [&path, &problem] {
    return fail(ErrorKind::io, Message(BW_MESSAGE("io.cannot_read", "cannot be read: %1"), {problem.message()}),
                path.string());
  };
  const auto file = platform::FileHandle::openToReadAtOnce(path, problem);
  if (problem) return refuse();
  const auto status = file.status(problem);
  if (!status || status->kind != platform::FileKind::regular) {
    return fail(ErrorKind::io, BW_MESSAGE("io.not_regular", "is not a regular file"), path.string());
  }
  if (status->size > kMostFileBytes) {
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("data.file_limit", "has %1 bytes; files of data are read up to 8 GiB"),
                        {static_cast<std::int64_t>(status->size)}),
                path.string());
  }
  const auto begin = bytes.size();
  bytes.resize(begin + static_cast<std::size_t>(status->size));
  std::size_t at = begin;
  while (at < bytes.size()) {
    const auto got = file.read(std::span(bytes).subspan(at), problem);
    if (problem) return refuse();
    if (got == 0) break;
    at += got;
  }
  bytes.resize(at);
  return {};
}

}  // namespace bitwright

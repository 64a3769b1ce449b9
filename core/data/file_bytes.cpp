// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/file_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace bitwright {

Result<void> appendFile(const std::filesystem::path& path, std::string& bytes) {
  const auto refuse = [&path] {
    return fail(ErrorKind::io, Message(BW_MESSAGE("io.cannot_read", "cannot be read: %1"), {std::string(std::strerror(errno))}), path.string());
  };
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return refuse();
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(descriptor);
    return fail(ErrorKind::io, BW_MESSAGE("io.not_regular", "is not a regular file"), path.string());
  }
  const auto begin = bytes.size();
  bytes.resize(begin + static_cast<std::size_t>(status.st_size));
  std::size_t at = begin;
  while (at < bytes.size()) {
    const ssize_t got = ::read(descriptor, bytes.data() + at, bytes.size() - at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      const auto refused = refuse();
      ::close(descriptor);
      return refused;
    }
    if (got == 0) break;
    at += static_cast<std::size_t>(got);
  }
  ::close(descriptor);
  bytes.resize(at);
  return {};
}
}  // namespace bitwright

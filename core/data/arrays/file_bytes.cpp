// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/arrays/file_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace bitwright {

namespace {

/// Closes on every way out: making room for the bytes may throw.
class Descriptor {
 public:
  explicit Descriptor(const std::filesystem::path& path)
      : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

}  // namespace

Result<void> appendFile(const std::filesystem::path& path, std::string& bytes) {
  const auto refuse = [&path] {
    return fail(ErrorKind::io,
                Message(BW_MESSAGE("io.cannot_read", "cannot be read: %1"), {std::string(std::strerror(errno))}),
                path.string());
  };
  const Descriptor descriptor(path);
  if (descriptor.number() < 0) return refuse();
  struct stat status {};
  if (::fstat(descriptor.number(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return fail(ErrorKind::io, BW_MESSAGE("io.not_regular", "is not a regular file"), path.string());
  }
  if (static_cast<std::uint64_t>(status.st_size) > kMostFileBytes) {
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("data.file_limit", "has %1 bytes; files of data are read up to 8 GiB"),
                        {std::int64_t{status.st_size}}),
                path.string());
  }
  const auto begin = bytes.size();
  bytes.resize(begin + static_cast<std::size_t>(status.st_size));
  std::size_t at = begin;
  while (at < bytes.size()) {
    const ssize_t got = ::read(descriptor.number(), bytes.data() + at, bytes.size() - at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return refuse();
    if (got == 0) break;
    at += static_cast<std::size_t>(got);
  }
  bytes.resize(at);
  return {};
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

namespace bitwright::platform {

namespace {

int descriptorOf(StandardStream stream) {
  switch (stream) {
    case StandardStream::input:
      return STDIN_FILENO;
    case StandardStream::output:
      return STDOUT_FILENO;
    case StandardStream::errors:
      break;
  }
  return STDERR_FILENO;
}

}  // namespace

bool isTerminal(StandardStream stream) {
  return ::isatty(descriptorOf(stream)) == 1;
}

bool takeStandardStreams(FileHandle& input, FileHandle& output) {
  input = FileHandle(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3));
  output = FileHandle(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3));
  const FileHandle nowhere(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (!input.isOpen() || !output.isOpen() || !nowhere.isOpen()) return false;
  return ::dup2(nowhere.native(), STDIN_FILENO) >= 0 && ::dup2(STDERR_FILENO, STDOUT_FILENO) >= 0;
}

}  // namespace bitwright::platform

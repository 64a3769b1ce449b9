// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/child_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <thread>
#include <utility>

#include "core/base/platform/posix/last_error.h"

namespace bitwright::platform {

namespace {

/// What lies between the two processes.
struct Pipes {
  FileHandle socket;
  FileHandle errors;
  FileHandle childSocket;
  FileHandle childErrors;

  bool open() {
    std::array<int, 2> pair{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) return false;
    socket = FileHandle(pair[0]);
    childSocket = FileHandle(pair[1]);
    if (::pipe2(pair.data(), O_CLOEXEC) != 0) return false;
    errors = FileHandle(pair[0]);
    childErrors = FileHandle(pair[1]);
    // The child's ends must not lie on 0, 1 or 2, which they are about to become (a program may have been started with
    // those closed).
    for (auto* end : {&childSocket, &childErrors}) {
      const int moved = ::fcntl(end->native(), F_DUPFD_CLOEXEC, 3);
      if (moved < 0) return false;
      *end = FileHandle(moved);
    }
    return ::fcntl(socket.native(), F_SETFL, O_NONBLOCK) == 0 && ::fcntl(errors.native(), F_SETFL, O_NONBLOCK) == 0;
  }
};

}  // namespace

std::optional<ChildProcess> ChildProcess::start(const std::filesystem::path& executable, std::error_code& problem) {
  problem.clear();
  Pipes pipes;
  if (!pipes.open()) {
    problem = lastError();
    return std::nullopt;
  }

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, pipes.childSocket.native(), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, pipes.childSocket.native(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, pipes.childErrors.native(), STDERR_FILENO);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, 3);

  // A group of its own: Ctrl-C in a terminal is ours to answer, and whatever it starts ends with it.
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t none;
  ::sigemptyset(&none);
  sigset_t defaults;
  ::sigemptyset(&defaults);
  for (const int number : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD}) ::sigaddset(&defaults, number);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);

  std::string name = executable.string();
  const std::array<char*, 2> arguments{name.data(), nullptr};
  pid_t process = -1;
  const int code = ::posix_spawn(&process, name.c_str(), &actions, &attributes, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  if (code != 0) {
    problem = {code, std::generic_category()};
    return std::nullopt;
  }
  return ChildProcess(process, std::move(pipes.socket), std::move(pipes.errors));
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      socket_(std::move(other.socket_)),
      errors_(std::move(other.errors_)) {}

ChildProcess::~ChildProcess() {
  kill();
  finish(std::chrono::milliseconds(0));
}

bool ChildProcess::ended() const noexcept {
  siginfo_t state{};
  return ::waitid(P_PID, static_cast<id_t>(process_), &state, WEXITED | WNOWAIT | WNOHANG) != 0 || state.si_pid != 0;
}

void ChildProcess::kill() noexcept {
  if (process_ <= 0) return;
  ::kill(-process_, SIGKILL);
  ::kill(process_, SIGKILL);
}

std::optional<int> ChildProcess::finish(std::chrono::milliseconds patience) noexcept {
  socket_.close();
  if (process_ <= 0) return std::nullopt;
  const auto deadline = std::chrono::steady_clock::now() + patience;
  bool killed = false;
  for (;;) {
    siginfo_t ended{};
    const int problem =
        ::waitid(P_PID, static_cast<id_t>(process_), &ended, WEXITED | WNOWAIT | (killed ? 0 : WNOHANG));
    if (problem != 0 && errno == EINTR) continue;
    if (problem == 0 && ended.si_pid == 0) {
      if (std::chrono::steady_clock::now() >= deadline) {
        kill();
        killed = true;
      } else {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
      continue;
    }
    // Whatever it has started goes too, and before it is reaped, while its number cannot belong to somebody else.
    if (problem == 0) ::kill(-process_, SIGKILL);
    int status = 0;
    const pid_t reaped = problem == 0 ? ::waitpid(process_, &status, 0) : -1;
    process_ = -1;
    return reaped > 0 ? std::optional(status) : std::nullopt;
  }
}

}  // namespace bitwright::platform

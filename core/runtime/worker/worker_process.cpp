// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/worker/worker_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>
#include <thread>
#include <utility>

namespace bitwright {

namespace {

void closeDescriptor(int& descriptor) noexcept {
  if (descriptor >= 0) ::close(std::exchange(descriptor, -1));
}

/// The descriptors between the two processes; closed with the object.
struct Pipes {
  int socket = -1;
  int errors = -1;
  int childSocket = -1;
  int childErrors = -1;

  Pipes() = default;
  Pipes(const Pipes&) = delete;
  Pipes& operator=(const Pipes&) = delete;
  ~Pipes() {
    for (int* descriptor : {&socket, &errors, &childSocket, &childErrors}) closeDescriptor(*descriptor);
  }

  bool open() {
    std::array<int, 2> pair{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) return false;
    socket = pair[0];
    childSocket = pair[1];
    if (::pipe2(pair.data(), O_CLOEXEC) != 0) return false;
    errors = pair[0];
    childErrors = pair[1];
    // The child's ends must not lie on 0, 1 or 2, which they are about to become (a program may have been started with
    // those closed).
    for (int* descriptor : {&childSocket, &childErrors}) {
      const int moved = ::fcntl(*descriptor, F_DUPFD_CLOEXEC, 3);
      if (moved < 0) return false;
      closeDescriptor(*descriptor);
      *descriptor = moved;
    }
    return ::fcntl(socket, F_SETFL, O_NONBLOCK) == 0 && ::fcntl(errors, F_SETFL, O_NONBLOCK) == 0;
  }
};

Failure cannotStart(const std::filesystem::path& executable, int number) {
  return fail(ErrorKind::engine,
              Message(BW_MESSAGE("runtime.cannot_start", "the engine could not be started: %1"),
                      {std::string(std::strerror(number))}),
              executable.string());
}

}  // namespace

Result<WorkerProcess> WorkerProcess::start(const std::filesystem::path& executable) {
  Pipes pipes;
  if (!pipes.open()) return cannotStart(executable, errno);

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, pipes.childSocket, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, pipes.childSocket, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, pipes.childErrors, STDERR_FILENO);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, 3);

  // A group of its own: Ctrl-C in a terminal is ours to answer, and whatever the worker starts ends with it.
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
  const int problem = ::posix_spawn(&process, name.c_str(), &actions, &attributes, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  if (problem != 0) return cannotStart(executable, problem);
  return WorkerProcess(process, std::exchange(pipes.socket, -1), std::exchange(pipes.errors, -1));
}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      socket_(std::exchange(other.socket_, -1)),
      errors_(std::exchange(other.errors_, -1)) {}

WorkerProcess::~WorkerProcess() {
  kill();
  finish(std::chrono::milliseconds(0));
  closeDescriptor(errors_);
}

bool WorkerProcess::ended() const noexcept {
  siginfo_t state{};
  return ::waitid(P_PID, static_cast<id_t>(process_), &state, WEXITED | WNOWAIT | WNOHANG) != 0 || state.si_pid != 0;
}

void WorkerProcess::kill() noexcept {
  if (process_ <= 0) return;
  ::kill(-process_, SIGKILL);
  ::kill(process_, SIGKILL);
}

std::optional<int> WorkerProcess::finish(std::chrono::milliseconds patience) noexcept {
  closeDescriptor(socket_);
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
    // Whatever it has started goes too, and before the worker is reaped, while its number cannot belong to somebody
    // else.
    if (problem == 0) ::kill(-process_, SIGKILL);
    int status = 0;
    const pid_t reaped = problem == 0 ? ::waitpid(process_, &status, 0) : -1;
    process_ = -1;
    return reaped > 0 ? std::optional(status) : std::nullopt;
  }
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>

#include "core/base/result.h"

namespace bitwright {

/// A running worker: its process group, the socket that is its stdin and stdout, and the pipe that is its stderr.
/// Destroyed, it is killed if need be and always reaped; nothing of it stays.
class WorkerProcess {
 public:
  [[nodiscard]] static Result<WorkerProcess> start(const std::filesystem::path& executable);
  WorkerProcess(WorkerProcess&& other) noexcept;
  WorkerProcess& operator=(WorkerProcess&&) = delete;
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;
  ~WorkerProcess();

  /// Non-blocking; frames both ways.
  [[nodiscard]] int socket() const { return socket_; }
  /// Non-blocking; whatever it and its libraries print.
  [[nodiscard]] int errors() const { return errors_; }

  /// Whether it has ended by itself; something it started may still hold its socket open.
  [[nodiscard]] bool ended() const noexcept;
  void kill() noexcept;
  /// Closes the socket, which tells the worker to go, waits as long as that, then kills. The status as waitpid gives
  /// it; nothing where somebody else reaped it.
  std::optional<int> finish(std::chrono::milliseconds patience) noexcept;

 private:
  WorkerProcess(pid_t process, int socket, int errors) : process_(process), socket_(socket), errors_(errors) {}

  pid_t process_ = -1;
  int socket_ = -1;
  int errors_ = -1;
};

}  // namespace bitwright

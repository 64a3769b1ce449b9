// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <system_error>

#include "core/base/platform/file_handle.h"

namespace bitwright::platform {

/// A program that was started without arguments: a socket is its standard input and output, a pipe its errors, and
/// nothing else of ours is open in it. It and what it starts are a group of their own, which a terminal's Ctrl-C does
/// not reach. Destroyed, it is killed if need be and always reaped; nothing of it stays.
class ChildProcess {
 public:
  [[nodiscard]] static std::optional<ChildProcess> start(const std::filesystem::path& executable,
                                                         std::error_code& problem);
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&&) = delete;
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ~ChildProcess();

  /// Non-blocking; both ways.
  [[nodiscard]] const FileHandle& socket() const { return socket_; }
  /// Non-blocking; whatever it and its libraries print.
  [[nodiscard]] const FileHandle& errors() const { return errors_; }

  /// Whether it has ended by itself; something it started may still hold its socket open.
  [[nodiscard]] bool ended() const noexcept;
  void kill() noexcept;
  /// Closes the socket, which tells it to go, waits as long as that, then kills. The status as the system gives it;
  /// nothing where somebody else reaped it.
  std::optional<int> finish(std::chrono::milliseconds patience) noexcept;

 private:
  ChildProcess(int process, FileHandle socket, FileHandle errors)
      : process_(process), socket_(std::move(socket)), errors_(std::move(errors)) {}

  int process_ = -1;
  FileHandle socket_;
  FileHandle errors_;
};

}  // namespace bitwright::platform

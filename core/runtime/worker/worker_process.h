// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <utility>

#include "core/base/platform/child_process.h"
#include "core/base/result.h"

namespace bitwright {

/// A running worker: its process group, the socket that is its stdin and stdout, and the pipe that is its stderr.
/// Destroyed, it is killed if need be and always reaped; nothing of it stays.
class WorkerProcess {
 public:
  [[nodiscard]] static Result<WorkerProcess> start(const std::filesystem::path& executable);

  /// Non-blocking; frames both ways.
  [[nodiscard]] platform::FileHandle::Native socket() const { return child_.socket().native(); }
  /// Non-blocking; whatever it and its libraries print.
  [[nodiscard]] platform::FileHandle::Native errors() const { return child_.errors().native(); }

  /// Whether it has ended by itself; something it started may still hold its socket open.
  [[nodiscard]] bool ended() const noexcept { return child_.ended(); }
  void kill() noexcept { child_.kill(); }
  /// Closes the socket, which tells the worker to go, waits as long as that, then kills. The status as waitpid gives
  /// it; nothing where somebody else reaped it.
  std::optional<int> finish(std::chrono::milliseconds patience) noexcept { return child_.finish(patience); }

 private:
  explicit WorkerProcess(platform::ChildProcess child) : child_(std::move(child)) {}

  platform::ChildProcess child_;
};

}  // namespace bitwright

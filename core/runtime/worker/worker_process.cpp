// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/worker/worker_process.h"

#include <system_error>

namespace bitwright {

Result<WorkerProcess> WorkerProcess::start(const std::filesystem::path& executable) {
  std::error_code problem;
  auto child = platform::ChildProcess::start(executable, problem);
  if (child) return WorkerProcess(std::move(*child));
  return fail(ErrorKind::engine,
              Message(BW_MESSAGE("runtime.cannot_start", "the engine could not be started: %1"), {problem.message()}),
              executable.string());
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/base/error.h"

namespace bitwright {

/// What a worker may use; beyond it the job fails with one sentence. A variable of 0 is no limit.
struct WorkerLimits {
  std::uint64_t memoryBytes = 0;  ///< 0: BITWRIGHT_WORKER_MEMORY (bytes), else nine tenths of the memory it may have
  double seconds = 0.0;           ///< of the whole request; 0: BITWRIGHT_WORKER_SECONDS, else no limit
  double inferenceSeconds =
      0.0;                   ///< of a single inference; 0: BITWRIGHT_INFERENCE_SECONDS, else what time_limits.h says
  double loadSeconds = 0.0;  ///< of building a session; 0: BITWRIGHT_LOAD_SECONDS, else likewise
};

/// Whether a limit of time was exceeded: the model may run where it is given more.
[[nodiscard]] bool ranTooLong(const Error& error);
/// Whether the model may well run and only the inputs are at fault that had to be made up for it; `where` names them.
[[nodiscard]] bool inputsNotMadeUp(const Error& error);

}  // namespace bitwright

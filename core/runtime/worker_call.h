// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// One request to one worker.
struct WorkerCall {
  std::string request;         ///< info | run | time | memory | optimize
  nlohmann::json content;      ///< what it is about; may be null
  std::filesystem::path file;  ///< named by errors
  WorkerLimits limits;
  std::chrono::milliseconds silence{30'000};  ///< without a sign of life for longer, it is killed
};

/// Starts a worker, hands it the request, reports its progress and gives its answer. Blocks; safe to call from several threads.
[[nodiscard]] Result<nlohmann::json> callWorker(const WorkerCall& call, const Job& job);

}  // namespace bitwright

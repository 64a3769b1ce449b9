// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <new>
#include <nlohmann/json.hpp>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/runtime/values/data_request.h"
#include "core/runtime/values/worker_limits.h"
#include "core/runtime/worker/request_kind.h"

namespace bitwright {

/// One request to one worker.
struct WorkerCall {
  RequestKind request = RequestKind::info;
  nlohmann::json content;      ///< what it is about (request_types.h)
  std::filesystem::path file;  ///< named by errors
  WorkerLimits limits;
  std::chrono::milliseconds silence{30'000};  ///< without a sign of life for longer, it is killed
};

/// Starts a worker, hands it the request, reports its progress and gives its answer. Blocks; safe to call from several
/// threads.
/// Whoever knows the request asks with askWorker (ask_worker.h).
[[nodiscard]] Result<nlohmann::json> callWorker(const WorkerCall& call, const Job& job);

/// A DATA argument that is no form of DATA is the person's mistake, told before anything is started.
[[nodiscard]] Result<void> checkData(const DataRequest& data);

/// Reads an answer; whatever in it does not fit is an answer that cannot be understood.
template <class Read>
auto understood(const std::filesystem::path& file, Read&& read) -> decltype(read()) {
  try {
    return read();
  } catch (const nlohmann::json::exception&) {
    return fail(ErrorKind::engine,
                BW_MESSAGE("runtime.garbled", "the engine answered something that cannot be understood"), file.string(),
                {}, BW_MESSAGE("runtime.same_version", "check that bitwright-worker is of the same version"));
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::engine, BW_MESSAGE("runtime.answer_too_large", "its outputs do not fit into memory"),
                file.string(), {}, BW_MESSAGE("runtime.fewer_samples", "ask for fewer samples with --limit"));
  }
}

}  // namespace bitwright

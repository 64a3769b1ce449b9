// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/runtime/values/json_fields.h"
#include "core/runtime/values/worker_limits.h"
#include "core/runtime/worker/request_types.h"
#include "core/runtime/worker/worker_call.h"

namespace bitwright {

/// As callWorker, from content to answer. `file` is what errors name.
template <RequestKind kind>
[[nodiscard]] Result<AnswerOf<kind>> askWorker(const ContentOf<kind>& content, const std::filesystem::path& file,
                                               const WorkerLimits& limits, const Job& job) {
  auto answer = callWorker({kind, jsonOf(content), file, limits}, job);
  if (!answer) return passOn(answer);
  return understood(file, [&answer]() -> Result<AnswerOf<kind>> { return readJson<AnswerOf<kind>>(*answer); });
}

}  // namespace bitwright

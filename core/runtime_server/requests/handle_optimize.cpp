// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/engine/session.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

Result<Nothing> handleOptimize(const OptimizeContent& content, const Job& job) {
  job.progress(BW_MESSAGE("runtime.optimizing", "optimizing the graph"), 0.0);
  auto session = Session::load(content.model,
                               {.spin = false,
                                .arena = false,
                                .prepack = false,  // nothing runs
                                .optimizedCopy = content.target,
                                .optimizedData = content.target.filename().string() + ".data"},
                               job);
  if (!session) return passOn(session);
  return Nothing{};
}

}  // namespace bitwright

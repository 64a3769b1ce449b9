// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/server/handlers.h"
#include "core/runtime/server/timing.h"
#include "core/runtime/wire.h"

namespace bitwright {

Result<nlohmann::json> answerTime(const nlohmann::json& content, const Job& job) {
  const auto request = timingFromWire(content);
  auto timings = measureTimes(request, job);
  if (!timings) return passOn(timings);
  return timingsToWire(*timings);
}

}  // namespace bitwright

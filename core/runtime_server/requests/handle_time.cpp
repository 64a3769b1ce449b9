// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/values/timing_wire.h"
#include "core/runtime/values/wire.h"
#include "core/runtime_server/measuring/timing.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

Result<nlohmann::json> handleTime(const nlohmann::json& content, const Job& job) {
  const auto request = timingFromWire(content);
  auto timings = measureTimes(request, job);
  if (!timings) return passOn(timings);
  return timingsToWire(*timings);
}

}  // namespace bitwright

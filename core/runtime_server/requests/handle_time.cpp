// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/measuring/timing.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

Result<Timings> handleTime(const TimingRequest& request, const Job& job) {
  return measureTimes(request, job);
}

}  // namespace bitwright

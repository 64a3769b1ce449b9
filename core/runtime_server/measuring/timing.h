// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// Loads and runs all models of the request in this process, in random order round by round, so that whatever slows the
/// machine for a while slows all of them. First the loads, each with no other session alive; then, all loaded, warm-up
/// until the medians settle, and blocks of inferences of 15 ms or more, with everything loaded anew between rounds as
/// often as that does not take longer than the blocks. The machine is watched and energy read while the rounds run.
[[nodiscard]] Result<Timings> measureTimes(const TimingRequest& request, const Job& job);

}  // namespace bitwright

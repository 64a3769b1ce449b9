// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/runtime/values/paired_run_request.h"

// Two versions of a model run step by step on the same data, the second brought back to the first's means before each
// next step.

namespace bitwright {

/// Same on any number of threads. All samples' values between two steps are kept at once, at most 4 GiB; fails with
/// ErrorKind::input where that is not enough, and where a step's first output is no float32 tensor with such an axis.
[[nodiscard]] Result<PairedRunResult> runPaired(const PairedRunRequest& request, const Job& job);

}  // namespace bitwright

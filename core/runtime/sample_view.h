// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/runtime/values/sample_request.h"

namespace bitwright {

/// Reads the data in the worker and decodes one sample. Fails as a run of the model on these data would: where they do
/// not exist, are damaged or do not fit its inputs.
[[nodiscard]] Result<SampleView> viewSample(const SampleRequest& request, const Job& job);

}  // namespace bitwright

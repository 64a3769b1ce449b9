// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/search/sensitivity.h"

namespace bitwright {

/// Called from the calling thread each time a layer is done; it is the last of `layers`.
using SensitivityObserver = std::function<void(const Sensitivity&)>;

/// Measures every layer with every candidate, layer after layer, on all threads. Only what comes behind a layer is run;
/// what it reads is kept from one run of the original, within a bound of memory. The same on any number of threads. A
/// stop ends it with what is done so far and no error, see partial(). Fails where model, data or a candidate is not
/// acceptable; a layer that the engine fails on says so itself.
[[nodiscard]] Result<Sensitivity> measureSensitivity(const SensitivityRequest& request, const Job& job,
                                                     const SensitivityObserver& observer = {});

}  // namespace bitwright

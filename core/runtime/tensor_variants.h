// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/runtime/values/tensor_variants_request.h"

// One tensor of a model in several versions: how each changes what the model gives. Only what comes behind the tensor
// is run.

namespace bitwright {

/// The same to the bit on any number of threads. While a WorkerLease lives, what `model` gives on the data stays for
/// the next request of the same model, data and `kept`; where it takes more than `mostKeptBytes` it is worked out anew
/// for each request, block by block. Fails as runModel does, and with ErrorKind::engine where the part cannot be run by
/// itself.
[[nodiscard]] Result<TensorVariantsResult> evaluateTensorVariants(const TensorVariantsRequest& request, const Job& job);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/tensor_variants.h"

#include "core/runtime/worker/ask_worker.h"

namespace bitwright {

Result<TensorVariantsResult> evaluateTensorVariants(const TensorVariantsRequest& request, const Job& job) {
  if (auto checked = checkData(request.data); !checked) return passOn(checked);
  return askWorker<RequestKind::tensorVariants>(request, request.model, request.limits, job);
}

}  // namespace bitwright

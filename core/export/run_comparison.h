// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// How far two runs of models on the same inputs are apart, over all outputs.
struct RunDifference {
  double maxAbs = 0.0;
  double maxRel = 0.0;  ///< the largest over outputs of max |difference| ÷ max |reference|; infinite where the reference is 0 and the run is not
  double sqnrDb = 0.0;  ///< 10·log10(Σ reference² ÷ Σ difference²); infinite where nothing differs
};

/// Where both are NaN, or the same infinity, they agree; otherwise a value that is not finite is infinitely far off. Fails with
/// ErrorKind::verification where outputs differ in number, name or shape.
[[nodiscard]] Result<RunDifference> compareRuns(const RunResult& run, const RunResult& reference);

}  // namespace bitwright

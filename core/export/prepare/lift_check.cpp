// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/prepare/lift_check.h"

#include "core/export/verify/float_reference.h"

namespace bitwright {

Result<bool> computesTheSame(const Model& lifted, const std::shared_ptr<const Model>& source, const DataRequest& data,
                             const Job& job) {
  DecodedTensors none;
  ReferenceRun run;
  run.exported = lifted.path();
  run.original = source;
  run.decoded = &none;
  run.data = data;
  run.data.limit = 1;
  run.by = judgedBy(lifted, false, false);
  Verification verification;
  if (auto ran = runAgainstFloatReference(run, verification, job); !ran) {
    if (ran.error().kind == ErrorKind::verification) return false;  // the source runs, it does not
    return passOn(ran);
  }
  return !verification.ran || (verification.means.holds && verification.runs.holds);
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/export/verify/verification.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// How far one output of two runs of models on the same inputs is apart.
struct OutputDifference {
  std::string name;
  bool integers = false;  ///< it holds integers or truth values: counted one by one, in none of the distances
  std::int64_t elements = 0;
  std::int64_t differing = 0;  ///< elements that are not equal
  std::int64_t notFinite = 0;  ///< elements that are NaN or infinite where the reference's are finite
  double maxAbs = 0.0;
  double maxRel = 0.0;  ///< max |difference| ÷ max |reference|; infinite where the reference is 0 and the run is not
  double sqnrDb = std::numeric_limits<double>::infinity();  ///< infinite where nothing differs
  FarthestPlace worst;  ///< among channels (axis 1) and columns (last axis) that carry a signal: 10⁻⁵ of the output's
                        ///< largest, and more
};

/// How far two runs are apart: the worst of their outputs each, not a mean over what is large and what is small.
struct RunDifference {
  std::vector<OutputDifference> outputs;
  double maxAbs = 0.0;
  double maxRel = 0.0;
  double sqnrDb = std::numeric_limits<double>::infinity();
  std::int64_t notFinite = 0;
  std::int64_t floats = 0;             ///< elements of float outputs
  std::int64_t integers = 0;           ///< elements of integer outputs
  std::int64_t differingIntegers = 0;  ///< of those
  FarthestPlace worst;

  [[nodiscard]] std::string firstNotFinite() const;
};

/// Where both are NaN, or the same infinity, they agree; otherwise a value that is not finite is infinitely far off.
/// Fails with ErrorKind::verification where outputs differ in number, name or shape. `lenient`: an output of another
/// shape (its size depends on values) is left out, as long as one is left, and so are elements that are not finite in
/// the reference.
[[nodiscard]] Result<RunDifference> compareRuns(const RunResult& run, const RunResult& reference, bool lenient = false);

}  // namespace bitwright

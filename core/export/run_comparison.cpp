// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/run_comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bitwright {

Result<RunDifference> compareRuns(const RunResult& run, const RunResult& reference) {
  const auto differ = [](std::string where) {
    return fail(ErrorKind::verification, BW_MESSAGE("export.outputs_differ_in_shape", "the models' outputs do not have the same names and shapes"),
                {}, std::move(where));
  };
  if (run.outputs.size() != reference.outputs.size()) return differ({});
  RunDifference result;
  double signal = 0.0;
  double noise = 0.0;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < run.outputs.size(); ++i) {
    const auto& ours = run.outputs[i];
    const auto& theirs = reference.outputs[i];
    if (ours.name != theirs.name || ours.shape != theirs.shape || ours.values.size() != theirs.values.size()) return differ(ours.name);
    double largest = 0.0;
    double apart = 0.0;
    for (std::size_t k = 0; k < ours.values.size(); ++k) {
      const double a = static_cast<double>(ours.values[k]);
      const double b = static_cast<double>(theirs.values[k]);
      if (a == b || (std::isnan(a) && std::isnan(b))) {
        if (std::isfinite(b)) {
          largest = std::max(largest, std::abs(b));
          signal += b * b;
        }
        continue;
      }
      const double difference = std::isfinite(a) && std::isfinite(b) ? std::abs(a - b) : infinity;
      if (std::isfinite(b)) {
        largest = std::max(largest, std::abs(b));
        signal += b * b;
      }
      apart = std::max(apart, difference);
      noise += difference * difference;
    }
    result.maxAbs = std::max(result.maxAbs, apart);
    if (apart > 0.0) result.maxRel = std::max(result.maxRel, largest > 0.0 ? apart / largest : infinity);
  }
  result.sqnrDb = noise == 0.0 ? infinity : signal == 0.0 ? -infinity : 10.0 * std::log10(signal / noise);
  return result;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/scale_fit.h"

#include <cmath>

#include "core/numerics/group_values.h"
#include "core/numerics/nearest_level.h"

namespace bitwright {

ScaleFit fitScales(const WeightView& weights, const Grouping& scaling, std::span<const float> scales,
                   std::span<const float> levels, const Job& job) {
  const NearestLevel nearest(levels, weights.codeCount());
  ScaleFit fit{{scales.begin(), scales.end()}, 0.0};
  std::vector<double> errors(scales.size(), 0.0);
  forEachGroup(weights, scaling, job, [&](std::int64_t group, std::span<const float> values) {
    const auto at = static_cast<std::size_t>(group);
    const float scale = scales[at];
    double products = 0.0;
    double squares = 0.0;
    double error = 0.0;
    for (const float value : values) {
      const auto level = static_cast<double>(scale == 0.0F ? 0.0F : levels[nearest(value / scale)]);
      const double off = static_cast<double>(value) - static_cast<double>(scale) * level;
      products += static_cast<double>(value) * level;
      squares += level * level;
      error += off * off;
    }
    errors[at] = error;
    const auto best = static_cast<float>(products / squares);
    if (products > 0.0 && squares > 0.0 && best > 0.0F && std::isfinite(best)) fit.scales[at] = best;
  });
  for (const double error : errors) fit.error += error;
  return fit;
}

}  // namespace bitwright

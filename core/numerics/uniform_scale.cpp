// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/uniform_scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/numerics/weight_values.h"

namespace bitwright {

namespace {

/// Among denormals rounding changes a scale by much, so it rounds up there: no weight falls out of the range.
float storedScale(double exact) {
  constexpr float kLargest = std::numeric_limits<float>::max();
  if (exact <= 0.0) return 1.0F;
  if (exact >= static_cast<double>(kLargest)) return kLargest;
  auto scale = static_cast<float>(exact);
  if (scale < std::numeric_limits<float>::min() && static_cast<double>(scale) < exact) {
    scale = std::nextafter(scale, kLargest);
  }
  return scale;
}

/// The largest scale not above `scale` whose `levels`-th multiple is finite in `type`.
float withFiniteLevels(float scale, std::int32_t levels, DataType type) {
  const auto top = static_cast<float>(levels);
  if (std::isfinite(roundedTo(type, top * scale))) return scale;
  scale = std::min(scale, largestFinite(type) / top);
  while (!std::isfinite(roundedTo(type, top * scale))) scale = std::nextafter(scale, 0.0F);
  return scale;
}

}  // namespace

std::int32_t zeroPointFor(float minimum, float scale, int bits) {
  const double highest = (1 << bits) - 1;
  return static_cast<std::int32_t>(
      std::clamp(std::nearbyint(-static_cast<double>(minimum) / static_cast<double>(scale)), 0.0, highest));
}

UniformScale affineScale(float minimum, float maximum, int bits, DataType type) {
  const std::int32_t highest = (1 << bits) - 1;
  const double low = minimum;
  const double high = maximum;
  UniformScale chosen;
  chosen.scale = storedScale((high - low) / highest);
  chosen.zeroPoint = zeroPointFor(minimum, chosen.scale, bits);
  chosen.scale = withFiniteLevels(chosen.scale, std::max(chosen.zeroPoint, highest - chosen.zeroPoint), type);
  return chosen;
}

UniformScale symmetricScale(float minimum, float maximum, int bits, DataType type) {
  const std::int32_t half = 1 << (bits - 1);
  const double reach = std::max(-static_cast<double>(minimum), static_cast<double>(maximum));
  return {withFiniteLevels(storedScale(reach / (half - 1)), half - 1, type), half};
}

}  // namespace bitwright

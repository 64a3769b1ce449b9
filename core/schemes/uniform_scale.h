// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/model/data_type.h"

namespace bitwright {

/// Scale (finite, never 0) and zero point of codes 0 … 2^bits − 1: value = scale · (code − zeroPoint).
struct UniformScale {
  float scale = 1.0F;
  std::int32_t zeroPoint = 0;
};

/// Levels that cover [minimum, maximum], minimum ≤ 0 ≤ maximum, each end within half a step; zero is a level. `type`: the decoded tensor's, in
/// which every level must be finite.
[[nodiscard]] UniformScale affineScale(float minimum, float maximum, int bits, DataType type);

/// The zero point is 2^(bits−1), bits ≥ 2: levels −2^(bits−1) … 2^(bits−1) − 1. Below 8 bits the side that reaches further gets the extra level,
/// by a negative scale where that is the positive one (no weight is clipped, the step is up to 1 / 2^(bits−1) finer); from 8 bits on the scale is
/// max |x| / (2^(bits−1) − 1), positive, as integer kernels want it, and the lowest level stays unused.
[[nodiscard]] UniformScale symmetricScale(float minimum, float maximum, int bits, DataType type);

}  // namespace bitwright

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

/// Levels that cover [minimum, maximum], minimum ≤ 0 ≤ maximum, each end within half a step; zero is a level. `type`:
/// the decoded tensor's, in which every level must be finite.
[[nodiscard]] UniformScale affineScale(float minimum, float maximum, int bits, DataType type);

/// The code of zero, as near as can be to where levels `scale` apart begin at `minimum`.
[[nodiscard]] std::int32_t zeroPointFor(float minimum, float scale, int bits);

/// The zero point is 2^(bits−1) and the scale max |x| / (2^(bits−1) − 1), bits ≥ 2: as many levels below zero as above,
/// the lowest code unused, as integer kernels want it. (Giving the further side the extra level makes steps up to 1 /
/// 2^(bits−1) finer; on the sample nets at 3 and 4 bits that changed accuracy by less than other roundings of the same
/// size do, so the plain form stands.)
[[nodiscard]] UniformScale symmetricScale(float minimum, float maximum, int bits, DataType type);

}  // namespace bitwright

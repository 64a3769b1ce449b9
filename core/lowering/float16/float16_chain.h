// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/model/model.h"

namespace bitwright {

/// What of a written graph computes in float16.
struct Float16Chain {
  std::int64_t nodes = 0;   ///< that take float16, casts apart
  std::int64_t layers = 0;  ///< those of them that multiply: Conv, ConvTranspose, Gemm and MatMul
  std::int64_t depth = 0;   ///< the most of them that round on one path
};
[[nodiscard]] Float16Chain float16Chain(const Model& written);

/// How far outputs may be from those of the same network in float32, ÷ max |reference|. Each node on the way of a value
/// rounds it once, and once its weight and once, at the border of a region, its input, each by at most u = 2^−11 of
/// itself (IEEE 754 binary16, to nearest), sums being kept in float32 or better; to first order and where later layers
/// do not magnify, that is 3 · u a node on the longest path. At least the 1e-5 of float forms.
[[nodiscard]] double float16Tolerance(const Float16Chain& chain);

}  // namespace bitwright

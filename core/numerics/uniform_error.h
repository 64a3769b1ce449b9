// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/base/job.h"

namespace bitwright {

inline constexpr int kLeastNorm = 2;
inline constexpr int kMostNorm = 6;

/// What uniform levels `scale` · q, lowest ≤ q ≤ highest, make of finite weights, each at its nearest level.
struct UniformFit {
  double scale = 1.0;
  double error = 0.0;  ///< Σ |x − scale · q|^norm

  /// Norm 2: the scale of the least error for the same q, and that error: with q anew for it the error is at most this.
  /// Others: the two above.
  double refinedScale = 1.0;
  double refinedError = 0.0;
};

/// In float32, to about six digits; inside pieces of fixed size, so the same on any number of threads. `scale` is a
/// normal float32; |lowest| and |highest| are at most 2^16; `norm` is kLeastNorm … kMostNorm.
[[nodiscard]] UniformFit fitUniform(std::span<const float> weights, double scale, int lowest, int highest, int norm,
                                    const Job& job);

/// Σ |x − scale · q|^norm of what is stored: q as codes are chosen, products in float32, sums in float64.
[[nodiscard]] double uniformError(std::span<const float> weights, float scale, int lowest, int highest, int norm,
                                  const Job& job);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/base/job.h"

namespace bitwright {

/// What uniform levels `scale` · q, lowest ≤ q ≤ highest, make of finite weights, each at its nearest level.
struct UniformFit {
  double scale = 1.0;
  double error = 0.0;  ///< Σ (x − scale · q)²

  /// The scale of the least squared error for the same q, and that error: with q anew for it the error is at most this.
  double refinedScale = 1.0;
  double refinedError = 0.0;
};

/// In float32, to about six digits; inside pieces of fixed size, so the same on any number of threads. `scale` is a normal float32;
/// |lowest| and |highest| are at most 2^16.
[[nodiscard]] UniformFit fitUniform(std::span<const float> weights, double scale, int lowest, int highest, const Job& job);

/// Σ (x − scale · q)² of what is stored: q as codes are chosen, products in float32, sums in float64.
[[nodiscard]] double uniformError(std::span<const float> weights, float scale, int lowest, int highest, const Job& job);

}  // namespace bitwright

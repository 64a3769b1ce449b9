// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "core/base/job.h"

namespace bitwright {

/// How far `actual` is from `reference`; sums in float64 over fixed pieces. Pairs with a non-finite value are left out.
struct ErrorMetrics {
  double meanSquaredError = 0.0;
  double sqnrDb = 0.0;  ///< 10 log10(Σ reference² / Σ difference²); +inf where they are equal
  double cosine = 1.0;  ///< cosine similarity in −1–1; 1 where both are zero
  double maxAbsDifference = 0.0;
  double maxAbsReference = 0.0;
  double meanAbsDifference = 0.0;
  std::int64_t lost = 0;  ///< values that are finite in the reference alone
};

/// Both spans have the same length.
[[nodiscard]] ErrorMetrics compareValues(std::span<const float> reference, std::span<const float> actual,
                                         const Job& job = {});

}  // namespace bitwright

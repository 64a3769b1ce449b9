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

/// The same for values that come in pieces, none of which is kept.
class ErrorSums {
 public:
  /// Both spans have the same length.
  void add(std::span<const float> reference, std::span<const float> actual, const Job& job = {});
  [[nodiscard]] ErrorMetrics metrics() const;

 private:
  struct Sums {
    std::int64_t count = 0;
    std::int64_t lost = 0;
    double reference = 0.0;  // of squares
    double actual = 0.0;
    double product = 0.0;
    double difference = 0.0;
    double absolute = 0.0;  // of differences
    double largestDifference = 0.0;
    double largestReference = 0.0;

    void add(float referenceValue, float actualValue);
    void add(const Sums& other);
  };
  Sums sums_;
};

/// Both spans have the same length.
[[nodiscard]] ErrorMetrics compareValues(std::span<const float> reference, std::span<const float> actual,
                                         const Job& job = {});

}  // namespace bitwright

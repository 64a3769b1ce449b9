// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/error_metrics.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/base/parallel.h"

namespace bitwright {

namespace {

constexpr std::int64_t kMetricsPiece = std::int64_t{1} << 17;

}  // namespace

void ErrorSums::Sums::add(float referenceValue, float actualValue) {
  if (!std::isfinite(referenceValue)) return;
  if (!std::isfinite(actualValue)) {
    ++lost;
    return;
  }
  const auto x = static_cast<double>(referenceValue);
  const auto y = static_cast<double>(actualValue);
  const double d = x - y;
  ++count;
  reference += x * x;
  actual += y * y;
  product += x * y;
  difference += d * d;
  absolute += std::abs(d);
  largestDifference = std::max(largestDifference, std::abs(d));
  largestReference = std::max(largestReference, std::abs(x));
}

void ErrorSums::Sums::add(const Sums& other) {
  count += other.count;
  lost += other.lost;
  reference += other.reference;
  actual += other.actual;
  product += other.product;
  difference += other.difference;
  absolute += other.absolute;
  largestDifference = std::max(largestDifference, other.largestDifference);
  largestReference = std::max(largestReference, other.largestReference);
}

void ErrorSums::add(std::span<const float> reference, std::span<const float> actual, const Job& job) {
  const auto total = static_cast<std::int64_t>(std::min(reference.size(), actual.size()));
  std::vector<Sums> pieces(static_cast<std::size_t>((total + kMetricsPiece - 1) / kMetricsPiece));
  parallelFor(job, total, kMetricsPiece, [&](std::int64_t begin, std::int64_t end) {
    Sums sums;
    for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i)
      sums.add(reference[i], actual[i]);
    pieces[static_cast<std::size_t>(begin / kMetricsPiece)] = sums;
  });
  for (const Sums& piece : pieces) sums_.add(piece);
}

ErrorMetrics ErrorSums::metrics() const {
  ErrorMetrics metrics;
  metrics.maxAbsDifference = sums_.largestDifference;
  metrics.lost = sums_.lost;
  metrics.maxAbsReference = sums_.largestReference;
  if (sums_.count > 0) {
    metrics.meanSquaredError = sums_.difference / static_cast<double>(sums_.count);
    metrics.meanAbsDifference = sums_.absolute / static_cast<double>(sums_.count);
  }
  metrics.sqnrDb = sums_.difference == 0.0 ? std::numeric_limits<double>::infinity()
                                           : 10.0 * std::log10(sums_.reference / sums_.difference);
  const double lengths = std::sqrt(sums_.reference) * std::sqrt(sums_.actual);
  if (lengths > 0.0)
    metrics.cosine = std::clamp(sums_.product / lengths, -1.0, 1.0);
  else if (sums_.reference > 0.0 || sums_.actual > 0.0)
    metrics.cosine = 0.0;
  return metrics;
}

ErrorMetrics compareValues(std::span<const float> reference, std::span<const float> actual, const Job& job) {
  ErrorSums sums;
  sums.add(reference, actual, job);
  return sums.metrics();
}

}  // namespace bitwright

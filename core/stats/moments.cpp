// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/moments.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/parallel.h"

namespace bitwright {

namespace {

constexpr std::int64_t kTile = 4096;
constexpr std::int64_t kMomentsPiece = 32 * kTile;

/// Sums of powers of the distance from the part's own mean, and what is counted. Parts are merged by Pébay's formulas
/// (Sandia report SAND2008-6212, 2008), which lose nothing where a mean is far from zero.
struct Part {
  std::int64_t count = 0;
  std::int64_t nanCount = 0;
  std::int64_t infiniteCount = 0;
  std::int64_t zeroCount = 0;
  double minimum = std::numeric_limits<double>::infinity();
  double maximum = -std::numeric_limits<double>::infinity();
  double mean = 0.0;
  double second = 0.0;
  double third = 0.0;
  double fourth = 0.0;

  explicit Part(std::span<const float> values = {}) {
    double sum = 0.0;
    for (const float value : values) {
      if (!std::isfinite(value)) {
        ++(std::isnan(value) ? nanCount : infiniteCount);
        continue;
      }
      const auto wide = static_cast<double>(value);
      ++count;
      if (value == 0.0F) ++zeroCount;
      minimum = std::min(minimum, wide);
      maximum = std::max(maximum, wide);
      sum += wide;
    }
    if (count == 0) return;
    mean = sum / static_cast<double>(count);
    for (const float value : values) {
      if (!std::isfinite(value)) continue;
      const double distance = static_cast<double>(value) - mean;
      const double square = distance * distance;
      second += square;
      third += square * distance;
      fourth += square * square;
    }
  }

  void merge(const Part& other) {
    nanCount += other.nanCount;
    infiniteCount += other.infiniteCount;
    if (other.count == 0) return;
    zeroCount += other.zeroCount;
    minimum = std::min(minimum, other.minimum);
    maximum = std::max(maximum, other.maximum);
    const auto a = static_cast<double>(count);
    const auto b = static_cast<double>(other.count);
    const double n = a + b;
    const double delta = other.mean - mean;
    const double step = delta / n;
    fourth += other.fourth + delta * step * step * step * a * b * (a * a - a * b + b * b) +
              6.0 * step * step * (a * a * other.second + b * b * second) + 4.0 * step * (a * other.third - b * third);
    third += other.third + delta * step * step * a * b * (a - b) + 3.0 * step * (a * other.second - b * second);
    second += other.second + delta * step * a * b;
    mean += step * b;
    count += other.count;
  }
};

/// `read(begin, end)` gives the values of one tile.
template <class Read>
Moments momentsOf(std::int64_t total, const Job& job, const Read& read) {
  std::vector<Part> parts(static_cast<std::size_t>((total + kMomentsPiece - 1) / kMomentsPiece));
  parallelFor(job, total, kMomentsPiece, [&](std::int64_t begin, std::int64_t end) {
    Part& part = parts[static_cast<std::size_t>(begin / kMomentsPiece)];
    for (std::int64_t at = begin; at < end; at += kTile)
      read(at, std::min(end, at + kTile), [&](std::span<const float> tile) { part.merge(Part(tile)); });
  });
  Part whole;
  for (const Part& part : parts) whole.merge(part);

  Moments moments;
  moments.count = whole.count;
  moments.nanCount = whole.nanCount;
  moments.infiniteCount = whole.infiniteCount;
  moments.zeroCount = whole.zeroCount;
  if (whole.count == 0) return moments;
  const auto n = static_cast<double>(whole.count);
  moments.minimum = whole.minimum;
  moments.maximum = whole.maximum;
  moments.mean = whole.mean;
  const double variance = std::max(0.0, whole.second / n);
  moments.standardDeviation = std::sqrt(variance);
  if (whole.minimum == whole.maximum || variance * variance == 0.0) return moments;
  moments.kurtosis = whole.fourth / n / (variance * variance);

  const double reach = 5.0 * moments.standardDeviation;
  if (whole.maximum - whole.mean <= reach && whole.mean - whole.minimum <= reach) return moments;
  std::vector<std::int64_t> outliers(parts.size());
  parallelFor(job, total, kMomentsPiece, [&](std::int64_t begin, std::int64_t end) {
    std::int64_t& found = outliers[static_cast<std::size_t>(begin / kMomentsPiece)];
    for (std::int64_t at = begin; at < end; at += kTile) {
      read(at, std::min(end, at + kTile), [&](std::span<const float> tile) {
        found += std::count_if(tile.begin(), tile.end(), [&](float value) {
          return std::isfinite(value) && std::abs(static_cast<double>(value) - moments.mean) > reach;
        });
      });
    }
  });
  for (const auto found : outliers) moments.outlierCount += found;
  return moments;
}

}  // namespace

double Moments::sparsity() const {
  return count == 0 ? 0.0 : static_cast<double>(zeroCount) / static_cast<double>(count);
}

Moments computeMoments(const WeightTensor& tensor, const Job& job) {
  return momentsOf(tensor.elementCount(), job, [&](std::int64_t begin, std::int64_t end, const auto& take) {
    take(toFloat(tensor.bytes, tensor.type, begin, end - begin));
  });
}

Moments computeMoments(std::span<const float> values, const Job& job) {
  return momentsOf(static_cast<std::int64_t>(values.size()), job,
                   [&](std::int64_t begin, std::int64_t end, const auto& take) {
                     take(values.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
                   });
}

}  // namespace bitwright

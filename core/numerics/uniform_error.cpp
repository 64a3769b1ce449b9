// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/uniform_error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "core/base/parallel.h"

namespace bitwright {

namespace {

constexpr std::size_t kErrorPiece = std::size_t{1} << 16;

/// Sums in steps: x = scale · t, d = t − q.
struct StepSums {
  double squares = 0.0;   ///< Σ d²
  double products = 0.0;  ///< Σ d q
  double levels = 0.0;    ///< Σ q²

  void add(const StepSums& other) {
    squares += other.squares;
    products += other.products;
    levels += other.levels;
  }
};

/// Adding and taking away 1.5 · 2^23 rounds to an integer, ties to even; unlike a call of rint it vectorises.
float nearestLevel(float t, float lowest, float highest) {
  constexpr float kShift = 12582912.0F;
  t = t < lowest ? lowest : t;
  t = highest < t ? highest : t;
  return (t + kShift) - kShift;
}

StepSums sumSteps(const float* weights, std::size_t count, float steps, float lowest, float highest) {
  constexpr std::size_t kLanes = 8;  // independent chains, so that the loop vectorises
  constexpr std::size_t kRows = 32;  // added up in float32 before they join the sums
  StepSums sums;
  while (count >= kLanes) {
    std::array<float, kLanes> squares{};
    std::array<float, kLanes> products{};
    std::array<float, kLanes> levels{};
    const std::size_t rows = std::min(kRows, count / kLanes);
    for (std::size_t row = 0; row < rows; ++row, weights += kLanes) {
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const float t = weights[lane] * steps;
        const float q = nearestLevel(t, lowest, highest);
        const float d = t - q;
        squares[lane] += d * d;
        products[lane] += d * q;
        levels[lane] += q * q;
      }
    }
    count -= rows * kLanes;
    StepSums block;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      block.add(
          {static_cast<double>(squares[lane]), static_cast<double>(products[lane]), static_cast<double>(levels[lane])});
    }
    sums.add(block);
  }
  for (; count > 0; --count, ++weights) {
    const float t = *weights * steps;
    const float q = nearestLevel(t, lowest, highest);
    const float d = t - q;
    sums.add({static_cast<double>(d * d), static_cast<double>(d * q), static_cast<double>(q * q)});
  }
  return sums;
}

/// |d|^norm by multiplications only: exact in order, and it vectorises.
template <int kNorm, class Real>
Real powered(Real d) {
  Real square = d * d;
  if constexpr (kNorm == 2) return square;
  if constexpr (kNorm == 3) return square * std::abs(d);
  if constexpr (kNorm == 4) return square * square;
  if constexpr (kNorm == 5) return square * square * std::abs(d);
  if constexpr (kNorm == 6) return square * square * square;
}

/// Σ |d|^norm in steps.
template <int kNorm>
double sumPowers(const float* weights, std::size_t count, float steps, float lowest, float highest) {
  constexpr std::size_t kLanes = 8;
  constexpr std::size_t kRows = 32;
  double sum = 0.0;
  while (count >= kLanes) {
    std::array<float, kLanes> powers{};
    const std::size_t rows = std::min(kRows, count / kLanes);
    for (std::size_t row = 0; row < rows; ++row, weights += kLanes) {
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const float t = weights[lane] * steps;
        powers[lane] += powered<kNorm>(t - nearestLevel(t, lowest, highest));
      }
    }
    count -= rows * kLanes;
    double block = 0.0;
    for (const float power : powers) block += static_cast<double>(power);
    sum += block;
  }
  for (; count > 0; --count, ++weights) {
    const float t = *weights * steps;
    sum += static_cast<double>(powered<kNorm>(t - nearestLevel(t, lowest, highest)));
  }
  return sum;
}

/// Calls `use` with the norm as a constant.
template <class Use>
double withNorm(int norm, const Use& use) {
  switch (norm) {
    case 3:
      return use(std::integral_constant<int, 3>{});
    case 4:
      return use(std::integral_constant<int, 4>{});
    case 5:
      return use(std::integral_constant<int, 5>{});
    case 6:
      return use(std::integral_constant<int, 6>{});
    default:
      return use(std::integral_constant<int, 2>{});
  }
}

/// Adds up what `sum(first, count)` gives for pieces of fixed size, in their order.
template <class Sums, class Sum, class Add>
Sums sumPieces(std::size_t count, const Job& job, const Sum& sum, const Add& add) {
  if (count <= kErrorPiece) return sum(std::size_t{0}, count);
  std::vector<Sums> pieces((count + kErrorPiece - 1) / kErrorPiece);
  parallelFor(job, static_cast<std::int64_t>(count), static_cast<std::int64_t>(kErrorPiece),
              [&](std::int64_t begin, std::int64_t end) {
                pieces[static_cast<std::size_t>(begin) / kErrorPiece] =
                    sum(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
              });
  Sums total{};
  for (const Sums& piece : pieces) add(total, piece);
  return total;
}

}  // namespace

UniformFit fitUniform(std::span<const float> weights, double scale, int lowest, int highest, int norm, const Job& job) {
  const auto steps = static_cast<float>(1.0 / scale);
  const auto low = static_cast<float>(lowest);
  const auto high = static_cast<float>(highest);
  if (norm != 2) {
    const double powers = withNorm(norm, [&](auto constant) {
      return sumPieces<double>(
          weights.size(), job,
          [&](std::size_t first, std::size_t count) {
            return sumPowers<constant.value>(weights.data() + first, count, steps, low, high);
          },
          [](double& total, double piece) { total += piece; });
    });
    const double error = std::pow(scale, norm) * powers;
    return {scale, error, scale, error};
  }
  const auto sums = sumPieces<StepSums>(
      weights.size(), job,
      [&](std::size_t first, std::size_t count) { return sumSteps(weights.data() + first, count, steps, low, high); },
      [](StepSums& total, const StepSums& piece) { total.add(piece); });
  UniformFit fit{scale, scale * scale * sums.squares, scale, 0.0};
  fit.refinedError = fit.error;
  if (sums.levels > 0.0) {
    const double change = sums.products / sums.levels;
    fit.refinedScale = scale * (1.0 + change);
    fit.refinedError = scale * scale * std::max(0.0, sums.squares - change * sums.products);
  }
  return fit;
}

double uniformError(std::span<const float> weights, float scale, int lowest, int highest, int norm, const Job& job) {
  const auto low = static_cast<float>(lowest);
  const auto high = static_cast<float>(highest);
  return withNorm(norm, [&](auto constant) {
    return sumPieces<double>(
        weights.size(), job,
        [&](std::size_t first, std::size_t count) {
          double sum = 0.0;
          for (const float weight : weights.subspan(first, count)) {
            sum += powered<constant.value>(static_cast<double>(weight) -
                                           static_cast<double>(scale * nearestLevel(weight / scale, low, high)));
          }
          return sum;
        },
        [](double& total, double piece) { total += piece; });
  });
}

}  // namespace bitwright

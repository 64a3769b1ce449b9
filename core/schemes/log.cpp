// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/numerics/radix_sort.h"
#include "core/schemes/fixed_levels.h"

namespace bitwright {

namespace {

/// 1, 1/base, 1/base² … for base 2 (exact) or √2 (rounded to float32): as many as codes of `bits` bits have for each
/// sign beside zero.
std::vector<float> powersDown(bool ofTwo, std::int64_t bits) {
  constexpr float kHalfStep = 0.707106781F;  // 1/√2
  const int count = (1 << (bits - 1)) - 1;
  std::vector<float> powers;
  powers.reserve(static_cast<std::size_t>(count));
  for (int k = 0; k < count; ++k)
    powers.push_back(ofTwo ? std::ldexp(1.0F, -k) : std::ldexp(k % 2 == 0 ? 1.0F : kHalfStep, -(k / 2)));
  return powers;
}

/// Magnitudes of a group, rising, with their sums up to any index: stored at every index of a small group, at every
/// 64th of a large one.
class SortedMagnitudes {
 public:
  struct Sums {
    double first = 0.0;   ///< Σ x
    double second = 0.0;  ///< Σ x²

    void add(float x) {
      const auto wide = static_cast<double>(x);
      first += wide;
      second += wide * wide;
    }
  };

  explicit SortedMagnitudes(std::span<const float> weights) : stride_(weights.size() > kSmall ? 64 : 1) {
    values_.reserve(weights.size());
    for (const float weight : weights) values_.push_back(std::abs(weight));
    sortFloats(values_, Job().withThreads(1));
    sums_.reserve(values_.size() / stride_ + 1);
    Sums sums;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (i % stride_ == 0) sums_.push_back(sums);
      sums.add(values_[i]);
    }
    if (values_.size() % stride_ == 0) sums_.push_back(sums);
  }

  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] double largest() const { return static_cast<double>(values_.back()); }
  /// How many of the first `before` are at most `bound`.
  [[nodiscard]] std::size_t countUpTo(double bound, std::size_t before) const {
    const auto above = [](double limit, float value) { return limit < static_cast<double>(value); };
    return static_cast<std::size_t>(
        std::upper_bound(values_.begin(), values_.begin() + static_cast<std::ptrdiff_t>(before), bound, above) -
        values_.begin());
  }
  /// Sums over the first `count`.
  [[nodiscard]] Sums sumsOf(std::size_t count) const {
    Sums sums = sums_[count / stride_];
    for (std::size_t i = count - count % stride_; i < count; ++i) sums.add(values_[i]);
    return sums;
  }

 private:
  static constexpr std::size_t kSmall = 1 << 16;

  std::vector<float> values_;
  std::vector<Sums> sums_;
  std::size_t stride_;
};

/// Looks for the scale of the least squared error. With each magnitude at its nearest level l the error of scale s is Σ
/// x² − 2 s Σ x l + s² Σ l²: the least of a fixed assignment lies at s = Σ x l / Σ l², and assigning anew makes it
/// smaller still. Starts are tried downwards from the largest magnitude until what lies beyond the levels alone costs
/// more than the best so far.
class ScaleSearch {
 public:
  ScaleSearch(std::span<const float> weights, std::vector<float> powers)
      : sorted_(weights), powers_(std::move(powers)) {}

  [[nodiscard]] double best() const {
    const double largest = sorted_.largest();
    const double squares = sorted_.sumsOf(sorted_.size()).second;
    if (squares == 0.0) return 0.0;
    Fit best = fitOf(largest);
    const double plain = best.gainAt(largest);
    constexpr double kStep = 0.96;  // 17 to the octave
    for (double start = largest * kStep; squares - best.gain > beyond(start, squares); start *= kStep) {
      if (const Fit fit = fitOf(start); fit.gain > best.gain) best = fit;
    }
    for (int pass = 0; pass < kMostPasses; ++pass) {
      const Fit next = fitOf(best.scale);
      if (!(next.gain > best.gain)) break;
      best = next;
    }
    // Less than rounding can tell: the largest magnitude itself, which keeps what is exact exact.
    constexpr double kNoise = 1e-13;
    return best.gain > plain + kNoise * squares ? best.scale : largest;
  }

 private:
  static constexpr int kMostPasses = 100;

  /// An assignment of levels, and the best scale for it, at most the largest magnitude: so every decoded weight is as
  /// finite as the weights.
  struct Fit {
    double products = 0.0;  ///< Σ x l
    double levels = 0.0;    ///< Σ l²
    double scale = 0.0;
    double gain = 0.0;  ///< by how much that scale lowers the error below Σ x²

    [[nodiscard]] double gainAt(double s) const { return s * (2.0 * products - s * levels); }
  };

  [[nodiscard]] Fit fitOf(double scale) const {
    Fit fit;
    std::size_t end = sorted_.size();
    double sumToEnd = sorted_.sumsOf(end).first;
    for (std::size_t k = 0; k < powers_.size() && end > 0; ++k) {
      const auto level = static_cast<double>(powers_[k]);
      const double below = k + 1 < powers_.size() ? static_cast<double>(powers_[k + 1]) : 0.0;
      const std::size_t begin = sorted_.countUpTo(scale * 0.5 * (level + below), end);
      if (begin == end) continue;
      const double sumToBegin = sorted_.sumsOf(begin).first;
      fit.products += level * (sumToEnd - sumToBegin);
      fit.levels += level * level * static_cast<double>(end - begin);
      sumToEnd = sumToBegin;
      end = begin;
    }
    if (fit.levels > 0.0) fit.scale = std::min(sorted_.largest(), fit.products / fit.levels);
    fit.gain = fit.gainAt(fit.scale);
    return fit;
  }

  /// Squared error of the magnitudes beyond the scale.
  [[nodiscard]] double beyond(double scale, double squares) const {
    const std::size_t within = sorted_.countUpTo(scale, sorted_.size());
    const auto inside = sorted_.sumsOf(within);
    const double first = sorted_.sumsOf(sorted_.size()).first - inside.first;
    return squares - inside.second - 2.0 * scale * first + scale * scale * static_cast<double>(sorted_.size() - within);
  }

  SortedMagnitudes sorted_;
  std::vector<float> powers_;
};

Parameter baseParameter() {
  return choiceParameter(
      "base", BW_MESSAGE("scheme.log.base", "Base"),
      BW_MESSAGE("scheme.log.base.help",
                 "Ratio of neighbouring levels: √2 is finer near the largest weights, 2 reaches further down."),
      {"2", "sqrt2"}, {BW_MESSAGE("scheme.log.base.2", "2"), BW_MESSAGE("scheme.log.base.sqrt2", "√2")}, "sqrt2");
}

class Log final : public FixedLevelsScheme {
 public:
  Log()
      : FixedLevelsScheme(
            {"log", BW_MESSAGE("scheme.log", "Logarithmic"),
             BW_MESSAGE("scheme.log.about",
                        "Levels 0 and ± powers of a base: small weights keep their relative precision, but beyond 4 or "
                        "5 bits the large "
                        "ones get no finer."),
             "Miyashita, Lee and Murmann 2016, Convolutional Neural Networks using Logarithmic Data Representation"},
            {bitsParameter(2, 8, 4), baseParameter()}) {}

 protected:
  std::vector<float> levels(const ParameterValues& values) const override {
    const std::vector<float> powers = powersOf(values);
    std::vector<float> levels;
    for (const float power : powers) levels.push_back(-power);
    levels.push_back(0.0F);
    levels.insert(levels.end(), powers.rbegin(), powers.rend());
    return levels;
  }
  double scale(std::span<const float> weights, const ParameterValues& values) const override {
    return ScaleSearch(weights, powersOf(values)).best();
  }

 private:
  static std::vector<float> powersOf(const ParameterValues& values) {
    return powersDown(choiceOf(values, "base") == "2", integerOf(values, "bits"));
  }
};

}  // namespace

const Scheme& logScheme() {
  static const Log scheme;
  return scheme;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "core/calibration/bin_mass.h"
#include "core/calibration/calibrator.h"

namespace bitwright {

namespace {

/// The squared error that a quantizer with L steps of size s = (high − low) ÷ L is expected to make, x standing at the
/// middle of its bin:
///
///   E(low, high) = Σ over |x| < s ÷ 2 of x²                                what becomes zero
///                + s² ÷ 12 for each other x between low and high           rounding, anywhere in a step alike
///                + Σ over x > high of (x − high)² + Σ over x < low of (low − x)²     what is cut off
///
/// The first part is what few bits make of heavy tails: steps are so wide then that most values become zero, at a cost
/// far below a twelfth of a squared step. Sums over the bins up to each, worked out once, leave four look-ups for a
/// range.
class ExpectedError {
 public:
  ExpectedError(const std::vector<BinMass>& masses, double steps) : steps_(steps), sums_(masses.size() + 1) {
    for (std::size_t at = 0; at < masses.size(); ++at) {
      const auto count = static_cast<double>(masses[at].count);
      const double x = masses[at].centre();
      centres_.push_back(x);
      sums_[at + 1] = {sums_[at][0] + count, sums_[at][1] + count * x, sums_[at][2] + count * x * x};
    }
  }

  [[nodiscard]] double at(double low, double high) const {
    const double step = (high - low) / steps_;
    const auto firstInside = placeOf(low);
    const auto firstAbove = placeOf(high);
    const auto firstZero = std::clamp(placeOf(-0.5 * step), firstInside, firstAbove);
    const auto firstBeyondZero = std::clamp(placeOf(0.5 * step), firstZero, firstAbove);
    const double rounded = between(0, firstInside, firstZero) + between(0, firstBeyondZero, firstAbove);
    return between(2, firstZero, firstBeyondZero) + step * step / 12.0 * rounded + distances(0, firstInside, low) +
           distances(firstAbove, centres_.size(), high);
  }

  /// With the very levels, each x going to the nearest. Where a step is hardly wider than a bin, that says nothing.
  [[nodiscard]] double withLevels(double low, double high) const {
    const double step = (high - low) / steps_;
    const double lowest = -std::nearbyint(-low / step);
    double sum = 0.0;
    for (std::size_t bin = 0; bin < centres_.size(); ++bin) {
      const double error =
          centres_[bin] - step * std::clamp(std::nearbyint(centres_[bin] / step), lowest, lowest + steps_);
      sum += between(0, bin, bin + 1) * error * error;
    }
    return sum;
  }

 private:
  [[nodiscard]] std::size_t placeOf(double x) const {
    return static_cast<std::size_t>(std::lower_bound(centres_.begin(), centres_.end(), x) - centres_.begin());
  }
  [[nodiscard]] double between(std::size_t power, std::size_t first, std::size_t end) const {
    return sums_[end][power] - sums_[first][power];
  }
  /// Σ (x − limit)².
  [[nodiscard]] double distances(std::size_t first, std::size_t end, double limit) const {
    return std::max(between(2, first, end) - limit * (2.0 * between(1, first, end) - limit * between(0, first, end)),
                    0.0);
  }

  double steps_;
  std::vector<double> centres_;
  std::vector<std::array<double, 3>> sums_;  // of 1, x and x², over the bins in front of each
};

/// Looks for the least error among shares of both ends: on a wide grid first, for a tail may reach a thousand times as
/// far as the best range, then around the best in ever finer steps.
class Search {
 public:
  Search(const ExpectedError& error, double least, double greatest, bool symmetric)
      : error_(error), least_(least), greatest_(greatest), symmetric_(symmetric) {}

  /// The best shares of both ends.
  [[nodiscard]] std::pair<double, double> best() {
    std::vector<double> shares{0.0};
    for (int octave = 0; octave < kOctaves; ++octave) {
      for (int part = 0; part < kParts; ++part)
        shares.push_back(std::exp2(-octave - static_cast<double>(part) / kParts));
    }
    tryAll(shares, shares);
    for (double apart = 1.0 / kParts; apart > kFinest; apart /= kZoom) {
      const auto around = [apart](double share) {
        std::vector<double> near;
        for (int step = -kZoom; step <= kZoom; ++step)
          near.push_back(std::min(share * std::exp2(apart * step / kZoom), 1.0));
        return near;
      };
      tryAll(around(low_), around(high_));
    }
    return {low_, high_};
  }

 private:
  static constexpr int kOctaves = 16;
  static constexpr int kParts = 8;  // of an octave
  static constexpr int kZoom = 4;
  static constexpr double kFinest = 1e-6;

  void tryAll(const std::vector<double>& lows, const std::vector<double>& highs) {
    for (const double high : highs) {
      if (symmetric_)
        tryOne(high, high);
      else if (least_ == 0.0)
        tryOne(1.0, high);
      else
        for (const double low : lows) tryOne(low, high);
    }
  }

  void tryOne(double low, double high) {
    if (!(high * greatest_ > low * least_)) return;
    const double error = error_.at(low * least_, high * greatest_);
    if (error >= found_) return;
    found_ = error;
    low_ = low;
    high_ = high;
  }

  const ExpectedError& error_;
  double least_;
  double greatest_;
  bool symmetric_;
  double low_ = 1.0;
  double high_ = 1.0;
  double found_ = HUGE_VAL;
};

class Mse final : public Calibrator {
 public:
  std::string_view id() const override { return "mse"; }
  MessageText name() const override { return BW_MESSAGE("calibrator.mse", "Least squared error"); }
  MessageText description() const override {
    return BW_MESSAGE(
        "calibrator.mse.about",
        "Weighs what rounding costs against what cutting off costs, for the least squared error of the values.");
  }
  std::string_view reference() const override {
    return "Banner, Nahshan and Soudry 2019, Post Training 4-bit Quantization (ACIQ)";
  }
  bool needsHistogram() const override { return true; }

 protected:
  Range choose(const ObservedTensor& tensor, const CalibrationTarget& target, const CalibratorOptions&) const override {
    Range all{std::min(static_cast<double>(tensor.min), 0.0), std::max(static_cast<double>(tensor.max), 0.0)};
    if (all.low == all.high) return all;
    if (target.symmetric) {
      all.high = std::max(-all.low, all.high);
      all.low = -all.high;
    }
    const double steps = (1 << std::clamp(target.bits, 2, 16)) - (target.symmetric ? 2 : 1);
    const ExpectedError error(binMasses(tensor.histogram), steps);
    const auto [lowShare, highShare] = Search(error, all.low, all.high, target.symmetric).best();
    const Range found{lowShare * all.low, highShare * all.high};
    // The values of a tensor may stand on a few levels only, which the widest range happens to hold and the expectation
    // knows nothing of.
    constexpr double kBinsPerStep = 4.0;
    const bool levelsTell = (all.high - all.low) / steps > kBinsPerStep * tensor.histogram.binWidth();
    return levelsTell && error.withLevels(all.low, all.high) <= error.withLevels(found.low, found.high) ? all : found;
  }
};

}  // namespace

const Calibrator& mseCalibrator() {
  static const Mse calibrator;
  return calibrator;
}

}  // namespace bitwright

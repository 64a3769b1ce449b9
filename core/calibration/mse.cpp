// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/calibration/bin_mass.h"
#include "core/calibration/calibrator.h"

namespace bitwright {

namespace {

/// How far values stick out beyond a limit h ≥ 0: excess(h) = Σ over x > h of x − h, falling from h = 0 on to 0 at the greatest.
class Excess {
 public:
  /// Magnitudes above 0, rising.
  explicit Excess(std::vector<BinMass> masses) : masses_(std::move(masses)), counts_(masses_.size() + 1), sums_(masses_.size() + 1) {
    for (std::size_t at = masses_.size(); at-- > 0;) {
      counts_[at] = counts_[at + 1] + static_cast<double>(masses_[at].count);
      sums_[at] = sums_[at + 1] + static_cast<double>(masses_[at].count) * masses_[at].centre();
    }
  }

  /// The limit beyond which they stick out by `excess` in all; 0 where they do not by so much.
  [[nodiscard]] double limitFor(double excess) const {
    if (!(excess < sums_[0])) return 0.0;
    std::size_t bin = 0;
    for (std::size_t high = masses_.size() - 1; bin < high;) {  // the first that has no more than that beyond its end
      const std::size_t middle = (bin + high) / 2;
      if (beyond(masses_[middle].end, middle + 1) <= excess)
        high = middle;
      else
        bin = middle + 1;
    }
    const auto& [begin, end, count] = masses_[bin];
    if (beyond(begin, bin) <= excess) return (sums_[bin] - excess) / counts_[bin];  // in front of the bin, where no value lies
    // Inside it, spread evenly: what is above the limit sticks out by half the way from it to the end, and what lies further by all of that way more.
    const double more = excess - beyond(end, bin + 1);
    if (!(more > 0.0)) return end;
    const double dense = 2.0 * static_cast<double>(count) / (end - begin);
    return end - 2.0 * more / (counts_[bin + 1] + std::sqrt(counts_[bin + 1] * counts_[bin + 1] + dense * more));
  }

 private:
  /// Of the bins from `first` on, all of which lie beyond `limit`.
  [[nodiscard]] double beyond(double limit, std::size_t first) const { return sums_[first] - limit * counts_[first]; }

  std::vector<BinMass> masses_;
  std::vector<double> counts_;  // from each bin on, of values
  std::vector<double> sums_;    // and of their magnitudes
};

std::vector<BinMass> above(std::vector<BinMass> masses) {
  std::erase_if(masses, [](const BinMass& mass) { return mass.end <= 0.0; });
  return masses;
}

std::vector<BinMass> belowMirrored(std::vector<BinMass> masses) {
  std::reverse(masses.begin(), masses.end());
  for (auto& mass : masses) mass = {-mass.end, -mass.begin, mass.count};
  return above(std::move(masses));
}

/// The expected squared error of a quantizer with L steps from low to high is that of rounding, a twelfth of a squared step for each value that is not
/// zero, and that of cutting off:
///
///   E(low, high) = N · ((high − low) ÷ L)² ÷ 12 + Σ over x > high of (x − high)² + Σ over x < low of (low − x)²
///
/// Each part is convex, so there is one minimum, and in it values stick out alike at both ends, by N · (high − low) ÷ (12 · L²), where they reach so far; for
/// symmetric levels, high = −low, by twice as much in all. The wider the range, the larger that is and the less sticks out: one unknown, found by bisection.
class Mse final : public Calibrator {
 public:
  std::string_view id() const override { return "mse"; }
  MessageText name() const override { return BW_MESSAGE("calibrator.mse", "Least squared error"); }
  MessageText description() const override {
    return BW_MESSAGE("calibrator.mse.about", "Weighs what rounding costs against what cutting off costs, for the least squared error of the values.");
  }
  std::string_view reference() const override { return "Banner, Nahshan and Soudry 2019, Post Training 4-bit Quantization (ACIQ)"; }
  bool needsHistogram() const override { return true; }

 protected:
  Range choose(const ObservedTensor& tensor, const CalibrationTarget& target, const CalibratorOptions&) const override {
    const double steps = (1 << std::clamp(target.bits, 2, 16)) - (target.symmetric ? 2 : 1);
    const auto values = static_cast<double>(tensor.count - tensor.histogram.summary().zeros);
    const double excessPerReach = values / (12.0 * steps * steps);
    if (target.symmetric) {
      const Excess both(above(magnitudeMasses(tensor.histogram)));
      const double limit = both.limitFor(solve(4.0 * excessPerReach, [&](double excess) { return both.limitFor(excess); }));
      return {-limit, limit};
    }
    const auto masses = binMasses(tensor.histogram);
    const Excess high(above(masses));
    const Excess low(belowMirrored(masses));
    const double excess = solve(excessPerReach, [&](double each) { return high.limitFor(each) + low.limitFor(each); });
    return {-low.limitFor(excess), high.limitFor(excess)};
  }

 private:
  /// The excess that is `factor` times the reach it leaves.
  template <class Reach>
  static double solve(double factor, const Reach& reach) {
    double low = 0.0;
    double high = factor * reach(0.0);
    for (int step = 0; step < 100; ++step) {
      const double middle = 0.5 * (low + high);
      (middle < factor * reach(middle) ? low : high) = middle;
    }
    return high;
  }
};

}  // namespace

const Calibrator& mseCalibrator() {
  static const Mse calibrator;
  return calibrator;
}

}  // namespace bitwright

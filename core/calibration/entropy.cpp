// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/calibration/calibrator.h"

namespace bitwright {

namespace {

double timesLog(double value) {
  return value > 0.0 ? value * std::log(value) : 0.0;
}

/// How much is lost of a distribution of magnitudes where those beyond a limit are cut off and the rest is rounded to levels. P: the bins below the limit,
/// what is beyond added to the last of them. Q: the same bins without what is beyond, brought to `levels` groups of bins, evenly spread, each group's
/// values shared alike among those of its bins in which P has any. KL(P‖Q) = Σ p · log(p ÷ q), both brought to a sum of 1.
///
/// Q is the same for all bins of a group: with sums over the bins up to each, worked out once, a limit costs a logarithm a level, not one a bin.
class Divergence {
 public:
  Divergence(const std::vector<std::int64_t>& counts, std::size_t levels)
      : counts_(counts), levels_(levels), sums_(counts.size() + 1), filled_(counts.size() + 1), logs_(counts.size() + 1) {
    for (std::size_t bin = 0; bin < counts.size(); ++bin) {
      const auto count = static_cast<double>(counts[bin]);
      sums_[bin + 1] = sums_[bin] + count;
      filled_[bin + 1] = filled_[bin] + (counts[bin] > 0 ? 1.0 : 0.0);
      logs_[bin + 1] = logs_[bin] + timesLog(count);
    }
  }

  /// Times the number of values, and without what is the same for every limit. Infinite where Q has nothing for something P has.
  [[nodiscard]] double at(std::size_t limit) const {
    const double all = sums_.back();
    const double beyond = all - sums_[limit];
    const auto last = static_cast<double>(counts_[limit - 1]);
    double divergence = logs_[limit] - timesLog(last) + timesLog(last + beyond);
    std::size_t begin = 0;
    for (std::size_t level = 0; level < levels_; ++level) {
      const std::size_t end = (level + 1) * limit / levels_;
      const double held = sums_[end] - sums_[begin];
      double filled = filled_[end] - filled_[begin];
      double meant = held;
      if (end == limit) {
        meant += beyond;
        if (beyond > 0.0 && last == 0.0) filled += 1.0;
      }
      begin = end;
      if (meant == 0.0) continue;
      if (held == 0.0) return std::numeric_limits<double>::infinity();
      divergence -= meant * std::log(held / filled);
    }
    return divergence + all * std::log(sums_[limit]);
  }

 private:
  const std::vector<std::int64_t>& counts_;
  std::size_t levels_;
  std::vector<double> sums_;    // of the values in the bins up to each
  std::vector<double> filled_;  // how many of those bins hold any
  std::vector<double> logs_;    // Σ count · log(count)
};

/// Of |x|, so that both ends are cut alike, where they reach so far. Zeros are left out: every limit keeps them exactly, and behind ReLU, where they
/// are the half of all values, they would drown the rest. Limits are tried at every bin from as many bins on as there are levels. Where there are no more
/// bins than levels (16 bits, say), no limit gains anything, and everything is covered.
class Entropy final : public Calibrator {
 public:
  std::string_view id() const override { return "entropy"; }
  MessageText name() const override { return BW_MESSAGE("calibrator.entropy", "Entropy (KL divergence)"); }
  MessageText description() const override {
    return BW_MESSAGE("calibrator.entropy.about",
                      "Cuts off where the distribution that is left of the magnitudes tells least apart from the original.");
  }
  std::string_view reference() const override { return "Migacz 2017, 8-bit Inference with TensorRT"; }
  bool needsHistogram() const override { return true; }

 protected:
  Range choose(const ObservedTensor& tensor, const CalibrationTarget& target, const CalibratorOptions&) const override {
    const bool oneSign = tensor.min >= 0.0F || tensor.max <= 0.0F;
    const int bits = std::clamp(target.bits, 2, 16);
    const auto levels = std::size_t{1} << static_cast<unsigned>(oneSign && !target.symmetric ? bits : bits - 1);
    auto counts = tensor.histogram.magnitudes();
    counts[0] -= tensor.histogram.summary().zeros;
    while (!counts.empty() && counts.back() == 0) counts.pop_back();
    const Range all{static_cast<double>(tensor.min), static_cast<double>(tensor.max)};
    if (counts.size() <= levels) return all;
    const Divergence divergence(counts, levels);
    std::size_t best = counts.size();
    double least = divergence.at(best);
    for (std::size_t limit = counts.size() - 1; limit >= levels; --limit) {  // of equals the widest
      if (const double found = divergence.at(limit); found < least) {
        least = found;
        best = limit;
      }
    }
    if (best == counts.size()) return all;
    const double reach = static_cast<double>(best) * tensor.histogram.binWidth();
    return {-reach, reach};
  }
};

}  // namespace

const Calibrator& entropyCalibrator() {
  static const Entropy calibrator;
  return calibrator;
}

}  // namespace bitwright

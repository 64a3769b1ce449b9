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

constexpr std::size_t kBinsALevel = 2;
constexpr std::size_t kLimits = 512;  // that are tried, at least
/// Of the values that are not zero, cut off at most. What cuts off nearly all leaves one bin, of P and of Q, which then
/// are the same: the least divergence of all.
constexpr double kMostCut = 0.25;
constexpr double kRounding = 1e-12;  // no difference

/// How much is lost of a distribution of magnitudes where those beyond a limit are cut off and the rest is rounded to
/// levels. P: what lies below the limit, in two bins a level, what is beyond added to the last of them. Q: the same
/// without what is beyond, each level's values shared alike among those of its bins in which P has any. KL(P‖Q) = Σ p ·
/// log(p ÷ q), both brought to a sum of 1.
///
/// Two bins a level whatever the limit: in bins that are as wide for every limit, a level of a wide limit holds many,
/// and what moves inside it, however short the way, makes rounding look dear beside cutting off, which counts only by
/// how much is cut.
class Divergence {
 public:
  Divergence(const std::vector<std::int64_t>& counts, std::size_t levels) : levels_(levels), sums_(counts.size() + 1) {
    for (std::size_t bin = 0; bin < counts.size(); ++bin)
      sums_[bin + 1] = sums_[bin] + static_cast<double>(counts[bin]);
  }

  /// The share of all values that lies beyond.
  [[nodiscard]] double cut(std::size_t limit) const { return 1.0 - sums_[limit] / sums_.back(); }

  /// Infinite where Q has nothing for something P has.
  [[nodiscard]] double at(std::size_t limit) const {
    const double all = sums_.back();
    const double beyond = all - sums_[limit];
    const std::size_t bins = levels_ * kBinsALevel;
    double divergence = 0.0;
    std::size_t begin = 0;
    for (std::size_t level = 0; level < levels_; ++level) {
      double held = 0.0;
      double meant = 0.0;
      double filled = 0.0;
      for (std::size_t bin = level * kBinsALevel; bin < (level + 1) * kBinsALevel; ++bin) {
        const std::size_t end = (bin + 1) * limit / bins;
        const double count = sums_[end] - sums_[begin];
        const double withCut = count + (bin + 1 == bins ? beyond : 0.0);
        begin = end;
        held += count;
        meant += withCut;
        filled += withCut > 0.0 ? 1.0 : 0.0;
        divergence += timesLog(withCut);
      }
      if (meant == 0.0) continue;
      if (held == 0.0) return std::numeric_limits<double>::infinity();
      divergence -= meant * std::log(held / filled);
    }
    return divergence / all + std::log(sums_[limit] / all);
  }

 private:
  std::size_t levels_;
  std::vector<double> sums_;  // of the values in the bins up to each
};

/// Of |x|, so that both ends are cut alike, where they reach so far. Zeros are left out: every limit keeps them
/// exactly, and behind ReLU, where they are the half of all values, they would drown the rest. Where there are no more
/// bins than two a level (16 bits, say), everything is covered.
class Entropy final : public Calibrator {
 public:
  std::string_view id() const override { return "entropy"; }
  MessageText name() const override { return BW_MESSAGE("calibrator.entropy", "Entropy (KL divergence)"); }
  MessageText description() const override {
    return BW_MESSAGE(
        "calibrator.entropy.about",
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
    const std::size_t fewest = levels * kBinsALevel;
    if (counts.size() <= fewest) return all;
    const Divergence divergence(counts, levels);
    const std::size_t step = std::max<std::size_t>(1, (counts.size() - fewest) / kLimits);
    std::size_t best = counts.size();
    double least = divergence.at(best);
    for (std::size_t limit = counts.size(); limit >= fewest + step;) {  // of equals the widest
      limit -= step;
      if (divergence.cut(limit) > kMostCut) break;
      if (const double found = divergence.at(limit); found < least - kRounding) {
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

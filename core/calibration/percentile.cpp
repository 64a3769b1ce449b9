// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/calibration/bin_mass.h"
#include "core/calibration/calibrator.h"

namespace bitwright {

namespace {

/// The value that the share `share` (0–1) of all values does not exceed, interpolated linearly inside its bin.
double valueAt(const std::vector<BinMass>& masses, std::int64_t count, double share) {
  constexpr double kSlack = 1e-6;  // so that a whole number of values is that many, and not one more
  double left = share * static_cast<double>(count) - kSlack;
  for (const auto& mass : masses) {
    const auto held = static_cast<double>(mass.count);
    if (left <= held) return mass.begin + (mass.end - mass.begin) * std::max(left, 0.0) / held;
    left -= held;
  }
  return masses.back().end;  // what rounding left over
}

/// What is cut off is 100 − percentile per cent of all values: half of it at each end where the tensor has both signs,
/// all of it at the one end it has otherwise, and for symmetric levels of the magnitudes. onnxruntime.quantization cuts
/// half at each end in any case, of a tensor behind ReLU half as much as was asked for. Where nothing but zero would be
/// left, as too many values are zero, everything is covered.
class Percentile final : public Calibrator {
 public:
  std::string_view id() const override { return "percentile"; }
  MessageText name() const override { return BW_MESSAGE("calibrator.percentile", "Percentile"); }
  MessageText description() const override {
    return BW_MESSAGE("calibrator.percentile.about",
                      "Covers all but a small share of the values, by default all but one in 100,000.");
  }
  std::string_view reference() const override {
    return "Wu et al. 2020, Integer Quantization for Deep Learning Inference, section 5";
  }
  bool needsHistogram() const override { return true; }

 protected:
  Range choose(const ObservedTensor& tensor, const CalibrationTarget& target,
               const CalibratorOptions& options) const override {
    const double cut = 1.0 - std::clamp(options.percentile, 50.0, 100.0) / 100.0;
    const Range all{static_cast<double>(tensor.min), static_cast<double>(tensor.max)};
    Range kept;
    if (target.symmetric) {
      kept.high = valueAt(magnitudeMasses(tensor.histogram), tensor.count, 1.0 - cut);
      kept.low = -kept.high;
    } else {
      const auto masses = binMasses(tensor.histogram);
      const bool bothSigns = tensor.min < 0.0F && tensor.max > 0.0F;
      const double each = bothSigns ? 0.5 * cut : cut;
      if (tensor.max > 0.0F) kept.high = std::max(valueAt(masses, tensor.count, 1.0 - each), 0.0);
      if (tensor.min < 0.0F) kept.low = std::min(valueAt(masses, tensor.count, each), 0.0);
    }
    return kept.low == 0.0 && kept.high == 0.0 ? all : kept;
  }
};

}  // namespace

const Calibrator& percentileCalibrator() {
  static const Percentile calibrator;
  return calibrator;
}

}  // namespace bitwright

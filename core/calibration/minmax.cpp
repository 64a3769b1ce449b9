// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/calibrator.h"

namespace bitwright {

namespace {

class MinMax final : public Calibrator {
 public:
  std::string_view id() const override { return "minmax"; }
  MessageText name() const override { return BW_MESSAGE("calibrator.minmax", "Minimum and maximum"); }
  MessageText description() const override {
    return BW_MESSAGE("calibrator.minmax.about",
                      "Covers every value that was seen: nothing is cut off, but a single outlier widens all steps.");
  }
  std::string_view reference() const override {
    return "Jacob et al. 2018, Quantization and Training of Neural Networks";
  }
  bool needsHistogram() const override { return false; }

 protected:
  Range choose(const ObservedTensor& tensor, const CalibrationTarget&, const CalibratorOptions&) const override {
    return {static_cast<double>(tensor.min), static_cast<double>(tensor.max)};
  }
};

}  // namespace

const Calibrator& minmaxCalibrator() {
  static const MinMax calibrator;
  return calibrator;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include "core/calibration/calibrator.h"

namespace bitwright {

namespace {

/// Mean of those that are a number. In rising order, so that it is the same in whatever order the samples came.
double meanOf(std::vector<float> values) {
  std::erase_if(values, [](float value) { return std::isnan(value); });
  std::sort(values.begin(), values.end());
  double sum = 0.0;
  for (const float value : values) sum += static_cast<double>(value);
  return values.empty() ? 0.0 : sum / static_cast<double>(values.size());
}

/// What onnxruntime.quantization calls so is the plain mean over samples, too: each counts the same, whenever it comes.
class MovingAverage final : public Calibrator {
 public:
  std::string_view id() const override { return "moving-average"; }
  MessageText name() const override { return BW_MESSAGE("calibrator.moving_average", "Average of minima and maxima"); }
  MessageText description() const override {
    return BW_MESSAGE("calibrator.moving_average.about",
                      "Covers from the mean of the samples' minima to the mean of their maxima: an outlier counts as "
                      "much as its sample.");
  }
  std::string_view reference() const override { return "onnxruntime.quantization, CalibMovingAverage"; }
  bool needsHistogram() const override { return false; }

 protected:
  Range choose(const ObservedTensor& tensor, const CalibrationTarget&, const CalibratorOptions&) const override {
    return {meanOf(tensor.sampleMin), meanOf(tensor.sampleMax)};
  }
};

}  // namespace

const Calibrator& movingAverageCalibrator() {
  static const MovingAverage calibrator;
  return calibrator;
}

}  // namespace bitwright

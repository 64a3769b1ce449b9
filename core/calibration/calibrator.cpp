// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/calibrator.h"

#include <algorithm>

namespace bitwright {

Result<ActivationRange> Calibrator::range(const ObservedTensor& tensor, const CalibrationTarget& target,
                                          const CalibratorOptions& options) const {
  if (tensor.count == 0) {
    const auto what = tensor.nonFinite > 0
                          ? BW_MESSAGE("calibration.not_finite", "gives nothing but NaN and infinities on these data")
                          : BW_MESSAGE("calibration.no_values", "gives no values on these data");
    return fail(ErrorKind::input, what, {}, tensor.name,
                BW_MESSAGE("calibration.leave_float", "leave it as float, or calibrate with other data"));
  }
  if (needsHistogram() && tensor.histogram.empty()) {
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("calibration.no_histogram", "was observed without the histogram that %1 needs"),
                        {std::string(id())}),
                {}, tensor.name, BW_MESSAGE("calibration.observe_again", "observe it again, with histograms"));
  }
  const auto chosen = choose(tensor, target, options);
  // Rounded to float32 before it is bounded: neither may the rounding go beyond what was observed.
  const float low = std::clamp(static_cast<float>(chosen.low), std::min(tensor.min, 0.0F), 0.0F);
  const float high = std::clamp(static_cast<float>(chosen.high), 0.0F, std::max(tensor.max, 0.0F));
  return ActivationRange{tensor.name, low + 0.0F, high + 0.0F, tensor.nonFinite == 0};
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/base/message.h"
#include "core/base/result.h"
#include "core/runtime/observe.h"

namespace bitwright {

/// What levels a range is for.
struct CalibrationTarget {
  int bits = 8;  ///< 2–16
  bool symmetric =
      false;  ///< levels lie symmetrically around zero: 2^bits − 1 of them; otherwise 2^bits with a zero point
};

struct CalibratorOptions {
  double percentile = 99.999;  ///< 50–100, in %: of the values that the range of `percentile` keeps
};

/// What the levels of a tensor cover; what lies beyond takes the outermost level. low ≤ 0 ≤ high, finite, and never
/// beyond the observed values (and zero), as padding and ReLU need an exact zero.
struct ActivationRange {
  std::string tensor;
  float low = 0.0F;
  float high = 0.0F;
  bool finite =
      true;  ///< false: there were NaN or infinities too, such as those of an additive mask, which no level covers
  friend bool operator==(const ActivationRange&, const ActivationRange&) = default;
};

/// A way of choosing a tensor's range from what was observed of it. Stateless; one instance each, listed in
/// all_calibrators.cpp. What it gives depends on the observed values alone, not on the order of the samples.
class Calibrator {
 public:
  virtual ~Calibrator() = default;

  [[nodiscard]] virtual std::string_view id() const = 0;         ///< word of the command line: "moving-average"
  [[nodiscard]] virtual MessageText name() const = 0;            ///< "Moving average"
  [[nodiscard]] virtual MessageText description() const = 0;     ///< one sentence
  [[nodiscard]] virtual std::string_view reference() const = 0;  ///< paper or tool, citable
  /// Whether it needs histograms; otherwise extremes do.
  [[nodiscard]] virtual bool needsHistogram() const = 0;

  /// Fails with ErrorKind::input where the tensor has no finite value, and where a histogram is needed and was not
  /// asked for.
  [[nodiscard]] Result<ActivationRange> range(const ObservedTensor& tensor, const CalibrationTarget& target,
                                              const CalibratorOptions& options = {}) const;

 protected:
  struct Range {
    double low = 0.0;
    double high = 0.0;
  };
  /// Of a tensor with at least one finite value, and a histogram where one is needed. What it gives is brought within
  /// the observed values and around zero.
  [[nodiscard]] virtual Range choose(const ObservedTensor& tensor, const CalibrationTarget& target,
                                     const CalibratorOptions& options) const = 0;
};

/// All calibrators, in the order they are shown.
[[nodiscard]] std::span<const Calibrator* const> allCalibrators();
/// Null where none has this id.
[[nodiscard]] const Calibrator* findCalibrator(std::string_view id);

}  // namespace bitwright

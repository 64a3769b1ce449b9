// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/verify/run_comparison.h"
#include "core/export/verify/verification.h"

namespace bitwright {

/// By what an exported file is judged.
struct JudgedBy {
  double tolerance =
      1e-5;  ///< of max |difference| ÷ max |reference|: what the rounding of its types and its depth explain
  bool halves = false;  ///< some of it computes in float16
  bool quantizesActivations =
      false;  ///< values between layers are integers: 8 bits explain far more, judged by signal to noise
  bool dequantizes =
      false;  ///< DequantizeLinear stands before products: kernels of ONNX Runtime's may quantize what they multiply
};

/// Outputs of quantized activations are to be this near to those of floats, in dB, as a whole: a value with 8 bits is
/// at 30 to 45.
inline constexpr double kLeastSqnrDb = 20.0;
/// A channel or column below this carries no signal any more: a score column of zeros has 0 dB.
inline constexpr double kLostDb = 3.0;
/// Integer kernels round the scaled sums themselves: a step here and there. What is nearer than this is that.
inline constexpr double kKernelSqnrDb = 30.0;

/// *Means*: `apart` is how far a run without optimizations is from the reference.
[[nodiscard]] VerificationCheck judgeMeaning(const RunDifference& apart, const JudgedBy& by);

/// *Runs*: how far a run with default optimizations is from one without, and both from the reference. `own`: how far
/// optimizations take the reference itself, null where that was not looked at: a file may be taken as far; where that
/// is a fault of the runtime's, the reason says so though it holds.
[[nodiscard]] VerificationCheck judgeRun(const RunDifference& apart, const RunDifference& fromReference,
                                         const RunDifference& meaning, const RunDifference* own, const JudgedBy& by);

}  // namespace bitwright

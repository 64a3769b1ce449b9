// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "core/base/message.h"

namespace bitwright {

/// Where two runs of a model are farthest apart, by signal to noise: an output, and of it a channel (axis 1) or a
/// column (the last axis).
struct FarthestPlace {
  std::string output;         ///< empty: nowhere
  std::int64_t axis = -1;     ///< −1: the output as a whole
  std::int64_t channel = -1;  ///< index along `axis`
  double sqnrDb = std::numeric_limits<double>::infinity();
  friend bool operator==(const FarthestPlace&, const FarthestPlace&) = default;
};

/// One of the three things that "verified" means.
struct VerificationCheck {
  bool done = false;
  bool holds = false;
  double sqnrDb = std::numeric_limits<double>::infinity();  ///< of the output with the most noise: 10·log10(Σ
                                                            ///< reference² ÷ Σ difference²)
  double maxRelDifference = 0.0;  ///< the largest over outputs of max |difference| ÷ max |reference|
  double tolerance = 0.0;         ///< of it, where it is judged by that
  FarthestPlace worst{};          ///< the channel or column with the most noise among those that carry a signal
  Message reason;                 ///< why it was not done, or why it does not hold
};

/// contract.md: `verified` is true where *decodes*, *means* and *runs* hold, or could not be run for a reason that is
/// given.
struct Verification {
  bool verified = false;
  std::int64_t tensors = 0;    ///< weight tensors decoded from the written file and compared
  std::int64_t differing = 0;  ///< values that are not bit-equal to what was meant
  bool ran = false;
  double maxAbsDifference = 0.0;  ///< of a run as the file says (without optimizations), over all outputs, against the
                                  ///< twin with decoded floats
  double maxRelDifference = 0.0;  ///< the same ÷ max |reference|
  double tolerance =
      1e-5;  ///< of it; wider for deep nets and where nodes compute in float16 (core/lowering/float16/float16_chain.h)
  /// How far a run with ONNX Runtime's default optimizations is from one without, ÷ max |reference|.
  double optimizedRelDifference = 0.0;
  bool quantizedActivations = false;  ///< values between layers are quantized: judged by signal to noise
  /// `verify`: of a run with default optimizations against the original model's outputs; else, where activations are
  /// quantized, against the twin's.
  double sqnrDb = 0.0;
  Message reason{};  ///< why it could not be run; empty otherwise

  VerificationCheck decodes{};  ///< every weight decodes to what was meant, bit for bit
  VerificationCheck means{};    ///< without optimizations it computes what the decoded weights compute, but for the
                                ///< rounding of its types
  VerificationCheck runs{};     ///< with default optimizations it computes on this processor what it means, but for the
                                ///< rounding of the kernels; where those compute on codes, at every other level too
  bool onData = false;          ///< the inputs were those of given data; else they were made up
  std::int64_t samples = 0;     ///< that were run
};

}  // namespace bitwright

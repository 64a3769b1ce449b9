// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/calibration/calibrator.h"
#include "core/model/data_type.h"

namespace bitwright {

/// What activations are quantized to.
enum class QuantizedType { uint8, int8, uint16, int16 };

[[nodiscard]] DataType dataTypeOf(QuantizedType type);
[[nodiscard]] int bitsOf(QuantizedType type);

/// The codes that are used.
struct CodeRange {
  std::int32_t lowest = 0;
  std::int32_t highest = 0;
  friend bool operator==(const CodeRange&, const CodeRange&) = default;
};
/// All of the type's; symmetric int8 and int16 leave out their lowest, so that as many lie below zero as above.
[[nodiscard]] CodeRange codeRange(QuantizedType type, bool symmetric);

/// x ≈ scale · (code − zeroPoint), code = saturate(round(x ÷ scale) + zeroPoint), ties to even
/// (https://onnx.ai/onnx/operators/onnx__QuantizeLinear.html).
struct QuantizationParameters {
  float scale = 1.0F;  ///< finite, at least the smallest normal float32
  std::int32_t zeroPoint = 0;
  friend bool operator==(const QuantizationParameters&, const QuantizationParameters&) = default;
};

/// Equal to what `compute_scale_zp` of onnxruntime.quantization gives for the range and the type, to the bit:
///   the range is widened to hold zero, and where `symmetric` to ±max(|low|, |high|);
///   scale = (high − low) ÷ (highest − lowest code), the difference in float32, the quotient in float64, rounded to
///           float32 at the end;
///   zero point = round(lowest − low ÷ scale), ties to even, before scale is rounded;
///           where `symmetric` round((lowest + highest) ÷ 2);
///   a scale below the smallest normal float32 (all zeros, say) becomes 1 with the zero point 0.
/// Only where the difference overflows float32, and that tool would give an infinite scale, it is taken in float64.
[[nodiscard]] QuantizationParameters quantizationParameters(const ActivationRange& range, QuantizedType type,
                                                            bool symmetric);

}  // namespace bitwright

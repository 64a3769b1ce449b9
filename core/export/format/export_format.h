// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace bitwright {

/// Target forms.
///   automatic  for each layer `weights` or, where that is measured to be no slower, `weightsDq`:
///   packing/packed_choice.h weights    standard operators that ONNX Runtime folds when the session is built weightsDq
///   DequantizeLinear for tensors with a zero point and a scale, for other runtimes and kernels that compute
///              on integers; ONNX Runtime does not fold it, which makes Conv slower. What has no such form is stored
///              as in `weights`, with a warning
///   dynamic    layers with uniform weights of at most 8 bits compute in integers, on inputs quantized at each
///              inference (DynamicQuantizeLinear, MatMulInteger, ConvInteger); all others as in `weights`
///   qdq        values between layers quantized by ranges observed beforehand, as QuantizeLinear and
///              DequantizeLinear, which ONNX Runtime fuses to integer kernels
///   qoperator  the same as operators on integers (QLinearConv …)
enum class ExportFormat { automatic, weights, weightsDq, dynamic, qdq, qoperator };

}  // namespace bitwright

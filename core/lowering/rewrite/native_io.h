// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/lowering/rewrite/model_io.h"

// The ends of a model, its inputs and outputs, in the types that the nodes at them compute in: integers or float16, not
// float32. Whoever runs such a model quantizes what it is given, and dequantizes what it gives.

namespace bitwright {

struct NativeIo {
  std::vector<ModelIo> io;         ///< the float32 inputs and outputs, in the model's order
  std::uint64_t removedBytes = 0;  ///< of the nodes that are gone, framing included
};

/// Takes out the QuantizeLinear, DequantizeLinear and Cast nodes at the ends whose values were named with `prefix`.
/// Scales and zero points are noted where the format has a place for them, as quantization_annotation (SCALE_TENSOR,
/// ZERO_POINT_TENSOR) of the input or output. https://github.com/onnx/onnx/blob/main/docs/IR.md
[[nodiscard]] NativeIo stripBoundaryConversions(onnx::ModelProto& model, const std::string& prefix);

/// Whether an input or output that is float32 in `like` is something else in `graph`.
[[nodiscard]] bool differInIoTypes(const onnx::GraphProto& graph, const onnx::GraphProto& like);

/// The contrary of stripBoundaryConversions: ends that are float32 in `like` and integers with an annotation, or
/// float16, in `model` become float32 again. Gives how many. Values it adds have names behind `prefix`, which must be
/// free.
int restoreFloatIo(onnx::ModelProto& model, const onnx::GraphProto& like, const std::string& prefix);

}  // namespace bitwright

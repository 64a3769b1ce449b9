// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

namespace bitwright {

/// Whether a node multiplies by a weight: Conv, ConvTranspose, Gemm or MatMul of the default domain.
[[nodiscard]] bool isLinearLayer(const onnx::NodeProto& node);

}  // namespace bitwright

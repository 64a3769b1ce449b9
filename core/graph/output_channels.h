// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <optional>

#include "core/graph/channel_elements.h"
#include "core/model/weight_tensor.h"

namespace bitwright {

/// Output channels of the weight of a Conv, ConvTranspose, Gemm or MatMul; none where they do not lie as
/// ChannelElements says.
[[nodiscard]] std::optional<ChannelElements> outputChannels(const onnx::NodeProto& node, const WeightTensor& weight);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/output_channels.h"

#include <span>

#include "core/base/saturated_product.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

std::optional<ChannelElements> outputChannels(const onnx::NodeProto& node, const WeightTensor& weight) {
  const auto& shape = weight.shape;
  if (shape.size() < 2) return std::nullopt;
  const auto behind = [&shape](std::size_t axis) { return saturatedProduct(std::span(shape).subspan(axis)); };
  if (node.op_type() == "Conv") return ChannelElements{1, 1, shape[0], behind(1)};
  if (node.op_type() == "ConvTranspose") {
    const auto groups = integerAttribute(node, "group", 1);
    if (groups < 1 || groups > shape[0] || shape[0] % groups != 0) return std::nullopt;
    return ChannelElements{groups, shape[0] / groups, shape[1], behind(2)};
  }
  if (shape.size() != 2) return std::nullopt;
  const bool rows = node.op_type() == "Gemm" && integerAttribute(node, "transB", 0) != 0;
  return rows ? ChannelElements{1, 1, shape[0], shape[1]} : ChannelElements{1, shape[0], shape[1], 1};
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/rewrite/placed_values.h"

namespace bitwright {

std::map<int, onnx::NodeProto*> placedNodes(const IntegerPlan& plan, const onnx::GraphProto& source,
                                            GraphRewrite& rewrite) {
  std::map<int, onnx::NodeProto*> placed;
  for (const auto& [index, node] : plan.nodes) {
    if (auto* found = rewrite.nodeMaking(source.node(index).output(0)); found != nullptr) placed.emplace(index, found);
  }
  return placed;
}

std::vector<float> sumScales(const IntegerPlan& plan, const IntegerNode& node, const onnx::NodeProto& original) {
  const double inputScale = static_cast<double>(plan.values.at(original.input(0)).scale);
  std::vector<float> scales;
  for (const float scale : node.weight.scales)
    scales.push_back(static_cast<float>(inputScale * static_cast<double>(scale)));
  return scales;
}

ByteView sumBytes(const std::vector<std::int32_t>& codes) {
  const auto* bytes = reinterpret_cast<const std::byte*>(codes.data());
  return {bytes, codes.size() * sizeof(std::int32_t)};
}

}  // namespace bitwright

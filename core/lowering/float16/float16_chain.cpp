// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/float16/float16_chain.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "core/graph/linear_layer.h"
#include "core/graph/main_graph.h"
#include "core/lowering/float16/float16_operators.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

Float16Chain float16Chain(const Model& written) {
  const auto& graph = mainGraph(written);
  Float16Chain chain;
  std::unordered_map<std::string, std::int64_t> depths;  // of the values that are float16
  for (const auto& tensor : written.tensors()) {
    if (tensor.scope.empty() && tensor.type == DataType::float16) depths.emplace(tensor.tensor, 0);
  }
  for (const auto& input : graph.graph().input()) {
    if (input.type().tensor_type().elem_type() == onnx::TensorProto::FLOAT16) depths.emplace(input.name(), 0);
  }
  for (const int index : graph.order()) {
    const auto& node = graph.node(index);
    if (node.output_size() == 0) continue;
    if (node.op_type() == "Cast") {
      if (integerAttribute(node, "to", 0) == onnx::TensorProto::FLOAT16) {
        const auto before = depths.find(node.input(0));
        depths[node.output(0)] = before != depths.end() ? before->second : 0;
      }
      continue;
    }
    std::int64_t deepest = -1;
    bool fed = false;
    for (const int at : float16Inputs(node, graph.opset())) {
      const auto found = depths.find(node.input(at));
      if (found == depths.end()) continue;
      deepest = std::max(deepest, found->second);
      fed = fed || graph.constant(node.input(at)) == nullptr;
    }
    if (deepest < 0 || !fed) continue;
    ++chain.nodes;
    if (isLinearLayer(node)) ++chain.layers;
    if (roundsResults(node)) ++deepest;
    chain.depth = std::max(chain.depth, deepest);
    for (const int at : float16Outputs(node)) depths[node.output(at)] = deepest;
  }
  return chain;
}

double float16Tolerance(const Float16Chain& chain) {
  constexpr double kUnit = 1.0 / 2048.0;
  return std::max(1e-5, 3.0 * kUnit * static_cast<double>(chain.depth));
}

}  // namespace bitwright

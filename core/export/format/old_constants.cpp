// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/format/old_constants.h"

#include "core/lowering/rewrite/graph_rewrite.h"

namespace bitwright {

namespace {

constexpr std::int64_t kInitializersAloneIr = 4;

bool isOld(const onnx::NodeProto& node, const std::string& prefix) {
  if (node.op_type() != "Constant" || node.output_size() != 1 || !node.output(0).starts_with(prefix)) return false;
  if (node.attribute_size() != 1 || !node.attribute(0).has_t()) return false;
  const auto type = node.attribute(0).t().data_type();
  return type != onnx::TensorProto::FLOAT && type != onnx::TensorProto::FLOAT16 && type != onnx::TensorProto::DOUBLE;
}

onnx::ValueInfoProto inputOf(const onnx::TensorProto& tensor) {
  onnx::ValueInfoProto input;
  input.set_name(tensor.name());
  auto& type = *input.mutable_type()->mutable_tensor_type();
  type.set_elem_type(tensor.data_type());
  type.mutable_shape();
  for (const auto dim : tensor.dims()) type.mutable_shape()->add_dim()->set_dim_value(dim);
  return input;
}

/// Out of `graph`, the main one or one of a branch, into the main one, which every branch sees.
std::int64_t moveOut(onnx::GraphProto& graph, onnx::GraphProto& main, const std::string& prefix, bool alsoInputs) {
  std::int64_t grown = 0;
  auto& nodes = *graph.mutable_node();
  int kept = 0;
  for (int index = 0; index < nodes.size(); ++index) {
    auto& node = nodes[index];
    if (isOld(node, prefix)) {
      grown -= static_cast<std::int64_t>(fieldBytes(node));
      auto& tensor = *main.add_initializer();
      tensor = std::move(*node.mutable_attribute(0)->mutable_t());
      tensor.set_name(node.output(0));
      grown += static_cast<std::int64_t>(fieldBytes(tensor));
      if (!alsoInputs) continue;
      *main.add_input() = inputOf(tensor);
      grown += static_cast<std::int64_t>(fieldBytes(main.input(main.input_size() - 1)));
      continue;
    }
    for (auto& attribute : *node.mutable_attribute()) {
      if (attribute.has_g()) grown += moveOut(*attribute.mutable_g(), main, prefix, alsoInputs);
    }
    if (kept != index) nodes.SwapElements(kept, index);
    ++kept;
  }
  nodes.DeleteSubrange(kept, nodes.size() - kept);
  return grown;
}

}  // namespace

std::int64_t moveOldConstants(onnx::ModelProto& model, const std::string& prefix) {
  auto& main = *model.mutable_graph();
  return moveOut(main, main, prefix, model.ir_version() < kInitializersAloneIr);
}

}  // namespace bitwright

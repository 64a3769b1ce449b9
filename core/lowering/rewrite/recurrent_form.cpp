// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/rewrite/recurrent_form.h"

#include <cstring>
#include <vector>

namespace bitwright {

namespace {

constexpr int kInputs = 8;  ///< of an LSTM; scales and zero points stand behind them

std::string turned(GraphRewrite& rewrite, const std::string& weight) {
  onnx::NodeProto node;
  node.set_op_type("Transpose");
  node.add_input(weight);
  node.add_output(rewrite.freshName());
  auto* order = node.add_attribute();
  order->set_name("perm");
  order->set_type(onnx::AttributeProto::INTS);
  for (const int axis : {0, 2, 1}) order->add_ints(axis);
  const auto name = node.output(0);
  rewrite.addFirst(std::move(node));
  return name;
}

/// A scale for each row of each direction: the kernel asks that those of both weights have one shape.
std::string scalesOf(GraphRewrite& rewrite, const RecurrentNode& planned, const IntegerWeight& weight) {
  std::vector<float> values;
  const auto all = static_cast<std::size_t>(planned.directions * planned.rows);
  for (std::size_t at = 0; at < all; ++at) values.push_back(weight.scales[at % weight.scales.size()]);
  std::vector<std::byte> raw(values.size() * sizeof(float));
  std::memcpy(raw.data(), values.data(), raw.size());
  return rewrite.stored(DataType::float32, {planned.directions, planned.rows}, {raw.data(), raw.size()});
}

std::string zeroPointsOf(GraphRewrite& rewrite, const RecurrentNode& planned, const IntegerWeight& weight) {
  const std::vector<std::byte> raw(static_cast<std::size_t>(planned.directions * planned.rows),
                                   static_cast<std::byte>(weight.zeroPoint));
  return rewrite.stored(weight.type, {planned.directions, planned.rows}, {raw.data(), raw.size()});
}

}  // namespace

void writeRecurrent(GraphRewrite& rewrite, const RecurrentNode& planned, onnx::NodeProto& node) {
  node.set_op_type("DynamicQuantizeLSTM");
  node.set_domain(kContributedDomain);
  node.set_input(1, turned(rewrite, node.input(1)));
  node.set_input(2, turned(rewrite, node.input(2)));
  while (node.input_size() < kInputs) node.add_input(std::string());
  for (const auto* weight : {&planned.input.weight, &planned.recurrence.weight}) {
    node.add_input(scalesOf(rewrite, planned, *weight));
    node.add_input(zeroPointsOf(rewrite, planned, *weight));
  }
}

}  // namespace bitwright

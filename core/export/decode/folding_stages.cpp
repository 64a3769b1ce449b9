// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/decode/folding_stages.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>

#include "core/export/decode/code_unpacking.h"

namespace bitwright {

namespace {

constexpr int kTurns = 8;                    // of the ten passes; the model's own fusions have theirs at the same time
constexpr double kNextShare = 0.8;           // of a turn's weights, how many the next one has
constexpr std::int64_t kQuantizeOpset = 10;  // QuantizeLinear and DequantizeLinear

onnx::TensorProto bytes(DataType type, const std::vector<std::int64_t>& dims, std::int8_t value) {
  const std::array<std::byte, 1> raw{static_cast<std::byte>(value)};
  return rawTensor(type, dims, raw);
}

onnx::TensorProto one() {
  const float value = 1.0F;
  return rawTensor(DataType::float32, {}, std::as_bytes(std::span(&value, 1)));
}

onnx::NodeProto nodeOf(const char* op, const std::vector<std::string>& inputs, const std::string& output) {
  onnx::NodeProto node;
  node.set_op_type(op);
  for (const auto& input : inputs) node.add_input(input);
  node.add_output(output);
  return node;
}

/// The value 1 in one dimension, as int8 codes that are dequantized. Reads nothing from outside.
void addBranch(onnx::NodeProto& node, const char* name, NameSource& names) {
  auto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(onnx::AttributeProto::GRAPH);
  auto& graph = *attribute.mutable_g();
  graph.set_name("b");
  const auto codes = names.next();
  const auto scale = names.next();
  const auto zero = names.next();
  const auto value = names.next();
  *graph.add_node() = constantNode(bytes(DataType::int8, {1}, 1), codes);
  *graph.add_node() = constantNode(one(), scale);
  *graph.add_node() = constantNode(bytes(DataType::int8, {}, 0), zero);
  *graph.add_node() = nodeOf("DequantizeLinear", {codes, scale, zero}, value);
  auto& output = *graph.add_output();
  output.set_name(value);
  auto& type = *output.mutable_type()->mutable_tensor_type();
  type.set_elem_type(onnx::TensorProto::FLOAT);
  type.mutable_shape()->add_dim()->set_dim_value(1);
}

}  // namespace

FoldingStages::FoldingStages(const CompressedModel& compressed, const ModelEdit& edit, std::int64_t leastElements)
    : turnOf_(compressed.model->tensors().size(), 0) {
  std::vector<std::pair<std::size_t, std::int64_t>> large;
  std::int64_t total = 0;
  for (const auto& layer : compressed.layers) {
    if (!layer.encoded || layer.packed || layer.encoded->elementCount() < kLargeElements ||
        !edit.seesMainGraph(layer.tensor))
      continue;
    if (edit.opsetAt(layer.tensor) < kQuantizeOpset) continue;
    large.emplace_back(layer.tensor, layer.encoded->elementCount());
    total += large.back().second;
  }
  if (total < leastElements) return;
  // What is kept grows from turn to turn, so what is on the way to it shrinks, for no turn to stand out; the last turns
  // are of the smallest tensors.
  std::stable_sort(large.begin(), large.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  const double all = 1.0 - std::pow(kNextShare, kTurns);
  std::set<int> used;  // few tensors leave some turns empty
  double before = 0.0;
  for (const auto& [tensor, elements] : large) {
    const double middle = (before + static_cast<double>(elements) / 2.0) / static_cast<double>(total);
    used.insert(std::min(static_cast<int>(std::log1p(-middle * all) / std::log(kNextShare)), kTurns - 1));
    turnOf_[tensor] = static_cast<int>(used.size()) - 1;
    before += static_cast<double>(elements);
  }
}

void FoldingStages::begin(std::size_t index, NameSource& names, ConstantPool& pool) {
  const auto turn = static_cast<std::size_t>(turnOf_[index]);
  while (shapes_.size() < turn) {
    if (condition_.name.empty()) condition_ = pool.shared(bytes(DataType::boolean, {}, 1));
    const auto scale = pool.shared(one());
    const auto zero = pool.shared(bytes(DataType::int8, {}, 0));
    std::array<std::string, 5> made;
    for (auto& name : made) name = names.next();
    const auto& [value, floor, codes, shape, condition] = made;
    auto choice = nodeOf("If", {condition_.name}, value);
    addBranch(choice, "then_branch", names);
    addBranch(choice, "else_branch", names);
    pool.add(std::move(choice));
    pool.add(nodeOf("Floor", {value}, floor));
    pool.add(nodeOf("QuantizeLinear", {floor, scale.name, zero.name}, codes));
    pool.add(castNode(codes, shape, DataType::int64));
    pool.add(castNode(codes, condition, DataType::boolean));
    shapes_.push_back({shape, DataType::int64, {1}});
    condition_ = {condition, DataType::boolean, {1}};
  }
  pool.waitFor(turn == 0 ? std::nullopt : std::optional(shapes_[turn - 1]));
}

}  // namespace bitwright

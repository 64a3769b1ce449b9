// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/decode/folding_stages.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>

#include "core/encoding/encoded_rows.h"

namespace bitwright {

namespace {

constexpr std::int64_t kStagedElements = std::int64_t{1}
                                         << 16;  // smaller tensors are decoded at once: a turn has a price
constexpr std::int64_t kLeastPart = std::int64_t{1} << 21;
constexpr std::int64_t kPartsOfAll = 16;
constexpr std::int64_t kLastOfAll = 64;
/// With the last part of a tensor all of them are copied into one: of what decoding it takes on the way, so much.
constexpr double kJoining = 0.3;
constexpr int kTurns = 8;           // of the ten passes; the model's own fusions have theirs at the same time
constexpr double kNextShare = 0.8;  // of a turn's weights, how many the next one has
constexpr double kNextPruned =
    0.9;  // where positions are decoded too: more stands on the way, beside as much that stays
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

/// Equal numbers of rows, so that each part has about `elements`, and a last one of few: putting them together takes
/// three times the tensor, and comes with the last. One part where it cannot be cut.
std::vector<FoldingStages::Part> partsOf(const EncodedTensor& encoded, std::int64_t elements) {
  const auto rows = encoded.shape.empty() ? 1 : encoded.shape.front();
  const auto step = encoded.elementCount() < 2 * elements ? 0 : rowsBetweenCuts(encoded);
  const auto cuts = step == 0 ? 0 : rows / step;
  const auto last = (cuts + kLastOfAll - 1) / kLastOfAll;
  const auto count = std::min(cuts - last, encoded.elementCount() / elements);
  if (count < 1) return {{0, rows, 0}};
  std::vector<FoldingStages::Part> parts;
  for (std::int64_t i = 0; i < count; ++i)
    parts.push_back({(cuts - last) * i / count * step, (cuts - last) * (i + 1) / count * step, 0});
  parts.push_back({(cuts - last) * step, rows, 0});
  return parts;
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
    : parts_(compressed.model->tensors().size()) {
  std::vector<std::pair<std::size_t, const EncodedTensor*>> large;
  std::int64_t total = 0;
  for (const auto& layer : compressed.layers) {
    if (!layer.encoded || layer.packed || layer.encoded->elementCount() < kStagedElements ||
        !edit.seesMainGraph(layer.tensor))
      continue;
    if (edit.opsetAt(layer.tensor) < kQuantizeOpset) continue;
    large.emplace_back(layer.tensor, layer.encoded.get());
    total += layer.encoded->elementCount();
  }
  if (total < leastElements) return;
  // What is kept grows from turn to turn, so what is on the way to it shrinks, for no turn to stand out; the last turns
  // are of the smallest tensors.
  std::stable_sort(large.begin(), large.end(),
                   [](const auto& a, const auto& b) { return a.second->elementCount() > b.second->elementCount(); });
  const bool pruned =
      std::any_of(large.begin(), large.end(), [](const auto& each) { return each.second->positions != nullptr; });
  const double next = pruned ? kNextPruned : kNextShare;
  const double all = 1.0 - std::pow(next, kTurns);
  double work = static_cast<double>(total);
  for (const auto& [tensor, encoded] : large) {
    parts_[tensor] = partsOf(*encoded, std::max(kLeastPart, total / kPartsOfAll));
    if (parts_[tensor].size() > 1) work += kJoining * static_cast<double>(encoded->elementCount());
  }
  std::set<int> used;  // few tensors leave some turns empty
  double before = 0.0;
  for (const auto& [tensor, encoded] : large) {
    auto& parts = parts_[tensor];
    const auto elements = static_cast<double>(encoded->elementCount());
    const auto rows = static_cast<double>(std::max<std::int64_t>(1, parts.back().end));
    for (auto& part : parts) {
      double own = elements * static_cast<double>(part.end - part.begin) / rows;
      if (parts.size() > 1 && &part == &parts.back()) own += kJoining * elements;
      const double middle = (before + own / 2.0) / work;
      used.insert(std::min(static_cast<int>(std::log1p(-middle * all) / std::log(next)), kTurns - 1));
      part.turn = static_cast<int>(used.size()) - 1;
      before += own;
    }
  }
}

void FoldingStages::begin(int which, NameSource& names, ConstantPool& pool) {
  const auto turn = static_cast<std::size_t>(which);
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

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/stored_values.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/base/text/one_of.h"

namespace bitwright {

namespace {

using Sizes = std::vector<std::int64_t>;

constexpr int kDeepest = 32;
constexpr std::int64_t kMostIntegers = 64;  // axes, shapes and places are few

template <class Integer>
Sizes read(ByteView bytes) {
  Sizes values;
  for (std::size_t at = 0; at + sizeof(Integer) <= bytes.size(); at += sizeof(Integer)) {
    Integer value = 0;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    values.push_back(value);
  }
  return values;
}

std::optional<Sizes> integersOf(const WeightTensor& tensor) {
  if (tensor.elementCount() > kMostIntegers) return std::nullopt;
  if (tensor.type == DataType::int64) return read<std::int64_t>(tensor.bytes);
  if (tensor.type == DataType::int32) return read<std::int32_t>(tensor.bytes);
  return std::nullopt;
}

bool holdsGraphs(const onnx::NodeProto& node) {
  return std::any_of(node.attribute().begin(), node.attribute().end(),
                     [](const auto& attribute) { return attribute.has_g() || attribute.graphs_size() > 0; });
}

}  // namespace

StoredValues::StoredValues(const std::vector<Scope>& scopes, const GraphNames& names,
                           std::span<const WeightTensor> tensors, std::span<const std::size_t> scopeOf, bool feedable)
    : scopes_(scopes), names_(names), feedable_(feedable) {
  for (std::size_t at = 0; at < tensors.size(); ++at)
    tensors_.emplace(ValueKey{scopeOf[at], tensors[at].tensor}, &tensors[at]);
  for (std::size_t scope = 0; scope < scopes.size(); ++scope) {
    if (scopes[scope].graph == nullptr || scopes[scope].training) continue;
    for (const auto& info : scopes[scope].graph->value_info()) {
      if (info.type().tensor_type().has_shape()) declared_.emplace(ValueKey{scope, info.name()}, &info);
    }
  }
}

std::optional<Sizes> StoredValues::declaredShape(const ValueKey& key) const {
  const auto found = declared_.find(key);
  if (found == declared_.end()) return std::nullopt;
  Sizes shape;
  for (const auto& dim : found->second->type().tensor_type().shape().dim())
    shape.push_back(dim.has_dim_value() ? dim.dim_value() : -1);
  return shape;
}

OtherInputs StoredValues::seenFrom(std::size_t scope) {
  return {[this, scope](const std::string& name) -> std::optional<Sizes> {
            const auto* tensor = know(scope, name).tensor;
            return tensor != nullptr ? integersOf(*tensor) : std::nullopt;
          },
          [this, scope](const std::string& name) { return know(scope, name).shape; },
          [this, scope](const std::string& name) { return know(scope, name).stored; }};
}

const StoredValues::Known& StoredValues::know(std::size_t scope, const std::string& name) {
  static const Known kNothing;
  const auto maker = names_.makerOf(scopes_, scope, name);
  if (!maker || depth_ >= kDeepest) return kNothing;
  if (const auto found = known_.find(maker->key); found != known_.end()) return found->second;
  ++depth_;
  auto known = workOut(maker->key);
  --depth_;
  return known_.emplace(maker->key, std::move(known)).first->second;
}

StoredValues::Known StoredValues::workOut(const ValueKey& key) {
  if (const auto found = tensors_.find(key); found != tensors_.end())
    return {!(feedable_ && found->second->isGraphInput), found->second->shape, found->second};
  const auto maker = names_.makerOf(scopes_, key.scope, key.name);
  if (!maker || maker->producer.kind != Producer::Kind::node) return {};
  const auto& node = scopes_[key.scope].nodes().Get(maker->producer.index);
  Known known;
  known.stored = !holdsGraphs(node) && !node.op_type().starts_with("Random") &&
                 (node.op_type() == "Constant" || node.input_size() > 0) &&
                 std::all_of(node.input().begin(), node.input().end(),
                             [&](const std::string& input) { return input.empty() || know(key.scope, input).stored; });
  if (!known.stored) return known;
  known.shape = declaredShape(key);
  if (!known.shape) known.shape = shapeMade(key.scope, node, std::string(key.name));
  return known;
}

std::optional<Sizes> StoredValues::shapeMade(std::size_t scope, const onnx::NodeProto& node, const std::string& value) {
  if (node.input_size() == 0) return std::nullopt;
  if (const auto found = made_.find({scope, value}); found != made_.end()) return found->second;
  const auto others = seenFrom(scope);
  if (isOneOf(node.op_type(), {"Neg", "Sqrt", "Abs", "Exp", "Reciprocal"})) return others.shape(node.input(0));
  for (int input = 0; input < node.input_size(); ++input) {
    const auto shape = others.shape(node.input(input));
    if (!shape) continue;
    // The axes do not matter here, nor does what it asks of its own result.
    const MovedValue from{*shape, std::vector<int>(shape->size(), -1), 0};
    const OtherInputs without{
        others.integers, [&](const std::string& name) { return name == value ? std::nullopt : others.shape(name); },
        others.stored};
    // All of a Split's outputs at once: asked one by one they would take the square of their number.
    std::optional<Sizes> asked;
    for (auto& moved : movedOn(node, input, from, without)) {
      const auto& output = node.output(moved.output);
      if (output == value) asked = moved.shape;
      if (node.output_size() > 1) made_.emplace(ValueKey{scope, output}, std::move(moved.shape));
    }
    if (asked) return asked;
  }
  return std::nullopt;
}

}  // namespace bitwright

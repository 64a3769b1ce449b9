// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/rewrite/graph_rewrite.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "core/lowering/plan/integer_limits.h"
#include "core/lowering/rewrite/node_order.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

constexpr std::int64_t kQuantizeOpset = 10;
constexpr std::int64_t kAxisOpset = 13;
constexpr std::int64_t kWideOpset = 21;
constexpr std::int64_t kFreeInitializers =
    4;  ///< IR version from which on an initializer need not be an input, which would make it no constant

void collectReads(const onnx::GraphProto& graph, std::unordered_set<std::string>& reads) {
  for (const auto& node : graph.node()) {
    reads.insert(node.input().begin(), node.input().end());
    for (const auto& attribute : node.attribute()) {
      if (attribute.has_g()) collectReads(attribute.g(), reads);
      for (const auto& inner : attribute.graphs()) collectReads(inner, reads);
    }
  }
  for (const auto& output : graph.output()) reads.insert(output.name());
}

/// Whether any node, in branches too, is of the domain.
bool usesDomain(const onnx::GraphProto& graph, std::string_view domain) {
  return std::any_of(graph.node().begin(), graph.node().end(), [&](const onnx::NodeProto& node) {
    if (node.domain() == domain) return true;
    return std::any_of(node.attribute().begin(), node.attribute().end(), [&](const onnx::AttributeProto& attribute) {
      return (attribute.has_g() && usesDomain(attribute.g(), domain)) ||
             std::any_of(attribute.graphs().begin(), attribute.graphs().end(),
                         [&](const auto& inner) { return usesDomain(inner, domain); });
    });
  });
}

/// The values that now have another type than is said of them: stored ones, and what only moves those.
std::unordered_set<std::string> retyped(const onnx::GraphProto& graph) {
  std::unordered_map<std::string, std::int32_t> types;
  const auto note = [&](const std::string& name, std::int32_t type) { types.emplace(name, type); };
  for (const auto& tensor : graph.initializer()) note(tensor.name(), tensor.data_type());
  for (const auto& node : graph.node()) {
    if (node.output_size() != 1 || !isDefaultDomain(node.domain())) continue;
    if (const auto* value = findAttribute(node, "value"); node.op_type() == "Constant" && value != nullptr)
      note(node.output(0), value->t().data_type());
    const bool moves = node.op_type() == "Transpose" || node.op_type() == "Identity";
    if (const auto from = moves ? types.find(node.input(0)) : types.end(); from != types.end())
      note(node.output(0), from->second);
  }
  std::unordered_set<std::string> names;
  for (const auto& info : graph.value_info()) {
    const auto found = types.find(info.name());
    if (found != types.end() && info.type().has_tensor_type() && info.type().tensor_type().elem_type() != found->second)
      names.insert(info.name());
  }
  return names;
}

std::unordered_set<std::string> readsOf(const onnx::GraphProto& graph) {
  std::unordered_set<std::string> reads;
  collectReads(graph, reads);
  return reads;
}

template <class List, class Keep>
void keepIf(List& list, const Keep& keep) {
  int kept = 0;
  for (int at = 0; at < list.size(); ++at) {
    if (!keep(list.Get(at))) continue;
    if (kept != at) list.SwapElements(kept, at);
    ++kept;
  }
  list.DeleteSubrange(kept, list.size() - kept);
}

ByteView viewOf(const std::vector<std::byte>& bytes) {
  return {bytes.data(), bytes.size()};
}

template <class Value>
std::vector<std::byte> rawOf(const std::vector<Value>& values) {
  std::vector<std::byte> raw(values.size() * sizeof(Value));
  if (!raw.empty()) std::memcpy(raw.data(), values.data(), raw.size());
  return raw;
}

std::vector<std::byte> integers(DataType type, std::int32_t value, std::size_t count) {
  const std::size_t width = dataTypeBits(type) == 16 ? 2 : 1;
  std::vector<std::byte> raw;
  for (std::size_t at = 0; at < count; ++at) {
    raw.push_back(static_cast<std::byte>(value & 0xFF));
    if (width == 2) raw.push_back(static_cast<std::byte>((value >> 8) & 0xFF));
  }
  return raw;
}

}  // namespace

GraphRewrite::GraphRewrite(onnx::ModelProto& model, std::string prefix)
    : model_(model), graph_(*model.mutable_graph()), prefix_(std::move(prefix)) {
  for (const auto& import : model_.opset_import()) {
    if (isDefaultDomain(import.domain())) opset_ = import.version();
  }
  for (int index = 0; index < graph_.node_size(); ++index) {
    if (graph_.node(index).output_size() > 0) makers_.emplace(firstOutput(graph_.node(index)), index);
  }
  readBefore_ = readsOf(graph_);
}

std::string GraphRewrite::freshName() {
  // A dot, which the names of decode nodes never have.
  return prefix_ + '.' + std::to_string(counter_++);
}

onnx::NodeProto* GraphRewrite::nodeMaking(const std::string& value) {
  const auto found = makers_.find(value);
  return found != makers_.end() ? graph_.mutable_node(found->second) : nullptr;
}

std::string GraphRewrite::stored(DataType type, const std::vector<std::int64_t>& dims, ByteView raw) {
  onnx::TensorProto tensor;
  tensor.set_data_type(static_cast<std::int32_t>(type));
  for (const auto dim : dims) tensor.add_dims(dim);
  tensor.set_raw_data(raw.data(), raw.size());
  const auto [known, isNew] = byContent_.try_emplace(tensor.SerializeAsString());
  if (!isNew) return known->second;
  known->second = freshName();
  if (model_.ir_version() >= kFreeInitializers) {
    tensor.set_name(known->second);
    bytes_.scales += fieldBytes(tensor);
    *graph_.add_initializer() = std::move(tensor);
    return known->second;
  }
  onnx::NodeProto node;
  node.set_op_type("Constant");
  node.add_output(known->second);
  auto* attribute = node.add_attribute();
  attribute->set_name("value");
  attribute->set_type(onnx::AttributeProto::TENSOR);
  *attribute->mutable_t() = std::move(tensor);
  bytes_.scales += fieldBytes(node);
  first_.insert(first_.begin(), std::move(node));
  return known->second;
}

std::string GraphRewrite::scale(float value) {
  return stored(DataType::float32, {}, viewOf(rawOf(std::vector<float>{value})));
}

std::string GraphRewrite::scales(const std::vector<float>& values) {
  if (values.size() == 1) return scale(values.front());
  return stored(DataType::float32, {static_cast<std::int64_t>(values.size())}, viewOf(rawOf(values)));
}

std::string GraphRewrite::zeroPoint(DataType type, std::int32_t value) {
  return stored(type, {}, viewOf(integers(type, value, 1)));
}

std::string GraphRewrite::zeroPoints(DataType type, std::int32_t value, std::size_t count) {
  if (count == 1) return zeroPoint(type, value);
  return stored(type, {static_cast<std::int64_t>(count)}, viewOf(integers(type, value, count)));
}

onnx::NodeProto GraphRewrite::quantize(const std::string& from, const std::string& to, const QuantizedValue& value) {
  onnx::NodeProto node;
  node.set_op_type("QuantizeLinear");
  node.add_input(from);
  node.add_input(scale(value.scale));
  node.add_input(zeroPoint(value.type, value.zeroPoint));
  node.add_output(to);
  if (opset_ < kQuantizeOpset || (dataTypeBits(value.type) == 16 && opset_ < kWideOpset))
    node.set_domain(kContributedDomain);
  return node;
}

onnx::NodeProto GraphRewrite::dequantize(const std::string& from, const std::string& to, const QuantizedValue& value) {
  auto node = quantize(from, to, value);
  node.set_op_type("DequantizeLinear");
  return node;
}

onnx::NodeProto GraphRewrite::dequantizeWeight(const std::string& from, const std::string& to,
                                               const IntegerWeight& weight, int axis) {
  auto node = dequantizeAlong(from, to, weight.scales, axis);
  // Kernels that compute in integers are only found where the zero point is written, even where it is 0.
  node.add_input(zeroPoints(weight.type, weight.zeroPoint, weight.scales.size()));
  return node;
}

onnx::NodeProto GraphRewrite::dequantizeSums(const std::string& from, const std::string& to,
                                             const std::vector<float>& values) {
  return dequantizeAlong(from, to, values, 0);
}

onnx::NodeProto GraphRewrite::dequantizeAlong(const std::string& from, const std::string& to,
                                              const std::vector<float>& values, int axis) {
  onnx::NodeProto node;
  node.set_op_type("DequantizeLinear");
  node.add_input(from);
  node.add_input(scales(values));
  node.add_output(to);
  const bool channels = values.size() > 1;
  if (channels) {
    auto* attribute = node.add_attribute();
    attribute->set_name("axis");
    attribute->set_type(onnx::AttributeProto::INT);
    attribute->set_i(axis);
  }
  if (opset_ < (channels ? kAxisOpset : kQuantizeOpset)) node.set_domain(kContributedDomain);
  return node;
}

void GraphRewrite::importContributed() {
  for (const auto& import : model_.opset_import()) {
    if (import.domain() == kContributedDomain) return;
  }
  auto* import = model_.add_opset_import();
  import->set_domain(kContributedDomain);
  import->set_version(1);
}

RewriteBytes GraphRewrite::finish() {
  google::protobuf::RepeatedPtrField<onnx::NodeProto> nodes;
  const auto add = [&](const std::vector<onnx::NodeProto>& more) {
    for (const auto& node : more) {
      if (node.op_type() != "Constant") bytes_.nodes += fieldBytes(node);
      *nodes.Add() = node;
    }
  };
  // Who made which value before its output was renamed: the map knows by index.
  std::vector<std::string> made(static_cast<std::size_t>(graph_.node_size()));
  for (const auto& [value, index] : makers_) made[static_cast<std::size_t>(index)] = value;
  add(first_);
  auto* old = graph_.mutable_node();
  for (int index = 0; index < old->size(); ++index) {
    const auto& value = made[static_cast<std::size_t>(index)];
    if (!removed_.contains(value) || value.empty()) *nodes.Add() = std::move(*old->Mutable(index));
    if (const auto found = behind_.find(value); found != behind_.end() && !value.empty()) add(found->second);
  }
  old->Swap(&nodes);
  sortNodes(graph_);
  if (usesDomain(graph_, kContributedDomain)) importContributed();
  dropUnread(readBefore_);
  return bytes_;
}

void GraphRewrite::dropUnread(const std::unordered_set<std::string>& readBefore) {
  const auto reads = readsOf(graph_);
  const auto stillRead = [&](const std::string& name) { return reads.contains(name) || !readBefore.contains(name); };
  keepIf(*graph_.mutable_initializer(), [&](const onnx::TensorProto& tensor) { return stillRead(tensor.name()); });
  if (model_.ir_version() < kFreeInitializers) {
    std::unordered_set<std::string> stored;
    for (const auto& tensor : graph_.initializer()) stored.insert(tensor.name());
    keepIf(*graph_.mutable_input(),
           [&](const onnx::ValueInfoProto& input) { return stored.contains(input.name()) || stillRead(input.name()); });
  }
  keepIf(*graph_.mutable_node(),
         [&](const onnx::NodeProto& node) { return node.op_type() != "Constant" || stillRead(node.output(0)); });
  std::unordered_set<std::string> values;
  for (const auto& node : graph_.node()) values.insert(node.output().begin(), node.output().end());
  for (const auto& tensor : graph_.initializer()) values.insert(tensor.name());
  const auto changed = retyped(graph_);
  keepIf(*graph_.mutable_value_info(), [&](const onnx::ValueInfoProto& info) {
    return !changed.contains(info.name()) && (values.contains(info.name()) || !readBefore.contains(info.name()));
  });
}

std::uint64_t fieldBytes(const google::protobuf::Message& message) {
  const auto size = static_cast<std::uint64_t>(message.ByteSizeLong());
  std::uint64_t framing = 2;
  for (auto rest = size; rest >= 128; rest >>= 7U) ++framing;
  return framing + size;
}

const std::string& firstOutput(const onnx::NodeProto& node) {
  const auto found =
      std::find_if(node.output().begin(), node.output().end(), [](const auto& output) { return !output.empty(); });
  return found != node.output().end() ? *found : node.output(0);
}

onnx::NodeProto nodeOf(const char* op, const std::vector<std::string>& inputs,
                       const std::vector<std::string>& outputs) {
  onnx::NodeProto node;
  node.set_op_type(op);
  for (const auto& input : inputs) node.add_input(input);
  for (const auto& output : outputs) node.add_output(output);
  return node;
}

onnx::NodeProto castNode(const std::string& from, const std::string& to, onnx::TensorProto::DataType type) {
  onnx::NodeProto node;
  node.set_op_type("Cast");
  node.add_input(from);
  node.add_output(to);
  auto* attribute = node.add_attribute();
  attribute->set_name("to");
  attribute->set_type(onnx::AttributeProto::INT);
  attribute->set_i(type);
  return node;
}

std::vector<int> quantizedInputs(const IntegerNode& node, const onnx::NodeProto& proto) {
  if (node.op->role != IntegerRole::elementwise && node.op->role != IntegerRole::joining) return {0};
  std::vector<int> inputs;
  for (int at = 0; at < proto.input_size(); ++at) inputs.push_back(at);
  return inputs;
}

std::vector<std::byte> quantizedElements(const std::vector<float>& values, const QuantizedValue& value) {
  const auto limits = integerLimits(value.type);
  std::vector<std::byte> raw;
  for (const float each : values) {
    const double code = std::nearbyint(static_cast<double>(each / value.scale)) + value.zeroPoint;
    const auto bytes =
        integers(value.type, static_cast<std::int32_t>(std::clamp<double>(code, limits.lowest, limits.highest)), 1);
    raw.insert(raw.end(), bytes.begin(), bytes.end());
  }
  return raw;
}

}  // namespace bitwright

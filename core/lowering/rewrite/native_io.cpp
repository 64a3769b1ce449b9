// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/rewrite/native_io.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/lowering/rewrite/graph_rewrite.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

constexpr const char* kScale = "SCALE_TENSOR";
constexpr const char* kZeroPoint = "ZERO_POINT_TENSOR";

bool isType(const onnx::ValueInfoProto& info, onnx::TensorProto::DataType type) {
  return info.type().has_tensor_type() && info.type().tensor_type().elem_type() == type;
}

const onnx::TensorProto* storedTensor(const onnx::GraphProto& graph, const std::string& name) {
  for (const auto& tensor : graph.initializer()) {
    if (tensor.name() == name) return &tensor;
  }
  for (const auto& node : graph.node()) {
    if (node.op_type() != "Constant" || node.output_size() != 1 || node.output(0) != name) continue;
    for (const auto& attribute : node.attribute()) {
      if (attribute.name() == "value") return &attribute.t();
    }
  }
  return nullptr;
}

/// One scale and zero point, as GraphRewrite stores them.
std::optional<QuantizedValue> quantizedBy(const onnx::GraphProto& graph, const std::string& scaleName,
                                          const std::string& zeroName) {
  const auto* scale = storedTensor(graph, scaleName);
  const auto* zero = storedTensor(graph, zeroName);
  if (scale == nullptr || zero == nullptr || scale->raw_data().size() != sizeof(float) || zero->raw_data().empty())
    return std::nullopt;
  QuantizedValue value;
  value.type = static_cast<DataType>(zero->data_type());
  std::memcpy(&value.scale, scale->raw_data().data(), sizeof(float));
  const auto& raw = zero->raw_data();
  std::uint32_t bits = 0;
  for (std::size_t at = 0; at < std::min<std::size_t>(raw.size(), 2); ++at)
    bits |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(raw[at])) << (8 * at);
  if (value.type == DataType::int8) value.zeroPoint = static_cast<std::int8_t>(bits);
  if (value.type == DataType::int16) value.zeroPoint = static_cast<std::int16_t>(bits);
  if (value.type == DataType::uint8 || value.type == DataType::uint16)
    value.zeroPoint = static_cast<std::int32_t>(bits);
  return value;
}

/// Calls `each(name)` for every value a node or what is inside it reads, and for what inner graphs give.
void visitReads(onnx::NodeProto& node, const std::function<void(std::string&)>& each) {
  for (auto& input : *node.mutable_input()) each(input);
  for (auto& attribute : *node.mutable_attribute()) {
    std::vector<onnx::GraphProto*> inner;
    if (attribute.has_g()) inner.push_back(attribute.mutable_g());
    for (auto& graph : *attribute.mutable_graphs()) inner.push_back(&graph);
    for (auto* graph : inner) {
      for (auto& deeper : *graph->mutable_node()) visitReads(deeper, each);
      for (auto& output : *graph->mutable_output()) each(*output.mutable_name());
    }
  }
}

const onnx::ValueInfoProto* findInfo(const google::protobuf::RepeatedPtrField<onnx::ValueInfoProto>& list,
                                     const std::string& name) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& info) { return info.name() == name; });
  return found != list.end() ? &*found : nullptr;
}

std::int64_t castTarget(const onnx::NodeProto& node) {
  for (const auto& attribute : node.attribute()) {
    if (attribute.name() == "to") return attribute.i();
  }
  return 0;
}

class Ends {
 public:
  Ends(onnx::ModelProto& model, const std::string& prefix) : graph_(*model.mutable_graph()), prefix_(prefix) {
    for (int at = 0; at < graph_.node_size(); ++at) {
      visitReads(*graph_.mutable_node(at), [&](std::string& name) { readers_[name].insert(at); });
      for (const auto& output : graph_.node(at).output()) makers_.emplace(output, at);
    }
    for (const auto& tensor : graph_.initializer()) stored_.insert(tensor.name());
  }

  NativeIo take() {
    for (auto& input : *graph_.mutable_input()) {
      if (!stored_.contains(input.name()) && isType(input, onnx::TensorProto::FLOAT)) takeInput(input);
    }
    for (auto& output : *graph_.mutable_output()) {
      if (isType(output, onnx::TensorProto::FLOAT)) takeOutput(output);
    }
    auto* nodes = graph_.mutable_node();
    for (auto at = removed_.rbegin(); at != removed_.rend(); ++at) {
      found_.removedBytes += fieldBytes(graph_.node(*at));
      nodes->DeleteSubrange(*at, 1);
    }
    return std::move(found_);
  }

 private:
  /// Whether a node is one that a rewriting of ours has put at an end.
  bool isOurs(const std::string& name) const {
    return name.starts_with(prefix_) && name.find('.') != std::string::npos;
  }

  void stays(const onnx::ValueInfoProto& info, bool output, Message reason) {
    found_.io.push_back({info.name(), output, DataType::float32, 0.0F, 0, std::move(reason)});
  }

  void takeInput(onnx::ValueInfoProto& input) {
    const auto& name = input.name();
    if (findInfo(graph_.output(), name) != nullptr)
      return stays(input, false, BW_MESSAGE("native_io.given_out", "it is an output too"));
    const auto& readers = readers_[name];
    const onnx::NodeProto* first = nullptr;
    for (const int at : readers) {
      const auto& node = graph_.node(at);
      const bool cast = node.op_type() == "Cast" && castTarget(node) == onnx::TensorProto::FLOAT16;
      const bool pairs = node.op_type() == "QuantizeLinear" && node.input_size() == 3;
      const bool alike =
          first == nullptr || (first->op_type() == node.op_type() && (cast || sameParameters(*first, node)));
      if ((!cast && !pairs) || !isOurs(node.output(0)) || !alike) {
        return stays(input, false,
                     Message(BW_MESSAGE("native_io.read_as_floats", "%1 reads it as floats"), {describe(node)}));
      }
      first = &node;
    }
    if (first == nullptr) return stays(input, false, BW_MESSAGE("native_io.not_read", "nothing reads it"));
    if (!become(input, false, *first)) return;
    const std::set<int> gone = readers;
    for (const int at : gone) {
      rename(graph_.node(at).output(0), name);
      removed_.insert(at);
    }
  }

  void takeOutput(onnx::ValueInfoProto& output) {
    const auto& name = output.name();
    const auto maker = makers_.find(name);
    if (maker == makers_.end())
      return stays(output, true, BW_MESSAGE("native_io.passed_on", "it is an input passed on, or stored"));
    const auto& node = graph_.node(maker->second);
    const bool cast = node.op_type() == "Cast" && castTarget(node) == onnx::TensorProto::FLOAT;
    const bool pairs = node.op_type() == "DequantizeLinear" && node.input_size() == 3;
    const bool made = node.input_size() > 0 && makers_.contains(node.input(0)) && isOurs(node.input(0));
    if ((!cast && !pairs) || !made)
      return stays(output, true, Message(BW_MESSAGE("native_io.made_as_floats", "%1 makes floats"), {describe(node)}));
    if (!readers_[name].empty()) {
      return stays(output, true,
                   Message(BW_MESSAGE("native_io.read_as_floats", "%1 reads it as floats"),
                           {describe(graph_.node(*readers_[name].begin()))}));
    }
    const auto inner = node.input(0);
    if (!become(output, true, node)) return;
    removed_.insert(maker->second);
    auto* making = graph_.mutable_node(makers_.at(inner));
    std::replace(making->mutable_output()->begin(), making->mutable_output()->end(), inner, name);
    rename(inner, name);
  }

  static bool sameParameters(const onnx::NodeProto& a, const onnx::NodeProto& b) {
    return a.input(1) == b.input(1) && a.input(2) == b.input(2);
  }

  static std::string describe(const onnx::NodeProto& node) {
    return node.name().empty() ? node.op_type() : node.name();
  }

  /// The end takes the type on the other side of `node`.
  bool become(onnx::ValueInfoProto& info, bool output, const onnx::NodeProto& node) {
    ModelIo end{info.name(), output, DataType::float16, 0.0F, 0, {}};
    if (node.op_type() != "Cast") {
      const auto value = quantizedBy(graph_, node.input(1), node.input(2));
      if (!value) {
        stays(info, output, BW_MESSAGE("native_io.not_stored", "its scale or zero point is not stored"));
        return false;
      }
      end.type = value->type;
      end.scale = value->scale;
      end.zeroPoint = value->zeroPoint;
      auto* annotation = graph_.add_quantization_annotation();
      annotation->set_tensor_name(info.name());
      for (const auto& [key, name] : {std::pair{kScale, node.input(1)}, std::pair{kZeroPoint, node.input(2)}}) {
        auto* entry = annotation->add_quant_parameter_tensor_names();
        entry->set_key(key);
        entry->set_value(name);
      }
    }
    info.mutable_type()->mutable_tensor_type()->set_elem_type(static_cast<std::int32_t>(end.type));
    found_.io.push_back(std::move(end));
    return true;
  }

  /// Whatever read `from` reads `to`.
  void rename(const std::string from, const std::string& to) {
    const auto found = readers_.find(from);
    if (found == readers_.end()) return;
    for (const int at : found->second) {
      visitReads(*graph_.mutable_node(at), [&](std::string& name) {
        if (name == from) name = to;
      });
      readers_[to].insert(at);
    }
  }

  onnx::GraphProto& graph_;
  const std::string& prefix_;
  std::unordered_map<std::string, std::set<int>> readers_;
  std::unordered_map<std::string, int> makers_;
  std::set<std::string> stored_;
  std::set<int> removed_;
  NativeIo found_;
};

/// The input of that name that is no stored tensor, as up to IR version 3 those are declared among the inputs too; null
/// for none.
const onnx::ValueInfoProto* fedInput(const onnx::GraphProto& graph, const std::string& name) {
  const bool stored = std::any_of(graph.initializer().begin(), graph.initializer().end(),
                                  [&](const auto& tensor) { return tensor.name() == name; });
  return stored ? nullptr : findInfo(graph.input(), name);
}

/// What an annotation says of a value; nothing where it says no scale and zero point.
std::optional<QuantizedValue> annotated(const onnx::GraphProto& graph, const std::string& name) {
  for (const auto& annotation : graph.quantization_annotation()) {
    if (annotation.tensor_name() != name) continue;
    std::string scale;
    std::string zero;
    for (const auto& entry : annotation.quant_parameter_tensor_names()) {
      if (entry.key() == kScale) scale = entry.value();
      if (entry.key() == kZeroPoint) zero = entry.value();
    }
    return quantizedBy(graph, scale, zero);
  }
  return std::nullopt;
}

}  // namespace

bool differInIoTypes(const onnx::GraphProto& graph, const onnx::GraphProto& like) {
  const auto differs = [](const onnx::ValueInfoProto& info, const onnx::ValueInfoProto* original) {
    return original != nullptr && isType(*original, onnx::TensorProto::FLOAT) &&
           !isType(info, onnx::TensorProto::FLOAT);
  };
  return std::any_of(graph.input().begin(), graph.input().end(),
                     [&](const auto& info) { return differs(info, fedInput(like, info.name())); }) ||
         std::any_of(graph.output().begin(), graph.output().end(),
                     [&](const auto& info) { return differs(info, findInfo(like.output(), info.name())); });
}

NativeIo stripBoundaryConversions(onnx::ModelProto& model, const std::string& prefix) {
  return Ends(model, prefix).take();
}

int restoreFloatIo(onnx::ModelProto& model, const onnx::GraphProto& like, const std::string& prefix) {
  GraphRewrite rewrite(model, prefix);
  auto& graph = rewrite.graph();
  int given = 0;
  const auto native = [&](const onnx::ValueInfoProto& info,
                          const onnx::ValueInfoProto* original) -> std::optional<QuantizedValue> {
    if (original == nullptr || !isType(*original, onnx::TensorProto::FLOAT) || isType(info, onnx::TensorProto::FLOAT))
      return std::nullopt;
    if (isType(info, onnx::TensorProto::FLOAT16)) return QuantizedValue{DataType::float16, 1.0F, 0, nullptr};
    return annotated(graph, info.name());
  };
  const auto conversion = [&](const std::string& from, const std::string& to, const QuantizedValue& value,
                              bool output) {
    if (value.type == DataType::float16)
      return castNode(from, to, output ? onnx::TensorProto::FLOAT : onnx::TensorProto::FLOAT16);
    return output ? rewrite.dequantize(from, to, value) : rewrite.quantize(from, to, value);
  };
  const auto readInstead = [&](const std::string& from, const std::string& to) {
    for (auto& node : *graph.mutable_node()) {
      visitReads(node, [&](std::string& name) {
        if (name == from) name = to;
      });
    }
  };
  for (auto& input : *graph.mutable_input()) {
    const auto value = native(input, fedInput(like, input.name()));
    if (!value) continue;
    const auto inside = rewrite.freshName();
    readInstead(input.name(), inside);
    rewrite.addFirst(conversion(input.name(), inside, *value, false));
    input.mutable_type()->mutable_tensor_type()->set_elem_type(onnx::TensorProto::FLOAT);
    ++given;
  }
  for (auto& output : *graph.mutable_output()) {
    const auto value = native(output, findInfo(like.output(), output.name()));
    if (!value) continue;
    const auto inside = rewrite.freshName();
    for (auto& node : *graph.mutable_node()) {
      auto* outputs = node.mutable_output();
      const auto made = std::find(outputs->begin(), outputs->end(), output.name());
      if (made == outputs->end()) continue;
      const auto key = made == outputs->begin() ? output.name() : node.output(0);
      *made = inside;
      rewrite.addBehind(key, conversion(inside, output.name(), *value, true));
      break;
    }
    readInstead(output.name(), inside);
    output.mutable_type()->mutable_tensor_type()->set_elem_type(onnx::TensorProto::FLOAT);
    ++given;
  }
  graph.clear_quantization_annotation();
  static_cast<void>(rewrite.finish());
  return given;
}

}  // namespace bitwright

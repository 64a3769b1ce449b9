// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/prepare/opset_lift.h"

#include <onnx/checker.h>
#include <onnx/version_converter/convert.h>

#include <algorithm>
#include <exception>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/export/prepare/opset_steps.h"
#include "core/model/structure/name_prefix.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

bool hasGraph(const onnx::NodeProto& node) {
  return std::any_of(node.attribute().begin(), node.attribute().end(), [](const onnx::AttributeProto& attribute) {
    return attribute.has_g() || attribute.graphs_size() > 0;
  });
}

/// Why the converter is not asked: it looks at the nodes of the main graph alone, and knows nothing of some old
/// attributes.
std::optional<Message> whyNot(const onnx::ModelProto& slim) {
  if (slim.functions_size() > 0 || std::any_of(slim.graph().node().begin(), slim.graph().node().end(), hasGraph))
    return Message(BW_MESSAGE("lift.scopes", "it holds branches, loops or functions"));
  if (slim.graph().sparse_initializer_size() > 0) return Message(BW_MESSAGE("lift.sparse", "it holds sparse tensors"));
  for (const auto& node : slim.graph().node()) {
    if (node.op_type() == "BatchNormalization" && integerAttribute(node, "spatial", 1) == 0)
      return Message(BW_MESSAGE("lift.spatial", "newer opsets have no BatchNormalization with spatial = 0"));
  }
  return std::nullopt;
}

/// Whether values may have been cut out of it, or it says what the installed schema does not know.
bool hasUnknown(const onnx::TensorProto& tensor) {
  return !tensor.GetReflection()->GetUnknownFields(tensor).empty();
}

bool isStored(const onnx::NodeProto& node) {
  return node.op_type() == "Constant" && node.output_size() == 1 && node.attribute_size() == 1 &&
         node.attribute(0).has_t() && hasUnknown(node.attribute(0).t());
}

void addInput(onnx::GraphProto& graph, const std::string& name, const onnx::TensorProto& tensor) {
  auto& input = *graph.add_input();
  input.set_name(name);
  auto& type = *input.mutable_type()->mutable_tensor_type();
  type.set_elem_type(tensor.data_type());
  type.mutable_shape();
  for (const auto dim : tensor.dims()) type.mutable_shape()->add_dim()->set_dim_value(dim);
}

/// What the converter is to see: tensors whose values stand elsewhere are inputs.
onnx::ModelProto skeletonOf(const onnx::ModelProto& slim) {
  onnx::ModelProto skeleton = slim;
  auto& graph = *skeleton.mutable_graph();
  std::set<std::string> inputs;
  for (const auto& input : graph.input()) inputs.insert(input.name());
  graph.clear_initializer();
  graph.clear_node();
  graph.clear_value_info();
  for (const auto& tensor : slim.graph().initializer()) {
    if (!hasUnknown(tensor))
      *graph.add_initializer() = tensor;
    else if (!inputs.contains(tensor.name()))
      addInput(graph, tensor.name(), tensor);
  }
  for (const auto& node : slim.graph().node()) {
    if (isStored(node))
      addInput(graph, node.output(0), node.attribute(0).t());
    else
      *graph.add_node() = node;
  }
  return skeleton;
}

std::map<std::string, std::string> attributesOf(const onnx::NodeProto& node) {
  std::map<std::string, std::string> attributes;
  for (const auto& attribute : node.attribute()) attributes.emplace(attribute.name(), attribute.SerializeAsString());
  return attributes;
}

bool isSame(const onnx::NodeProto& a, const onnx::NodeProto& b) {
  return a.op_type() == b.op_type() && a.input_size() == b.input_size() &&
         std::equal(a.input().begin(), a.input().end(), b.input().begin()) && attributesOf(a) == attributesOf(b);
}

/// The source with the converter's nodes in the place of its own; those it left as they were are the source's still, to
/// the last word.
onnx::ModelProto withNodes(const onnx::ModelProto& slim, const onnx::GraphProto& converted, std::int64_t opset) {
  onnx::ModelProto result = slim;
  auto& graph = *result.mutable_graph();
  graph.clear_node();
  std::unordered_map<std::string, const onnx::NodeProto*> before;
  for (const auto& node : slim.graph().node()) {
    if (isStored(node)) *graph.add_node() = node;
    for (const auto& output : node.output()) {
      if (!output.empty()) before.emplace(output, &node);
    }
  }
  for (const auto& node : converted.node()) {
    const auto found = node.output_size() > 0 ? before.find(node.output(0)) : before.end();
    auto& added = *graph.add_node();
    added = found != before.end() && isSame(*found->second, node) ? *found->second : node;
    if (found != before.end() && added.name().empty()) added.set_name(found->second->name());
  }
  std::set<std::string> stored;
  for (const auto& tensor : graph.initializer()) stored.insert(tensor.name());
  for (const auto& tensor : converted.initializer()) {
    if (!stored.contains(tensor.name())) *graph.add_initializer() = tensor;
  }
  for (auto& import : *result.mutable_opset_import()) {
    if (isDefaultDomain(import.domain())) import.set_version(opset);
  }
  return result;
}

/// Of the default domain in the main graph.
std::int64_t opsetOf(const onnx::ModelProto& model) {
  std::int64_t opset = 0;
  for (const auto& import : model.opset_import()) {
    if (isDefaultDomain(import.domain())) opset = import.version();
  }
  return opset;
}

/// By ONNX's own converter.
Result<onnx::ModelProto> converted(const onnx::ModelProto& slim, std::int64_t opset) {
  if (auto why = whyNot(slim)) return fail(ErrorKind::input, std::move(*why));
  try {
    const auto skeleton = skeletonOf(slim);
    onnx::checker::check_model(skeleton);  // what is no valid model is no food for the converter
    const auto result = onnx::version_conversion::ConvertVersion(skeleton, static_cast<int>(opset));
    return withNodes(slim, result.graph(), opset);
  } catch (const std::exception& error) {
    return fail(ErrorKind::input, {BW_MESSAGE("lift.refused", "ONNX's version converter does not take it: %1"),
                                   {std::string(error.what())}});
  }
}

}  // namespace

Result<onnx::ModelProto> liftOpset(const onnx::ModelProto& slim, std::int64_t opset) {
  if (opset > kLastStepOpset) return fail(ErrorKind::input, BW_MESSAGE("lift.too_new", "no way to it is known"));
  if (slim.training_info_size() > 0)  // its graphs import the same opset, and nobody would look at them
    return fail(ErrorKind::input, BW_MESSAGE("lift.training", "it holds graphs for training"));
  const auto from = opsetOf(slim);
  const auto middle = std::min(opset, kFirstStepOpset);
  auto lifted = from < middle ? converted(slim, middle) : Result<onnx::ModelProto>(slim);
  if (!lifted || opset <= kFirstStepOpset) return lifted;
  const auto stepsFrom = std::max(from, kFirstStepOpset);
  if (slim.functions_size() > 0)
    return fail(ErrorKind::input, BW_MESSAGE("lift.functions", "it holds functions, which have opsets of their own"));
  if (auto why = stepsRefuse(lifted->graph(), stepsFrom, opset)) return fail(ErrorKind::input, std::move(*why));
  takeSteps(*lifted->mutable_graph(), stepsFrom, opset, unusedPrefix(collectScopes(*lifted)));
  for (auto& import : *lifted->mutable_opset_import()) {
    if (isDefaultDomain(import.domain())) import.set_version(opset);
  }
  return lifted;
}

}  // namespace bitwright

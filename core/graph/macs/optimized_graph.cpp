// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/macs/optimized_graph.h"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "core/base/files/atomic_file.h"
#include "core/base/text/one_of.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

/// It lists what is constant in a branch twice, and then refuses to read that.
void dropRepeated(google::protobuf::RepeatedPtrField<onnx::TensorProto>& tensors) {
  std::unordered_set<std::string> seen;
  int kept = 0;
  for (int index = 0; index < tensors.size(); ++index) {
    if (!seen.insert(tensors.Get(index).name()).second) continue;
    if (kept != index) tensors.SwapElements(kept, index);
    ++kept;
  }
  tensors.DeleteSubrange(kept, tensors.size() - kept);
}

/// The operand whose type the node's first result has; -1: none, results of other types, or unknown.
int typedLike(const onnx::NodeProto& node) {
  const auto& op = node.op_type();
  if (isOneOf(op, {"Shape",
                   "Size",
                   "ArgMax",
                   "ArgMin",
                   "Equal",
                   "Greater",
                   "GreaterOrEqual",
                   "Less",
                   "LessOrEqual",
                   "And",
                   "Or",
                   "Xor",
                   "Not",
                   "IsNaN",
                   "IsInf",
                   "NonZero",
                   "QuantizeLinear",
                   "DynamicQuantizeLinear",
                   "MatMulInteger",
                   "ConvInteger",
                   "QLinearConv",
                   "QLinearMatMul",
                   "NonMaxSuppression",
                   "StringNormalizer",
                   "If",
                   "Scan",
                   "SequenceLength",
                   "ConstantOfShape",
                   "RandomNormal",
                   "RandomUniform",
                   "EyeLike"})) {
    return -1;
  }
  if (isOneOf(op, {"Where", "DequantizeLinear", "CastLike"})) return 1;
  if (isOneOf(op, {"OneHot", "EmbedLayerNormalization"})) return 2;
  return 0;
}

/// Of the results, which are of the operand's type: of some operators only the first, as the others are indices.
int typedResults(const onnx::NodeProto& node) {
  return isOneOf(node.op_type(), {"TopK", "MaxPool", "Unique", "Dropout"}) ? std::min(1, node.output_size())
                                                                           : node.output_size();
}

/// The result that is float16 because an operand is; where a loop carries several values, each by its own.
void takeHalfResults(const onnx::NodeProto& node, std::unordered_set<std::string>& halves) {
  const auto isHalf = [&](int operand) {
    return operand >= 0 && operand < node.input_size() && halves.contains(node.input(operand));
  };
  if (node.op_type() == "Cast") {
    if (integerAttribute(node, "to", 0) == onnx::TensorProto::FLOAT16)
      halves.insert(node.output().begin(), node.output().end());
    return;
  }
  if (node.op_type() == "Loop") {
    for (int result = 0; result < node.output_size() && result + 2 < node.input_size(); ++result) {
      if (isHalf(result + 2)) halves.insert(node.output(result));
    }
    return;
  }
  if (!isHalf(typedLike(node))) return;
  halves.insert(node.output().begin(), node.output().begin() + typedResults(node));
}

}  // namespace

OptimizedGraph::OptimizedGraph(std::unique_ptr<onnx::ModelProto> model) : model_(std::move(model)) {
  const auto scopes = collectScopes(*model_);
  for (const auto& scope : scopes) {
    if (scope.graph != nullptr) dropRepeated(*scope.graph->mutable_initializer());
  }
  multiplies_ = macNodes(model_->graph(), scopes);
  for (const auto& tensor : model_->graph().initializer())
    constants_[tensor.name()].assign(tensor.dims().begin(), tensor.dims().end());
}

OptimizedGraph::OptimizedGraph(OptimizedGraph&&) noexcept = default;
OptimizedGraph::~OptimizedGraph() = default;

Result<OptimizedGraph> OptimizedGraph::read(const std::filesystem::path& file) {
  auto model = std::make_unique<onnx::ModelProto>();
  std::ifstream stream(file, std::ios::binary);
  if (!stream || !model->ParseFromIstream(&stream)) {
    return fail(ErrorKind::engine,
                BW_MESSAGE("arithmetic.unreadable", "the graph that ONNX Runtime wrote cannot be read"), file.string());
  }
  return OptimizedGraph(std::move(model));
}

std::vector<std::string> OptimizedGraph::dequantized() const {
  std::vector<std::string> values;
  for (const auto& node : model_->graph().node()) {
    if (node.op_type() == "DequantizeLinear" && node.output_size() == 1) values.push_back(node.output(0));
  }
  return values;
}

std::int64_t OptimizedGraph::float16Multiplies() const {
  // ONNX Runtime leaves the types of inner values out: they follow from what is stored, fed and cast.
  const auto& graph = model_->graph();
  std::unordered_set<std::string> halves;
  for (const auto& tensor : graph.initializer()) {
    if (tensor.data_type() == onnx::TensorProto::FLOAT16) halves.insert(tensor.name());
  }
  for (const auto& input : graph.input()) {
    if (input.type().tensor_type().elem_type() == onnx::TensorProto::FLOAT16) halves.insert(input.name());
  }
  for (bool grew = true; grew;) {
    const auto before = halves.size();
    for (const auto& node : graph.node()) takeHalfResults(node, halves);
    grew = halves.size() > before;
  }
  return std::count_if(multiplies_.nodes.begin(), multiplies_.nodes.end(), [&](const MacNode& node) {
    return !node.inputs.empty() && halves.contains(node.inputs.front());
  });
}

Result<void> OptimizedGraph::writeWithOutputs(const std::vector<std::string>& values,
                                              const std::filesystem::path& target) const {
  auto model = *model_;
  auto& graph = *model.mutable_graph();
  std::unordered_set<std::string> possible;
  for (const auto& node : graph.node()) possible.insert(node.output().begin(), node.output().end());
  for (const auto& output : graph.output()) possible.erase(output.name());
  for (const auto& value : values) {
    if (possible.erase(value) > 0) graph.add_output()->set_name(value);
  }
  std::string bytes;
  if (!model.SerializeToString(&bytes)) {
    return fail(ErrorKind::engine,
                BW_MESSAGE("arithmetic.unreadable", "the graph that ONNX Runtime wrote cannot be read"),
                target.string());
  }
  return writeFileAtomically(target, bytes);
}

}  // namespace bitwright

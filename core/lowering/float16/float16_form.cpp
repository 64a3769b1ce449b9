// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/float16/float16_form.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/graph/main_graph.h"
#include "core/lowering/float16/float16_operators.h"
#include "core/lowering/plan/folded_norms.h"
#include "core/lowering/rewrite/remove_folded_norms.h"

namespace bitwright {

namespace {

class HalfForm {
 public:
  HalfForm(onnx::ModelProto& model, const Float16Plan& plan, const CompressedModel& source, const std::string& prefix)
      : rewrite_(model, prefix), plan_(plan), source_(source), graph_(*source.model) {}

  RewriteBytes write(bool foldsHere) {
    if (foldsHere) takeOutFolded(rewrite_, source_, {});
    for (const int index : plan_.nodes) {
      for (const int at : float16Outputs(graph_.node(index)))
        halves_.emplace(resultOf(index, at), rewrite_.freshName());
    }
    for (const int index : plan_.nodes) {
      // Where another rewriting took a folded node out, the layer gives that one's result already.
      const auto& own = graph_.node(index).output(0);
      const auto& key = rewrite_.nodeMaking(own) != nullptr ? own : resultOf(index, 0);
      if (auto* node = rewrite_.nodeMaking(key); node != nullptr) rewriteNode(index, key, *node);
    }
    declareStored();
    return rewrite_.finish();
  }

 private:
  /// Up to IR version 3 what is stored is declared among the inputs too, with its type.
  void declareStored() {
    std::unordered_set<std::string> names;
    for (const auto index : plan_.stored) names.insert(source_.model->tensors()[index].tensor);
    for (auto* list : {rewrite_.graph().mutable_input(), rewrite_.graph().mutable_value_info()}) {
      for (auto& info : *list) {
        if (names.contains(info.name()))
          info.mutable_type()->mutable_tensor_type()->set_elem_type(onnx::TensorProto::FLOAT16);
      }
    }
  }

  const std::string& resultOf(int index, int output) const {
    return output == 0 ? bitwright::resultOf(source_, graph_.graph(), index) : graph_.node(index).output(output);
  }

  void rewriteNode(int index, const std::string& key, onnx::NodeProto& node) {
    for (const int at : float16Inputs(node, graph_.opset())) node.set_input(at, halfOf(node.input(at)));
    for (const int at : float16Outputs(node)) {
      const auto& value = resultOf(index, at);
      node.set_output(at, halves_.at(value));
      if (isReadAsFloat(value)) rewrite_.addBehind(key, castNode(halves_.at(value), value, onnx::TensorProto::FLOAT));
    }
  }

  /// The name under which a value is there as float16.
  std::string halfOf(const std::string& value) {
    const auto [known, isNew] = halves_.try_emplace(value);
    if (!isNew) return known->second;
    const auto* tensor = graph_.constant(value);
    if (tensor != nullptr && plan_.stored.contains(tensor->index)) {
      known->second = value;
    } else if (tensor != nullptr && !source_.layers[tensor->index].encoded) {
      const auto elements = float16Elements(finalFloats(source_, tensor->index)).bytes;
      known->second = rewrite_.stored(DataType::float16, tensor->shape, ByteView(elements));
    } else {
      known->second = rewrite_.freshName();
      auto cast = castNode(value, known->second, onnx::TensorProto::FLOAT16);
      if (rewrite_.nodeMaking(value) != nullptr)
        rewrite_.addBehind(value, std::move(cast));
      else
        rewrite_.addFirst(std::move(cast));
    }
    return known->second;
  }

  bool isReadAsFloat(const std::string& value) const {
    if (graph_.isGraphOutput(value) || graph_.isCaptured(value)) return true;
    const auto& readers = graph_.readers(value);
    return std::any_of(readers.begin(), readers.end(), [&](const InputPlace& place) {
      if (!plan_.nodes.contains(place.node)) return true;
      const auto inputs = float16Inputs(graph_.node(place.node), graph_.opset());
      return std::find(inputs.begin(), inputs.end(), place.input) == inputs.end();
    });
  }

  GraphRewrite rewrite_;
  const Float16Plan& plan_;
  const CompressedModel& source_;
  MainGraph graph_;
  std::unordered_map<std::string, std::string> halves_;
};

}  // namespace

RewriteBytes writeFloat16(onnx::ModelProto& model, const Float16Plan& plan, const CompressedModel& source,
                          const std::string& prefix, bool foldsHere) {
  return HalfForm(model, plan, source, prefix).write(foldsHere);
}

}  // namespace bitwright

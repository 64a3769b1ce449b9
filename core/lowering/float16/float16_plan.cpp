// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/float16/float16_plan.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>

#include "core/base/bytes.h"
#include "core/graph/linear_layer.h"
#include "core/lowering/float16/float16_operators.h"
#include "core/lowering/float16/float16_ranges.h"
#include "core/lowering/plan/folded_norms.h"
#include "core/lowering/plan/layer_activation.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

constexpr float kLargestHalf = 65504.0F;

bool isPatterns(const EncodedTensor& encoded) {
  const auto* levels = encoded.terms.size() == 1 && !encoded.positions
                           ? std::get_if<CastLevels>(&encoded.terms.front().levels)
                           : nullptr;
  return levels != nullptr && levels->pattern == DataType::float16;
}

class Float16Planner {
 public:
  Float16Planner(const CompressedModel& compressed, const MainGraph& graph, const RangeTable* ranges,
                 const std::function<bool(int)>& taken)
      : compressed_(compressed),
        graph_(graph),
        taken_(taken),
        standard_(standardChoice(compressed.recipe.activations.mode)),
        single_(valuesForFloat32(graph, ranges)) {
    for (const auto& fold : compressed.norms.folds) folded_.emplace(fold.norm, &fold);
  }

  Float16Plan plan() {
    for (const int index : graph_.order()) {
      if (taken_(index) || folded_.contains(index)) continue;
      auto reason = decide(index);
      if (!reason.empty()) plan_.floats.push_back({graph_.id(index), graph_.node(index).op_type(), std::move(reason)});
    }
    for (const auto& tensor : compressed_.model->tensors()) {
      if (tensor.scope.empty() && tensor.type == DataType::float32) decideTensor(tensor);
    }
    return std::move(plan_);
  }

 private:
  /// The layer's choice, by whichever stored tensor of its has one.
  bool asks(const onnx::NodeProto& node) const {
    if (isLinearLayer(node)) return layerActivation(compressed_, graph_, node, standard_).type == DataType::float16;
    return std::any_of(node.input().begin(), node.input().end(), [&](const std::string& input) {
      const auto* tensor = graph_.constant(input);
      return tensor != nullptr && tensor->compressible && tensor->isKnownWeight() &&
             compressed_.layers[tensor->index].plan.activation.value_or(standard_).type == DataType::float16;
    });
  }

  bool readsMade(const onnx::NodeProto& node, const std::vector<int>& inputs) const {
    return std::any_of(inputs.begin(), inputs.end(), [&](int at) { return made_.contains(node.input(at)); });
  }

  /// Empty: computes in float16, or has no part in it.
  Message decide(int index) {
    const auto& node = graph_.node(index);
    const auto inputs = float16Inputs(node, graph_.opset());
    const bool layer = isLinearLayer(node) && node.input_size() > 1 && graph_.constant(node.input(1)) != nullptr;
    const bool wanted = asks(node);
    if (layer && !wanted) return {};
    if (!layer && !readsMade(node, inputs)) {
      const bool reads = std::any_of(node.input().begin(), node.input().end(),
                                     [&](const auto& input) { return made_.contains(input); });
      if (!wanted && !(reads && inputs.empty())) return {};
      if (node.op_type() == "Shape" || node.op_type() == "Cast" || node.op_type() == "Constant") return {};
      if (inputs.empty()) return BW_MESSAGE("half.operator", "is no operator that takes float16 here");
      return BW_MESSAGE("half.start",
                        "reads floats: only Conv, ConvTranspose, Gemm and MatMul start computing in float16");
    }
    if (graph_.opset() < kHalfOpset) {
      return {BW_MESSAGE("half.opset", "takes float16 from opset %1 on, and the model has %2"),
              {kHalfOpset, graph_.opset()}};
    }
    if (auto reason = unsuitable(node, inputs, layer); !reason.empty()) return reason;
    if (auto reason = staysSingle(index, inputs); !reason.empty()) return reason;
    plan_.nodes.insert(index);
    made_.insert(resultOf(compressed_, graph_.graph(), index));
    for (const int at : float16Outputs(node)) {
      if (at > 0) made_.insert(node.output(at));
    }
    return {};
  }

  Message unsuitable(const onnx::NodeProto& node, const std::vector<int>& inputs, bool layer) const {
    for (int at = 1; at < node.output_size(); ++at) {
      if (!node.output(at).empty() &&
          (node.op_type() == "LayerNormalization" || node.op_type() == "BatchNormalization")) {
        return BW_MESSAGE("half.outputs", "gives statistics of what it reads too");
      }
    }
    for (const int at : inputs) {
      const auto* tensor = graph_.constant(node.input(at));
      if (tensor == nullptr) continue;
      if (tensor->type != DataType::float32)
        return {BW_MESSAGE("half.not_float32", "its stored operand %1 is not float32"), {tensor->tensor}};
      const auto& kept = compressed_.layers[tensor->index];
      if (layer && at == 1 && !kept.encoded) return BW_MESSAGE("integer.kept", "its weights stay floats");
      if (kept.encoded && !isPatterns(*kept.encoded) && beyond(*kept.encoded)) {
        return {BW_MESSAGE("half.beyond", "its weights %1 reach beyond ±65504, float16's largest value"),
                {tensor->tensor}};
      }
    }
    return {};
  }

  /// Whether it reads or makes values that float16 cannot hold.
  Message staysSingle(int index, const std::vector<int>& inputs) const {
    const auto& node = graph_.node(index);
    for (const int at : inputs) {
      if (const auto found = single_.find(node.input(at)); found != single_.end()) return found->second;
    }
    for (const auto& output : node.output()) {
      if (const auto found = single_.find(output); found != single_.end()) return found->second;
    }
    const auto found = single_.find(resultOf(compressed_, graph_.graph(), index));
    return found != single_.end() ? found->second : Message();
  }

  static bool beyond(const EncodedTensor& encoded) {
    const auto values = encoded.decode(Job{});
    return std::any_of(values.begin(), values.end(),
                       [](float value) { return std::isfinite(value) && std::abs(value) > kLargestHalf; });
  }

  /// Whether this reader takes tensor `index` as a float16 value.
  bool readsAsHalf(const InputPlace& place, std::size_t index) const {
    if (const auto fold = folded_.find(place.node); fold != folded_.end()) {
      return fold->second->bias() == index && plan_.nodes.contains(fold->second->layer);
    }
    if (!plan_.nodes.contains(place.node)) return false;
    const auto inputs = float16Inputs(graph_.node(place.node), graph_.opset());
    return std::find(inputs.begin(), inputs.end(), place.input) != inputs.end();
  }

  void decideTensor(const WeightTensor& tensor) {
    const auto& name = tensor.tensor;
    const auto& readers = graph_.readers(name);
    const auto asHalf = [&](const InputPlace& place) { return readsAsHalf(place, tensor.index); };
    if (graph_.constant(name) == nullptr || std::none_of(readers.begin(), readers.end(), asHalf)) return;
    const auto& layer = compressed_.layers[tensor.index];
    const bool alone =
        std::all_of(readers.begin(), readers.end(), asHalf) && !graph_.isCaptured(name) && !graph_.isGraphOutput(name);
    if (alone && (!layer.encoded || isPatterns(*layer.encoded))) plan_.stored.insert(tensor.index);
    if (layer.encoded) return;
    const auto clamped = float16Elements(finalFloats(compressed_, tensor.index)).clamped;
    if (clamped > 0 && plan_.clamped == 0) plan_.firstClamped = name;
    plan_.clamped += clamped;
  }

  const CompressedModel& compressed_;
  const MainGraph& graph_;
  const std::function<bool(int)>& taken_;
  ActivationChoice standard_;
  std::unordered_map<std::string, Message> single_;       ///< values that float16 cannot hold
  std::unordered_map<int, const BatchNormFold*> folded_;  ///< by the node that goes
  std::unordered_set<std::string> made_;
  Float16Plan plan_;
};

}  // namespace

bool asksForFloat16(const CompressedModel& compressed) {
  const auto standard = standardChoice(compressed.recipe.activations.mode);
  const auto tensors = compressed.model->tensors();
  return std::any_of(compressed.layers.begin(), compressed.layers.end(), [&](const CompressedLayer& layer) {
    return tensors[layer.tensor].compressible && tensors[layer.tensor].isKnownWeight() &&
           layer.plan.activation.value_or(standard).type == DataType::float16;
  });
}

Float16Plan planFloat16(const CompressedModel& compressed, const MainGraph& graph, const RangeTable* ranges,
                        const std::function<bool(int)>& taken) {
  return Float16Planner(compressed, graph, ranges, taken).plan();
}

Float16Elements float16Elements(const std::vector<float>& values) {
  Float16Elements elements;
  elements.bytes.resize(values.size() * sizeof(std::uint16_t));
  for (std::size_t at = 0; at < values.size(); ++at) {
    const bool beyond = std::isfinite(values[at]) && std::abs(values[at]) > kLargestHalf;
    elements.clamped += beyond ? 1 : 0;
    const std::uint16_t bits = floatToHalf(beyond ? std::copysign(kLargestHalf, values[at]) : values[at]);
    std::memcpy(elements.bytes.data() + at * sizeof bits, &bits, sizeof bits);
  }
  return elements;
}

}  // namespace bitwright

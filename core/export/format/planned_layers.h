// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/compress/compressed_model.h"
#include "core/export/decode/node_writer.h"
#include "core/export/format/integer_layers.h"
#include "core/graph/batch_norm_folds.h"
#include "core/lowering/plan/integer_plan.h"
#include "core/lowering/plan/integer_weight.h"
#include "core/lowering/rewrite/graph_rewrite.h"
#include "core/model/model_document.h"

namespace bitwright {

/// What the three formats have in common: integer nodes by their index, and the weights they read.
template <class Plan>
class Planned : public IntegerLayers {
 public:
  Planned(const CompressedModel& compressed, Plan plan) : compressed_(compressed), plan_(std::move(plan)) {}

  bool has(std::size_t index) const override { return plan_.isWeight(index); }
  bool computes(int node) const override {
    if constexpr (std::is_same_v<Plan, IntegerPlan>) {
      if (plan_.clamps.contains(node)) return true;
    }
    return plan_.nodes.contains(node);
  }
  std::vector<std::byte> meantIntegers(std::size_t index) const override { return weightOf(index).elements; }
  Result<NodeList> write(std::size_t index, std::int64_t, NameSource&, ConstantPool&) const override {
    const auto& tensor = compressed_.model->tensors()[index];
    const auto weight = weightOf(index);
    auto node = constantNode(rawTensor(weight.type, tensor.shape, {weight.elements.data(), weight.elements.size()}),
                             tensor.tensor);
    NodeList list;
    list.add(std::move(node), Content::payload, weight.elements.size());
    return list;
  }
  bool replaces(std::size_t index) const override {
    const auto& name = compressed_.model->tensors()[index].tensor;
    const auto& folds = compressed_.norms.folds;
    if (std::any_of(folds.begin(), folds.end(), [index](const BatchNormFold& fold) {
          return index == fold.factor || index == fold.shift || index == fold.mean || index == fold.variance;
        })) {
      return true;
    }
    const bool bias = std::any_of(plan_.nodes.begin(), plan_.nodes.end(),
                                  [&](const auto& each) { return each.second.bias == index; });
    if constexpr (std::is_same_v<Plan, IntegerPlan>) {
      const auto value = plan_.values.find(name);
      if (value != plan_.values.end() && value->second.constant != nullptr) return true;
      const auto& graph = compressed_.model->document().slim().graph();
      if (std::any_of(plan_.clamps.begin(), plan_.clamps.end(), [&](const auto& clamp) {
            const auto& inputs = graph.node(clamp.first).input();
            return std::find(inputs.begin(), inputs.end(), name) != inputs.end();
          })) {
        return true;
      }
    }
    return bias;
  }
  PartBytes addedBytes() const override {
    PartBytes parts;
    parts.scales = added_.scales;
    parts.decode = added_.nodes;
    return parts;
  }
  const std::vector<FloatFallback>& floats() const override { return plan_.floats; }
  std::int64_t nodeCount() const override { return static_cast<std::int64_t>(plan_.nodes.size()); }
  std::vector<QuantizedPlace> places() const override {
    return quantizedPlaces(plan_, compressed_, mainGraph(*compressed_.model));
  }
  std::vector<Message> warnings() const override {
    const auto& overflow = plan_.overflow;
    if (overflow.layers == 0) return {};
    if (overflow.madeUnsigned) {
      return {Message(BW_MESSAGE("integer.unsigned",
                                 "16-bit sums of %1 layers would overflow on processors without VNNI: their weights "
                                 "are stored unsigned, which is "
                                 "right on every processor and slower on those with VNNI"),
                      {overflow.layers})};
    }
    if (compressed_.recipe.activations.target == TargetProcessor::vnni) return {};
    return {Message(
        BW_MESSAGE(
            "integer.overflows_elsewhere",
            "on processors without VNNI 16-bit sums of %1 layers can overflow; written for any target they cannot"),
        {overflow.layers})};
  }

 protected:
  using Writer = RewriteBytes (*)(onnx::ModelProto&, const Plan&, const CompressedModel&, const std::string&);
  void addPass(ModelEdit& edit, Writer writer) {
    edit.addPass([self = shared_from_this(), this, writer, prefix = edit.freshPrefix()](onnx::ModelProto& model) {
      added_ = writer(model, plan_, compressed_, prefix);
    });
  }

  /// As its first reader takes it; all readers take it alike.
  [[nodiscard]] virtual IntegerWeight weightOf(std::size_t index) const {
    for (const auto& [at, node] : plan_.nodes) {
      if (node.op->role != IntegerRole::weighted || node.tensor != index) continue;
      auto weight = integerForm(*compressed_.layers[index].encoded, node.storedAxis).weight;
      return node.weight.type == DataType::uint8 ? asUnsigned(std::move(weight)) : weight;
    }
    return {};
  }

  const CompressedModel& compressed_;
  Plan plan_;
  RewriteBytes added_;
};

}  // namespace bitwright

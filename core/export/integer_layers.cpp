// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/integer_layers.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "core/export/float16_layers.h"
#include "core/lowering/dynamic_form.h"
#include "core/lowering/float16_plan.h"
#include "core/lowering/integer_plan.h"
#include "core/lowering/qdq_form.h"
#include "core/lowering/qoperator_form.h"
#include "core/lowering/raised_scales.h"
#include "core/model/model_document.h"

namespace bitwright {

namespace {

constexpr std::int64_t kAxisOpset = 13;  // before, DequantizeLinear has no axis
constexpr std::int64_t kDequantizeOpset = 10;

/// What was observed, and over it what the recipe sets by hand.
RangeTable rangesOf(const ExportOptions& options, const ActivationPlan& plan) {
  RangeTable ranges = options.ranges ? *options.ranges : RangeTable{};
  for (const auto& [name, range] : plan.ranges) ranges[name] = {name, range.low, range.high};
  return ranges;
}

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
    auto node = constantNode(rawTensor(weight.type, tensor.shape, {weight.elements.data(), weight.elements.size()}), tensor.tensor);
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
    const bool bias = std::any_of(plan_.nodes.begin(), plan_.nodes.end(), [&](const auto& each) { return each.second.bias == index; });
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
  std::vector<Message> warnings() const override {
    const auto& overflow = plan_.overflow;
    if (overflow.layers == 0) return {};
    if (overflow.madeUnsigned) {
      return {Message(BW_MESSAGE("integer.unsigned",
                                 "16-bit sums of %1 layers would overflow on processors without VNNI: their weights are stored unsigned, which is "
                                 "right on every processor and slower on those with VNNI"),
                      {overflow.layers})};
    }
    if (compressed_.recipe.activations.target == TargetProcessor::vnni) return {};
    return {Message(BW_MESSAGE("integer.overflows_elsewhere",
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
  [[nodiscard]] IntegerWeight weightOf(std::size_t index) const {
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

class DynamicLayers final : public Planned<DynamicPlan> {
 public:
  using Planned::Planned;
  void addTo(ModelEdit& edit) override { addPass(edit, writeDynamic); }
};

class QoperatorLayers final : public Planned<IntegerPlan> {
 public:
  using Planned::Planned;
  void addTo(ModelEdit& edit) override { addPass(edit, writeQoperator); }
};

class QdqLayers final : public Planned<IntegerPlan> {
 public:
  using Planned::Planned;
  void addTo(ModelEdit& edit) override { addPass(edit, writeQdq); }
  std::vector<std::byte> meantIntegers(std::size_t index) const override {
    return plan_.isBare(index) ? Planned::meantIntegers(index) : std::vector<std::byte>();
  }

  Result<NodeList> write(std::size_t index, std::int64_t opset, NameSource& names, ConstantPool& pool) const override {
    if (plan_.isBare(index)) return Planned::write(index, opset, names, pool);
    const auto& tensor = compressed_.model->tensors()[index];
    const auto& term = compressed_.layers[index].encoded->terms.front();
    const auto weight = weightOf(index);
    const bool channels = weight.scales.size() > 1;
    const auto count = static_cast<std::int64_t>(weight.scales.size());
    const std::vector<std::int64_t> scaleDims = channels ? std::vector<std::int64_t>{count} : std::vector<std::int64_t>{};
    NodeWriter writer(opset, names, pool);
    const auto codes = writer.constant(weight.type, tensor.shape, {weight.elements.data(), weight.elements.size()}, Content::payload);
    const auto scales = writer.floats(weight.scales, scaleDims, term.scaleWidth, Content::scales);
    // Kernels that compute in integers are only found where the zero point is written, even where it is 0.
    const std::vector<std::byte> zeros(weight.scales.size(), static_cast<std::byte>(weight.zeroPoint));
    const auto zeroPoints = writer.constant(weight.type, scaleDims, {zeros.data(), zeros.size()}, Content::scales);
    const std::int64_t axis = channels ? tensor.channelAxis : -1;
    writer.dequantize(codes, scales, &zeroPoints, axis, 0, opset < (channels ? kAxisOpset : kDequantizeOpset));
    return writer.finish(tensor.tensor);
  }
};

}  // namespace

namespace {

IntegerPlan planStatic(const ExportOptions& options, const CompressedModel& compressed, const MainGraph& graph, RaisedScales* raised = nullptr) {
  const auto standard = standardChoice(compressed.recipe.activations.mode);
  const IntegerTarget form{options.format == ExportFormat::qoperator, options.nativeEnds};
  return planIntegers(compressed, graph, rangesOf(options, compressed.recipe.activations), standard, form, raised);
}

std::shared_ptr<IntegerLayers> planIntegerLayers(const ExportOptions& options, const CompressedModel& compressed) {
  if (!quantizesActivations(options.format)) return nullptr;
  const MainGraph graph(*compressed.model);
  if (options.format == ExportFormat::dynamic) return std::make_shared<DynamicLayers>(compressed, planDynamic(compressed, graph));
  auto plan = planStatic(options, compressed, graph);
  if (options.format == ExportFormat::qoperator) return std::make_shared<QoperatorLayers>(compressed, std::move(plan));
  return std::make_shared<QdqLayers>(compressed, std::move(plan));
}

}  // namespace

CompressedModel fittedToIntegers(const ExportOptions& options, const CompressedModel& compressed) {
  if (!needsRanges(options.format)) return compressed;
  RaisedScales raised;
  static_cast<void>(planStatic(options, compressed, MainGraph(*compressed.model), &raised));
  return raised.least.empty() ? compressed : withScalesRaised(compressed, raised);
}

std::shared_ptr<IntegerLayers> IntegerLayers::plan(const ExportOptions& options, const CompressedModel& compressed) {
  auto integers = planIntegerLayers(options, compressed);
  return asksForFloat16(compressed) ? planFloat16Layers(compressed, options.ranges.get(), std::move(integers)) : integers;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/plan/plan_integers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "core/graph/activation_bounds.h"
#include "core/lowering/plan/folded_norms.h"
#include "core/lowering/plan/integer_limits.h"
#include "core/lowering/plan/layer_activation.h"
#include "core/lowering/plan/left_out_layers.h"
#include "core/lowering/plan/quantized_layer.h"
#include "core/lowering/plan/stored_weight.h"
#include "core/lowering/plan/sum_overflow.h"
#include "core/lowering/plan/value_spread.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

/// Sums are added to it in 32 bits: half of them are theirs.
constexpr double kMostBias = 1 << 30;

/// One attempt at a plan, with nodes that an earlier attempt found to be impossible.
class IntegerPlanner {
 public:
  IntegerPlanner(const CompressedModel& compressed, const MainGraph& graph, const RangeTable& ranges,
                 const ActivationChoice& standard, const IntegerTarget& form, const ValueSpread& spreads,
                 RaisedScales* raised, LeftNodes& banned)
      : compressed_(compressed),
        graph_(graph),
        ranges_(ranges),
        standard_(standard),
        form_(form),
        spreads_(spreads),
        raised_(raised),
        banned_(banned) {}

  IntegerPlan plan() {
    chooseTypes();
    for (const int index : graph_.order()) {
      if (auto reason = decide(index); reason) floats_.emplace_back(index, std::move(*reason));
    }
    leaveSumsAsFloats();
    for (auto& [index, reason] : floats_) {
      const auto& node = graph_.node(index);
      const auto* op = integerOperator(node);
      const bool weighted = op != nullptr && op->role == IntegerRole::weighted;
      if (weighted || readsIntegers(node) || leftApart(reason))
        plan_.floats.push_back({graph_.id(index), node.op_type(), std::move(reason)});
    }
    addLeftOutLayers(
        compressed_, graph_, standard_, [this](int node) { return plan_.nodes.contains(node); }, plan_.floats);
    banSharedWeights();
    quantizeBiases();
    return std::move(plan_);
  }

 private:
  // What each value is wanted as: by the layers that read it, else by the one that makes it.

  void chooseTypes() {
    for (auto at = graph_.order().rbegin(); at != graph_.order().rend(); ++at) {
      const auto& node = graph_.node(*at);
      const auto* op = integerOperator(node);
      if (op == nullptr || node.input_size() == 0) continue;
      if (op->role == IntegerRole::weighted) {
        want(node.input(0), layerActivation(compressed_, graph_, node, standard_));
      } else if (op->role == IntegerRole::passing || op->role == IntegerRole::clamping) {
        if (const auto found = wanted_.find(node.output(0)); found != wanted_.end()) want(node.input(0), found->second);
      }
    }
  }

  void want(const std::string& value, const ActivationChoice& choice) {
    if (!isQuantized(choice)) return;
    const auto [found, isNew] = wanted_.try_emplace(value, choice);
    if (!isNew && dataTypeBits(choice.type) > dataTypeBits(found->second.type)) found->second = choice;
  }

  ActivationChoice choiceFor(const std::string& value, const onnx::NodeProto* producer) const {
    if (const auto found = wanted_.find(value); found != wanted_.end()) return found->second;
    if (producer != nullptr) {
      const auto* op = integerOperator(*producer);
      if (op != nullptr && op->role == IntegerRole::weighted) {
        const auto own = layerActivation(compressed_, graph_, *producer, standard_);
        if (isQuantized(own)) return own;
      }
    }
    return isQuantized(standard_) ? standard_ : ActivationChoice{};
  }

  /// The value that stands for an input: where a Relu went into its producer, nothing else reads what it read.
  [[nodiscard]] bool isMade(const std::string& value) const { return plan_.made.contains(value); }

  std::optional<Message> quantize(const std::string& value, const onnx::NodeProto* producer) {
    if (plan_.values.contains(value)) return std::nullopt;
    const auto choice = choiceFor(value, producer);
    const auto* range = observedRange(graph_, ranges_, value);
    if (range == nullptr) return Message(BW_MESSAGE("integer.no_range", "no range was observed for %1"), {value});
    if (!range->finite) {
      return Message(
          BW_MESSAGE("integer.range_not_finite", "%1 was not finite everywhere on the data, which integers cannot say"),
          {value});
    }
    auto covered = *range;
    if (areShares(graph_, value)) {
      if (static_cast<double>(covered.high) * mostSpread(dataTypeBits(choice.type).value_or(8)) < 1.0) {
        return Message(BW_MESSAGE("integer.small_shares",
                                  "the shares of a Softmax are at most %1 here, to which the scale that its kernel "
                                  "needs leaves no levels"),
                       {static_cast<double>(covered.high)});
      }
      covered.high = std::max(covered.high, 1.0F);
    }
    const auto parameters = quantizationParameters(covered, quantizedType(choice.type), choice.symmetric);
    plan_.values.emplace(value, QuantizedValue{choice.type, parameters.scale, parameters.zeroPoint, nullptr});
    return std::nullopt;
  }

  // Nodes, in the order values flow. Nothing: computes in integers, or has no part in it. Else why not.

  std::optional<Message> decide(int index) {
    const auto& node = graph_.node(index);
    const auto* op = integerOperator(node);
    const bool concerned = readsIntegers(node) || (op != nullptr && op->role == IntegerRole::weighted);
    if (!concerned) return std::nullopt;
    if (op == nullptr) {
      if (node.op_type() == "Shape" || node.op_type() == "Constant") return std::nullopt;
      if (auto kept = whyKept(compressed_, index); !kept.empty()) return kept;
      return Message(BW_MESSAGE("integer.no_kernel", "ONNX Runtime has no integer kernel for it"));
    }
    if (const auto banned = banned_.find(index); banned != banned_.end()) return banned->second;
    if (op->leastOpset > graph_.opset()) {
      return Message(BW_MESSAGE("integer.opset", "takes integers from opset %1 on, and the model has %2"),
                     {op->leastOpset, graph_.opset()});
    }
    switch (op->role) {
      case IntegerRole::weighted:
        return decideWeighted(index);
      case IntegerRole::clamping:
        return decideClamp(index);
      default:
        return decideOther(index, *op);
    }
  }

  // Parts of a value that differ so much in size that one scale leaves the smaller no levels.

  double spreadOver(double spread, const ActivationChoice& choice) const {
    return spread / mostSpread(dataTypeBits(choice.type).value_or(8));
  }

  bool isSpread(const std::string& value, const onnx::NodeProto& producer) const {
    return spreadOver(spreads_.of(value).most(), choiceFor(value, &producer)) > 1.0;
  }

  /// Whether a node was left floats for what its values are: that is told even where what it reads needs no integers
  /// then.
  static bool leftApart(const Message& reason) {
    constexpr std::array<std::string_view, 6> kReasons{
        "integer.spread",           "integer.adds_spread",         "integer.adds_nothing",
        "integer.range_not_finite", "integer.constant_not_finite", "integer.noisy"};
    return std::find(kReasons.begin(), kReasons.end(), reason.id()) != kReasons.end();
  }

  static std::int64_t times(double spread) { return static_cast<std::int64_t>(std::min(spread, 1e15)); }

  std::optional<Message> tooSpread(const onnx::NodeProto& node, const IntegerOperator& op) const {
    for (const auto& output : node.output()) {
      if (output.empty() || !isSpread(output, node)) continue;
      return Message(
          BW_MESSAGE(
              "integer.spread",
              "some of what it gives is %1 times as large as other parts of it, to which one scale leaves no levels"),
          {times(spreads_.of(output).most())});
    }
    if (op.op != "Add") return std::nullopt;
    const std::size_t small = spreads_.size(node.input(0)) < spreads_.size(node.input(1)) ? 0 : 1;
    const auto& less = node.input(static_cast<int>(small));
    if (graph_.constant(less) != nullptr)
      return std::nullopt;  // of a stored one nothing is lost but half a step of the sum
    const double ratio = spreads_.size(node.input(static_cast<int>(1 - small))) / spreads_.size(less);
    if (!(spreadOver(ratio, choiceFor(node.output(0), &node)) > 1.0)) return std::nullopt;
    if (!std::isfinite(ratio))
      return Message(BW_MESSAGE("integer.adds_nothing", "%1, which it adds, was 0 on all the data"), {less});
    return Message(
        BW_MESSAGE("integer.adds_spread",
                   "one of what it adds is %1 times as large as the other, to which the sum's scale leaves no levels"),
        {times(ratio)});
  }

  bool readsIntegers(const onnx::NodeProto& node) const {
    return std::any_of(node.input().begin(), node.input().end(), [&](const auto& input) { return isMade(input); });
  }

  std::optional<Message> decideWeighted(int index) {
    const auto& node = graph_.node(index);
    auto weighted = quantizedLayer(compressed_, graph_, index);
    if (!weighted.reason.empty()) return std::move(weighted.reason);
    const auto choice = layerActivation(compressed_, graph_, node, standard_);
    if (!isQuantized(choice))
      return Message(BW_MESSAGE("integer.asked_for_floats", "its activations are to stay floats"));
    const double joined = spreads_.of(node.input(0)).joined;
    if (spreadOver(joined, choiceFor(node.input(0), nullptr)) > 1.0) {
      return Message(
          BW_MESSAGE(
              "integer.reads_spread",
              "some of what it reads is %1 times as large as other parts of it, to which one scale leaves no levels"),
          {times(joined)});
    }
    const bool known = plan_.values.contains(node.input(0));
    if (auto reason = quantize(node.input(0), nullptr); reason) return reason;
    const auto output = weighted.node.output;
    if (isSpread(output, node)) return decideSpread(index, std::move(weighted.node), known);
    if (auto reason = quantize(output, &node); reason) {
      if (!known) plan_.values.erase(node.input(0));
      return reason;
    }
    if (auto reason = unsuitable({node.input(0), output}, *weighted.node.op); reason) {
      plan_.values.erase(output);
      if (!known) plan_.values.erase(node.input(0));
      return reason;
    }
    plan_.nodes.emplace(index, std::move(weighted.node));
    plan_.made.insert(output);
    return std::nullopt;
  }

  /// One whose channels are given out and need scales of their own: its sums become floats at once.
  std::optional<Message> decideSpread(int index, IntegerNode node, bool known) {
    const auto& input = graph_.node(index).input(0);
    auto reason = unsuitable({input}, *node.op);
    if (node.op->op == "Conv" && !reason) {
      // ConvInteger leaves the sums to be scaled; ONNX Runtime's takes unsigned integers, and a weight is stored in one
      // way.
      const bool alone = !node.behind && graph_.readers(graph_.node(index).input(1)).size() == 1;
      if (!alone || plan_.values.at(input).type != DataType::uint8) reason = tooSpread(graph_.node(index), *node.op);
      node.weight = asUnsigned(std::move(node.weight));
    }
    if (reason) {
      if (!known) plan_.values.erase(input);
      return reason;
    }
    node.floatOutput = true;
    plan_.nodes.emplace(index, std::move(node));
    return std::nullopt;
  }

  /// Kernels take values of one type; form qoperator has none of 16 bits.
  std::optional<Message> unsuitable(const std::vector<std::string>& values, const IntegerOperator& op) const {
    const auto first = plan_.values.at(values.front()).type;
    for (const auto& value : values) {
      const auto type = plan_.values.at(value).type;
      const bool wide = dataTypeBits(type) == 16;
      if (wide && form_.operators)
        return Message(BW_MESSAGE("integer.operators_16", "form qoperator has no operators on 16-bit activations"));
      if (wide && op.role != IntegerRole::weighted && op.role != IntegerRole::passing) {
        return Message(BW_MESSAGE("integer.kernel_16", "there is no kernel on 16-bit activations"));
      }
      if (type != first) {
        return Message(BW_MESSAGE("integer.mixed_types", "it would read %1 and make %2, for which there is no kernel"),
                       {std::string(dataTypeName(first)), std::string(dataTypeName(type))});
      }
    }
    return std::nullopt;
  }

  /// A Relu or Clip goes where the integers it would be given cannot lie outside its bounds.
  std::optional<Message> decideClamp(int index) {
    const auto& node = graph_.node(index);
    const auto& input = node.input(0);
    const Message alone(BW_MESSAGE("integer.clamp_alone", "is not the only one to read what it reads"));
    if (!graph_.isReadOnce(input)) return alone;
    const auto maker = std::find_if(plan_.nodes.begin(), plan_.nodes.end(),
                                    [&](const auto& each) { return each.second.output == input; });
    if (maker == plan_.nodes.end()) return alone;
    const auto role = maker->second.op->role;
    if (role == IntegerRole::passing)
      return Message(BW_MESSAGE("integer.clamp_passing", "stands behind %1, which passes its values on"),
                     {std::string(maker->second.op->op)});
    const auto bounds = activationBounds(graph_, node);
    if (!bounds) return Message(BW_MESSAGE("integer.clamp_bounds", "its bounds are not stored in the model"));
    const auto& output = node.output(0);
    if (auto reason = quantize(output, &graph_.node(maker->first)); reason) return reason;
    const auto& value = plan_.values.at(output);
    const auto limits = integerLimits(value.type);
    const double low = static_cast<double>(value.scale) * (limits.lowest - value.zeroPoint);
    const double high = static_cast<double>(value.scale) * (limits.highest - value.zeroPoint);
    const double tolerance = 0.5 * static_cast<double>(value.scale);  // what would be beyond rounds back
    if (low < bounds->low - tolerance || high > bounds->high + tolerance || value.type != plan_.values.at(input).type) {
      plan_.values.erase(output);
      return Message(
          BW_MESSAGE("integer.clamp_range", "the quantized range reaches beyond its bounds, as a symmetric one does"));
    }
    plan_.values.erase(input);
    plan_.made.erase(input);
    plan_.made.insert(output);
    maker->second.output = output;
    plan_.clamps.emplace(index, maker->first);
    return std::nullopt;
  }

  std::optional<Message> decideOther(int index, const IntegerOperator& op) {
    const auto& node = graph_.node(index);
    const bool several = op.role == IntegerRole::elementwise || op.role == IntegerRole::joining;
    const int inputs = several ? node.input_size() : 1;
    if (!isMade(node.input(0)) && !several) return std::nullopt;  // moves indices or shapes
    if (auto reason = tooSpread(node, op); reason) return reason;
    std::vector<std::string> added;
    const auto undo = [&] {
      for (const auto& value : added) plan_.values.erase(value);
    };
    std::vector<std::string> values;
    for (int at = 0; at < inputs; ++at) {
      const auto& input = node.input(at);
      values.push_back(input);
      if (plan_.values.contains(input)) continue;
      auto reason = graph_.constant(input) != nullptr ? quantizeConstant(input, plan_.values.at(firstMade(node)).type)
                                                      : quantize(input, nullptr);
      if (reason) {
        undo();
        return reason;
      }
      added.push_back(input);
    }
    for (const auto& output : node.output()) {
      if (output.empty()) continue;
      if (op.role == IntegerRole::passing) {
        if (node.op_type() == "MaxPool" && output != node.output(0)) continue;  // indices
        plan_.values.emplace(output, plan_.values.at(values.front()));
      } else if (auto reason = quantize(output, &node); reason) {
        undo();
        return reason;
      }
      added.push_back(output);
      values.push_back(output);
    }
    if (auto reason = unsuitable(values, op); reason) {
      undo();
      return reason;
    }
    IntegerNode chosen;
    chosen.op = &op;
    chosen.output = node.output(0);
    plan_.nodes.emplace(index, std::move(chosen));
    for (const auto& output : node.output()) {
      if (plan_.values.contains(output)) plan_.made.insert(output);
    }
    return std::nullopt;
  }

  std::string firstMade(const onnx::NodeProto& node) const {
    return *std::find_if(node.input().begin(), node.input().end(), [&](const auto& input) { return isMade(input); });
  }

  std::optional<Message> quantizeConstant(const std::string& name, DataType type) {
    const auto* tensor = graph_.constant(name);
    const bool encoded = compressed_.layers[tensor->index].encoded != nullptr;
    if (encoded || tensor->type != DataType::float32 || tensor->elementCount() == 0) {
      return Message(BW_MESSAGE("integer.constant", "its stored operand %1 is no float32 tensor left as it is"),
                     {name});
    }
    const auto values = toFloat(*tensor);
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    if (!std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); })) {
      return Message(
          BW_MESSAGE("integer.constant_not_finite", "its stored operand %1 holds values that are not finite"), {name});
    }
    const auto parameters =
        quantizationParameters({name, std::min(0.0F, *low), std::max(0.0F, *high)}, quantizedType(type), false);
    plan_.values.emplace(name, QuantizedValue{type, parameters.scale, parameters.zeroPoint, tensor});
    return std::nullopt;
  }

  // Looking back over the whole.

  bool integersWanted(const std::string& value) const {
    const auto& readers = graph_.readers(value);
    return std::any_of(readers.begin(), readers.end(),
                       [&](const InputPlace& place) { return plan_.nodes.contains(place.node); });
  }

  /// The last MatMul or Gemm scales its sums to floats itself, which loses nothing; a Conv has no such kernel.
  void leaveSumsAsFloats() {
    for (auto& [index, node] : plan_.nodes) {
      if (node.op->role != IntegerRole::weighted || node.op->op == "Conv" || node.floatOutput) continue;
      if (form_.integerOutputs && graph_.isGraphOutput(node.output)) continue;
      if (integersWanted(node.output) || node.output != resultOf(compressed_, graph_.graph(), index)) continue;
      node.floatOutput = true;
      plan_.values.erase(node.output);
      plan_.made.erase(node.output);
    }
  }

  /// In form qoperator a weight is stored as integers alone, in form qdq one that nodes move on its way: all that read
  /// it must take them, and alike.
  void banSharedWeights() {
    const auto takes = [this](const InputPlace& place) {
      const auto reader = plan_.nodes.find(place.node);
      return reader != plan_.nodes.end() && reader->second.op->role == IntegerRole::weighted && place.input == 1;
    };
    for (const auto& [index, node] : plan_.nodes) {
      if (node.op->role != IntegerRole::weighted || (!form_.operators && !plan_.isBare(node.tensor))) continue;
      auto reason = whyReadAsFloats(graph_, compressed_.model->tensors()[node.tensor].tensor, takes);
      if (!reason.empty()) banned_.emplace(index, std::move(reason));
    }
  }

  void quantizeBiases() {
    for (auto& [index, node] : plan_.nodes) {
      if (!node.bias || node.scalesSums()) continue;
      const double inputScale = static_cast<double>(plan_.values.at(graph_.node(index).input(0)).scale);
      const auto values = finalFloats(compressed_, *node.bias);
      const auto& scales = node.weight.scales;
      std::vector<double> least(values.size(), 0.0);  // what the scales of channels have to be whose bias does not fit
      for (std::size_t at = 0; at < values.size(); ++at) {
        const double value = static_cast<double>(values[at]);
        const double scale = static_cast<double>(
            static_cast<float>(inputScale * static_cast<double>(scales[scales.size() == 1 ? 0 : at])));
        const double code = value == 0.0 ? 0.0 : std::nearbyint(value / scale);
        const bool fits = std::abs(code) <= kMostBias;
        if (!fits) least[at] = std::abs(value) / inputScale / kMostBias;
        node.biasCodes.push_back(fits ? static_cast<std::int32_t>(code) : 0);
      }
      const auto beyond = values.size() - static_cast<std::size_t>(std::count(least.begin(), least.end(), 0.0));
      if (beyond == 0) continue;
      // A channel or two whose weights are next to nothing beside their bias; were it most of them, nothing would be
      // left of what the layer computes.
      if (raised_ != nullptr && scales.size() > 1 && 2 * beyond <= values.size()) {
        raised_->add(node.tensor, least);
      } else {
        banned_.emplace(
            index, Message(BW_MESSAGE("integer.bias", "its bias does not fit 32 bits at the scale of its weights")));
      }
    }
  }

  const CompressedModel& compressed_;
  const MainGraph& graph_;
  const RangeTable& ranges_;
  const ActivationChoice& standard_;
  const IntegerTarget& form_;
  const ValueSpread& spreads_;
  RaisedScales* raised_;
  LeftNodes& banned_;
  std::unordered_map<std::string, ActivationChoice> wanted_;
  std::vector<std::pair<int, Message>> floats_;
  IntegerPlan plan_;
};

}  // namespace

IntegerPlan planIntegers(const CompressedModel& compressed, const MainGraph& graph, const RangeTable& ranges,
                         const ActivationChoice& standard, const IntegerTarget& form, RaisedScales* raised,
                         const LeftNodes& left) {
  const ValueSpread spreads(compressed, graph, ranges);
  LeftNodes banned = left;
  for (const auto& value : compressed.scaled.muls) {
    if (const int node = graph.producer(value); node >= 0) {
      banned.emplace(node, Message(BW_MESSAGE("integer.smooths",
                                              "scales channels that differ in size: in integers they would lose again "
                                              "what that gains")));
    }
  }
  for (;;) {
    const auto before = banned.size();
    auto plan = IntegerPlanner(compressed, graph, ranges, standard, form, spreads, raised, banned).plan();
    if (banned.size() != before) continue;
    plan.overflow = planForSums(plan.nodes, compressed, graph, form.operators, plan.values);
    return plan;
  }
}

}  // namespace bitwright

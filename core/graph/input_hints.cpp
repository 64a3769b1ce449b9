// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/input_hints.h"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <deque>
#include <initializer_list>
#include <numeric>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "core/base/text/one_of.h"
#include "core/graph/main_graph.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

using Shape = std::vector<std::int64_t>;

/// A value that is an input but for its type and the order of its dimensions.
struct FollowedInput {
  std::string value;
  std::vector<std::int64_t> order;  ///< dimension i is the input's order[i]; empty: as in the input
};

/// What a node says of one of its operands: its rank, and sizes of dimensions, counted from the end where negative.
struct Expectation {
  std::size_t rank = 0;  ///< 0: not told
  std::vector<std::pair<int, std::int64_t>> sizes{};
  int pastAxis = -1;
  InputHint::Holds holds = InputHint::Holds::anything;
};

class HintReader {
 public:
  explicit HintReader(const Model& model) : model_(model), graph_(model) {}

  std::map<std::string, InputHint> read() {
    std::map<std::string, InputHint> hints;
    for (const auto& input : model_.inputs()) {
      auto hint = read(input);
      if (!hint.shape.empty() || hint.pastAxis >= 0 || hint.holds != InputHint::Holds::anything)
        hints.emplace(input.name, std::move(hint));
    }
    return hints;
  }

 private:
  InputHint read(const ValueInfo& input) {
    InputHint hint;
    if (input.hasShape) hint.shape.assign(input.shape.size(), -1);
    std::set<std::string> seen{input.name};
    std::deque<FollowedInput> ahead{{input.name, {}}};
    while (!ahead.empty()) {
      const auto from = std::move(ahead.front());
      ahead.pop_front();
      for (const auto& [index, operand] : graph_.readers(from.value)) {
        const auto& node = graph_.node(index);
        if (const auto expected = expectation(node, operand)) take(*expected, from, hint);
        if (auto next = beyond(node, operand, from); next && seen.insert(next->value).second)
          ahead.push_back(std::move(*next));
      }
    }
    return hint;
  }

  static void take(const Expectation& expected, const FollowedInput& from, InputHint& hint) {
    if (expected.holds != InputHint::Holds::anything) hint.holds = expected.holds;
    if (hint.shape.empty() && expected.rank > 0) hint.shape.assign(expected.rank, -1);
    const auto rank = static_cast<int>(hint.shape.size());
    const auto placeOf = [&](int axis) -> std::optional<std::size_t> {
      const int at = axis < 0 ? rank + axis : axis;
      if (at < 0 || at >= rank) return std::nullopt;
      if (from.order.empty()) return static_cast<std::size_t>(at);
      if (from.order.size() != hint.shape.size()) return std::nullopt;
      return static_cast<std::size_t>(from.order[static_cast<std::size_t>(at)]);
    };
    for (const auto& [axis, size] : expected.sizes) {
      const auto place = placeOf(axis);
      if (place && hint.shape[*place] < 0) hint.shape[*place] = size;
    }
    if (expected.pastAxis < 0) return;
    if (const auto place = placeOf(expected.pastAxis)) hint.pastAxis = static_cast<int>(*place);
  }

  /// The node's result, where it is its operand in another type or order.
  [[nodiscard]] std::optional<FollowedInput> beyond(const onnx::NodeProto& node, int operand,
                                                    const FollowedInput& from) const {
    if (node.output_size() == 0 || operand != 0) return std::nullopt;
    if (node.op_type() == "Transpose") {
      const auto* order = findAttribute(node, "perm");
      if (order == nullptr) return std::nullopt;
      FollowedInput next{node.output(0), {}};
      for (const auto axis : order->ints()) {
        const auto rank = static_cast<std::int64_t>(order->ints_size());
        if (axis < 0 || axis >= rank || (!from.order.empty() && from.order.size() != static_cast<std::size_t>(rank)))
          return std::nullopt;
        next.order.push_back(from.order.empty() ? axis : from.order[static_cast<std::size_t>(axis)]);
      }
      return next;
    }
    const bool keeps =
        isOneOf(node.op_type(), {"SequenceAt", "OptionalGetElement", "Cast", "Identity", "QuantizeLinear",
                                 "DequantizeLinear", "Relu", "Clip", "Dropout", "Sigmoid", "Tanh", "Neg", "Abs", "Sqrt",
                                 "Exp", "Log", "LayerNormalization", "InstanceNormalization", "BatchNormalization"});
    const bool scales =
        isOneOf(node.op_type(), {"Add", "Sub", "Mul", "Div"}) && node.input_size() == 2 && shapeOf(node.input(1));
    if (!keeps && !scales) return std::nullopt;
    return FollowedInput{node.output(0), from.order};
  }

  /// Of a stored tensor, also where it is converted on the way.
  [[nodiscard]] std::optional<Shape> shapeOf(const std::string& value, int depth = 0) const {
    constexpr int kDeepest = 4;
    if (const auto* tensor = graph_.constant(value)) return tensor->shape;
    const int producer = graph_.producer(value);
    if (producer < 0 || depth == kDeepest) return std::nullopt;
    const auto& node = graph_.node(producer);
    if (node.input_size() == 0) return std::nullopt;
    auto shape = shapeOf(node.input(0), depth + 1);
    if (!shape || isOneOf(node.op_type(), {"Cast", "Identity", "DequantizeLinear"})) return shape;
    if (node.op_type() != "Transpose") return std::nullopt;
    const auto* order = findAttribute(node, "perm");
    Shape turned(shape->rbegin(), shape->rend());
    for (int at = 0; order != nullptr && at < order->ints_size() && at < static_cast<int>(turned.size()); ++at) {
      const auto from = order->ints(at);
      if (from < 0 || from >= static_cast<std::int64_t>(shape->size())) return std::nullopt;
      turned[static_cast<std::size_t>(at)] = (*shape)[static_cast<std::size_t>(from)];
    }
    return turned;
  }
  [[nodiscard]] std::optional<Shape> operandShape(const onnx::NodeProto& node, int operand,
                                                  std::size_t leastRank) const {
    if (operand >= node.input_size()) return std::nullopt;
    auto shape = shapeOf(node.input(operand));
    return shape && shape->size() >= leastRank ? shape : std::nullopt;
  }

  [[nodiscard]] std::optional<Expectation> expectation(const onnx::NodeProto& node, int operand) const {
    if (auto cached = ofAttention(node, operand)) return cached;
    if (auto product = ofProduct(node, operand)) return product;
    return ofOthers(node, operand);
  }

  static std::optional<Expectation> ofAttention(const onnx::NodeProto& node, int operand) {
    using Holds = InputHint::Holds;
    const auto& op = node.op_type();
    if (op == "GroupQueryAttention") {
      if (operand == 3 || operand == 4) return Expectation{4, {}, 2};
      if (operand == 5) return Expectation{1, {}, -1, Holds::lastPosition};
      if (operand == 6) return Expectation{0, {}, -1, Holds::positions};
    }
    if (op == "MultiHeadAttention" && (operand == 6 || operand == 7)) return Expectation{4, {}, 2};
    if (op == "Attention" && !isDefaultDomain(node.domain()) && operand == 4) return Expectation{5, {{0, 2}}, 3};
    if (op == "Attention" && isDefaultDomain(node.domain()) && (operand == 4 || operand == 5))
      return Expectation{4, {}, 2};
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Expectation> ofProduct(const onnx::NodeProto& node, int operand) const {
    const auto& op = node.op_type();
    if (isOneOf(op, {"Conv", "ConvInteger", "QLinearConv", "FusedConv", "ConvTranspose"}) && operand == 0) {
      const auto weight = operandShape(node, op == "QLinearConv" ? 3 : 1, 3);
      if (!weight) return std::nullopt;
      const auto groups = std::clamp<std::int64_t>(integerAttribute(node, "group", 1), 1, (*weight)[0]);
      return Expectation{weight->size(), {{1, op == "ConvTranspose" ? (*weight)[0] : (*weight)[1] * groups}}};
    }
    if ((op == "Gemm" || op == "FusedGemm") && operand < 2) {
      const auto other = operandShape(node, 1 - operand, 2);
      if (!other) return std::nullopt;
      const bool turnedOther = integerAttribute(node, operand == 0 ? "transB" : "transA", 0) != 0;
      const bool turned = integerAttribute(node, operand == 0 ? "transA" : "transB", 0) != 0;
      const auto shared = (*other)[(operand == 0) != turnedOther ? 0 : 1];
      return Expectation{2, {{(operand == 0) != turned ? 1 : 0, shared}}};
    }
    if (isOneOf(op, {"MatMul", "MatMulInteger", "DynamicQuantizeMatMul", "QLinearMatMul", "FusedMatMul"})) {
      const bool linear = op == "QLinearMatMul";
      const int second = linear ? 3 : 1;
      if (operand == 0) {
        const auto weight = operandShape(node, second, 1);
        if (!weight) return std::nullopt;
        const bool turned = integerAttribute(node, "transB", 0) != 0;
        return Expectation{2, {{-1, weight->size() == 1 || turned ? weight->back() : (*weight)[weight->size() - 2]}}};
      }
      const auto weight = operand == second ? operandShape(node, 0, 1) : std::nullopt;
      if (weight) return Expectation{2, {{-2, weight->back()}}};
    }
    if (op == "MatMulNBits" && operand == 0) return Expectation{2, {{-1, integerAttribute(node, "K", -1)}}};
    if (op == "Attention" && !isDefaultDomain(node.domain()) && operand == 0) {
      if (const auto weight = operandShape(node, 1, 2)) return Expectation{3, {{-1, (*weight)[0]}}};
    }
    if (isOneOf(op, {"LSTM", "GRU", "RNN"})) {
      const auto weight = operandShape(node, 1, 3);
      if (weight && operand == 0) return Expectation{3, {{-1, (*weight)[2]}}};
      const auto hidden = integerAttribute(node, "hidden_size", -1);
      if (weight && (operand == 5 || operand == 6)) return Expectation{3, {{0, (*weight)[0]}, {-1, hidden}}};
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Expectation> ofOthers(const onnx::NodeProto& node, int operand) const {
    const auto& op = node.op_type();
    if (isOneOf(op, {"BatchNormalization", "InstanceNormalization", "GroupNormalization"}) && operand == 0) {
      const auto scale = operandShape(node, 1, 1);
      if (scale && op != "GroupNormalization") return Expectation{4, {{1, scale->back()}}};
    }
    if (isOneOf(op, {"LayerNormalization", "SimplifiedLayerNormalization", "RMSNormalization"}) && operand == 0) {
      if (const auto scale = operandShape(node, 1, 1)) return Expectation{3, {{-1, scale->back()}}};
    }
    if (isOneOf(op, {"SkipLayerNormalization", "SkipSimplifiedLayerNormalization"}) && operand < 2) {
      if (const auto scale = operandShape(node, 2, 1)) return Expectation{3, {{-1, scale->back()}}};
    }
    if (isOneOf(op, {"Gather", "EmbedLayerNormalization"}) && operand == (op == "Gather" ? 1 : 0))
      return Expectation{2};
    if (isOneOf(op, {"MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool"})) {
      const auto* kernel = findAttribute(node, "kernel_shape");
      return Expectation{kernel != nullptr ? static_cast<std::size_t>(kernel->ints_size()) + 2 : 4};
    }
    if (isOneOf(op, {"Add", "Sub", "Mul", "Div"}) && node.input_size() == 2) {
      const auto other = operandShape(node, 1 - operand, 1);
      if (!other) return std::nullopt;
      Expectation expected{other->size()};
      for (std::size_t axis = 0; axis < other->size(); ++axis) {
        if ((*other)[axis] > 1)
          expected.sizes.emplace_back(static_cast<int>(axis) - static_cast<int>(other->size()), (*other)[axis]);
      }
      return expected;
    }
    return std::nullopt;
  }

  const Model& model_;
  MainGraph graph_;
};

}  // namespace

std::map<std::string, InputHint> inputHints(const Model& model) {
  return HintReader(model).read();
}

std::vector<std::string> inputsBehind(const Model& model, const std::string& node) {
  const auto& graph = mainGraph(model);
  std::vector<std::string> inputs;
  std::set<std::string> seen;
  std::deque<std::string> ahead;
  for (const auto& each : graph.graph().node()) {
    if (each.name() != node || node.empty()) continue;
    for (auto& name : namesReadBy(each)) ahead.push_back(std::move(name));
  }
  while (!ahead.empty()) {
    auto name = std::move(ahead.front());
    ahead.pop_front();
    if (!seen.insert(name).second) continue;
    if (graph.isGraphInput(name)) inputs.push_back(name);
    if (const int producer = graph.producer(name); producer >= 0) {
      for (auto& read : namesReadBy(graph.node(producer))) ahead.push_back(std::move(read));
    }
  }
  return inputs;
}

}  // namespace bitwright

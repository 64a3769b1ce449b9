// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/interpreter/interpreter.h"

#include <memory>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/export/interpreter/array_checks.h"

namespace bitwright {

namespace {

constexpr int kDeepest = 256;

class Run {
 public:
  Run(const DecodeScope& scope, std::int64_t limit) : scope_(scope), limit_(limit) {}

  /// Finds the stored tensors and nodes `name` depends on, each behind what it reads, and how often each value is read.
  Result<void> collect(const std::string& name, int depth) {
    if (++uses_[name] > 1) return {};
    if (scope_.constant(name)) {
      constants_.push_back(name);
      return {};
    }
    const auto* node = scope_.producer(name);
    const bool contributed = node != nullptr && node->domain() == "com.microsoft" &&
                             (node->op_type() == "DequantizeLinear" || node->op_type() == "MatMulNBits" ||
                              node->op_type() == "GatherBlockQuantized");
    const bool known = node != nullptr && (node->domain().empty() || node->domain() == "ai.onnx" || contributed);
    if (!known || depth > kDeepest || (node->output_size() != 1 && node->op_type() != "Split")) return notDecoded(name);
    if (node->op_type() == "Split") return readPart(*node, name, depth);
    for (const auto& input : node->input()) {
      if (auto below = collect(input, depth + 1); !below) return below;
    }
    nodes_.push_back(node);
    listed_.push_back(node);
    return {};
  }

  Result<Interpreted> run(const std::string& name, const Job& job) {
    if (auto ran = runNodes(job); !ran) return passOn(ran);
    auto value = take(name);
    if (!value) return passOn(value);
    return Interpreted{own(*value), std::move(listed_), std::move(constants_)};
  }

 private:
  Result<void> runNodes(const Job& job) {
    for (const auto* node : nodes_) {
      if (job.stopRequested()) return Failure(cancelledError());
      std::vector<std::shared_ptr<Array>> operands;
      for (const auto& input : node->input()) {
        auto operand = take(input);
        if (!operand) return passOn(operand);
        operands.push_back(std::move(*operand));
      }
      // One that nothing else reads may be changed in place.
      auto result = apply(*node, operands);
      if (!result) return passOn(result);
      values_[node->output(0)] = std::make_shared<Array>(std::move(*result));
    }
    return {};
  }

  /// One output of a Split, whose parts are worked out here where no other value needed them before.
  Result<void> readPart(const onnx::NodeProto& node, const std::string& name, int depth) {
    auto parts = scope_.splits->find(&node);
    if (!parts) {
      auto made = partsOf(node, depth);
      if (!made) return passOn(made);
      parts = std::move(*made);
      scope_.splits->keep(&node, parts);
    }
    const auto found = parts->values.find(name);
    if (found == parts->values.end()) return notDecoded(name);
    values_[name] = found->second;
    if (!splits_.insert(&node).second) return {};
    listed_.insert(listed_.end(), parts->nodes.begin(), parts->nodes.end());
    constants_.insert(constants_.end(), parts->constants.begin(), parts->constants.end());
    return {};
  }

  Result<std::shared_ptr<const SplitParts>> partsOf(const onnx::NodeProto& node, int depth) {
    Run below(scope_, limit_);
    for (const auto& input : node.input()) {
      if (auto collected = below.collect(input, depth + 1); !collected) return passOn(collected);
    }
    if (auto ran = below.runNodes({}); !ran) return passOn(ran);
    std::vector<std::shared_ptr<Array>> operands;
    for (const auto& input : node.input()) {
      auto operand = below.take(input);
      if (!operand) return passOn(operand);
      operands.push_back(std::move(*operand));
    }
    auto values = split(node, operands);
    if (!values) return passOn(values);
    auto parts = std::make_shared<SplitParts>();
    for (int i = 0; i < node.output_size(); ++i) {
      parts->values.emplace(node.output(i), std::make_shared<Array>(std::move((*values)[static_cast<std::size_t>(i)])));
    }
    parts->nodes = std::move(below.listed_);
    parts->nodes.push_back(&node);
    parts->constants = std::move(below.constants_);
    return std::shared_ptr<const SplitParts>(std::move(parts));
  }

  static Failure notDecoded(const std::string& name) {
    return fail(ErrorKind::input, BW_MESSAGE("decode.not_constant", "is not decoded from stored tensors alone"), {},
                name);
  }

  /// The value for one of its readers; the last one has it for itself, so large intermediate values go as soon as they
  /// can.
  Result<std::shared_ptr<Array>> take(const std::string& name) {
    const bool last = --uses_[name] == 0;
    if (const auto found = values_.find(name); found != values_.end()) {
      auto value = found->second;
      if (last) values_.erase(found);
      return value;
    }
    const auto stored = scope_.constant(name);
    if (!stored) return notDecoded(name);  // a value that depends on itself
    auto array = arrayFrom(stored->type, stored->dims, stored->bytes);
    if (!array) return passOn(array);
    auto value = std::make_shared<Array>(std::move(*array));
    if (!last) values_.emplace(name, value);
    return value;
  }

  /// Moved where nobody else holds it, copied otherwise.
  static Array own(std::shared_ptr<Array>& value) { return value.use_count() == 1 ? std::move(*value) : *value; }

  static const onnx::AttributeProto* attribute(const onnx::NodeProto& node, const char* name) {
    for (const auto& candidate : node.attribute()) {
      if (candidate.name() == name) return &candidate;
    }
    return nullptr;
  }
  static std::int64_t integer(const onnx::NodeProto& node, const char* name, std::int64_t otherwise) {
    const auto* found = attribute(node, name);
    return found != nullptr ? found->i() : otherwise;
  }

  static Result<std::vector<Array>> split(const onnx::NodeProto& node,
                                          const std::vector<std::shared_ptr<Array>>& operands) {
    // Sizes are an attribute below opset 13 and an input from there on; without them the parts are equal.
    std::vector<std::int64_t> sizes;
    const auto outputs = static_cast<std::int64_t>(node.output_size());
    if (const auto* found = attribute(node, "split")) sizes.assign(found->ints().begin(), found->ints().end());
    if (operands.size() == 2) {
      if (const auto* values = std::get_if<std::vector<std::int64_t>>(&operands[1]->values)) sizes = *values;
      if (sizes.empty()) return badOperands("Split");
    }
    if (operands.empty() || operands.size() > 2 || integer(node, "axis", 0) != 0 ||
        integer(node, "num_outputs", outputs) != outputs) {
      return badOperands("Split");
    }
    return splitArray(*operands[0], std::move(sizes), outputs);
  }

  Result<Array> slice(const onnx::NodeProto& node, const std::vector<std::shared_ptr<Array>>& operands) const {
    // Starts, ends and axes are attributes below opset 10 and inputs from there on.
    std::vector<std::int64_t> starts;
    std::vector<std::int64_t> ends;
    std::vector<std::int64_t> axes{0};
    const auto take = [&](const char* name, std::size_t input, std::vector<std::int64_t>& into) {
      if (const auto* found = attribute(node, name)) into.assign(found->ints().begin(), found->ints().end());
      if (input < operands.size()) {
        const auto* values = std::get_if<std::vector<std::int64_t>>(&operands[input]->values);
        if (values != nullptr) into = *values;
      }
    };
    take("starts", 1, starts);
    take("ends", 2, ends);
    take("axes", 3, axes);
    if (starts.size() != 1 || ends.size() != 1 || axes.size() != 1 || operands.size() > 4) return badOperands("Slice");
    return sliceArray(*operands[0], axes[0], starts[0], ends[0]);
  }

  /// The one output of the branch that a constant condition chooses; a branch that reads nothing from outside.
  [[nodiscard]] Result<Array> branch(const onnx::NodeProto& node, const Array& condition) const {
    const auto* truth = std::get_if<std::vector<std::uint8_t>>(&condition.values);
    if (condition.type != DataType::boolean || truth == nullptr || truth->size() != 1) return badOperands("If");
    const auto* chosen = attribute(node, truth->front() != 0 ? "then_branch" : "else_branch");
    if (chosen == nullptr || chosen->g().output_size() != 1) return badOperands("If");
    const auto producer = [chosen](const std::string& name) -> const onnx::NodeProto* {
      for (const auto& candidate : chosen->g().node()) {
        for (const auto& output : candidate.output()) {
          if (output == name) return &candidate;
        }
      }
      return nullptr;
    };
    const auto constant = [&](const std::string& name) -> std::optional<ConstantView> {
      const auto* made = producer(name);
      if (made == nullptr || made->op_type() != "Constant") return std::nullopt;
      const auto* value = attribute(*made, "value");
      if (value == nullptr || !value->t().has_raw_data()) return std::nullopt;
      const auto& tensor = value->t();
      return ConstantView{static_cast<DataType>(tensor.data_type()),
                          {tensor.dims().begin(), tensor.dims().end()},
                          std::as_bytes(std::span(tensor.raw_data().data(), tensor.raw_data().size()))};
    };
    auto result = interpret({constant, producer}, chosen->g().output(0).name(), limit_);
    if (!result) return passOn(result);
    return std::move(result->value);
  }

  Result<Array> lookUpBlocks(const onnx::NodeProto& node, const std::vector<std::shared_ptr<Array>>& operands) const {
    const auto& codes = *operands[0];
    const auto bits = integer(node, "bits", 4);
    if (codes.dims.size() != 2 || integer(node, "gather_axis", 0) != 0 || integer(node, "quantize_axis", 1) != 1 ||
        bits < 1 || bits > 8)
      return badOperands("GatherBlockQuantized");
    const CodeBlocks form{static_cast<int>(bits), integer(node, "block_size", 128), codes.dims[0],
                          codes.dims[1] * 8 / bits};
    auto values = dequantizeBlocks(codes, *operands[2], operands.size() == 4 ? operands[3].get() : nullptr, form);
    if (!values) return values;
    return gatherArray(*values, *operands[1], limit_);
  }

  Result<Array> multiplyBlocks(const onnx::NodeProto& node, const std::vector<std::shared_ptr<Array>>& operands) const {
    const auto bits = integer(node, "bits", 4);
    if (bits < 1 || bits > 8) return badOperands("MatMulNBits");
    const CodeBlocks form{static_cast<int>(bits), integer(node, "block_size", 0), integer(node, "N", 0),
                          integer(node, "K", 0)};
    return multiplyByBlocks(*operands[0], *operands[1], *operands[2],
                            operands.size() == 4 ? operands[3].get() : nullptr, form, limit_);
  }

  Result<Array> apply(const onnx::NodeProto& node, std::vector<std::shared_ptr<Array>>& operands) const {
    const auto& op = node.op_type();
    const auto count = operands.size();
    if (count == 0) return badOperands(op.c_str());
    if (op == "Cast" && count == 1) return castArray(*operands[0], static_cast<DataType>(integer(node, "to", 0)));
    if (op == "Floor" && count == 1) return floorArray(own(operands[0]));
    if (op == "Identity" && count == 1) return own(operands[0]);
    if (op == "Reshape" && count == 2) return reshapeArray(own(operands[0]), *operands[1]);
    if (op == "Flatten" && count == 1) return flattenArray(own(operands[0]), integer(node, "axis", 1));
    if (op == "MatMulNBits" && (count == 3 || count == 4)) return multiplyBlocks(node, operands);
    if (op == "GatherBlockQuantized" && (count == 3 || count == 4)) return lookUpBlocks(node, operands);
    if (op == "Transpose" && count == 1 && node.attribute_size() == 0) return transposeMatrix(*operands[0]);
    if (op == "MatMul" && count == 2) return multiplyMatrices(*operands[0], *operands[1], limit_);
    if (op == "Gather" && count == 2 && integer(node, "axis", 0) == 0)
      return gatherArray(*operands[0], *operands[1], limit_);
    if (op == "DequantizeLinear" && (count == 2 || count == 3) && integer(node, "output_dtype", 0) == 0) {
      return dequantizeArray(*operands[0], *operands[1], count == 3 ? operands[2].get() : nullptr,
                             integer(node, "axis", 1), integer(node, "block_size", 0));
    }
    if (op == "QuantizeLinear" && count == 3) return quantizeArray(*operands[0], *operands[1], *operands[2]);
    if (op == "If" && count == 1) return branch(node, *operands[0]);
    if (op == "Expand" && count == 2) return expandArray(own(operands[0]), *operands[1], limit_);
    if (op == "Tile" && count == 2) return tileArray(*operands[0], *operands[1], limit_);
    if (op == "Range" && count == 3) return rangeArray(*operands[0], *operands[1], *operands[2], limit_);
    if (op == "Slice") return slice(node, operands);
    if (op == "Where" && count == 3) return chooseArrays(*operands[0], *operands[1], *operands[2]);
    if (op == "CumSum" && count == 2 && integer(node, "reverse", 0) == 0) {
      return cumulateArray(own(operands[0]), *operands[1], integer(node, "exclusive", 0) != 0);
    }
    if (op == "ConstantOfShape" && count == 1 && node.attribute_size() == 0) return zerosOfShape(*operands[0], limit_);
    if (op == "ScatterElements" && count == 3) {
      const auto* reduction = attribute(node, "reduction");
      if (reduction != nullptr && reduction->s() != "none") return badOperands(op.c_str());
      return scatterArray(own(operands[0]), *operands[1], *operands[2], integer(node, "axis", 0));
    }
    if (op == "Concat") {
      std::vector<Array> parts;
      for (auto& operand : operands) parts.push_back(own(operand));
      return concatArrays(parts, integer(node, "axis", 0), limit_);
    }
    if (op == "BitShift") {
      const auto* direction = attribute(node, "direction");
      if (direction == nullptr || direction->s() != "RIGHT") return badOperands("BitShift");
    }
    if (count == 2) return combineArrays(op, integer(node, "fmod", 0) != 0, *operands[0], *operands[1], limit_);
    return badOperands(op.c_str());
  }

  const DecodeScope& scope_;
  std::int64_t limit_;
  std::unordered_map<std::string, int> uses_;
  std::unordered_set<const onnx::NodeProto*> splits_;
  std::unordered_map<std::string, std::shared_ptr<Array>> values_;
  std::vector<const onnx::NodeProto*> nodes_;   ///< to be run
  std::vector<const onnx::NodeProto*> listed_;  ///< and those whose results were known
  std::vector<std::string> constants_;
};

}  // namespace

Result<Interpreted> interpret(const DecodeScope& scope, const std::string& name, std::int64_t limit, const Job& job) {
  DecodeScope known = scope;
  if (!known.splits) known.splits = std::make_shared<KnownSplits>();
  Run run(known, limit);
  if (auto collected = run.collect(name, 0); !collected) return passOn(collected);
  return run.run(name, job);
}

}  // namespace bitwright

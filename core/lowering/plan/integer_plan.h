// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/base/message.h"
#include "core/lowering/plan/float_fallback.h"
#include "core/lowering/plan/integer_operators.h"
#include "core/lowering/plan/integer_weight.h"
#include "core/model/weight_tensor.h"

namespace bitwright {

/// A value of the graph as integers: value = scale · (element − zeroPoint).
/// https://onnx.ai/onnx/operators/onnx__QuantizeLinear.html
struct QuantizedValue {
  DataType type = DataType::uint8;
  float scale = 1.0F;  ///< above 0
  std::int32_t zeroPoint = 0;
  const WeightTensor* constant =
      nullptr;  ///< the stored float tensor that is quantized with it; null for what nodes make and for graph inputs
  friend bool operator==(const QuantizedValue&, const QuantizedValue&) = default;
};

/// A node that computes in integers.
struct IntegerNode {
  const IntegerOperator* op = nullptr;
  std::string output;  ///< the value its first output stands for: behind a BatchNormalization, Relu or Clip that went
                       ///< into it, theirs
  bool floatOutput = false;         ///< its sums are scaled to floats at once: nothing behind it wants integers
  std::size_t tensor = 0;           ///< weighted: index of its weight in Model::tensors()
  bool behind = false;              ///< weighted: it reads that behind Transpose or Identity nodes (stored_weight.h)
  int axis = -1;                    ///< weighted: of what it reads, the axis of its output channels; −1: none
  int storedAxis = -1;              ///< the same axis of the tensor
  IntegerWeight weight;             ///< weighted: without elements
  std::optional<std::size_t> bias;  ///< index of its bias in Model::tensors()
  std::vector<std::int32_t>
      biasCodes;  ///< round(bias ÷ (input scale · weight scale)), one an output channel; none where it scales its sums

  /// Whether it is a Conv whose channels need scales of their own, and that is written as ConvInteger with what scales
  /// its sums behind it.
  [[nodiscard]] bool scalesSums() const { return floatOutput && op->op == "Conv"; }
};

/// Layers whose 16-bit sums can overflow on processors without VNNI (sum_overflow.h).
struct SumOverflow {
  std::int64_t layers = 0;
  bool madeUnsigned = false;  ///< so that they are right there too
};

/// Which nodes of the main graph compute in integers, and how each value between them is quantized. Nodes are named by
/// their index in the main graph of the compressed model's source.
struct IntegerPlan {
  std::map<int, IntegerNode> nodes;
  std::map<int, int> clamps;  ///< Relu and Clip nodes that go, by the integer node whose output range does their work
  std::unordered_map<std::string, QuantizedValue> values;
  std::unordered_set<std::string> made;  ///< those of `values` that integer nodes make
  std::vector<FloatFallback> floats;
  SumOverflow overflow;

  /// Whether any node computes in integers.
  [[nodiscard]] bool any() const { return !nodes.empty(); }
  /// Whether tensor `index` is a weight that integer nodes read.
  [[nodiscard]] bool isWeight(std::size_t index) const;
  /// Whether it is there as integers under its own name, because nodes between it and those that read it move it so. Of
  /// form qdq; of others every weight is.
  [[nodiscard]] bool isBare(std::size_t index) const;
};

}  // namespace bitwright

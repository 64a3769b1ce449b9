// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "core/base/message.h"
#include "core/compress/compressed_model.h"
#include "core/graph/main_graph.h"
#include "core/lowering/plan/integer_plan.h"
#include "core/lowering/plan/left_nodes.h"

// An LSTM in integers: ONNX Runtime's DynamicQuantizeLSTM quantizes what it reads, and its state at each step, to
// uint8. https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md#com.microsoft.DynamicQuantizeLSTM
// It has no such operator for GRU and RNN.

namespace bitwright {

/// Of its two weights W [directions, 4 · hidden, inputs] and R [directions, 4 · hidden, hidden] one.
struct RecurrentWeight {
  std::size_t tensor = 0;  ///< index in Model::tensors()
  int storedAxis = -1;     ///< the tensor's axis of 4 · hidden rows
  IntegerWeight weight;    ///< without elements
};

/// What is stored of it, with elements; its scales are one, one a row, or one for each row of each direction.
[[nodiscard]] IntegerWeight integersOf(const EncodedTensor& encoded, const RecurrentWeight& weight);

struct RecurrentNode {
  RecurrentWeight input;       ///< W
  RecurrentWeight recurrence;  ///< R
  std::int64_t directions = 1;
  std::int64_t rows = 0;  ///< 4 · hidden
};

/// The LSTM nodes of the main graph by their index, and why others stay floats.
struct RecurrentPlan {
  std::map<int, RecurrentNode> nodes;
  std::map<int, Message> reasons;
  SumOverflow overflow;

  [[nodiscard]] const RecurrentWeight* weight(std::size_t tensor) const;  ///< null: of none
};

/// Both weights are of one type, for all nodes the same: unsigned where one of them is, or where 16-bit sums overflow
/// on the target (sum_overflow.h).
/// Those of `left` stay floats.
[[nodiscard]] RecurrentPlan planRecurrent(const CompressedModel& compressed, const MainGraph& graph,
                                          const LeftNodes& left);

}  // namespace bitwright

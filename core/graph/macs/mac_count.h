// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/graph/macs/mac_node.h"

namespace bitwright {

/// Shapes of values in one inference, by name.
using ValueShapes = std::unordered_map<std::string, std::vector<std::int64_t>>;

/// Multiply-accumulates of one node in one inference.
struct MacCount {
  std::int64_t own = 0;     ///< in the node's own kind of arithmetic
  std::int64_t beside = 0;  ///< in floats even where the node is an integer one: scores and sums of QAttention
};

/// The values whose shapes the count is worked out from.
[[nodiscard]] std::vector<std::string> shapesNeeded(const MacNode& node);

/// What the node multiplies and accumulates, by its operator's page; multiplications by padding count as others do, as
/// is usual. Convolutions: elements of the output times weights of one output channel; transposed: elements of the
/// input times weights of one input channel. Products: elements of the output times the length of the sums,
/// broadcasting included. LSTM, GRU, RNN: steps times the weights of W and R (peepholes are no sums). Attention without
/// a past: projections, scores and weighted sums. Einsum where no index is summed within one operand alone: the product
/// of all indices' sizes. Nothing where the operator is none of these, or a shape is missing or does not fit.
[[nodiscard]] std::optional<MacCount> countMacs(const MacNode& node, const ValueShapes& shapes);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/runtime/values/fields.h"

namespace bitwright {

/// The multiply-accumulates of one node in the graph that ONNX Runtime runs.
struct NodePrecision {
  std::string node;  ///< its name there; empty where it has none of its own
  std::string op;    ///< of the kernel: QLinearConv, FusedConv, …
  std::int64_t multiplyAccumulates = 0;
  bool integer = false;               ///< in integers; MatMulNBits counts as such at accuracy_level 4
  std::vector<std::string> operands;  ///< its inputs, and what the constant ones are made of
  std::vector<std::string> results;   ///< its outputs
};

template <>
struct Fields<NodePrecision> {
  static void visit(auto& field, auto& item) {
    auto& [node, op, multiplyAccumulates, integer, operands, results] = item;
    field("node", node), field("op", op), field("count", multiplyAccumulates), field("integer", integer);
    field("operands", operands), field("results", results);
  }
};

}  // namespace bitwright

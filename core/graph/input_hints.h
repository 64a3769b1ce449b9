// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/model/model.h"

namespace bitwright {

/// What the nodes that read an input tell of it, for whoever has to make up values.
struct InputHint {
  /// Whole numbers that an attention node with a cache wants to match the other inputs: how many positions there are
  /// with those kept before, or that less one.
  enum class Holds { anything, positions, lastPosition };

  std::vector<std::int64_t> shape;  ///< −1: not told; empty: not even how many dimensions
  int pastAxis = -1;                ///< the dimension that counts the positions kept before, of which there may be none
  Holds holds = Holds::anything;
};

/// Of the main graph's inputs, by name; those of which nothing is told are left out. Read from nodes whose other
/// operands are stored, through nodes that keep the shape or transpose it.
[[nodiscard]] std::map<std::string, InputHint> inputHints(const Model& model);

/// The inputs from which the main graph's node of that name is fed, nearest first; none where there is no such node.
[[nodiscard]] std::vector<std::string> inputsBehind(const Model& model, const std::string& node);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/graph/main_graph.h"

namespace bitwright {

/// A stored tensor as a node reads it: itself, or behind Identity and Transpose nodes, as linear layers are often
/// exported.
struct StoredWeight {
  const WeightTensor* tensor = nullptr;
  std::vector<int> permutation;  ///< axis i of what is read is axis permutation[i] of the tensor
  bool behind = false;           ///< there are nodes between

  /// Of what is read.
  [[nodiscard]] std::vector<std::int64_t> shape() const;
  /// The tensor's axis that is axis `axis` of what is read; −1 stays −1.
  [[nodiscard]] int storedAxis(int axis) const;
};

/// Nothing where no stored tensor of the main graph is behind `value` in that way.
[[nodiscard]] std::optional<StoredWeight> storedWeight(const MainGraph& graph, const std::string& value);

/// Whether a value is worked out of stored ones alone; gives the operator that makes it.
[[nodiscard]] std::optional<std::string> workedOut(const MainGraph& graph, const std::string& value);

/// Whether a value is picked at each inference out of what is stored, by a branch, a condition or an index; gives the
/// operator that picks, behind whatever moves it.
[[nodiscard]] std::optional<std::string> pickedFrom(const MainGraph& graph, const std::string& value);

/// Why a weight cannot be there as integers alone, behind whatever moves it: something reads it that `takes` does not
/// take integers at. Empty where it can.
[[nodiscard]] Message whyReadAsFloats(const MainGraph& graph, const std::string& value,
                                      const std::function<bool(const InputPlace&)>& takes);

}  // namespace bitwright

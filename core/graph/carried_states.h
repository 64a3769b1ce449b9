// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/model/model.h"

namespace bitwright {

/// An output that is what the next step of a sequence reads as its state.
struct CarriedState {
  std::string output;
  std::string input;
};

/// The states of a model that is called step by step, found by their names as exporters write them: hn of h0, stateN of
/// state, present.0.key of past_key_values.0.key, new_cache of cache, state_out of state_in. Both are tensors of one
/// type, and no dimension that both declare differs. No input or output is in two pairs; in the order of the inputs.
[[nodiscard]] std::vector<CarriedState> carriedStates(std::span<const ValueInfo> inputs,
                                                      std::span<const ValueInfo> outputs);

}  // namespace bitwright

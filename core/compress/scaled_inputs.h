// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/calibration/range_table.h"
#include "core/graph/channel_elements.h"

namespace bitwright {

/// A weight whose input channels were scaled because a Mul in front of its layer scales what it reads the other way.
struct ScaledWeight {
  std::size_t tensor = 0;  ///< index in Model::tensors()
  ChannelElements inputs;
  std::string factors;                               ///< the stored vector of the Mul
  std::shared_ptr<const std::vector<float>> values;  ///< what it holds: the weight times these is the model's own
};

/// What scaling the values that layers read changed beside weights (smoothing.h).
struct ScaledInputs {
  std::vector<ScaledWeight> weights;
  std::set<std::size_t> vectors;  ///< stored vectors of normalizations that took factors
  std::set<std::size_t> added;    ///< stored vectors of Muls that were added
  std::set<std::string> muls;     ///< results of those
  RangeTable ranges;              ///< of values that are others than in the model
  std::set<std::string> unknown;  ///< values whose ranges in the model are no longer theirs
  bool helpsFloats = false;       ///< scaled for the sake of weights: of use where layers compute in floats too
};

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/calibration/range_table.h"
#include "core/compress/rewritten_weights.h"
#include "core/compress/scaled_inputs.h"
#include "core/model/model.h"

namespace bitwright {

/// A model whose layers are to read smoothed values, and what takes the place of its tensors for that.
struct Smoothing {
  std::shared_ptr<const Model> model;  ///< the one given, or one prepared from it with a Mul where one is needed
  std::map<std::size_t, std::vector<double>> factors;       ///< of weights' input channels, by index in its tensors
  std::map<std::size_t, ChannelElements> channels;          ///< where those lie
  std::map<std::size_t, RewrittenWeights::Values> vectors;  ///< of normalizations and of added Muls
  ScaledInputs scaled;
  std::vector<Message> warnings;

  [[nodiscard]] bool any() const { return !factors.empty(); }
  /// Scales what `rewritten` holds, or else the model.
  void addTo(RewrittenWeights& rewritten) const;
};

}  // namespace bitwright

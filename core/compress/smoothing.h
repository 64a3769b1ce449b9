// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/calibration/range_table.h"
#include "core/compress/rewritten_weights.h"
#include "core/compress/scaled_inputs.h"
#include "core/model/model.h"
#include "core/recipe/recipe.h"
#include "core/runtime/values/data_request.h"

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

/// SmoothQuant (smoothing_factors.h) for the layers that ask for it: where a normalization in front can take the
/// factors, its weight and bias do; else a Mul by them is added, if it makes the noise of what the layers give so much
/// smaller that it is worth one. Observes the channels on all of `data`. Fails with ErrorKind::usage where no data are
/// named, and as the worker does.
[[nodiscard]] Result<Smoothing> smoothInputs(const std::shared_ptr<const Model>& model, const Recipe& recipe,
                                             const DataRequest& data, const Job& job);

/// Whether any layer asks for it.
[[nodiscard]] bool asksForSmoothing(const Recipe& recipe);

}  // namespace bitwright

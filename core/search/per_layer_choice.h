// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/recipe/recipe.h"
#include "core/search/sensitivity.h"

// Each layer stored as small as its own data allow: the adaptive choice. A bound on the whole network or on its file is
// search.h's.

namespace bitwright {

/// What was chosen for one layer, and why.
struct AdaptiveChoice {
  std::size_t layer = 0;                 ///< position in Sensitivity::layers
  std::optional<std::size_t> candidate;  ///< none: the layer is kept as it is
  Message why;                           ///< one sentence
};

/// Of each layer the candidate that takes the fewest bytes (at equal bytes the one of less damage) among those whose
/// damageOf().share is at most `mostDamage`: of a classifier the share of predictions that the layer alone may change,
/// else noise ÷ signal of the outputs. Where none is, and none is smaller than the layer as it stands, it is kept.
/// Depends on nothing but what was measured: other data, other choices.
[[nodiscard]] std::vector<AdaptiveChoice> chooseAdaptively(const Sensitivity& sensitivity, double mostDamage);

/// A rule for each layer that is not kept.
[[nodiscard]] Recipe adaptiveRecipe(const Sensitivity& sensitivity, const std::vector<AdaptiveChoice>& choices);

/// What there is to choose from where the person names nothing: uniform, k-means, logarithmic and sixteen-bit ways,
/// from 2 bits on, with a table or scale a tensor and a channel, ranges of all weights and of least error.
[[nodiscard]] std::vector<SchemeSpec> adaptiveCandidates();

}  // namespace bitwright

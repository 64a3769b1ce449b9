// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/recipe/recipe.h"
#include "core/search/sensitivity.h"

namespace bitwright {

/// What can be done about a layer that hurts, with what it was measured to do and what it costs.
struct Repair {
  enum class Kind { keepFloat, moreBits, perChannel, otherScheme };
  Kind kind = Kind::keepFloat;
  SchemeSpec spec;                  ///< to apply: with the modifiers the layer has now
  std::optional<LayerScore> score;  ///< of the layer so stored alone; none: as a float it changes nothing
  std::int64_t bytesMore = 0;       ///< than as it is stored now; below 0: fewer
};

/// What stores the weights, without what happens beside it (activations, bias correction, equalization): that is
/// measured.
[[nodiscard]] SchemeSpec measuredSpec(const SchemeSpec& spec);
/// With every default filled in: equal texts, equal ways of storing.
[[nodiscard]] std::string completeText(const SchemeSpec& spec);

/// What is worth measuring beside the standard candidates: the ways the recipe stores layers, and their repairs. Those
/// in use come first.
[[nodiscard]] std::vector<SchemeSpec> candidatesFor(const ResolvedRecipe& resolved);

/// Of each candidate its completeText.
[[nodiscard]] std::vector<std::string> completeTexts(const Sensitivity& sensitivity);
/// The candidate, of those texts, that stores the layer as the recipe does; none where it was not measured or the layer
/// is kept.
[[nodiscard]] std::optional<std::size_t> candidateInUse(const std::vector<std::string>& candidates,
                                                        const LayerPlan& plan);

/// What may help the layer under its plan, of what was measured: each at most once, in the order of the kinds; only
/// what changes the outputs less than now.
[[nodiscard]] std::vector<Repair> repairsOf(const Sensitivity& sensitivity, const LayerSensitivity& layer,
                                            const LayerPlan& plan);

}  // namespace bitwright

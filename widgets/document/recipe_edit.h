// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/model/model.h"
#include "core/recipe/recipe.h"

namespace bitwright {

/// The name a literal rule finds this tensor by and no other: its id, or the tensor's own name where several share the
/// id.
[[nodiscard]] std::string ruleName(const Model& model, std::size_t tensor);

/// `recipe` with `spec` for these tensors: literal rules, the older ones for the same tensors gone. Where they are all
/// the compressible tensors there are, `spec` becomes the recipe's default and no rule remains.
[[nodiscard]] Recipe withSpec(const Recipe& recipe, const Model& model, const std::vector<std::size_t>& tensors,
                              const SchemeSpec& spec);

[[nodiscard]] std::vector<std::size_t> compressibleTensors(const Model& model);
/// Compressible tensors of operator `op`.
[[nodiscard]] std::vector<std::size_t> compressibleTensors(const Model& model, const std::string& op);

/// Ready recipes to compare a first time: 8 and 4 bits uniform per channel, 4 and 3 bits k-means, float16.
[[nodiscard]] std::vector<Recipe> starterRecipes();

}  // namespace bitwright

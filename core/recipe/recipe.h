// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model/model.h"
#include "core/recipe/activation_choice.h"
#include "core/recipe/modifier.h"
#include "core/recipe/spec.h"

namespace bitwright {

/// `GLOB=SPEC`: layers whose id, tensor name or path (WeightTensor::path) matches. Globs know * ? and [abc]; "…" quotes
/// a name that holds = , * or spaces, and means a path only where no layer has that id or name.
struct LayerRule {
  std::string glob;
  bool literal = false;  ///< it was quoted: matches that very name
  SchemeSpec spec;
  friend bool operator==(const LayerRule&, const LayerRule&) = default;
};

/// Which scheme for which layer. Plain value: copied, compared, undone, written as JSON.
struct Recipe {
  std::string name;
  std::optional<SchemeSpec> all;  ///< for every compressible layer without a rule; none: keep
  std::vector<LayerRule> rules;   ///< last match wins
  ActivationPlan activations{};
  friend bool operator==(const Recipe&, const Recipe&) = default;
};

[[nodiscard]] Result<LayerRule> parseLayerRule(std::string_view text);
/// `GLOB=SPEC` as parseLayerRule reads it.
[[nodiscard]] std::string layerRuleText(const LayerRule& rule);

/// What `--recipe base --all all --layer rules…` means: the precedence recipe < --all < --layer, last match wins. A
/// given `all` stands for every layer, so the rules of `base` do not outlive it.
[[nodiscard]] Recipe mergeRecipes(Recipe base, std::optional<SchemeSpec> all, std::vector<LayerRule> rules);

/// JSON text (UTF-8, two-space indent, final newline) and back; unknown schema versions are refused, unknown members
/// kept out.
[[nodiscard]] std::string recipeToJson(const Recipe& recipe);
[[nodiscard]] Result<Recipe> recipeFromJson(std::string_view json);
[[nodiscard]] Result<Recipe> readRecipe(const std::filesystem::path& path);
[[nodiscard]] Result<void> writeRecipe(const Recipe& recipe, const std::filesystem::path& path);

/// A modifier with its complete values.
struct PlannedModifier {
  const Modifier* modifier = nullptr;  ///< never null
  ParameterValues values;
};

/// What becomes of one tensor.
struct LayerPlan {
  std::size_t tensor = 0;                      ///< index into Model::tensors()
  SchemeSpec spec;                             ///< complete: defaults filled in; `keep` where nothing was chosen
  const Scheme* scheme = nullptr;              ///< never null
  ParameterValues values;                      ///< complete
  std::vector<PlannedModifier> modifiers;      ///< in the order of the list
  std::optional<ActivationChoice> activation;  ///< of its `act` part; none: as the recipe says for all
  bool foldsNorm = false;  ///< computes in integers, so that a BatchNormalization behind it goes into its weights
  bool untouched = true;   ///< stays as it is
  Message reason;  ///< why a chosen scheme was not applied, or (not kept) applied otherwise; empty where nothing is to
                   ///< be told

  /// Whether its spec has that part.
  [[nodiscard]] bool has(const Modifier& modifier) const;
  /// Whether it has one of that stage.
  [[nodiscard]] bool has(ModifierStage stage) const;
};

/// One plan a tensor of the inventory, and what to warn of (a glob that matched nothing, with the nearest names).
struct ResolvedRecipe {
  std::vector<LayerPlan> layers;
  std::vector<Message> warnings;
};

[[nodiscard]] Result<ResolvedRecipe> resolve(const Recipe& recipe, const Model& model);

}  // namespace bitwright

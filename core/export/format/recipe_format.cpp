// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/format/recipe_format.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>

#include "core/export/format/format.h"

namespace bitwright {

namespace {

/// Whether a spec says that activations are to be of a type for which `is(word)`; the word is empty where it says
/// nothing of the type.
template <class Is>
bool saysType(const SchemeSpec& spec, const Is& is) {
  return std::any_of(spec.parts.begin(), spec.parts.end(), [&is](const SpecPart& part) {
    if (part.name != "act") return false;
    const auto type = part.values.find("type");
    const auto* word = type != part.values.end() ? std::get_if<std::string>(&type->second) : nullptr;
    return is(word != nullptr ? std::string_view(*word) : std::string_view());
  });
}

template <class Is>
bool anySaysType(const Recipe& recipe, const Is& is) {
  return (recipe.all && saysType(*recipe.all, is)) ||
         std::any_of(recipe.rules.begin(), recipe.rules.end(),
                     [&is](const LayerRule& rule) { return saysType(rule.spec, is); });
}

}  // namespace

ExportFormat defaultFormat(const Recipe& recipe) {
  switch (recipe.activations.mode) {
    case ActivationMode::dynamic:
      return ExportFormat::dynamic;
    case ActivationMode::calibrated:
      return ExportFormat::qdq;
    case ActivationMode::none:
    case ActivationMode::float16:
      break;
  }
  const bool single = anySaysType(recipe, [](std::string_view type) { return type != "float" && type != "float16"; });
  return single ? ExportFormat::qdq : ExportFormat::automatic;
}

bool mayHaveNativeIo(const Recipe& recipe) {
  return needsRanges(defaultFormat(recipe)) || recipe.activations.mode == ActivationMode::float16 ||
         anySaysType(recipe, [](std::string_view type) { return type == "float16"; });
}

ExportFormat formatFor(const Recipe& recipe, ExportFormat wanted) {
  const auto usual = defaultFormat(recipe);
  if (wanted == ExportFormat::automatic) return usual;
  const bool alike =
      needsRanges(usual) == needsRanges(wanted) && quantizesActivations(usual) == quantizesActivations(wanted);
  return alike ? wanted : usual;
}

}  // namespace bitwright

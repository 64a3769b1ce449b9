// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "core/export/export.h"

namespace bitwright {

namespace {

constexpr std::array<std::pair<ExportFormat, std::string_view>, 5> kWords{{{ExportFormat::weights, "weights"},
                                                                           {ExportFormat::weightsDq, "weights-dq"},
                                                                           {ExportFormat::dynamic, "dynamic"},
                                                                           {ExportFormat::qdq, "qdq"},
                                                                           {ExportFormat::qoperator, "qoperator"}}};

/// Whether a spec says that activations are to be of a type for which `is(word)`; the word is empty where it says nothing of the type.
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
         std::any_of(recipe.rules.begin(), recipe.rules.end(), [&is](const LayerRule& rule) { return saysType(rule.spec, is); });
}

}  // namespace

std::string_view formatWord(ExportFormat format) {
  return std::find_if(kWords.begin(), kWords.end(), [format](const auto& each) { return each.first == format; })->second;
}

std::optional<ExportFormat> findFormat(std::string_view word) {
  const auto found = std::find_if(kWords.begin(), kWords.end(), [word](const auto& each) { return each.second == word; });
  return found != kWords.end() ? std::optional(found->first) : std::nullopt;
}

ExportFormat standardFormat(const Recipe& recipe) {
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
  return single ? ExportFormat::qdq : ExportFormat::weights;
}

bool mayHaveNativeEnds(const Recipe& recipe) {
  return needsRanges(standardFormat(recipe)) || recipe.activations.mode == ActivationMode::float16 ||
         anySaysType(recipe, [](std::string_view type) { return type == "float16"; });
}

ExportFormat formatOf(const Recipe& recipe, ExportFormat wanted) {
  const auto standard = standardFormat(recipe);
  const bool alike = needsRanges(standard) == needsRanges(wanted) && quantizesActivations(standard) == quantizesActivations(wanted);
  return alike ? wanted : standard;
}

}  // namespace bitwright

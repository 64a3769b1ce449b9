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

bool wantsActivations(const SchemeSpec& spec) {
  return std::any_of(spec.parts.begin(), spec.parts.end(), [](const SpecPart& part) {
    const auto type = part.values.find("type");
    const auto is = [&type](const char* word) { return type->second == ParameterValue(std::string(word)); };
    return part.name == "act" && (type == part.values.end() || (!is("float") && !is("float16")));
  });
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
  const bool single = (recipe.all && wantsActivations(*recipe.all)) ||
                      std::any_of(recipe.rules.begin(), recipe.rules.end(), [](const LayerRule& rule) { return wantsActivations(rule.spec); });
  return single ? ExportFormat::qdq : ExportFormat::weights;
}

ExportFormat formatOf(const Recipe& recipe, ExportFormat wanted) {
  const auto standard = standardFormat(recipe);
  const bool alike = needsRanges(standard) == needsRanges(wanted) && quantizesActivations(standard) == quantizesActivations(wanted);
  return alike ? wanted : standard;
}

}  // namespace bitwright

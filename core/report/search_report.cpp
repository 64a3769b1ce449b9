// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/search_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/text/parse_json.h"
#include "core/report/formats/comparison_json.h"
#include "core/report/formats/json_parts.h"

namespace bitwright {

namespace {

using Json = nlohmann::ordered_json;

Json pointJson(const SearchPoint& point) {
  return {{"bytes", point.bytes},
          {"loss", jsonNumber(point.loss)},
          {"drop", point.drop ? jsonNumber(point.drop->value) : Json()},
          {"drop_low", point.drop ? jsonNumber(point.drop->low) : Json()},
          {"drop_high", point.drop ? jsonNumber(point.drop->high) : Json()},
          {"expected_drop", jsonNumber(point.expectedDrop)},
          {"kl", jsonNumber(point.kl)},
          {"agreement", jsonNumber(point.agreement)},
          {"speedup", point.speedup ? jsonNumber(point.speedup->value) : Json()},
          {"speedup_low", point.speedup ? jsonNumber(point.speedup->low) : Json()},
          {"speedup_high", point.speedup ? jsonNumber(point.speedup->high) : Json()},
          {"recipe", parseJson<Json>(recipeToJson(point.recipe))}};
}

std::string percent(const std::optional<double>& share) {
  return share ? fmt::format("{:.2f}", 100.0 * *share) : "";
}

/// "  1.32 (1.30 to 1.35)" where it was timed.
std::string speedText(const SearchPoint& point) {
  if (!point.speedup) return {};
  return fmt::format("  {:.2f} ({:.2f} to {:.2f})", point.speedup->value, point.speedup->low, point.speedup->high);
}

}  // namespace

Json toJson(const SearchResult& result, const Comparison* judged) {
  Json chosen;
  if (result.chosen) {
    chosen = judged != nullptr ? toJson(*judged).at("variants").at(1) : Json::object();
    const auto point = pointJson(*result.chosen);
    for (const auto& [key, value] : point.items()) chosen[key] = value;
  }
  auto front = Json::array();
  for (const auto& point : result.front) front.push_back(pointJson(point));
  auto warnings = Json::array();
  for (const auto& warning : result.warnings) warnings.push_back(warning.text());
  return {{"model", result.modelName},         {"data", result.dataName},
          {"samples", result.samples},         {"top1", jsonNumber(result.top1)},
          {"chosen", std::move(chosen)},       {"front", std::move(front)},
          {"evaluations", result.evaluations}, {"stopped", result.stopped},
          {"warnings", std::move(warnings)},   {"provenance", toJson(result.provenance)}};
}

std::string searchLine(const SearchResult& result) {
  const auto mixes = fmt::format("{} {}", result.evaluations, result.evaluations == 1 ? "mix" : "mixes");
  if (!result.chosen) return fmt::format("{} run: none keeps the bound yet", mixes);
  const auto& best = *result.chosen;
  const auto agreement = best.agreement ? fmt::format(", {} % of predictions the same", percent(best.agreement)) : "";
  return fmt::format("{} run: the best takes {} bytes at a loss of {:.5f}{}", mixes, best.bytes, best.loss, agreement);
}

std::string searchTable(const SearchResult& result) {
  std::string text = fmt::format("{} mixes run on {} samples{}\n\n", result.evaluations, result.samples,
                                 result.stopped ? "; stopped, this is the best so far" : "");
  const bool timed = std::any_of(result.front.begin(), result.front.end(),
                                 [](const SearchPoint& point) { return point.speedup.has_value(); });
  text += fmt::format("{:>10}  {:>8}  {:>10}  {:>10}{}\n", "bytes", "loss", "agreement %", "lost %",
                      timed ? "  times as fast" : "");
  for (const auto& point : result.front) {
    const auto lost = point.drop ? std::optional(point.drop->value) : std::nullopt;
    text += fmt::format("{:>10}  {:>8.5f}  {:>11}  {:>10}{}{}\n", point.bytes, point.loss, percent(point.agreement),
                        percent(lost), speedText(point),
                        result.chosen && result.chosen->recipe == point.recipe ? "  chosen" : "");
  }
  if (!result.chosen) return text;
  const auto& recipe = result.chosen->recipe;
  text += fmt::format("\n{} bytes:\n", result.chosen->bytes);
  if (recipe == Recipe{}) text += "  the original: nothing that keeps the bound is faster\n";
  if (recipe.all) text += "  all: " + recipe.all->text() + '\n';
  if (recipe.activations.mode != ActivationMode::none) {
    text +=
        fmt::format("  activations: {}{}\n", activationModeWord(recipe.activations.mode),
                    recipe.activations.mode == ActivationMode::calibrated ? ", " + recipe.activations.calibrator : "");
  }
  for (const auto& rule : result.chosen->recipe.rules) text += "  " + layerRuleText(rule) + '\n';
  return text;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/search_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/report/json_parts.h"
#include "core/report/report.h"

namespace bitwright {

namespace {

using Json = nlohmann::ordered_json;

Json pointJson(const SearchPoint& point) {
  return {{"bytes", point.bytes},
          {"drop", point.drop ? jsonNumber(point.drop->value) : Json()},
          {"drop_low", point.drop ? jsonNumber(point.drop->low) : Json()},
          {"drop_high", point.drop ? jsonNumber(point.drop->high) : Json()},
          {"expected_drop", jsonNumber(point.expectedDrop)},
          {"kl", jsonNumber(point.kl)},
          {"agreement", jsonNumber(point.agreement)},
          {"recipe", Json::parse(recipeToJson(point.recipe))}};
}

std::string percent(const std::optional<double>& share) {
  return share ? fmt::format("{:.2f}", 100.0 * *share) : "";
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

std::string searchTable(const SearchResult& result) {
  std::string text =
      fmt::format("{} mixes run on {} samples{}\n\n", result.evaluations, result.samples, result.stopped ? "; stopped, this is the best so far" : "");
  text += fmt::format("{:>10}  {:>8}  {:>10}  {:>10}\n", "bytes", "harm", "agreement %", "lost %");
  for (const auto& point : result.front) {
    const auto lost = point.drop ? std::optional(point.drop->value) : std::nullopt;
    text += fmt::format("{:>10}  {:>8.5f}  {:>11}  {:>10}{}\n", point.bytes, point.harm, percent(point.agreement), percent(lost),
                        result.chosen && result.chosen->recipe == point.recipe ? "  chosen" : "");
  }
  if (!result.chosen) return text;
  text += fmt::format("\n{} bytes:\n", result.chosen->bytes);
  for (const auto& rule : result.chosen->recipe.rules) text += "  " + layerRuleText(rule) + '\n';
  return text;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/text/parse_json.h"
#include "core/report/formats/comparison_json.h"
#include "core/report/formats/json_parts.h"
#include "core/report/search_report.h"

namespace bitwright {

namespace {

using Json = nlohmann::ordered_json;

Json scoreJson(const LayerScore& score) {
  Json json;
  json["spec"] = score.spec;
  json["kl"] = jsonNumber(score.kl);
  json["sqnr_db"] = jsonNumber(score.sqnrDb);
  json["agreement"] = jsonNumber(score.agreement);
  json["drop"] = score.drop ? jsonNumber(score.drop->value) : Json();
  json["drop_low"] = score.drop ? jsonNumber(score.drop->low) : Json();
  json["drop_high"] = score.drop ? jsonNumber(score.drop->high) : Json();
  json["bytes"] = score.bytes;
  json["skipped"] = textOrNull(score.skipped.text());
  return json;
}

/// Whether any score has a KL: then the model is a classifier.
bool isClassifier(const Sensitivity& sensitivity) {
  return std::any_of(sensitivity.layers.begin(), sensitivity.layers.end(), [](const LayerSensitivity& layer) {
    return std::any_of(layer.scores.begin(), layer.scores.end(),
                       [](const LayerScore& score) { return score.kl.has_value(); });
  });
}

std::string cellText(const LayerScore& score, bool classifier) {
  if (classifier) return score.kl ? fmt::format("{:.4g}", *score.kl) : "not finite";
  return std::isfinite(score.sqnrDb) ? fmt::format("{:.1f}", score.sqnrDb) : "inf";
}

}  // namespace

Json toJson(const Sensitivity& sensitivity) {
  auto layers = Json::array();
  for (const auto& layer : sensitivity.layers) {
    auto scores = Json::array();
    for (const auto& score : layer.scores) scores.push_back(scoreJson(score));
    layers.push_back({{"id", layer.id},
                      {"name", layer.name},
                      {"weights", layer.weights},
                      {"bytes", layer.bytes},
                      {"whole_model", layer.wholeModel},
                      {"failed", textOrNull(layer.failed.text())},
                      {"scores", std::move(scores)}});
  }
  auto warnings = Json::array();
  for (const auto& warning : sensitivity.warnings) warnings.push_back(warning.text());
  return {{"model", sensitivity.modelName},
          {"data", textOrNull(sensitivity.dataName)},
          {"samples", sensitivity.samples},
          {"top1", jsonNumber(sensitivity.top1)},
          {"partial", sensitivity.partial()},
          {"candidates", sensitivity.candidates},
          {"layers", std::move(layers)},
          {"warnings", std::move(warnings)},
          {"provenance", toJson(sensitivity.provenance)}};
}

Json toJson(const Sensitivity& sensitivity, const std::vector<AdaptiveChoice>& choices, double mostDamage) {
  auto layers = Json::array();
  for (const auto& choice : choices) {
    const auto& layer = sensitivity.layers[choice.layer];
    layers.push_back({{"id", layer.id},
                      {"spec", choice.candidate ? sensitivity.candidates[*choice.candidate] : "keep"},
                      {"bytes", choice.candidate ? layer.scores[*choice.candidate].bytes : layer.bytes},
                      {"why", choice.why.text()}});
  }
  return {{"bound", jsonNumber(mostDamage)},
          {"layers", std::move(layers)},
          {"recipe", parseJson<Json>(recipeToJson(adaptiveRecipe(sensitivity, choices)))}};
}

std::string adaptiveTable(const std::vector<AdaptiveChoice>& choices) {
  std::string text = "\nchosen:\n";
  for (const auto& choice : choices) text += "  " + choice.why.text() + '\n';
  return text;
}

std::string sensitivityLine(const Sensitivity& sensitivity) {
  if (sensitivity.layers.empty()) return {};
  const auto& layer = sensitivity.layers.back();
  auto text = fmt::format("{} of {} layers, {}: ", sensitivity.layers.size(), sensitivity.layerCount, layer.id);
  if (layer.scores.empty()) return text + layer.failed.text();
  const bool classifier = layer.scores.front().kl.has_value();
  const auto shown = [&](const LayerScore& score) {
    return fmt::format("{} {} with {}", cellText(score, classifier), classifier ? "nats" : "dB", score.spec);
  };
  const auto smallest = std::min_element(layer.scores.begin(), layer.scores.end(),
                                         [](const LayerScore& a, const LayerScore& b) { return a.bytes < b.bytes; });
  const auto best =
      std::min_element(layer.scores.begin(), layer.scores.end(),
                       [](const LayerScore& a, const LayerScore& b) { return damageOf(a) < damageOf(b); });
  text += shown(*smallest);
  return best == smallest ? text : text + ", " + shown(*best);
}

std::string sensitivityTable(const Sensitivity& sensitivity) {
  const bool classifier = isClassifier(sensitivity);
  std::string text = classifier ? "KL divergence of the outputs (nats) with one layer compressed; more is worse\n"
                                : "SQNR of the outputs (dB) with one layer compressed; less is worse\n";
  text += fmt::format(
      "{} samples{}\n\n", sensitivity.samples,
      sensitivity.top1 ? fmt::format(", the original gets {:.2f} % of them right", 100.0 * *sensitivity.top1) : "");
  std::vector<std::string> header{"layer", "bytes"};
  header.insert(header.end(), sensitivity.candidates.begin(), sensitivity.candidates.end());
  std::vector<std::vector<std::string>> rows{header};
  for (const auto& layer : sensitivity.layers) {
    std::vector<std::string> row{layer.id, fmt::format("{}", layer.bytes)};
    for (const auto& score : layer.scores) row.push_back(cellText(score, classifier));
    if (!layer.failed.empty()) row.push_back(layer.failed.text());
    rows.push_back(std::move(row));
  }
  std::vector<std::size_t> widths(header.size(), 0);
  for (const auto& row : rows) {
    for (std::size_t column = 0; column < std::min(row.size(), widths.size()); ++column)
      widths[column] = std::max(widths[column], row[column].size());
  }
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t column = 0; column < row.size(); ++column) {
      const auto width = column < widths.size() ? widths[column] : std::size_t{0};
      line += column == 0 ? fmt::format("{:<{}}", row[column], width) : fmt::format("  {:>{}}", row[column], width);
    }
    text += line + '\n';
  }
  text += '\n';
  for (std::size_t candidate = 0; candidate < sensitivity.candidates.size(); ++candidate) {
    text += fmt::format("worst first with {}:", sensitivity.candidates[candidate]);
    const auto order = rankedLayers(sensitivity, candidate);
    for (std::size_t at = 0; at < std::min<std::size_t>(order.size(), 3); ++at)
      text += ' ' + sensitivity.layers[order[at]].id;
    text += '\n';
  }
  if (sensitivity.partial())
    text += fmt::format("stopped after {} of {} layers\n", sensitivity.layers.size(), sensitivity.layerCount);
  return text;
}

}  // namespace bitwright

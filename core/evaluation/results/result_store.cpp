// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/results/result_store.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "core/evaluation/results/scorecard_json.h"
#include "core/export/format/format.h"
#include "core/model/content_hash.h"
#include "core/runtime/values/input_shape.h"

namespace bitwright {

using nlohmann::json;

json resultConditions(const CompareOptions& options, const Provenance& provenance, const Model& original,
                      const std::string& calibrationSha256) {
  const auto& measures = options.measures;
  json settings{{"format", formatWord(options.format)},
                {"size", measures.size},
                {"accuracy", measures.accuracy},
                {"speed", measures.speed},
                {"memory", measures.memory},
                {"threads", provenance.threads},
                {"seed", options.seed}};
  if (measures.speed) {
    settings["rounds"] = options.rounds;
    settings["batches"] = options.batches;
  }
  if (!options.shapes.empty()) {  // forms are chosen for them, whatever is measured
    for (const auto& each : options.shapes) settings["shapes"].push_back(shapesText(each));
  }
  if (!calibrationSha256.empty())
    settings["calibration"] = {{"sha256", calibrationSha256}, {"limit", options.calibration.limit}};
  // Data that were not read, because the original does not run, have only their name.
  const auto& data = provenance.dataSha256.empty() ? options.data.spec : provenance.dataSha256;
  return {{"original", contentHash(original)},
          {"data",
           {{"sha256", data},
            {"calibration", options.data.calibrationPart},
            {"limit", options.data.limit},
            {"seed", options.data.seed}}},
          {"settings", std::move(settings)},
          {"version", provenance.version},
          {"onnxruntime", provenance.onnxRuntime},
          {"cpu", provenance.cpu},
          {"cpu_features", provenance.cpuFeatures}};
}

Result<json> resultSubject(const VariantRequest* variant, const Job& job) {
  if (variant == nullptr) return json{{"original", true}};
  if (const auto* recipe = std::get_if<Recipe>(&variant->source)) {
    auto unnamed = *recipe;
    unnamed.name.clear();
    return json{{"recipe", recipeToJson(unnamed)}};
  }
  auto model = Model::open(std::get<std::filesystem::path>(variant->source), job);
  if (!model) return passOn(model);
  return json{{"model", contentHash(**model)}};
}

Result<ResultStore> ResultStore::open(const std::filesystem::path& folder, json conditions) {
  auto store = ResultCache::open(folder, {"bitwright_result", 2, "scorecard"}, std::move(conditions));
  if (!store) return passOn(store);
  return ResultStore(std::move(*store));
}

std::optional<Scorecard> ResultStore::find(const json& subject) const {
  const auto stored = store_.find(subject);
  if (!stored) return std::nullopt;
  try {
    auto card = scorecardFromJson(*stored);
    card.stored = true;
    return card;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

Result<void> ResultStore::keep(const json& subject, const Scorecard& card) const {
  return store_.keep(subject, scorecardToJson(card));
}

}  // namespace bitwright

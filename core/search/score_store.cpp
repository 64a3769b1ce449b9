// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/score_store.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/model/content_hash.h"
#include "core/runtime/observe.h"
#include "core/runtime/values/wire.h"

namespace bitwright {

namespace {

using nlohmann::json;

json subjectOf(const WeightTensor& tensor, const std::string& spec) {
  return {{"scope", tensor.scope}, {"tensor", tensor.tensor}, {"spec", spec}};
}

json numberOrNull(const std::optional<double>& value) {
  return value ? json(*value) : json();
}

std::optional<double> numberFrom(const json& stored) {
  return stored.is_null() ? std::nullopt : std::optional(stored.get<double>());
}

}  // namespace

Result<ResultCache> openMeasurements(const std::filesystem::path& folder, ResultCache::Kind kind, const Model& model,
                                     const DataRequest& data, const std::string& dataSha256,
                                     const Provenance& provenance) {
  json conditions{
      {"original", contentHash(model)},
      {"data",
       {{"sha256", dataSha256}, {"calibration", data.calibrationPart}, {"limit", data.limit}, {"seed", data.seed}}},
      {"version", provenance.version},
      {"onnxruntime", provenance.onnxRuntime},
      {"cpu", provenance.cpu},
      {"cpu_features", provenance.cpuFeatures}};
  return ResultCache::open(folder, std::move(kind), std::move(conditions));
}

Result<ScoreStore> ScoreStore::open(const SensitivityRequest& request, const Provenance& provenance, const Job& job) {
  auto hash = hashData(request.data, job);
  if (!hash) return passOn(hash);
  auto store = openMeasurements(request.resultsIn, {"bitwright_layer_score", 1, "score"}, *request.model, request.data,
                                *hash, provenance);
  if (!store) return passOn(store);
  return ScoreStore(std::move(*store), std::move(*hash));
}

std::optional<StoredScore> ScoreStore::find(const WeightTensor& tensor, const std::string& spec) const {
  const auto found = store_.find(subjectOf(tensor, spec));
  if (!found) return std::nullopt;
  try {
    StoredScore stored;
    auto& score = stored.score;
    score.spec = spec;
    score.kl = numberFrom(found->at("kl"));
    score.sqnrDb = numberFrom(found->at("sqnr_db")).value_or(std::numeric_limits<double>::infinity());
    score.agreement = numberFrom(found->at("agreement"));
    if (const auto& drop = found->at("drop"); !drop.is_null())
      score.drop = Interval{drop.at(0), drop.at(1), drop.at(2)};
    score.bytes = found->at("bytes").get<std::uint64_t>();
    if (const auto& skipped = found->at("skipped"); !skipped.is_null()) score.skipped = messageFromWire(skipped);
    score.stored = true;
    stored.samples = found->at("samples").get<std::int64_t>();
    stored.top1 = numberFrom(found->at("top1"));
    stored.wholeModel = found->at("whole_model").get<bool>();
    return stored;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

Result<void> ScoreStore::keep(const WeightTensor& tensor, const StoredScore& stored) const {
  const auto& score = stored.score;
  const json result{{"kl", numberOrNull(score.kl)},
                    {"sqnr_db", std::isfinite(score.sqnrDb) ? json(score.sqnrDb) : json()},
                    {"agreement", numberOrNull(score.agreement)},
                    {"drop", score.drop ? json::array({score.drop->value, score.drop->low, score.drop->high}) : json()},
                    {"bytes", score.bytes},
                    {"skipped", score.skipped.empty() ? json() : messageToWire(score.skipped)},
                    {"samples", stored.samples},
                    {"top1", numberOrNull(stored.top1)},
                    {"whole_model", stored.wholeModel}};
  return store_.keep(subjectOf(tensor, score.spec), result);
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/formats/json_parts.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "core/evaluation/results/paired.h"

namespace bitwright {

namespace {

using Json = nlohmann::ordered_json;

void setInterval(Json& json, const std::string& key, const Interval& interval) {
  json[key] = jsonNumber(interval.value);
  json[key + "_low"] = jsonNumber(interval.low);
  json[key + "_high"] = jsonNumber(interval.high);
}

double rightShare(const ClassOutcome& count) {
  return static_cast<double>(count.right) / static_cast<double>(count.samples);
}

/// Null: not known.
Json integerJson(const Scorecard& card, const std::string& id) {
  if (!card.arithmetic) return card.integerShare == 0.0 ? Json(false) : Json();
  const auto found = arithmeticOf(*card.arithmetic, id);
  if (!found) return {};
  return found->integer;
}

}  // namespace

Json jsonNumber(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

Json jsonNumber(const std::optional<double>& value) {
  return value ? jsonNumber(*value) : Json();
}

Json textOrNull(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json outputsJson(const std::vector<OutputFidelity>& outputs) {
  auto list = Json::array();
  for (const auto& output : outputs) {
    list.push_back({{"name", output.name},
                    {"shape", output.shape},
                    {"sqnr_db", jsonNumber(output.sqnrDb)},
                    {"cosine", jsonNumber(output.cosine)},
                    {"max_abs_diff", jsonNumber(output.maxAbsDifference)},
                    {"mae", jsonNumber(output.meanAbsDifference)},
                    {"psnr_db", jsonNumber(output.psnrDb)},
                    {"agreement", jsonNumber(output.agreement)},
                    {"kl", jsonNumber(output.kl)}});
  }
  return list;
}

Json perplexityJson(const Perplexity& perplexity) {
  Json json;
  setInterval(json, "perplexity", perplexity.perplexity);
  setInterval(json, "nats", perplexity.nats);
  setInterval(json, "increase", perplexity.increase);
  json["tokens"] = perplexity.tokens;
  json["synthesised"] = perplexity.synthesised;
  json["ids"] = perplexity.ids;
  json["logits"] = perplexity.logits;
  json["kl"] = jsonNumber(perplexity.kl);
  json["kl_999"] = jsonNumber(perplexity.kl999);
  json["agreement"] = jsonNumber(perplexity.agreement);
  return json;
}

Json classesJson(const Scorecard& original, const Scorecard& card) {
  auto list = Json::array();
  const auto after = classOutcomes(*card.classes);
  const auto before = original.classes ? classOutcomes(*original.classes) : std::vector<ClassOutcome>{};
  for (std::size_t at = 0; at < after.size(); ++at) {
    const bool known = before.size() == after.size();
    list.push_back({{"class", after[at].label},
                    {"samples", after[at].samples},
                    {"top1", rightShare(after[at])},
                    {"drop", known ? Json(rightShare(before[at]) - rightShare(after[at])) : Json()}});
  }
  return list;
}

Json confusionJson(const ClassResults& classes) {
  auto list = Json::array();
  for (const auto& cell : classes.cells) {
    list.push_back({{"class", cell.label},
                    {"predicted", cell.predicted < 0 ? Json() : Json(cell.predicted)},
                    {"samples", cell.samples}});
  }
  return list;
}

Json layersJson(const Scorecard& card) {
  auto list = Json::array();
  for (const auto& layer : *card.layers) {
    list.push_back({{"id", layer.id},
                    {"name", layer.tensor},
                    {"scheme", layer.spec},
                    {"weights", layer.weights},
                    {"original_bytes", layer.originalBytes},
                    {"bytes", layer.bytes},
                    {"bits_per_weight", layer.bitsPerWeight},
                    {"sqnr_db", jsonNumber(layer.sqnrDb)},
                    {"integer", integerJson(card, layer.id)}});
  }
  return list;
}

Json arithmeticJson(const std::vector<LayerArithmetic>& layers) {
  auto list = Json::array();
  for (const auto& layer : layers) {
    list.push_back({{"id", layer.id},
                    {"op", layer.op},
                    {"multiply_accumulates", layer.multiplyAccumulates},
                    {"integer", layer.integer},
                    {"reason", layer.reason.empty() ? Json() : Json(layer.reason.text())}});
  }
  return list;
}

Json pairsJson(const Comparison& comparison) {
  auto list = Json::array();
  for (const auto& pair : pairedResults(comparison.variants)) {
    const bool counted = pair.metric != PairedResult::Metric::loss;
    const char* metric = !counted ? "loss" : pair.metric == PairedResult::Metric::top1 ? "top1" : "agreement";
    list.push_back({{"first", comparison.variants[pair.first].name},
                    {"second", comparison.variants[pair.second].name},
                    {"metric", metric},
                    {"difference", jsonNumber(pair.difference.value)},
                    {"low", jsonNumber(pair.difference.low)},
                    {"high", jsonNumber(pair.difference.high)},
                    {"p_value", jsonNumber(pair.pValue)},
                    {"only_first", counted ? Json(pair.onlyFirst) : Json()},
                    {"only_second", counted ? Json(pair.onlySecond) : Json()},
                    {"samples", pair.samples}});
  }
  return list;
}

}  // namespace bitwright

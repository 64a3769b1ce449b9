// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/formats/comparison_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/text/parse_json.h"
#include "core/export/export_result.h"
#include "core/report/formats/json_parts.h"

namespace bitwright {

namespace {

using Json = nlohmann::ordered_json;

Json messages(const std::vector<Message>& list) {
  auto json = Json::array();
  for (const auto& message : list) json.push_back(message.text());
  return json;
}

Json sizeJson(const SizeResult& size) {
  if (size.fileBytes == 0) return {};  // its export failed
  Json json;
  json["file_bytes"] = size.fileBytes;
  json["ratio"] = jsonNumber(size.ratio);
  json["payload_bytes"] = size.ledger ? Json(size.payloadBytes) : Json();
  json["overhead_bytes"] = size.ledger ? Json(size.overheadBytes) : Json();
  json["archive_bytes"] = size.archiveBytes > 0 ? Json(size.archiveBytes) : Json();
  json["archive_level"] = size.archiveBytes > 0 ? Json(size.archiveLevel) : Json();
  if (!size.stages.empty()) json["stages"] = toJson(size.stages);
  return json;
}

template <class T>
Json orNull(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

/// Of one inference, with what the whole processor drew meanwhile.
Json energyJson(const Speed& speed) {
  Json json;
  json["per_inference_mj"] = jsonNumber(speed.raw.energyMj);
  json["reason"] = speed.raw.energyMj ? Json() : textOrNull(speed.machine.noEnergy.text());
  return json;
}

Json machineJson(const Speed& speed) {
  Json json;
  json["other_work"] = jsonNumber(speed.machine.otherWork);
  json["load_average"] = jsonNumber(speed.machine.loadAverage);
  json["involuntary_switches"] = speed.raw.involuntarySwitches;
  json["governor"] = textOrNull(speed.machine.governor);
  json["throttled"] = orNull(speed.machine.throttled);
  return json;
}

Json samplesJson(const ModelTiming& raw) {
  Json json;
  json["load_ms"] = raw.loadSamplesMs;
  json["first_run_ms"] = raw.firstRunSamplesMs;
  json["block_medians_ms"] = raw.blockMediansMs;
  json["inference_ms"] = raw.samplesMs;
  json["inference_every"] = raw.samplesEvery;
  json["inferences"] = raw.inferences;
  return json;
}

Json inputsJson(const std::vector<InputShape>& shapes) {
  Json json;
  for (const auto& shape : shapes) json[shape.name] = shape.dims;
  return json;
}

template <class Timed>
void addSpeedup(const Timed& timed, Json& json) {
  json["speedup"] = jsonNumber(timed.speedup.value);
  json["speedup_low"] = jsonNumber(timed.speedup.low);
  json["speedup_high"] = jsonNumber(timed.speedup.high);
  json["verdict"] = verdictText(timed.verdict).english;
}

Json shapeSpeedJson(const SizedSpeed& size) {
  Json json;
  json["inputs"] = inputsJson(size.shapes);
  json["median_ms"] = jsonNumber(size.medianMs);
  json["load_ms"] = jsonNumber(size.loadMs);
  addSpeedup(size, json);
  return json;
}

Json bytesJson(const MemoryResult& memory) {
  return {{"load_peak_bytes", memory.loadPeakBytes}, {"resident_bytes", memory.residentBytes}};
}

Json memoryJson(const Scorecard& card) {
  if (!card.memory && card.shapeMemory.empty()) return {};
  Json json = card.memory ? bytesJson(*card.memory) : Json{{"load_peak_bytes", Json()}, {"resident_bytes", Json()}};
  for (const auto& each : card.shapeMemory) {
    auto there = bytesJson(each.memory);
    there["inputs"] = inputsJson(each.shapes);
    json["shape"].push_back(std::move(there));
  }
  return json;
}

Json speedJson(const Speed& speed) {
  Json json;
  json["load_ms"] = jsonNumber(speed.loadMs);
  json["median_ms"] = jsonNumber(speed.medianMs);
  json["p95_ms"] = jsonNumber(speed.p95Ms);
  addSpeedup(speed, json);
  json["threads"] = speed.threads;
  json["batch"] = Json::array();
  for (const auto& size : speed.sizes) {
    if (!size.shapes.empty()) {
      json["shape"].push_back(shapeSpeedJson(size));
      continue;
    }
    json["batch"].push_back(
        {{"n", size.batch}, {"median_ms", jsonNumber(size.medianMs)}, {"throughput", jsonNumber(size.throughput)}});
  }
  json["first_run_ms"] = jsonNumber(speed.firstRunMs);
  json["findings"] = messages(speed.findings);
  json["machine"] = machineJson(speed);
  json["samples"] = samplesJson(speed.raw);
  return json;
}

Json accuracyJson(const Accuracy& accuracy) {
  Json json;
  json["metric"] = "top1";
  json["top1"] = jsonNumber(accuracy.top1);
  json["top5"] = jsonNumber(accuracy.top5);
  json["low"] = jsonNumber(accuracy.low);
  json["high"] = jsonNumber(accuracy.high);
  json["drop"] = jsonNumber(accuracy.drop.value);
  json["drop_low"] = jsonNumber(accuracy.drop.low);
  json["drop_high"] = jsonNumber(accuracy.drop.high);
  json["samples"] = accuracy.samples;
  json["flipped"] = accuracy.flipped;
  json["top5_low"] = accuracy.top5 ? jsonNumber(accuracy.top5Low) : Json();
  json["top5_high"] = accuracy.top5 ? jsonNumber(accuracy.top5High) : Json();
  json["p_value"] = jsonNumber(accuracy.pValue);
  return json;
}

Json fidelityJson(const Fidelity& fidelity) {
  Json json;
  json["agreement"] = jsonNumber(fidelity.agreement);
  json["sqnr_db"] = jsonNumber(fidelity.sqnrDb);
  json["cosine"] = jsonNumber(fidelity.cosine);
  json["kl"] = jsonNumber(fidelity.kl);
  json["max_abs_diff"] = jsonNumber(fidelity.maxAbsDifference);
  return json;
}

Json dataJson(const Comparison& comparison) {
  Json json;
  json["spec"] = textOrNull(comparison.dataName);  // as given; null: synthesised
  json["samples"] = comparison.samples;
  json["synthesised"] = comparison.synthesised;
  json["classes"] = Json::array();
  for (const auto& [label, name, samples] : comparison.classes) {
    json["classes"].push_back({{"label", label}, {"name", textOrNull(name)}, {"samples", samples}});
  }
  const bool given = comparison.preprocessing != Preprocessing{};
  json["preprocess"] = given ? parseJson<Json>(preprocessingToJson(comparison.preprocessing)) : Json();
  return json;
}

Json variantJson(const Scorecard& original, const Scorecard& card) {
  Json json;
  json["name"] = card.name;
  json["spec"] = card.spec;
  json["size"] = sizeJson(card.size);
  json["speed"] = card.speed ? speedJson(*card.speed) : Json();
  json["energy"] = card.speed ? energyJson(*card.speed) : Json();
  json["memory"] = memoryJson(card);
  json["accuracy"] = card.accuracy ? accuracyJson(*card.accuracy) : Json();
  json["fidelity"] = card.fidelity ? fidelityJson(*card.fidelity) : Json();
  json["perplexity"] = card.perplexity ? perplexityJson(*card.perplexity) : Json();
  json["integer_share"] = jsonNumber(card.integerShare);
  json["verified"] = card.verification ? Json(card.verification->verified) : Json();
  json["verification"] = card.verification ? toJson(*card.verification) : Json();
  json["notes"] = messages(card.notes);
  json["outputs"] = outputsJson(card.outputs);
  if (card.classes) {
    json["classes"] = classesJson(original, card);
    json["confusion"] = confusionJson(*card.classes);
  }
  if (card.size.ledger) json["ledger"] = toJson(*card.size.ledger);
  if (card.layers) json["layers"] = layersJson(card);
  if (card.arithmetic) json["arithmetic"] = arithmeticJson(*card.arithmetic);
  json["stored"] = card.stored;
  return json;
}

}  // namespace

Json toJson(const Provenance& provenance) {
  Json json;
  json["version"] = provenance.version;
  json["onnxruntime"] = textOrNull(provenance.onnxRuntime);
  json["cpu"] = textOrNull(provenance.cpu);
  json["cpu_features"] = provenance.cpuFeatures;
  json["threads"] = provenance.threads;
  json["seed"] = provenance.seed;
  json["model_sha256"] = textOrNull(provenance.modelSha256);
  json["data_sha256"] = textOrNull(provenance.dataSha256);
  return json;
}

Json toJson(const std::vector<SizeStage>& stages) {
  Json list = Json::array();
  for (const auto& stage : stages) {
    list.push_back({{"stage", stageWord(stage.kind)},
                    {"file_bytes", stage.fileBytes},
                    {"ratio", static_cast<double>(stages.front().fileBytes) / static_cast<double>(stage.fileBytes)}});
  }
  return list;
}

Json toJson(const SizeLedger& ledger) {
  return {{"payload", ledger.payload},     {"scales", ledger.scales}, {"codebooks", ledger.codebooks},
          {"positions", ledger.positions}, {"decode", ledger.decode}, {"rest", ledger.rest}};
}

namespace {

Json checkJson(const VerificationCheck& check) {
  Json json;
  json["ok"] = check.done ? Json(check.holds) : Json();
  json["sqnr_db"] = check.done ? jsonNumber(check.sqnrDb) : Json();
  json["max_rel_diff"] = check.done ? jsonNumber(check.maxRelDifference) : Json();
  json["worst"] = Json();
  if (check.done && !check.worst.output.empty()) {
    json["worst"] = {{"output", check.worst.output},
                     {"channel", check.worst.channel < 0 ? Json() : Json(check.worst.channel)},
                     {"axis", check.worst.axis < 0 ? Json() : Json(check.worst.axis)},
                     {"sqnr_db", jsonNumber(check.worst.sqnrDb)}};
  }
  json["reason"] = textOrNull(check.reason.text());
  return json;
}

}  // namespace

Json toJson(const Verification& verification) {
  Json json;
  json["tensors"] = verification.tensors;
  json["differing"] = verification.differing;
  json["run"] = verification.ran;
  json["max_abs_diff"] = verification.ran ? jsonNumber(verification.maxAbsDifference) : Json();
  json["max_rel_diff"] = verification.ran ? jsonNumber(verification.maxRelDifference) : Json();
  json["tolerance"] = verification.tolerance;
  json["reason"] = textOrNull(verification.reason.text());
  if (verification.quantizedActivations) {
    json["quantized_activations"] = true;
    json["sqnr_db"] = jsonNumber(verification.sqnrDb);
  }
  if (verification.optimizedRelDifference > 0.0)
    json["optimized_max_rel_diff"] = jsonNumber(verification.optimizedRelDifference);
  json["decodes"] = checkJson(verification.decodes);
  json["means"] = checkJson(verification.means);
  json["runs"] = checkJson(verification.runs);
  json["runs"]["data"] = verification.ran ? Json(verification.onData ? "data" : "synthesised") : Json();
  json["runs"]["samples"] = verification.ran ? Json(verification.samples) : Json();
  return json;
}

Json toJson(const Comparison& comparison) {
  Json json;
  json["provenance"] = toJson(comparison.provenance);
  json["data"] = dataJson(comparison);
  json["variants"] = Json::array();
  for (const auto& card : comparison.variants)
    json["variants"].push_back(variantJson(comparison.variants.front(), card));
  json["pairs"] = pairsJson(comparison);
  json["model"] = textOrNull(comparison.modelName);
  json["warnings"] = messages(comparison.warnings);
  return json;
}

}  // namespace bitwright

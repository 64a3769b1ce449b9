// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/tensor_variants.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/runtime/values/wire.h"
#include "core/runtime/worker/worker_call.h"

namespace bitwright {

namespace {

using nlohmann::json;

json namesToWire(const std::vector<std::string>& names) {
  auto wire = json::array();
  for (const auto& name : names) wire.push_back(pathToWire(name));
  return wire;
}

json biasToWire(const VariedBias& bias) {
  return {{"head", pathToWire(bias.head)}, {"result", pathToWire(bias.result)}, {"axis", bias.channelAxis},
          {"name", pathToWire(bias.name)}, {"values", pathToWire(bias.values)}, {"tensor", pathToWire(bias.tensor)}};
}

std::optional<double> numberOrNone(const json& wire) {
  return wire.is_null() ? std::nullopt : std::optional(wire.get<double>());
}

}  // namespace

Result<TensorVariantsResult> evaluateTensorVariants(const TensorVariantsRequest& request, const Job& job) {
  if (auto checked = checkData(request.data); !checked) return passOn(checked);
  auto variations = json::array();
  for (const auto& variation : request.variations) {
    variations.push_back({{"values", pathToWire(variation.values)},
                          {"correct", variation.correct},
                          {"model", pathToWire(variation.model)}});
  }
  const json content{{"model", pathToWire(request.model)},
                     {"reference", pathToWire(request.reference)},
                     {"outputs", namesToWire(request.outputs)},
                     {"kept", namesToWire(request.kept)},
                     {"part", pathToWire(request.part)},
                     {"tensor", pathToWire(request.tensor)},
                     {"type", static_cast<int>(request.type)},
                     {"shape", request.shape},
                     {"bias", request.bias ? biasToWire(*request.bias) : json()},
                     {"variations", std::move(variations)},
                     {"data", dataToWire(request.data)},
                     {"most_kept", request.mostKeptBytes}};
  auto answer = callWorker({"vary", content, request.model, request.limits}, job);
  if (!answer) return passOn(answer);
  return understood(request.model, [&]() -> Result<TensorVariantsResult> {
    TensorVariantsResult result;
    for (const auto& wire : answer->at("changes")) {
      OutputChange change;
      change.kl = numberOrNone(wire.at("kl"));
      change.agreement = numberOrNone(wire.at("agreement"));
      change.sqnrDb =
          numberOrNone(wire.at("sqnr_db")).value_or(std::numeric_limits<double>::infinity());  // JSON has no infinity
      change.onlyOriginal = wire.at("only_original").get<std::int64_t>();
      change.onlyVariant = wire.at("only_variant").get<std::int64_t>();
      result.changes.push_back(change);
    }
    result.samples = answer->at("samples").get<std::int64_t>();
    result.classifier = answer->at("classifier").get<bool>();
    result.judged = answer->at("judged").get<bool>();
    result.right = answer->at("right").get<std::int64_t>();
    result.dataSha256 = answer->at("sha256").get<std::string>();
    for (const auto& note : answer->at("notes")) result.notes.push_back(messageFromWire(note));
    return result;
  });
}

}  // namespace bitwright

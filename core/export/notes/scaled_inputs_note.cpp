// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/notes/scaled_inputs_note.h"

#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/text/parse_json.h"
#include "core/compress/channel_scaling.h"
#include "core/model/model_document.h"

namespace bitwright {

namespace {

constexpr const char* kScaledInputsKey = "bitwright.scaled_inputs";

}  // namespace

void noteScaledInputs(const CompressedModel& compressed, ModelEdit& edit) {
  const auto& scaled = compressed.scaled;
  if (scaled.weights.empty() && scaled.vectors.empty()) return;
  const auto tensors = compressed.model->tensors();
  auto weights = nlohmann::ordered_json::array();
  for (const auto& weight : scaled.weights) {
    const auto& inputs = weight.inputs;
    weights.push_back({tensors[weight.tensor].tensor, weight.factors, inputs.rows, inputs.channels, inputs.run});
  }
  auto vectors = nlohmann::ordered_json::array();
  for (const auto index : scaled.vectors) vectors.push_back(tensors[index].tensor);
  const nlohmann::ordered_json note{{"weights", std::move(weights)}, {"vectors", std::move(vectors)}};
  edit.setMetadata(kScaledInputsKey, note.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace));
}

ScaledInputsNote scaledInputsOf(const Model& written) {
  ScaledInputsNote found;
  for (const auto& entry : written.document().slim().metadata_props()) {
    if (entry.key() != kScaledInputsKey) continue;
    nlohmann::json note;
    try {
      note = parseJson(entry.value());
    } catch (const nlohmann::json::parse_error&) {
      return {};
    }
    if (!note.is_object() || !note.contains("weights") || !note.contains("vectors")) return {};
    for (const auto& each : note["vectors"]) {
      if (each.is_string()) found.vectors.insert(each.get<std::string>());
    }
    for (const auto& each : note["weights"]) {
      if (!each.is_array() || each.size() != 5 || !each[0].is_string() || !each[1].is_string()) return {};
      if (!each[2].is_number_integer() || !each[3].is_number_integer() || !each[4].is_number_integer()) return {};
      found.weights.push_back(
          {each[0].get<std::string>(),
           each[1].get<std::string>(),
           {1, each[2].get<std::int64_t>(), each[3].get<std::int64_t>(), each[4].get<std::int64_t>()}});
    }
  }
  return found;
}

LateBytes unscaled(LateBytes weight, const ChannelElements& inputs, std::vector<float> factors) {
  const auto size = weight.size;
  return {size, [weight = std::move(weight), inputs, factors = std::move(factors)](const Job& job) {
            auto bytes = weight.make(job);
            std::vector<float> values(bytes.size() / sizeof(float));
            std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
            scaleChannels(values, inputs, {factors.begin(), factors.end()});
            std::memcpy(bytes.data(), values.data(), values.size() * sizeof(float));
            return bytes;
          }};
}

DecodedTensors unscaled(DecodedTensors decoded, const CompressedModel& compressed) {
  for (const auto& weight : compressed.scaled.weights) {
    const auto found = decoded.find(weight.tensor);
    if (found != decoded.end()) found->second = unscaled(std::move(found->second), weight.inputs, *weight.values);
  }
  return decoded;
}

}  // namespace bitwright

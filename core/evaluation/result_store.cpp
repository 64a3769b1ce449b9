// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/result_store.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/bytes.h"
#include "core/evaluation/stored_card.h"
#include "core/model/content_hash.h"

namespace bitwright {

namespace {

using nlohmann::json;

constexpr int kSchemaVersion = 2;
constexpr const char* kSchemaKey = "bitwright_result";
constexpr std::chrono::minutes kLeftLongAgo{10};

std::string textOf(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string hashOf(const json& value) {
  return sha256Hex(bytesOf(textOf(value)));
}

void removeLeftovers(const std::filesystem::path& folder) {
  std::error_code ignored;
  for (auto entry = std::filesystem::directory_iterator(folder, ignored); !ignored && entry != std::filesystem::directory_iterator();
       entry.increment(ignored)) {
    const auto name = entry->path().filename().string();
    std::error_code unknown;
    const auto age = std::filesystem::file_time_type::clock::now() - entry->last_write_time(unknown);
    if (!unknown && name.starts_with('.') && name.find(".json.") != std::string::npos && name.ends_with(".part") && age > kLeftLongAgo) {
      std::filesystem::remove(entry->path(), unknown);
    }
  }
}

}  // namespace

json resultConditions(const CompareOptions& options, const Provenance& provenance, const Model& original, const std::string& calibrationSha256) {
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
  if (!calibrationSha256.empty()) settings["calibration"] = {{"sha256", calibrationSha256}, {"limit", options.calibration.limit}};
  // Data that were not read, because the original does not run, have only their name.
  const auto& data = provenance.dataSha256.empty() ? options.data.spec : provenance.dataSha256;
  return {{"original", contentHash(original)},
          {"data", {{"sha256", data}, {"calibration", options.data.calibrationPart}, {"limit", options.data.limit}, {"seed", options.data.seed}}},
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
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem) {
    return fail(ErrorKind::io, Message(BW_MESSAGE("io.cannot_write", "cannot be written: %1"), {problem.message()}), folder.string());
  }
  ResultStore store(folder, std::move(conditions));
  if (auto may = mayReplace(store.fileOf({})); !may) return passOn(may);
  removeLeftovers(folder);
  return store;
}

json ResultStore::keyOf(const json& subject) const {
  return {{"conditions", conditions_}, {"subject", subject}};
}

std::filesystem::path ResultStore::fileOf(const json& subject) const {
  return folder_ / (hashOf(keyOf(subject)) + ".json");
}

std::optional<Scorecard> ResultStore::find(const json& subject) const {
  std::ifstream stream(fileOf(subject), std::ios::binary);
  if (!stream) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  try {
    const auto document = json::parse(text);
    if (document.at(kSchemaKey) != kSchemaVersion || document.at("key") != keyOf(subject)) return std::nullopt;
    const auto& card = document.at("scorecard");
    if (document.at("sha256") != hashOf(card)) return std::nullopt;
    auto found = cardFromStored(card);
    found.stored = true;
    return found;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

Result<void> ResultStore::keep(const json& subject, const Scorecard& card) const {
  const auto stored = storedCard(card);
  const json document{{kSchemaKey, kSchemaVersion}, {"key", keyOf(subject)}, {"sha256", hashOf(stored)}, {"scorecard", stored}};
  return writeFileAtomically(fileOf(subject), textOf(document) + '\n');
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/results/result_cache.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <system_error>

#include "core/base/bytes.h"
#include "core/base/files/atomic_file.h"
#include "core/base/text/parse_json.h"

namespace bitwright {

namespace {

using nlohmann::json;

constexpr std::chrono::minutes kLeftLongAgo{10};

std::string textOf(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string hashOf(const json& value) {
  return sha256Hex(bytesOf(textOf(value)));
}

void removeLeftovers(const std::filesystem::path& folder) {
  std::error_code ignored;
  for (auto entry = std::filesystem::directory_iterator(folder, ignored);
       !ignored && entry != std::filesystem::directory_iterator(); entry.increment(ignored)) {
    const auto name = entry->path().filename().string();
    std::error_code unknown;
    const auto age = std::filesystem::file_time_type::clock::now() - entry->last_write_time(unknown);
    if (!unknown && name.starts_with('.') && name.find(".json.") != std::string::npos && name.ends_with(".part") &&
        age > kLeftLongAgo) {
      std::filesystem::remove(entry->path(), unknown);
    }
  }
}

}  // namespace

Result<ResultCache> ResultCache::open(const std::filesystem::path& folder, Kind kind, json conditions) {
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem) {
    return fail(ErrorKind::io, Message(BW_MESSAGE("io.cannot_write", "cannot be written: %1"), {problem.message()}),
                folder.string());
  }
  ResultCache store(folder, std::move(kind), std::move(conditions));
  if (auto may = mayReplace(store.fileOf({})); !may) return passOn(may);
  removeLeftovers(folder);
  return store;
}

json ResultCache::keyOf(const json& subject) const {
  return {{"conditions", conditions_}, {"subject", subject}};
}

std::filesystem::path ResultCache::fileOf(const json& subject) const {
  return folder_ / (hashOf(keyOf(subject)) + ".json");
}

std::optional<json> ResultCache::find(const json& subject) const {
  std::ifstream stream(fileOf(subject), std::ios::binary);
  if (!stream) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  try {
    auto document = parseJson(text);
    if (document.at(kind_.schemaKey) != kind_.schemaVersion || document.at("key") != keyOf(subject))
      return std::nullopt;
    auto& result = document.at(kind_.content);
    if (document.at("sha256") != hashOf(result)) return std::nullopt;
    return std::move(result);
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

Result<void> ResultCache::keep(const json& subject, const json& result) const {
  const json document{{kind_.schemaKey, kind_.schemaVersion},
                      {"key", keyOf(subject)},
                      {"sha256", hashOf(result)},
                      {kind_.content, result}};
  return writeFileAtomically(fileOf(subject), textOf(document) + '\n');
}

}  // namespace bitwright

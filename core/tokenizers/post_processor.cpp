// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizers/post_processor.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "core/tokenizers/read_entry.h"

namespace bitwright {

namespace {

Failure damagedEntry() {
  return fail(ErrorKind::input, BW_MESSAGE("tokenizer.bad_template", "the post-processor of the tokenizer is damaged"));
}

Result<TokensAround> readTemplate(const nlohmann::json& entry) {
  TokensAround around;
  bool behind = false;
  for (const auto& step : listOf(entry, "single")) {
    if (step.is_object() && step.contains("Sequence")) {
      behind = true;
      continue;
    }
    if (!step.is_object() || !step.contains("SpecialToken")) return damagedEntry();
    const auto name = textOf(step.at("SpecialToken"), "id");
    const auto tokens = entry.find("special_tokens");
    if (tokens == entry.end() || !tokens->is_object() || !tokens->contains(name)) return damagedEntry();
    for (const auto& id : listOf(tokens->at(name), "ids")) {
      if (!id.is_number_integer()) return damagedEntry();
      (behind ? around.behind : around.before).push_back(id.get<std::int64_t>());
    }
  }
  return around;
}

/// ["[SEP]", 102]
Result<std::int64_t> readPair(const nlohmann::json& entry, const char* key) {
  const auto pair = listOf(entry, key);
  if (pair.size() != 2 || !pair[1].is_number_integer()) return damagedEntry();
  return pair[1].get<std::int64_t>();
}

}  // namespace

Result<TokensAround> readPostProcessor(const nlohmann::json& entry) {
  const auto type = typeOf(entry);
  if (entry.is_null() || type == "ByteLevel") return TokensAround{};
  if (type == "TemplateProcessing") return readTemplate(entry);
  if (type == "BertProcessing" || type == "RobertaProcessing") {
    auto first = readPair(entry, "cls");
    if (!first) return passOn(first);
    auto last = readPair(entry, "sep");
    if (!last) return passOn(last);
    return TokensAround{{*first}, {*last}};
  }
  if (type == "Sequence") {
    TokensAround all;
    for (const auto& each : listOf(entry, "processors")) {
      auto step = readPostProcessor(each);
      if (!step) return step;
      all.before.insert(all.before.begin(), step->before.begin(), step->before.end());
      all.behind.insert(all.behind.end(), step->behind.begin(), step->behind.end());
    }
    return all;
  }
  return unknownEntry("post-processor", type);
}

}  // namespace bitwright

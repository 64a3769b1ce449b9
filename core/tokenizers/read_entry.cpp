// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizers/read_entry.h"

#include <map>
#include <nlohmann/json.hpp>

namespace bitwright {

std::string typeOf(const nlohmann::json& entry) {
  return textOf(entry, "type");
}

std::string textOf(const nlohmann::json& entry, const char* key) {
  if (!entry.is_object()) return {};
  const auto found = entry.find(key);
  return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool flagOf(const nlohmann::json& entry, const char* key, bool otherwise) {
  if (!entry.is_object()) return otherwise;
  const auto found = entry.find(key);
  return found != entry.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

std::vector<nlohmann::json> listOf(const nlohmann::json& entry, const char* key) {
  if (!entry.is_object()) return {};
  const auto found = entry.find(key);
  if (found == entry.end() || !found->is_array()) return {};
  return {found->begin(), found->end()};
}

Result<Pattern> readPattern(const nlohmann::json& entry) {
  const auto found = entry.is_object() ? entry.find("pattern") : entry.end();
  if (found != entry.end() && found->is_object() && found->contains("String"))
    return Pattern::ofText(textOf(*found, "String"));
  if (found != entry.end() && found->is_object() && found->contains("Regex"))
    return Pattern::ofExpression(textOf(*found, "Regex"));
  return fail(ErrorKind::input, BW_MESSAGE("tokenizer.no_pattern", "an entry of the tokenizer has no pattern"));
}

Result<SplitBehavior> readBehavior(const nlohmann::json& entry, SplitBehavior otherwise) {
  static const std::map<std::string, SplitBehavior> known{{"Removed", SplitBehavior::removed},
                                                          {"Isolated", SplitBehavior::isolated},
                                                          {"MergedWithPrevious", SplitBehavior::mergedWithPrevious},
                                                          {"MergedWithNext", SplitBehavior::mergedWithNext},
                                                          {"Contiguous", SplitBehavior::contiguous}};
  const auto word = textOf(entry, "behavior");
  if (word.empty()) return otherwise;
  const auto found = known.find(word);
  if (found == known.end()) return unknownEntry("behavior", word);
  return found->second;
}

Failure unknownEntry(const char* part, const std::string& type) {
  return fail(ErrorKind::input,
              Message(BW_MESSAGE("tokenizer.unknown", "the tokenizer has a %1 that Bitwright does not know: %2"),
                      {std::string(part), type}));
}

}  // namespace bitwright

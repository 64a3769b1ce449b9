// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/tokenizers/pattern.h"

// Entries of a tokenizer.json: what is missing, or of another type than it is to be, counts as not given.

namespace bitwright {

[[nodiscard]] std::string typeOf(const nlohmann::json& entry);
[[nodiscard]] std::string textOf(const nlohmann::json& entry, const char* key);
[[nodiscard]] bool flagOf(const nlohmann::json& entry, const char* key, bool otherwise);
[[nodiscard]] std::vector<nlohmann::json> listOf(const nlohmann::json& entry, const char* key);
/// Its key `pattern`: {"String": …} or {"Regex": …}.
[[nodiscard]] Result<Pattern> readPattern(const nlohmann::json& entry);
/// Its key `behavior`: Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous.
[[nodiscard]] Result<SplitBehavior> readBehavior(const nlohmann::json& entry, SplitBehavior otherwise);
/// `part`: "normalizer", "model", …
[[nodiscard]] Failure unknownEntry(const char* part, const std::string& type);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "core/tokenizers/normalizer.h"

namespace bitwright {

/// A token beside the vocabulary of the model, found in the text before that is asked.
struct AddedToken {
  std::int64_t id = 0;
  std::string content;
  bool singleWord = false;  ///< not inside words
  bool leftSpace = false;   ///< with white space in front of it
  bool rightSpace = false;  ///< with white space behind it
  bool normalized = true;   ///< found in the text as it is normalized
  bool special = false;     ///< not shown where ids become text
};

/// The entry `added_tokens` of a tokenizer.json. Fails with ErrorKind::input where it is damaged.
[[nodiscard]] Result<std::vector<AddedToken>> readAddedTokens(const nlohmann::json& entry);

/// Finds some of them in a text: at each place the longest, the leftmost first.
class AddedTokenFinder {
 public:
  AddedTokenFinder() = default;
  /// Their contents as `normalizer` leaves them.
  AddedTokenFinder(const std::vector<AddedToken>& tokens, const Normalizer& normalizer);

  struct Part {
    std::string_view text;
    std::optional<std::int64_t> id;  ///< of a token; nothing of text between tokens
    bool first = false;              ///< the text begins with it
  };
  /// In order, none empty.
  [[nodiscard]] std::vector<Part> split(std::string_view text) const;

 private:
  std::vector<AddedToken> tokens_;
  std::unordered_map<unsigned char, std::vector<std::size_t>> byFirst_;  ///< longest first
};

}  // namespace bitwright

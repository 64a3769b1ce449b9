// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"

namespace bitwright {

/// Tokens by their text, and back.
class Vocabulary {
 public:
  /// Later ones of the same text win.
  void add(std::string token, std::int64_t id);
  [[nodiscard]] std::optional<std::int64_t> find(std::string_view token) const;
  /// Empty where no token has it.
  [[nodiscard]] std::string_view textOf(std::int64_t id) const;
  /// The largest id and one.
  [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(texts_.size()); }
  /// The ids of the tokens <0x00> … <0xFF> for each byte; nothing where one is not there.
  [[nodiscard]] std::optional<std::vector<std::int64_t>> bytesOf(std::string_view text) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>> ids_;
  std::vector<std::string> texts_;
};

/// How a word becomes tokens (https://huggingface.co/docs/tokenizers/api/models).
class TokenModel {
 public:
  virtual ~TokenModel() = default;
  /// Adds the ids of `word` to `ids`. Fails with ErrorKind::input where the vocabulary has nothing for a part of it and
  /// no token for what is unknown.
  [[nodiscard]] virtual Result<void> encode(std::string_view word, std::vector<std::int64_t>& ids) const = 0;
  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }

 protected:
  Vocabulary vocabulary_;
};

/// The entry `model` of a tokenizer.json: BPE, WordPiece, Unigram or WordLevel. Fails with ErrorKind::input where it is
/// none of these, or damaged.
[[nodiscard]] Result<std::shared_ptr<const TokenModel>> readTokenModel(const nlohmann::json& entry);

/// Byte-pair encoding (Sennrich, Haddow and Birch 2016), with merges in their order of rank.
[[nodiscard]] Result<std::shared_ptr<const TokenModel>> readBpe(const nlohmann::json& entry);
/// The longest piece first (Schuster and Nakajima 2012).
[[nodiscard]] Result<std::shared_ptr<const TokenModel>> readWordPiece(const nlohmann::json& entry);
/// The most probable pieces (Kudo 2018), by Viterbi.
[[nodiscard]] Result<std::shared_ptr<const TokenModel>> readUnigram(const nlohmann::json& entry);

/// `vocab` as an object of token: id. Fails with ErrorKind::input where it is none.
[[nodiscard]] Result<void> readVocabulary(const nlohmann::json& entry, Vocabulary& vocabulary);
[[nodiscard]] Failure unknownWord(std::string_view word);

}  // namespace bitwright

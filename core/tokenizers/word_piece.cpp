// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>
#include <utility>

#include "core/tokenizers/read_entry.h"
#include "core/tokenizers/token_model.h"
#include "core/tokenizers/unicode.h"

namespace bitwright {

namespace {

class WordPiece final : public TokenModel {
 public:
  Result<void> read(const nlohmann::json& entry) {
    if (auto done = readVocabulary(entry, vocabulary_); !done) return done;
    unknown_ = vocabulary_.find(textOf(entry, "unk_token"));
    prefix_ = textOf(entry, "continuing_subword_prefix");
    const auto most = entry.find("max_input_chars_per_word");
    if (most != entry.end() && most->is_number_integer()) most_ = most->get<std::int64_t>();
    return {};
  }

  Result<void> encode(std::string_view word, std::vector<std::int64_t>& ids) const override {
    const auto before = ids.size();
    bool known = static_cast<std::int64_t>(codePoints(word).size()) <= most_;
    for (std::size_t from = 0; known && from < word.size();) {
      auto to = word.size();
      std::optional<std::int64_t> found;
      for (; to > from; --to) {
        if (to < word.size() && (static_cast<unsigned char>(word[to]) & 0xC0U) == 0x80U) continue;
        auto piece = std::string(word.substr(from, to - from));
        found = vocabulary_.find(from > 0 ? prefix_ + piece : piece);
        if (found) break;
      }
      known = found.has_value();
      if (known) ids.push_back(*found);
      from = to;
    }
    if (known) return {};
    ids.resize(before);
    if (!unknown_) return unknownWord(word);
    ids.push_back(*unknown_);
    return {};
  }

 private:
  std::optional<std::int64_t> unknown_;
  std::string prefix_;
  std::int64_t most_ = 100;  ///< characters of a word; longer ones are unknown
};

}  // namespace

Result<std::shared_ptr<const TokenModel>> readWordPiece(const nlohmann::json& entry) {
  auto model = std::make_shared<WordPiece>();
  if (auto read = model->read(entry); !read) return passOn(read);
  return model;
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizers/token_model.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "core/tokenizers/read_entry.h"

namespace bitwright {

namespace {

constexpr std::int64_t kMostTokens = std::int64_t{1} << 24;

class WordLevel final : public TokenModel {
 public:
  static Result<std::shared_ptr<const TokenModel>> read(const nlohmann::json& entry) {
    auto model = std::make_shared<WordLevel>();
    if (auto read = readVocabulary(entry, model->vocabulary_); !read) return passOn(read);
    model->unknown_ = model->vocabulary_.find(textOf(entry, "unk_token"));
    return model;
  }
  Result<void> encode(std::string_view word, std::vector<std::int64_t>& ids) const override {
    auto found = vocabulary_.find(word);
    if (!found) found = unknown_;
    if (!found) return unknownWord(word);
    ids.push_back(*found);
    return {};
  }

 private:
  std::optional<std::int64_t> unknown_;
};

}  // namespace

void Vocabulary::add(std::string token, std::int64_t id) {
  if (id >= size()) texts_.resize(static_cast<std::size_t>(id) + 1);
  texts_[static_cast<std::size_t>(id)] = token;
  ids_[std::move(token)] = id;
}

std::optional<std::int64_t> Vocabulary::find(std::string_view token) const {
  const auto found = ids_.find(token);
  return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

std::string_view Vocabulary::textOf(std::int64_t id) const {
  return id >= 0 && id < size() ? std::string_view(texts_[static_cast<std::size_t>(id)]) : std::string_view();
}

std::optional<std::vector<std::int64_t>> Vocabulary::bytesOf(std::string_view text) const {
  std::vector<std::int64_t> ids;
  for (const char byte : text) {
    const auto found = find(fmt::format("<0x{:02X}>", static_cast<unsigned char>(byte)));
    if (!found) return std::nullopt;
    ids.push_back(*found);
  }
  return ids;
}

Result<void> readVocabulary(const nlohmann::json& entry, Vocabulary& vocabulary) {
  const auto found = entry.is_object() ? entry.find("vocab") : entry.end();
  const auto damaged = [] {
    return fail(ErrorKind::input, BW_MESSAGE("tokenizer.bad_vocabulary", "the vocabulary of the tokenizer is damaged"));
  };
  if (found == entry.end() || !found->is_object()) return damaged();
  for (const auto& [token, id] : found->items()) {
    if (!id.is_number_integer() || id.get<std::int64_t>() < 0 || id.get<std::int64_t>() > kMostTokens) return damaged();
    vocabulary.add(token, id.get<std::int64_t>());
  }
  return {};
}

Failure unknownWord(std::string_view word) {
  return fail(ErrorKind::input,
              Message(BW_MESSAGE("tokenizer.unknown_word",
                                 "the vocabulary has nothing for “%1”, and no token for what is unknown"),
                      {std::string(word.substr(0, 40))}));
}

Result<std::shared_ptr<const TokenModel>> readTokenModel(const nlohmann::json& entry) {
  auto type = typeOf(entry);
  // Files of before 2020 do not say it.
  if (type.empty() && entry.is_object())
    type = entry.contains("merges") ? "BPE" : entry.contains("unk_id") ? "Unigram" : "WordPiece";
  if (type == "BPE") return readBpe(entry);
  if (type == "WordPiece") return readWordPiece(entry);
  if (type == "Unigram") return readUnigram(entry);
  if (type == "WordLevel") return WordLevel::read(entry);
  return unknownEntry("model", type);
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizers/added_tokens.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/tokenizers/read_entry.h"
#include "core/tokenizers/unicode.h"

namespace bitwright {

namespace {

/// Bytes of white space at the end, or at the beginning.
std::size_t spaceAtEnd(std::string_view text) {
  auto end = text.size();
  while (end > 0) {
    auto from = end - 1;
    while (from > 0 && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U) --from;
    if (!isWhiteSpace(codePoints(text.substr(from, end - from)).front())) break;
    end = from;
  }
  return text.size() - end;
}

std::size_t spaceAtStart(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto size = std::min(utf8Length(text[at]), text.size() - at);
    if (!isWhiteSpace(codePoints(text.substr(at, size)).front())) break;
    at += size;
  }
  return at;
}

bool endsInWord(std::string_view text) {
  if (text.empty()) return false;
  auto from = text.size() - 1;
  while (from > 0 && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U) --from;
  return isWordCharacter(codePoints(text.substr(from)).front());
}

bool beginsWithWord(std::string_view text) {
  return !text.empty() && isWordCharacter(codePoints(text.substr(0, utf8Length(text[0]))).front());
}

}  // namespace

Result<std::vector<AddedToken>> readAddedTokens(const nlohmann::json& entry) {
  std::vector<AddedToken> tokens;
  if (!entry.is_array()) return tokens;
  for (const auto& each : entry) {
    const auto id = each.is_object() ? each.find("id") : each.end();
    if (!each.is_object() || id == each.end() || !id->is_number_integer() || id->get<std::int64_t>() < 0)
      return fail(ErrorKind::input, BW_MESSAGE("tokenizer.bad_added", "the added tokens of the tokenizer are damaged"));
    AddedToken token;
    token.id = id->get<std::int64_t>();
    token.content = textOf(each, "content");
    token.singleWord = flagOf(each, "single_word", false);
    token.leftSpace = flagOf(each, "lstrip", false);
    token.rightSpace = flagOf(each, "rstrip", false);
    token.special = flagOf(each, "special", false);
    token.normalized = flagOf(each, "normalized", !token.special);
    if (!token.content.empty()) tokens.push_back(std::move(token));
  }
  return tokens;
}

AddedTokenFinder::AddedTokenFinder(const std::vector<AddedToken>& tokens, const Normalizer& normalizer)
    : tokens_(tokens) {
  for (auto& token : tokens_) token.content = normalizer.apply(std::move(token.content));
  for (std::size_t at = 0; at < tokens_.size(); ++at) {
    if (!tokens_[at].content.empty()) byFirst_[static_cast<unsigned char>(tokens_[at].content.front())].push_back(at);
  }
  for (auto& [byte, places] : byFirst_) {
    std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
      return tokens_[a].content.size() > tokens_[b].content.size();
    });
  }
}

std::vector<AddedTokenFinder::Part> AddedTokenFinder::split(std::string_view text) const {
  std::vector<Part> parts;
  std::size_t done = 0;
  const auto add = [&](std::size_t begin, std::size_t end, std::optional<std::int64_t> id) {
    if (begin < end) parts.push_back({text.substr(begin, end - begin), id, begin == 0});
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto places = byFirst_.find(static_cast<unsigned char>(text[at]));
    const AddedToken* found = nullptr;
    if (places != byFirst_.end()) {
      const auto place = std::find_if(places->second.begin(), places->second.end(), [&](std::size_t each) {
        return text.substr(at).starts_with(tokens_[each].content);
      });
      if (place != places->second.end()) found = &tokens_[*place];
    }
    if (found == nullptr) {
      ++at;
      continue;
    }
    auto begin = at;
    auto end = at + found->content.size();
    at = end;
    if (found->singleWord && (endsInWord(text.substr(0, begin)) || beginsWithWord(text.substr(end)))) continue;
    if (found->leftSpace) begin = std::max(done, begin - spaceAtEnd(text.substr(0, begin)));
    if (found->rightSpace) end += spaceAtStart(text.substr(end));
    begin = std::max(begin, done);
    end = std::max(end, begin);
    add(done, begin, std::nullopt);
    add(begin, end, found->id);
    done = end;
  }
  add(done, text.size(), std::nullopt);
  return parts;
}

}  // namespace bitwright

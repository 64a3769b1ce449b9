// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/tokenizers/read_entry.h"
#include "core/tokenizers/token_model.h"
#include "core/tokenizers/unicode.h"

namespace bitwright {

namespace {

constexpr double kUnknownBelow = 10.0;  // the least score, for what is unknown

/// The best way to where it stands.
struct Best {
  double score = 0.0;
  std::int64_t from = -1;  ///< −1: nothing ends here
  std::int64_t id = 0;
};

/// Tokens by their bytes.
class Trie {
 public:
  void add(std::string_view token, std::int64_t id) {
    std::size_t at = 0;
    for (const char byte : token) {
      const auto next = children_.try_emplace(keyOf(at, byte), nodes_.size());
      if (next.second) nodes_.push_back(-1);
      at = next.first->second;
    }
    nodes_[at] = id;
  }
  /// Calls `found(length, id)` for each token that `text` begins with, the shortest first.
  template <class Found>
  void prefixes(std::string_view text, const Found& found) const {
    std::size_t at = 0;
    for (std::size_t length = 0; length < text.size(); ++length) {
      const auto next = children_.find(keyOf(at, text[length]));
      if (next == children_.end()) return;
      at = next->second;
      if (nodes_[at] >= 0) found(length + 1, nodes_[at]);
    }
  }

 private:
  static std::uint64_t keyOf(std::size_t node, char byte) {
    return (static_cast<std::uint64_t>(node) << 8U) | static_cast<unsigned char>(byte);
  }
  std::unordered_map<std::uint64_t, std::size_t> children_;
  std::vector<std::int64_t> nodes_{-1};  ///< the token that ends there; −1: none
};

class Unigram final : public TokenModel {
 public:
  Result<void> read(const nlohmann::json& entry) {
    const auto damaged = [] {
      return fail(ErrorKind::input,
                  BW_MESSAGE("tokenizer.bad_scores", "the vocabulary of the tokenizer has no score for each token"));
    };
    for (const auto& token : listOf(entry, "vocab")) {
      if (!token.is_array() || token.size() != 2 || !token[0].is_string() || !token[1].is_number()) return damaged();
      vocabulary_.add(token[0].get<std::string>(), static_cast<std::int64_t>(scores_.size()));
      scores_.push_back(token[1].get<double>());
    }
    if (scores_.empty()) return damaged();
    for (std::size_t id = 0; id < scores_.size(); ++id) {
      const auto text = vocabulary_.textOf(static_cast<std::int64_t>(id));
      trie_.add(text, *vocabulary_.find(text));
    }
    const auto unknown = entry.find("unk_id");
    if (unknown != entry.end() && unknown->is_number_integer()) unknown_ = unknown->get<std::int64_t>();
    bytes_ = flagOf(entry, "byte_fallback", false);
    unknownScore_ = *std::min_element(scores_.begin(), scores_.end()) - kUnknownBelow;
    return {};
  }

  Result<void> encode(std::string_view word, std::vector<std::int64_t>& ids) const override {
    for (const auto part : partsOf(word)) {
      if (const auto found = vocabulary_.find(part)) {
        ids.push_back(*found);
        continue;
      }
      const auto bytes = bytes_ ? vocabulary_.bytesOf(part) : std::nullopt;
      if (bytes)
        ids.insert(ids.end(), bytes->begin(), bytes->end());
      else if (unknown_)
        ids.push_back(*unknown_);
      else
        return unknownWord(part);
    }
    return {};
  }

 private:
  /// The parts of most probability; unknown neighbours are one.
  [[nodiscard]] std::vector<std::string_view> partsOf(std::string_view word) const {
    std::vector<Best> best(word.size() + 1);
    best[0].from = 0;
    const auto reach = [&](std::size_t from, std::size_t to, double score, std::int64_t id) {
      const double sum = score + best[from].score;
      if (best[to].from >= 0 && sum <= best[to].score) return;
      best[to] = {sum, static_cast<std::int64_t>(from), id};
    };
    for (std::size_t at = 0; at < word.size();) {
      const auto character = std::min(utf8Length(word[at]), word.size() - at);
      bool single = false;
      trie_.prefixes(word.substr(at), [&](std::size_t length, std::int64_t id) {
        reach(at, at + length, scores_[static_cast<std::size_t>(id)], id);
        single = single || length == character;
      });
      if (!single) reach(at, at + character, unknownScore_, unknown_.value_or(0));
      at += character;
    }
    std::vector<std::string_view> parts;
    bool unknownBehind = false;
    for (auto end = word.size(); end > 0;) {
      const auto& step = best[end];
      const auto from = static_cast<std::size_t>(std::max<std::int64_t>(0, step.from));
      const bool isUnknown = unknown_ && step.id == *unknown_;
      if (isUnknown && unknownBehind)
        parts.back() = word.substr(from, end - from + parts.back().size());
      else
        parts.push_back(word.substr(from, end - from));
      unknownBehind = isUnknown;
      end = from;
    }
    std::reverse(parts.begin(), parts.end());
    return parts;
  }

  std::vector<double> scores_;
  Trie trie_;
  std::optional<std::int64_t> unknown_;
  double unknownScore_ = 0.0;
  bool bytes_ = false;
};

}  // namespace

Result<std::shared_ptr<const TokenModel>> readUnigram(const nlohmann::json& entry) {
  auto model = std::make_shared<Unigram>();
  if (auto read = model->read(entry); !read) return passOn(read);
  return model;
}

}  // namespace bitwright

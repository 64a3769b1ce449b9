// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <nlohmann/json.hpp>
#include <queue>
#include <tuple>
#include <utility>

#include "core/tokenizers/read_entry.h"
#include "core/tokenizers/token_model.h"
#include "core/tokenizers/unicode.h"

namespace bitwright {

namespace {

constexpr std::int64_t kNone = -1;

struct Merge {
  std::int64_t rank = 0;
  std::int64_t id = 0;  ///< of what the two become
};

struct PairHash {
  std::size_t operator()(const std::pair<std::int64_t, std::int64_t>& pair) const {
    return std::hash<std::int64_t>()(pair.first * 0x1000003 + pair.second);
  }
};

/// A part of a word between its neighbours.
struct Symbol {
  std::int64_t id = 0;
  int before = -1;
  int behind = -1;
  bool gone = false;
};

class Bpe final : public TokenModel {
 public:
  Result<void> read(const nlohmann::json& entry) {
    if (auto done = readVocabulary(entry, vocabulary_); !done) return done;
    const auto dropout = entry.find("dropout");
    if (dropout != entry.end() && dropout->is_number() && dropout->get<double>() > 0.0)
      return unknownEntry("model", "BPE with dropout");
    unknown_ = textOf(entry, "unk_token");
    prefix_ = textOf(entry, "continuing_subword_prefix");
    suffix_ = textOf(entry, "end_of_word_suffix");
    fuses_ = flagOf(entry, "fuse_unk", false);
    bytes_ = flagOf(entry, "byte_fallback", false);
    whole_ = flagOf(entry, "ignore_merges", false);
    std::int64_t rank = 0;
    for (const auto& merge : listOf(entry, "merges")) {
      if (!addMerge(merge, rank++)) {
        return fail(ErrorKind::input, BW_MESSAGE("tokenizer.bad_merges", "the merges of the tokenizer are damaged"));
      }
    }
    return {};
  }

  Result<void> encode(std::string_view word, std::vector<std::int64_t>& ids) const override {
    if (whole_) {
      if (const auto found = vocabulary_.find(word)) {
        ids.push_back(*found);
        return {};
      }
    }
    auto symbols = symbolsOf(word);
    merge(symbols);
    for (const auto& symbol : symbols) {
      if (!symbol.gone) ids.push_back(symbol.id);
    }
    return {};
  }

 private:
  bool addMerge(const nlohmann::json& merge, std::int64_t rank) {
    std::string first;
    std::string second;
    if (merge.is_string()) {
      const auto text = merge.get<std::string>();
      const auto space = text.find(' ');
      if (space == std::string::npos) return false;
      first = text.substr(0, space), second = text.substr(space + 1);
    } else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
      first = merge[0].get<std::string>(), second = merge[1].get<std::string>();
    } else {
      return false;
    }
    const auto a = vocabulary_.find(first);
    const auto b = vocabulary_.find(second);
    const auto rest = second.starts_with(prefix_) ? second.substr(prefix_.size()) : second;
    const auto both = vocabulary_.find(first + rest);
    if (!a || !b || !both) return false;
    merges_[{*a, *b}] = {rank, *both};
    return true;
  }

  static void addSymbol(std::vector<Symbol>& symbols, std::int64_t id) {
    const auto at = static_cast<int>(symbols.size());
    if (at > 0) symbols.back().behind = at;
    symbols.push_back({id, at - 1, -1, false});
  }

  /// Its characters; of those that are no tokens the bytes, or what stands for the unknown.
  [[nodiscard]] std::vector<Symbol> symbolsOf(std::string_view word) const {
    std::vector<Symbol> symbols;
    const auto unknown = unknown_.empty() ? kNone : vocabulary_.find(unknown_).value_or(kNone);
    bool waiting = false;  // something unknown is to be added in front of the next that is known
    const auto add = [&](std::int64_t id) { addSymbol(symbols, id); };
    for (std::size_t at = 0; at < word.size();) {
      const auto size = std::min(utf8Length(word[at]), word.size() - at);
      const auto character = word.substr(at, size);
      auto token = std::string(character);
      if (at > 0) token = prefix_ + token;
      if (at + size == word.size()) token += suffix_;
      at += size;
      if (const auto found = vocabulary_.find(token)) {
        if (waiting) add(unknown);
        waiting = false;
        add(*found);
        continue;
      }
      if (bytes_) {
        if (const auto ids = vocabulary_.bytesOf(token)) {
          for (const auto id : *ids) add(id);
          continue;
        }
      }
      if (unknown == kNone) continue;
      if (waiting && !fuses_) add(unknown);
      waiting = true;
    }
    if (waiting) add(unknown);
    return symbols;
  }

  /// The pair of least rank first, of equals the one in front.
  void merge(std::vector<Symbol>& symbols) const {
    using Candidate = std::tuple<std::int64_t, int, std::int64_t>;  // rank, place of the first, id of both
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> queue;
    const auto consider = [&](int at) {
      if (at < 0 || symbols[static_cast<std::size_t>(at)].behind < 0) return;
      const auto& first = symbols[static_cast<std::size_t>(at)];
      const auto found = merges_.find({first.id, symbols[static_cast<std::size_t>(first.behind)].id});
      if (found != merges_.end()) queue.emplace(found->second.rank, at, found->second.id);
    };
    for (int at = 0; at + 1 < static_cast<int>(symbols.size()); ++at) consider(at);
    while (!queue.empty()) {
      const auto [rank, at, id] = queue.top();
      queue.pop();
      auto& first = symbols[static_cast<std::size_t>(at)];
      if (first.gone || first.behind < 0) continue;
      auto& second = symbols[static_cast<std::size_t>(first.behind)];
      const auto found = merges_.find({first.id, second.id});
      if (found == merges_.end() || found->second.id != id) continue;  // one of the two has become another
      first.id = id;
      second.gone = true;
      first.behind = second.behind;
      if (second.behind >= 0) symbols[static_cast<std::size_t>(second.behind)].before = at;
      consider(first.before);
      consider(at);
    }
  }

  std::unordered_map<std::pair<std::int64_t, std::int64_t>, Merge, PairHash> merges_;
  std::string unknown_, prefix_, suffix_;
  bool fuses_ = false;
  bool bytes_ = false;
  bool whole_ = false;  ///< a word that is a token is not merged
};

}  // namespace

Result<std::shared_ptr<const TokenModel>> readBpe(const nlohmann::json& entry) {
  auto model = std::make_shared<Bpe>();
  if (auto read = model->read(entry); !read) return passOn(read);
  return model;
}

}  // namespace bitwright

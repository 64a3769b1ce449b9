// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizers/token_decoder.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "core/tokenizers/byte_characters.h"
#include "core/tokenizers/pattern.h"
#include "core/tokenizers/read_entry.h"
#include "core/tokenizers/unicode.h"

namespace bitwright {

namespace {

using Tokens = std::vector<std::string>;
using DecoderPointer = std::shared_ptr<const TokenDecoder>;

template <class Function>
class FunctionDecoder final : public TokenDecoder {
 public:
  explicit FunctionDecoder(Function function) : function_(std::move(function)) {}
  Tokens apply(Tokens tokens) const override { return function_(std::move(tokens)); }

 private:
  Function function_;
};

template <class Function>
DecoderPointer decoderBy(Function function) {
  return std::make_shared<FunctionDecoder<Function>>(std::move(function));
}

std::string joined(const Tokens& tokens) {
  std::string text;
  for (const auto& token : tokens) text += token;
  return text;
}

/// U+FFFD for what is no UTF-8.
std::string asText(const std::string& bytes) {
  std::string text;
  for (const auto point : codePoints(bytes)) appendUtf8(text, point);
  return text;
}

std::optional<char> byteOf(const std::string& token) {
  if (token.size() != 6 || !token.starts_with("<0x") || token[5] != '>') return std::nullopt;
  unsigned value = 0;
  const auto read = std::from_chars(token.data() + 3, token.data() + 5, value, 16);
  return read.ec == std::errc() && read.ptr == token.data() + 5 ? std::optional(static_cast<char>(value))
                                                                : std::nullopt;
}

/// Runs of <0x..> as the bytes they name; where these are no UTF-8, each as U+FFFD.
Tokens withBytes(const Tokens& tokens) {
  Tokens made;
  std::string waiting;
  const auto flush = [&] {
    if (waiting.empty()) return;
    const auto text = asText(waiting);
    if (text == waiting) {
      made.push_back(text);
    } else {
      for (std::size_t at = 0; at < waiting.size(); ++at) made.emplace_back("\uFFFD");
    }
    waiting.clear();
  };
  for (const auto& token : tokens) {
    if (const auto byte = byteOf(token)) {
      waiting += *byte;
      continue;
    }
    flush();
    made.push_back(token);
  }
  flush();
  return made;
}

std::string cleanedUp(std::string text) {
  static const std::vector<std::pair<Pattern, std::string>> rules = [] {
    std::vector<std::pair<Pattern, std::string>> made;
    for (const auto& [from, to] : std::initializer_list<std::pair<const char*, const char*>>{{" .", "."},
                                                                                             {" ?", "?"},
                                                                                             {" !", "!"},
                                                                                             {" ,", ","},
                                                                                             {" ' ", "'"},
                                                                                             {" n't", "n't"},
                                                                                             {" 'm", "'m"},
                                                                                             {" do not", " don't"},
                                                                                             {" 's", "'s"},
                                                                                             {" 've", "'ve"},
                                                                                             {" 're", "'re"}})
      made.emplace_back(Pattern::ofText(from), to);
    return made;
  }();
  for (const auto& [from, to] : rules) text = from.replacedIn(text, to);
  return text;
}

DecoderPointer readWordPieces(const nlohmann::json& entry) {
  auto prefix = textOf(entry, "prefix");
  if (prefix.empty()) prefix = "##";
  return decoderBy([prefix, cleans = flagOf(entry, "cleanup", true)](Tokens tokens) {
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      auto& token = tokens[at];
      if (at > 0) token = token.starts_with(prefix) ? token.substr(prefix.size()) : ' ' + token;
      if (cleans) token = cleanedUp(std::move(token));
    }
    return tokens;
  });
}

DecoderPointer readMarks(const nlohmann::json& entry) {
  auto mark = textOf(entry, "replacement");
  if (mark.empty()) mark = "\u2581";
  const bool prepended = textOf(entry, "prepend_scheme") != "never" && flagOf(entry, "add_prefix_space", true);
  return decoderBy([marks = Pattern::ofText(mark), mark, prepended](Tokens tokens) {
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      auto& token = tokens[at];
      if (at == 0 && prepended && token.starts_with(mark)) token.erase(0, mark.size());
      token = marks.replacedIn(token, " ");
    }
    return tokens;
  });
}

std::size_t countOf(const nlohmann::json& entry, const char* key) {
  const auto found = entry.find(key);
  return found != entry.end() && found->is_number_unsigned() ? found->get<std::size_t>() : 0;
}

DecoderPointer readStripping(const nlohmann::json& entry) {
  return decoderBy([content = textOf(entry, "content"), start = countOf(entry, "start"),
                    stop = countOf(entry, "stop")](Tokens tokens) {
    for (auto& token : tokens) {
      for (std::size_t times = 0; times < start && !content.empty() && token.starts_with(content); ++times)
        token.erase(0, content.size());
      for (std::size_t times = 0; times < stop && !content.empty() && token.ends_with(content); ++times)
        token.erase(token.size() - content.size());
    }
    return tokens;
  });
}

Result<DecoderPointer> readDecoders(const nlohmann::json& entry) {
  std::vector<DecoderPointer> steps;
  for (const auto& each : listOf(entry, "decoders")) {
    auto step = readTokenDecoder(each);
    if (!step) return step;
    steps.push_back(std::move(*step));
  }
  return decoderBy([steps](Tokens tokens) {
    for (const auto& step : steps) tokens = step->apply(std::move(tokens));
    return tokens;
  });
}

}  // namespace

Result<std::shared_ptr<const TokenDecoder>> readTokenDecoder(const nlohmann::json& entry) {
  if (entry.is_null()) {
    return decoderBy([](Tokens tokens) {
      for (std::size_t at = 1; at < tokens.size(); ++at) tokens[at].insert(0, 1, ' ');
      return tokens;
    });
  }
  const auto type = typeOf(entry);
  if (type == "Sequence") return readDecoders(entry);
  if (type == "ByteLevel")
    return decoderBy([](const Tokens& tokens) { return Tokens{asText(bytesOfCharacters(joined(tokens)))}; });
  if (type == "ByteFallback") return decoderBy([](const Tokens& tokens) { return withBytes(tokens); });
  if (type == "Fuse") return decoderBy([](const Tokens& tokens) { return Tokens{joined(tokens)}; });
  if (type == "WordPiece") return readWordPieces(entry);
  if (type == "Metaspace") return readMarks(entry);
  if (type == "Strip") return readStripping(entry);
  if (type == "Replace") {
    auto pattern = readPattern(entry);
    if (!pattern) return passOn(pattern);
    return decoderBy([pattern = std::move(*pattern), by = textOf(entry, "content")](Tokens tokens) {
      for (auto& token : tokens) token = pattern.replacedIn(token, by);
      return tokens;
    });
  }
  if (type == "BPEDecoder") {
    return decoderBy([suffix = Pattern::ofText(textOf(entry, "suffix"))](Tokens tokens) {
      for (std::size_t at = 0; at < tokens.size(); ++at)
        tokens[at] = suffix.replacedIn(tokens[at], at + 1 == tokens.size() ? "" : " ");
      return tokens;
    });
  }
  return unknownEntry("decoder", type);
}

}  // namespace bitwright

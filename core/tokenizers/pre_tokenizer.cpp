// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizers/pre_tokenizer.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "core/tokenizers/byte_characters.h"
#include "core/tokenizers/pattern.h"
#include "core/tokenizers/read_entry.h"
#include "core/tokenizers/unicode.h"

namespace bitwright {

namespace {

using PreTokenizerPointer = std::shared_ptr<const PreTokenizer>;

/// One that splits each piece by itself: (piece) -> pieces.
template <class Function>
class PieceSplitter final : public PreTokenizer {
 public:
  explicit PieceSplitter(Function function) : function_(std::move(function)) {}
  std::vector<TextPiece> split(std::vector<TextPiece> pieces) const override {
    std::vector<TextPiece> made;
    for (auto& piece : pieces) {
      for (auto& part : function_(std::move(piece))) {
        if (!part.text.empty()) made.push_back(std::move(part));
      }
    }
    return made;
  }

 private:
  Function function_;
};

template <class Function>
PreTokenizerPointer splitterBy(Function function) {
  return std::make_shared<PieceSplitter<Function>>(std::move(function));
}

/// Several, each on what the one before it leaves.
class Splitters final : public PreTokenizer {
 public:
  explicit Splitters(std::vector<PreTokenizerPointer> steps) : steps_(std::move(steps)) {}
  std::vector<TextPiece> split(std::vector<TextPiece> pieces) const override {
    for (const auto& step : steps_) pieces = step->split(std::move(pieces));
    return pieces;
  }

 private:
  std::vector<PreTokenizerPointer> steps_;
};

PreTokenizerPointer inOrder(std::vector<PreTokenizerPointer> steps) {
  return std::make_shared<Splitters>(std::move(steps));
}

std::vector<TextPiece> cut(const TextPiece& piece, const std::vector<PatternSpan>& spans, SplitBehavior behavior) {
  std::vector<TextPiece> parts;
  for (const auto& [begin, end] : splitSpans(spans, behavior))
    parts.push_back({piece.text.substr(begin, end - begin), piece.first && begin == 0});
  return parts;
}

/// Characters of which `matches` holds, one by one.
template <class Matches>
std::vector<PatternSpan> characterSpans(const std::string& text, const Matches& matches) {
  std::vector<PatternSpan> spans;
  std::size_t done = 0;
  std::size_t at = 0;
  for (const auto point : codePoints(text)) {
    const auto size = utf8Length(text[at]);
    if (matches(point)) {
      if (done < at) spans.push_back({done, at, false});
      spans.push_back({at, at + size, true});
      done = at + size;
    }
    at += size;
  }
  if (done < text.size()) spans.push_back({done, text.size(), false});
  return spans;
}

template <class Matches>
PreTokenizerPointer splitterAt(SplitBehavior behavior, Matches matches) {
  return splitterBy([behavior, matches](const TextPiece& piece) {
    return cut(piece, characterSpans(piece.text, matches), behavior);
  });
}

constexpr const char* kWordsOfGpt2 = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

const Pattern& wordsOfGpt2() {
  static const Pattern pattern = Pattern::ofExpression(kWordsOfGpt2).value();
  return pattern;
}

PreTokenizerPointer readByteLevel(const nlohmann::json& entry) {
  const bool prefix = flagOf(entry, "add_prefix_space", true);
  const bool words = flagOf(entry, "use_regex", true);
  return splitterBy([=](TextPiece piece) {
    if (prefix && !piece.text.starts_with(' ')) piece.text.insert(0, 1, ' ');
    auto parts =
        words ? cut(piece, wordsOfGpt2().spansOf(piece.text), SplitBehavior::isolated) : std::vector<TextPiece>{piece};
    for (auto& part : parts) part.text = byteCharacters(part.text);
    return parts;
  });
}

PreTokenizerPointer readMetaspace(const nlohmann::json& entry) {
  auto mark = textOf(entry, "replacement");
  if (mark.empty()) mark = "\u2581";
  auto scheme = textOf(entry, "prepend_scheme");
  if (scheme.empty()) scheme = flagOf(entry, "add_prefix_space", true) ? "always" : "never";
  const bool splits = flagOf(entry, "split", true);
  return splitterBy([=, space = Pattern::ofText(" "), marks = Pattern::ofText(mark)](TextPiece piece) {
    piece.text = space.replacedIn(piece.text, mark);
    const bool prepends = scheme == "always" || (scheme == "first" && piece.first);
    if (prepends && !piece.text.starts_with(mark)) piece.text = mark + piece.text;
    return splits ? cut(piece, marks.spansOf(piece.text), SplitBehavior::mergedWithNext)
                  : std::vector<TextPiece>{piece};
  });
}

Result<PreTokenizerPointer> readSplit(const nlohmann::json& entry) {
  auto pattern = readPattern(entry);
  if (!pattern) return passOn(pattern);
  auto behavior = readBehavior(entry, SplitBehavior::isolated);
  if (!behavior) return passOn(behavior);
  const bool inverted = flagOf(entry, "invert", false);
  return splitterBy([pattern = std::move(*pattern), behavior = *behavior, inverted](const TextPiece& piece) {
    auto spans = pattern.spansOf(piece.text);
    for (auto& span : spans) span.matches = span.matches != inverted;
    return cut(piece, spans, behavior);
  });
}

Result<PreTokenizerPointer> readSplitters(const nlohmann::json& entry) {
  std::vector<PreTokenizerPointer> steps;
  for (const auto& each : listOf(entry, "pretokenizers")) {
    auto step = readPreTokenizer(each);
    if (!step) return step;
    steps.push_back(std::move(*step));
  }
  return inOrder(std::move(steps));
}

/// Runs of word characters, and runs of what is neither that nor white space.
PreTokenizerPointer wordSplitter() {
  return splitterBy([](const TextPiece& piece) {
    std::vector<TextPiece> parts;
    std::size_t at = 0;
    int before = 0;
    for (const auto point : codePoints(piece.text)) {
      const auto size = utf8Length(piece.text[at]);
      const int kind = isWordCharacter(point) ? 1 : isWhiteSpace(point) ? 0 : 2;
      if (kind != 0 && kind != before) parts.push_back({{}, piece.first && at == 0});
      if (kind != 0) parts.back().text.append(piece.text, at, size);
      before = kind;
      at += size;
    }
    return parts;
  });
}

}  // namespace

Result<std::shared_ptr<const PreTokenizer>> readPreTokenizer(const nlohmann::json& entry) {
  if (entry.is_null()) return splitterBy([](TextPiece piece) { return std::vector<TextPiece>{std::move(piece)}; });
  const auto type = typeOf(entry);
  if (type == "Sequence") return readSplitters(entry);
  if (type == "ByteLevel") return readByteLevel(entry);
  if (type == "Metaspace") return readMetaspace(entry);
  if (type == "Split") return readSplit(entry);
  if (type == "Whitespace") return wordSplitter();
  if (type == "WhitespaceSplit") return splitterAt(SplitBehavior::removed, isWhiteSpace);
  if (type == "BertPreTokenizer") {
    return inOrder(
        {splitterAt(SplitBehavior::removed, isWhiteSpace), splitterAt(SplitBehavior::isolated, isPunctuation)});
  }
  if (type == "Punctuation") {
    auto behavior = readBehavior(entry, SplitBehavior::isolated);
    if (!behavior) return passOn(behavior);
    return splitterAt(*behavior, isPunctuation);
  }
  if (type == "Digits") {
    return splitterAt(flagOf(entry, "individual_digits", false) ? SplitBehavior::isolated : SplitBehavior::contiguous,
                      isNumeric);
  }
  if (type == "CharDelimiterSplit") {
    const auto delimiter = codePoints(textOf(entry, "delimiter"));
    return splitterAt(SplitBehavior::removed,
                      [delimiter](char32_t point) { return !delimiter.empty() && point == delimiter[0]; });
  }
  return unknownEntry("pre-tokenizer", type);
}

}  // namespace bitwright

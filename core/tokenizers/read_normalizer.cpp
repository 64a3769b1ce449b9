// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizers/read_normalizer.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/text/one_of.h"
#include "core/tokenizers/byte_characters.h"
#include "core/tokenizers/pattern.h"
#include "core/tokenizers/precompiled_normalizer.h"
#include "core/tokenizers/read_entry.h"
#include "core/tokenizers/unicode.h"

namespace bitwright {

namespace {

using NormalizerPointer = std::shared_ptr<const Normalizer>;

/// One that is a function of the text.
template <class Function>
class FunctionNormalizer final : public Normalizer {
 public:
  explicit FunctionNormalizer(Function function) : function_(std::move(function)) {}
  std::string apply(std::string text) const override { return function_(std::move(text)); }

 private:
  Function function_;
};

template <class Function>
NormalizerPointer normalizerBy(Function function) {
  return std::make_shared<FunctionNormalizer<Function>>(std::move(function));
}

template <class Keep>
std::string charactersThat(const std::string& text, const Keep& keep) {
  std::string made;
  for (const auto point : codePoints(text)) {
    if (keep(point)) appendUtf8(made, point);
  }
  return made;
}

bool isChinese(char32_t point) {
  constexpr std::array<std::pair<char32_t, char32_t>, 8> kRanges{{{0x4E00, 0x9FFF},
                                                                  {0x3400, 0x4DBF},
                                                                  {0x20000, 0x2A6DF},
                                                                  {0x2A700, 0x2B73F},
                                                                  {0x2B740, 0x2B81F},
                                                                  {0x2B920, 0x2CEAF},
                                                                  {0xF900, 0xFAFF},
                                                                  {0x2F800, 0x2FA1F}}};
  return std::any_of(kRanges.begin(), kRanges.end(),
                     [point](const auto& range) { return point >= range.first && point <= range.second; });
}

/// Without control characters, each white space as a space; with spaces around Chinese characters where asked for.
std::string cleaned(const std::string& text, bool clean, bool chinese) {
  std::string made;
  for (const auto point : codePoints(text)) {
    const bool blank = point == U'\t' || point == U'\n' || point == U'\r';
    if (clean && (point == 0 || point == 0xFFFD || (!blank && isControlOrOther(point)))) continue;
    if (clean && (blank || isWhiteSpace(point))) {
      made += ' ';
      continue;
    }
    const bool apart = chinese && isChinese(point);
    if (apart) made += ' ';
    appendUtf8(made, point);
    if (apart) made += ' ';
  }
  return made;
}

NormalizerPointer readBert(const nlohmann::json& entry) {
  const bool clean = flagOf(entry, "clean_text", true);
  const bool chinese = flagOf(entry, "handle_chinese_chars", true);
  const bool lower = flagOf(entry, "lowercase", true);
  const bool strip = flagOf(entry, "strip_accents", lower);
  return normalizerBy([=](std::string text) {
    text = cleaned(text, clean, chinese);
    if (strip)
      text = charactersThat(normalized(text, NormalForm::nfd), [](char32_t point) { return !isNonspacingMark(point); });
    return lower ? inSmallLetters(text) : text;
  });
}

/// As Google's neural machine translation prepares texts.
std::string withoutOddSpaces(const std::string& text) {
  std::string made;
  for (const auto point : codePoints(text)) {
    const bool removed = (point >= 0x1 && point <= 0x8) || point == 0xB || (point >= 0xE && point <= 0x1F) ||
                         point == 0x7F || point == 0x8F || point == 0x9F;
    const bool space = point == 0x9 || point == 0xA || point == 0xC || point == 0xD || point == 0x1680 ||
                       (point >= 0x200B && point <= 0x200F) || point == 0x2028 || point == 0x2029 || point == 0x2581 ||
                       point == 0xFEFF || point == 0xFFFD;
    if (space)
      made += ' ';
    else if (!removed)
      appendUtf8(made, point);
  }
  return made;
}

std::string stripped(const std::string& text, bool left, bool right) {
  const auto points = codePoints(text);
  std::size_t from = 0;
  auto to = points.size();
  while (left && from < to && isWhiteSpace(points[from])) ++from;
  while (right && to > from && isWhiteSpace(points[to - 1])) --to;
  std::string made;
  for (auto at = from; at < to; ++at) appendUtf8(made, points[at]);
  return made;
}

Result<NormalizerPointer> readSequence(const nlohmann::json& entry) {
  std::vector<NormalizerPointer> steps;
  for (const auto& each : listOf(entry, "normalizers")) {
    auto step = readNormalizer(each);
    if (!step) return step;
    steps.push_back(std::move(*step));
  }
  return normalizerBy([steps](std::string text) {
    for (const auto& step : steps) text = step->apply(std::move(text));
    return text;
  });
}

/// Those that are one step and read nothing.
NormalizerPointer readPlain(const std::string& type) {
  static const std::unordered_map<std::string, NormalForm> forms{
      {"NFC", NormalForm::nfc}, {"NFD", NormalForm::nfd}, {"NFKC", NormalForm::nfkc}, {"NFKD", NormalForm::nfkd}};
  if (const auto form = forms.find(type); form != forms.end())
    return normalizerBy([form = form->second](std::string text) { return normalized(text, form); });
  if (type == "Lowercase") return normalizerBy([](std::string text) { return inSmallLetters(text); });
  if (type == "StripAccents") {
    return normalizerBy(
        [](std::string text) { return charactersThat(text, [](char32_t point) { return !isMark(point); }); });
  }
  if (type == "Nmt") return normalizerBy([](std::string text) { return withoutOddSpaces(text); });
  if (type == "ByteLevel") return normalizerBy([](std::string text) { return byteCharacters(text); });
  return nullptr;
}

}  // namespace

Result<std::shared_ptr<const Normalizer>> readNormalizer(const nlohmann::json& entry) {
  if (entry.is_null()) return normalizerBy([](std::string text) { return text; });
  const auto type = typeOf(entry);
  if (type == "Sequence") return readSequence(entry);
  if (type == "BertNormalizer") return readBert(entry);
  if (type == "Strip") {
    return normalizerBy([left = flagOf(entry, "strip_left", true), right = flagOf(entry, "strip_right", true)](
                            std::string text) { return stripped(text, left, right); });
  }
  if (type == "Prepend") {
    return normalizerBy(
        [before = textOf(entry, "prepend")](std::string text) { return text.empty() ? text : before + text; });
  }
  if (type == "Replace") {
    auto pattern = readPattern(entry);
    if (!pattern) return passOn(pattern);
    return normalizerBy([pattern = std::move(*pattern), by = textOf(entry, "content")](std::string text) {
      return pattern.replacedIn(text, by);
    });
  }
  if (type == "Precompiled") return readPrecompiled(textOf(entry, "precompiled_charsmap"));
  if (auto plain = readPlain(type)) return plain;
  return unknownEntry("normalizer", type);
}

}  // namespace bitwright

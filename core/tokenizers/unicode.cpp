// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizers/unicode.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <memory>

namespace bitwright {

namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr int kBertUnicode = 8;
constexpr int kAccentUnicode = 9;

const icu::Normalizer2* normalizerOf(NormalForm form, UErrorCode& status) {
  switch (form) {
    case NormalForm::nfc:
      return icu::Normalizer2::getNFCInstance(status);
    case NormalForm::nfd:
      return icu::Normalizer2::getNFDInstance(status);
    case NormalForm::nfkc:
      return icu::Normalizer2::getNFKCInstance(status);
    case NormalForm::nfkd:
      return icu::Normalizer2::getNFKDInstance(status);
  }
  return nullptr;
}

/// Steps of Hugging Face's library go by tables of some years ago: what came later has no category there.
bool isOfUnicode(char32_t point, int newest) {
  UVersionInfo age;
  u_charAge(static_cast<UChar32>(point), age);
  return age[0] > 0 && age[0] <= newest;
}

// Whose category has changed since.
constexpr char32_t kCanadianFullStop = 0x166D;
constexpr char32_t kSharadaSandhiMark = 0x111C9;
constexpr char32_t kJavaneseKeret = 0xA9BD;
constexpr char32_t kHanunooPamudpod = 0x1734;
constexpr char32_t kMongolianBaluda = 0x1885;
constexpr char32_t kMongolianThreeBaluda = 0x1886;
constexpr char32_t kVedicArdhavisarga = 0x1CF2;
constexpr char32_t kVedicRotatedArdhavisarga = 0x1CF3;

bool hasCategory(char32_t point, std::uint32_t mask) {
  return (U_MASK(u_charType(static_cast<UChar32>(point))) & mask) != 0;
}

}  // namespace

std::vector<char32_t> codePoints(std::string_view text) {
  std::vector<char32_t> points;
  points.reserve(text.size());
  const auto* bytes = text.data();
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 point = 0;
    U8_NEXT(bytes, at, size, point);
    points.push_back(point < 0 ? kReplacement : static_cast<char32_t>(point));
  }
  return points;
}

void appendUtf8(std::string& text, char32_t point) {
  char bytes[U8_MAX_LENGTH];
  std::int32_t size = 0;
  UBool failed = 0;
  U8_APPEND(bytes, size, U8_MAX_LENGTH, static_cast<UChar32>(point), failed);
  if (failed == 0) text.append(bytes, static_cast<std::size_t>(size));
}

std::size_t utf8Length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80U ? 1 : byte < 0xE0U ? 2 : byte < 0xF0U ? 3 : 4;
}

std::string normalized(std::string_view text, NormalForm form) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* normalizer = normalizerOf(form, status);
  std::string made;
  if (normalizer == nullptr || U_FAILURE(status)) return std::string(text);
  icu::StringByteSink<std::string> sink(&made);
  static const icu::UnicodeSet known(UNICODE_STRING_SIMPLE("[:age=12.1:]"), status);
  icu::FilteredNormalizer2(*normalizer, known)
      .normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr, status);
  return U_FAILURE(status) ? std::string(text) : made;
}

bool isWhiteSpace(char32_t point) {
  return u_isUWhiteSpace(static_cast<UChar32>(point)) != 0;
}

bool isPunctuation(char32_t point) {
  if (point < 0x80) return (point > 0x20 && point < 0x7F) && u_isalnum(static_cast<UChar32>(point)) == 0;
  if (point == kCanadianFullStop || point == kSharadaSandhiMark) return true;
  return hasCategory(point, U_GC_P_MASK) && isOfUnicode(point, kBertUnicode);
}

bool isNumeric(char32_t point) {
  return hasCategory(point, U_GC_N_MASK);
}

bool isWordCharacter(char32_t point) {
  return u_hasBinaryProperty(static_cast<UChar32>(point), UCHAR_ALPHABETIC) != 0 ||
         u_hasBinaryProperty(static_cast<UChar32>(point), UCHAR_JOIN_CONTROL) != 0 ||
         hasCategory(point, U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK);
}

bool isControlOrOther(char32_t point) {
  return hasCategory(point, U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CS_MASK | U_GC_CO_MASK) &&
         isOfUnicode(point, kBertUnicode);
}

bool isNonspacingMark(char32_t point) {
  if (point == kSharadaSandhiMark || point == kJavaneseKeret || point == kMongolianBaluda ||
      point == kMongolianThreeBaluda)
    return false;
  if (point == kHanunooPamudpod) return true;
  return hasCategory(point, U_GC_MN_MASK) && isOfUnicode(point, kBertUnicode);
}

bool isMark(char32_t point) {
  if (point == kVedicArdhavisarga || point == kVedicRotatedArdhavisarga) return true;
  if (point == kSharadaSandhiMark) return false;
  return hasCategory(point, U_GC_M_MASK) && isOfUnicode(point, kAccentUnicode);
}

std::string inSmallLetters(std::string_view text) {
  std::string made;
  made.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto size = std::min(utf8Length(text[at]), text.size() - at);
    if (size == 1) {
      made.push_back(text[at] >= 'A' && text[at] <= 'Z' ? static_cast<char>(text[at] - 'A' + 'a') : text[at]);
    } else {
      UErrorCode status = U_ZERO_ERROR;
      icu::StringByteSink<std::string> sink(&made);
      icu::CaseMap::utf8ToLower("", 0, icu::StringPiece(text.data() + at, static_cast<std::int32_t>(size)), sink,
                                nullptr, status);
    }
    at += size;
  }
  return made;
}

std::vector<std::string_view> graphemes(std::string_view text) {
  std::vector<std::string_view> found;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UBreakIterator, void (*)(UBreakIterator*)> breaks(
      ubrk_open(UBRK_CHARACTER, "", nullptr, 0, &status), ubrk_close);
  UText* opened = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
  if (U_SUCCESS(status)) {
    ubrk_setUText(breaks.get(), opened, &status);
    auto from = ubrk_first(breaks.get());
    for (auto to = ubrk_next(breaks.get()); to != UBRK_DONE; from = to, to = ubrk_next(breaks.get()))
      found.push_back(text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
  } else {
    found.push_back(text);
  }
  utext_close(opened);
  return found;
}

}  // namespace bitwright

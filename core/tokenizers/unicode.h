// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

// What tokenizers ask of Unicode, by ICU.

namespace bitwright {

/// Code points of a UTF-8 text; what is no UTF-8 gives U+FFFD.
[[nodiscard]] std::vector<char32_t> codePoints(std::string_view text);
void appendUtf8(std::string& text, char32_t point);
/// Bytes of the character that begins with this byte: 1 to 4.
[[nodiscard]] std::size_t utf8Length(char first);

enum class NormalForm { nfc, nfd, nfkc, nfkd };

/// Property White_Space.
[[nodiscard]] bool isWhiteSpace(char32_t point);
/// General category N.
[[nodiscard]] bool isNumeric(char32_t point);
/// \w of Unicode Technical Standard 18: letters, marks, digits, connectors, joiners.
[[nodiscard]] bool isWordCharacter(char32_t point);

// By the tables that Hugging Face's library has for the steps they are for: ids are to be the same.

/// General category M in Unicode 9: StripAccents.
[[nodiscard]] bool isMark(char32_t point);
/// As Unicode 12.1 says: of what came later nothing changes.
[[nodiscard]] std::string normalized(std::string_view text, NormalForm form);

/// General category P in Unicode 8, or an ASCII character that is no letter, digit, space or control.
[[nodiscard]] bool isPunctuation(char32_t point);
/// General categories Cc, Cf, Cs and Co in Unicode 8.
[[nodiscard]] bool isControlOrOther(char32_t point);
/// General category Mn in Unicode 8.
[[nodiscard]] bool isNonspacingMark(char32_t point);

/// Each character by itself in small letters, without regard to its neighbours or any locale.
[[nodiscard]] std::string inSmallLetters(std::string_view text);
/// User-perceived characters (Unicode Standard Annex 29), in order.
[[nodiscard]] std::vector<std::string_view> graphemes(std::string_view text);

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizers/precompiled_normalizer.h"

#include <openssl/evp.h>

#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/tokenizers/unicode.h"

namespace bitwright {

namespace {

constexpr std::size_t kWholeGrapheme = 6;  // bytes; of longer ones each character is looked up by itself

class PrecompiledNormalizer final : public Normalizer {
 public:
  PrecompiledNormalizer(std::vector<std::uint32_t> units, std::string texts)
      : units_(std::move(units)), texts_(std::move(texts)) {}

  std::string apply(std::string text) const override {
    std::string made;
    for (const auto grapheme : graphemes(text)) {
      if (grapheme.size() < kWholeGrapheme) {
        if (const auto by = replacement(grapheme)) {
          made += *by;
          continue;
        }
      }
      for (std::size_t at = 0; at < grapheme.size();) {
        const auto character = grapheme.substr(at, utf8Length(grapheme[at]));
        const auto by = replacement(character);
        made += by ? *by : character;
        at += character.size();
      }
    }
    return made;
  }

 private:
  /// By the shortest entry that it begins with.
  [[nodiscard]] std::optional<std::string_view> replacement(std::string_view key) const {
    std::size_t at = 0;
    const auto step = [](std::uint32_t unit) {
      return static_cast<std::size_t>((unit >> 10U) << ((unit & (1U << 9U)) >> 6U));
    };
    if (units_.empty()) return std::nullopt;
    at ^= step(units_[0]);
    for (const char each : key) {
      const auto byte = static_cast<unsigned char>(each);
      if (byte == 0) break;
      at ^= byte;
      if (at >= units_.size() || (units_[at] & ((1U << 31U) | 0xFFU)) != byte) return std::nullopt;
      const auto unit = units_[at];
      at ^= step(unit);
      if (((unit >> 8U) & 1U) == 0) continue;
      if (at >= units_.size()) return std::nullopt;
      const auto from = static_cast<std::size_t>(units_[at] & 0x7FFFFFFFU);
      if (from > texts_.size()) return std::nullopt;
      return std::string_view(texts_).substr(from, texts_.find('\0', from) - from);
    }
    return std::nullopt;
  }

  std::vector<std::uint32_t> units_;
  std::string texts_;
};

std::optional<std::string> fromBase64(const std::string& text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (size < 0) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

}  // namespace

Result<std::shared_ptr<const Normalizer>> readPrecompiled(const std::string& base64) {
  const auto bytes = fromBase64(base64);
  std::uint32_t trieBytes = 0;
  if (bytes && bytes->size() >= sizeof trieBytes) std::memcpy(&trieBytes, bytes->data(), sizeof trieBytes);
  if (!bytes || trieBytes % sizeof(std::uint32_t) != 0 || sizeof trieBytes + trieBytes > bytes->size())
    return fail(ErrorKind::input,
                BW_MESSAGE("tokenizer.bad_charsmap", "the normalization of the tokenizer is damaged"));
  std::vector<std::uint32_t> units(trieBytes / sizeof(std::uint32_t));
  std::memcpy(units.data(), bytes->data() + sizeof trieBytes, trieBytes);
  return std::make_shared<PrecompiledNormalizer>(std::move(units), bytes->substr(sizeof trieBytes + trieBytes));
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/tokenizers/added_tokens.h"
#include "core/tokenizers/normalizer.h"
#include "core/tokenizers/post_processor.h"
#include "core/tokenizers/pre_tokenizer.h"
#include "core/tokenizers/token_decoder.h"
#include "core/tokenizers/token_model.h"

namespace bitwright {

/// Texts as the ids that a language model reads, as a tokenizer.json says (https://huggingface.co/docs/tokenizers): the
/// same ids as the library of that name gives.
class Tokenizer {
 public:
  /// A tokenizer.json, or a folder that holds one. Fails with ErrorKind::io where it cannot be read, with
  /// ErrorKind::input where it is damaged or asks for something that is not known.
  [[nodiscard]] static Result<std::shared_ptr<const Tokenizer>> open(const std::filesystem::path& path);

  /// `around`: with what the post-processor puts around a text (such as [CLS] and [SEP]). Fails with ErrorKind::input
  /// where the vocabulary has nothing for a part of the text.
  [[nodiscard]] Result<std::vector<std::int64_t>> encode(std::string_view text, bool around = true) const;
  /// Without special tokens.
  [[nodiscard]] std::string decode(std::span<const std::int64_t> ids) const;
  /// What the post-processor puts around a text.
  [[nodiscard]] const TokensAround& around() const { return around_; }
  /// The largest id and one.
  [[nodiscard]] std::int64_t vocabularySize() const;
  /// The file it was read from.
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  [[nodiscard]] Result<void> encodeBetween(std::string_view text, bool first, std::vector<std::int64_t>& ids) const;

  std::filesystem::path file_;
  std::shared_ptr<const Normalizer> normalizer_;
  std::shared_ptr<const PreTokenizer> preTokenizer_;
  std::shared_ptr<const TokenModel> model_;
  std::shared_ptr<const TokenDecoder> decoder_;
  TokensAround around_;
  std::vector<AddedToken> added_;
  AddedTokenFinder asWritten_;
  AddedTokenFinder asNormalized_;
};

}  // namespace bitwright

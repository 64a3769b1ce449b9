// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizers/tokenizer.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/files/read_text.h"
#include "core/base/text/parse_json.h"
#include "core/tokenizers/read_normalizer.h"

namespace bitwright {

namespace {

constexpr std::uintmax_t kMostBytes = std::uintmax_t{256} << 20U;
constexpr const char* kFile = "tokenizer.json";

nlohmann::json entryOf(const nlohmann::json& document, const char* key) {
  const auto found = document.find(key);
  return found == document.end() ? nlohmann::json() : *found;
}

}  // namespace

Result<std::shared_ptr<const Tokenizer>> Tokenizer::open(const std::filesystem::path& path) {
  std::error_code none;
  const auto file = std::filesystem::is_directory(path, none) ? path / kFile : path;
  auto text = readText(file, kMostBytes, BW_MESSAGE("tokenizer.too_large", "is too large for a tokenizer"));
  if (!text) return passOn(text);
  const auto named = [&](Error error) {
    error.file = file.string();
    return Failure(std::move(error));
  };
  const auto document = parseJsonQuietly(*text);
  if (document.is_discarded() || !document.is_object() || !document.contains("model"))
    return named({ErrorKind::input, BW_MESSAGE("tokenizer.not_one", "is no tokenizer.json"), {}, {}, {}});
  auto made = std::make_shared<Tokenizer>();
  auto normalizer = readNormalizer(entryOf(document, "normalizer"));
  if (!normalizer) return named(normalizer.error());
  auto preTokenizer = readPreTokenizer(entryOf(document, "pre_tokenizer"));
  if (!preTokenizer) return named(preTokenizer.error());
  auto model = readTokenModel(entryOf(document, "model"));
  if (!model) return named(model.error());
  auto decoder = readTokenDecoder(entryOf(document, "decoder"));
  if (!decoder) return named(decoder.error());
  auto around = readPostProcessor(entryOf(document, "post_processor"));
  if (!around) return named(around.error());
  auto added = readAddedTokens(entryOf(document, "added_tokens"));
  if (!added) return named(added.error());
  made->file_ = file;
  made->normalizer_ = std::move(*normalizer);
  made->preTokenizer_ = std::move(*preTokenizer);
  made->model_ = std::move(*model);
  made->decoder_ = std::move(*decoder);
  made->around_ = std::move(*around);
  made->added_ = std::move(*added);
  std::vector<AddedToken> written;
  std::vector<AddedToken> normalizedOnes;
  for (const auto& token : made->added_) (token.normalized ? normalizedOnes : written).push_back(token);
  made->asWritten_ = AddedTokenFinder(written, *readNormalizer(nlohmann::json()).value());
  made->asNormalized_ = AddedTokenFinder(normalizedOnes, *made->normalizer_);
  return made;
}

Result<std::vector<std::int64_t>> Tokenizer::encode(std::string_view text, bool around) const {
  std::vector<std::int64_t> ids;
  if (around) ids = around_.before;
  for (const auto& part : asWritten_.split(text)) {
    if (part.id) {
      ids.push_back(*part.id);
      continue;
    }
    const auto normalizedText = normalizer_->apply(std::string(part.text));
    for (const auto& inner : asNormalized_.split(normalizedText)) {
      if (inner.id)
        ids.push_back(*inner.id);
      else if (auto done = encodeBetween(inner.text, part.first && inner.first, ids); !done)
        return passOn(done);
    }
  }
  if (around) ids.insert(ids.end(), around_.behind.begin(), around_.behind.end());
  return ids;
}

Result<void> Tokenizer::encodeBetween(std::string_view text, bool first, std::vector<std::int64_t>& ids) const {
  for (const auto& piece : preTokenizer_->split({{std::string(text), first}})) {
    if (auto done = model_->encode(piece.text, ids); !done) return done;
  }
  return {};
}

std::string Tokenizer::decode(std::span<const std::int64_t> ids) const {
  std::vector<std::string> tokens;
  for (const auto id : ids) {
    const auto added =
        std::find_if(added_.begin(), added_.end(), [id](const AddedToken& each) { return each.id == id; });
    if (added != added_.end() && added->special) continue;
    const auto token = added != added_.end() ? std::string_view(added->content) : model_->vocabulary().textOf(id);
    if (!token.empty()) tokens.emplace_back(token);
  }
  std::string text;
  for (const auto& part : decoder_->apply(std::move(tokens))) text += part;
  return text;
}

std::int64_t Tokenizer::vocabularySize() const {
  auto size = model_->vocabulary().size();
  for (const auto& token : added_) size = std::max(size, token.id + 1);
  return size;
}

}  // namespace bitwright

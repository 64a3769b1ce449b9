// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/files/path_status.h"
#include "core/base/text/ascii.h"
#include "core/data/arrays/file_bytes.h"
#include "core/data/dataset_kind.h"
#include "core/tokenizers/tokenizer.h"

namespace bitwright {

namespace {

/// Tokens of a sample, those around the text among them.
constexpr std::size_t kWindow = 128;

bool isText(const std::filesystem::path& path) {
  const auto ending = asciiLowered(path.extension().string());
  return ending == ".txt" || ending == ".text";
}

DataArray arrayOf(const char* name, std::int64_t samples, const std::vector<std::int64_t>& values, bool offered) {
  DataArray array;
  array.name = name;
  array.type = ArrayType::int64;
  array.shape = {samples, static_cast<std::int64_t>(values.size()) / std::max<std::int64_t>(1, samples)};
  array.bytes.resize(values.size() * sizeof(std::int64_t));
  std::memcpy(array.bytes.data(), values.data(), array.bytes.size());
  array.offered = offered;
  return array;
}

/// `ids` in windows of one size, each between what stands around a text; the rest at the end is left out, but where it
/// is all there is.
Dataset inWindows(const std::vector<std::int64_t>& ids, const TokensAround& around) {
  const auto fixed = around.before.size() + around.behind.size();
  const auto inside = std::min(kWindow > fixed ? kWindow - fixed : 1, ids.size());
  const auto samples = inside == 0 ? 0 : ids.size() / inside;
  std::vector<std::int64_t> all;
  std::vector<std::int64_t> places;
  for (std::size_t sample = 0; sample < samples; ++sample) {
    const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(sample * inside);
    all.insert(all.end(), around.before.begin(), around.before.end());
    all.insert(all.end(), begin, begin + static_cast<std::ptrdiff_t>(inside));
    all.insert(all.end(), around.behind.begin(), around.behind.end());
    for (std::size_t place = 0; place < inside + fixed; ++place) places.push_back(static_cast<std::int64_t>(place));
  }
  Dataset data;
  data.count = static_cast<std::int64_t>(samples);
  data.arrays.push_back(arrayOf("input_ids", data.count, all, false));
  data.arrays.push_back(arrayOf("attention_mask", data.count, std::vector<std::int64_t>(all.size(), 1), true));
  data.arrays.push_back(arrayOf("token_type_ids", data.count, std::vector<std::int64_t>(all.size(), 0), true));
  data.arrays.push_back(arrayOf("position_ids", data.count, places, true));
  return data;
}

class TextData final : public DatasetKind {
 public:
  std::string_view word() const override { return "text"; }
  MessageText name() const override { return BW_MESSAGE("data.text.name", "Text"); }
  MessageText sentence() const override {
    return BW_MESSAGE("data.text.sentence", "A text and the tokenizer that makes it ids: windows of 128 tokens.");
  }
  std::string_view form() const override { return "FILE.txt,TOKENIZER.json"; }
  PathFields paths() const override {
    return {{{BW_MESSAGE("data.field.text", "&Text")}, {BW_MESSAGE("data.field.tokenizer", "To&kenizer")}},
            false,
            BW_MESSAGE("data.text.files", "Texts and tokenizers"),
            "*.txt *.json"};
  }
  bool mayHoldImages() const override { return false; }
  Match match(const DataText& text) const override {
    if (text.isFolder) return Match::no;
    // By itself it is a text all the same, of which the tokenizer is asked for.
    if (text.pair.empty()) return isText(text.text) && fileExists(text.text) ? Match::sure : Match::no;
    const auto& tokenizer = text.pair[1];
    return isText(text.pair[0]) &&
                   (asciiLowered(tokenizer.extension().string()) == ".json" || isFolder(tokenizer.string()))
               ? Match::sure
               : Match::no;
  }

 protected:
  Result<Dataset> readAll(const DataSpec& spec, SamplePart, const Job& job) const override {
    const auto file = spec.files[0].string();
    if (spec.files.size() < 2) {
      return fail(ErrorKind::input,
                  BW_MESSAGE("data.text.no_tokenizer", "is a text, which a tokenizer has to make ids"), file, {},
                  BW_MESSAGE("data.text.no_tokenizer.remedy", "name the tokenizer.json of the model too"));
    }
    std::string text;
    if (auto read = appendFile(spec.files[0], text); !read) return passOn(read);
    auto tokenizer = Tokenizer::open(spec.files[1]);
    if (!tokenizer) return passOn(tokenizer);
    if (job.stopRequested()) return Failure(cancelledError());
    auto ids = (*tokenizer)->encode(text, false);
    if (!ids) {
      ids.error().file = file;
      return passOn(ids);
    }
    auto data = inWindows(*ids, (*tokenizer)->around());
    if (data.count == 0) return fail(ErrorKind::input, BW_MESSAGE("data.no_samples", "holds no samples"), file);
    std::string all = std::move(text);
    if (auto read = appendFile((*tokenizer)->file(), all); !read) return passOn(read);
    data.sha256 = sha256Hex(bytesOf(all));
    return data;
  }
};

}  // namespace

const DatasetKind& textKind();
const DatasetKind& textKind() {
  static const TextData kind;
  return kind;
}

}  // namespace bitwright

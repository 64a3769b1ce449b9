// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Ids as Hugging Face's `tokenizers` gives them: fixtures of make_tokenizers.py.
#include "core/tokenizers/tokenizer.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

std::string unzipped(const std::string& name) {
  const auto path = std::filesystem::path(BITWRIGHT_SOURCE_DIR) / "tests" / "tokenizers" / "fixtures" / name;
  gzFile file = gzopen(path.c_str(), "rb");
  REQUIRE(file != nullptr);
  std::string all;
  std::vector<char> part(std::size_t{1} << 16U);
  for (int got = 0; (got = gzread(file, part.data(), static_cast<unsigned>(part.size()))) > 0;)
    all.append(part.data(), static_cast<std::size_t>(got));
  gzclose(file);
  return all;
}

std::vector<std::string> cutAt(const std::string& text, char end) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const auto next = text.find(end, at);
    parts.push_back(text.substr(at, next - at));
    at = next + 1;
  }
  return parts;
}

std::string textOf(const std::vector<std::int64_t>& ids) {
  std::string text;
  for (const auto id : ids) text += (text.empty() ? "" : " ") + std::to_string(id);
  return text;
}

class TokenizerTest {
 protected:
  ScratchFolder folder_;

  Result<std::shared_ptr<const Tokenizer>> opened(const std::string& json) const {
    const auto path = folder_.file("tokenizer.json");
    std::ofstream(path, std::ios::binary) << json;
    return Tokenizer::open(path);
  }
};

}  // namespace

TEST_CASE_FIXTURE(TokenizerTest, "givesTheReferencesIds") {
  const auto strings = cutAt(unzipped("strings.gz"), '\0');
  REQUIRE(strings.size() == 10000);
  for (const char* family : {"gpt2", "llama3", "qwen2", "phi", "llama2", "gemma", "bert", "t5"}) {
    CAPTURE(family);
    const auto tokenizer = opened(unzipped(std::string(family) + ".json.gz"));
    BW_VERIFY_RESULT(tokenizer);
    const auto meant = cutAt(unzipped(std::string(family) + ".ids.gz"), '\n');
    REQUIRE(meant.size() == strings.size());
    int differing = 0;
    for (std::size_t at = 0; at < strings.size(); ++at) {
      const auto ids = (*tokenizer)->encode(strings[at]);
      BW_VERIFY_RESULT(ids);
      differing += textOf(*ids) == meant[at] ? 0 : 1;
      for (const auto id : *ids) REQUIRE((id >= 0 && id < (*tokenizer)->vocabularySize()));
    }
    CHECK(differing == 0);
  }
}

TEST_CASE_FIXTURE(TokenizerTest, "givesTheTextBack") {
  const auto strings = cutAt(unzipped("strings.gz"), '\0');
  for (const char* family : {"gpt2", "llama3"}) {
    CAPTURE(family);
    const auto tokenizer = opened(unzipped(std::string(family) + ".json.gz"));
    BW_VERIFY_RESULT(tokenizer);
    for (std::size_t at = 0; at < 1000; ++at) {
      if (strings[at].find("<|") != std::string::npos) continue;  // special tokens are not shown
      const auto ids = (*tokenizer)->encode(strings[at]);
      BW_VERIFY_RESULT(ids);
      REQUIRE((*tokenizer)->decode(*ids) == strings[at]);
    }
  }
  const auto pieces = opened(unzipped("bert.json.gz"));
  BW_VERIFY_RESULT(pieces);
  const auto ids = (*pieces)->encode("Layers, weights: and files.");
  BW_VERIFY_RESULT(ids);
  CHECK((*pieces)->decode(*ids) == "layers, weights : and files.");
  const auto sentences = opened(unzipped("llama2.json.gz"));
  BW_VERIFY_RESULT(sentences);
  const auto others = (*sentences)->encode("Größe 👍 of a file");
  BW_VERIFY_RESULT(others);
  CHECK((*sentences)->decode(*others) == "Größe 👍 of a file");
}

TEST_CASE_FIXTURE(TokenizerTest, "saysWhatItDoesNotKnow") {
  const auto none = Tokenizer::open(folder_.file("missing.json"));
  REQUIRE(!none);
  CHECK(none.error().kind == ErrorKind::io);
  const auto damaged = opened("{\"model\": ");
  REQUIRE(!damaged);
  CHECK(damaged.error().kind == ErrorKind::input);
  const auto other = opened(R"({"model": {"type": "Bytes", "vocab": {}}})");
  REQUIRE(!other);
  CHECK(other.error().what.text().find("Bytes") != std::string::npos);
  CHECK(other.error().file == folder_.file("tokenizer.json").string());
  const auto merges = opened(R"({"model": {"type": "BPE", "vocab": {"a": 0}, "merges": ["a b"]}})");
  REQUIRE(!merges);
  const auto expression = opened(
      R"({"model": {"type": "BPE", "vocab": {}, "merges": []}, "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "(a"}}})");
  REQUIRE(!expression);
  const auto small = opened(R"({"model": {"type": "WordLevel", "vocab": {"a": 0}}})");
  BW_VERIFY_RESULT(small);
  CHECK(!(*small)->encode("b"));
}

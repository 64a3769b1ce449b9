// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// A text and its tokenizer as samples of ids.
#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "core/data/data_spec.h"
#include "core/data/read_data.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

constexpr const char* kTokenizer = R"({
  "pre_tokenizer": {"type": "WhitespaceSplit"},
  "model": {"type": "WordLevel", "unk_token": "?", "vocab": {"?": 0, "<s>": 1, "a": 2, "b": 3}},
  "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
                     "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}}})";

class TextDataTest {
 protected:
  ScratchFolder folder_;

  Result<Dataset> read(const std::string& text, bool tokenizer = true) const {
    std::ofstream(folder_.file("words.txt"), std::ios::binary) << text;
    std::ofstream(folder_.file("tokenizer.json"), std::ios::binary) << kTokenizer;
    const auto words = folder_.file("words.txt").string();
    auto spec = parseDataSpec(tokenizer ? words + "," + folder_.file("tokenizer.json").string() : words);
    if (!spec) return passOn(spec);
    return readData(*spec, SamplePart::test, 0, 0, {});
  }
};

}  // namespace

TEST_CASE_FIXTURE(TextDataTest, "cutsWindows") {
  std::string text;
  for (int word = 0; word < 300; ++word) text += word % 2 == 0 ? "a " : "b\n";
  const auto data = read(text);
  BW_VERIFY_RESULT(data);
  REQUIRE(data->count == 2);  // of 127 words each, and 46 that fill none
  REQUIRE(data->arrays.size() == 4);
  const auto& ids = data->arrays[0];
  CHECK(ids.name == "input_ids");
  CHECK(ids.shape == std::vector<std::int64_t>{2, 128});
  CHECK(ids.at(0) == 1.0);
  CHECK(ids.at(1) == 2.0);
  CHECK(ids.at(127) == 2.0);
  CHECK(ids.at(128) == 1.0);
  CHECK(ids.at(129) == 3.0);
  CHECK(data->arrays[1].at(200) == 1.0);
  CHECK(data->arrays[3].at(129) == 1.0);
  CHECK(data->arrays[1].offered);
  CHECK(!ids.offered);
}

TEST_CASE_FIXTURE(TextDataTest, "takesAShortText") {
  const auto data = read("a c b");
  BW_VERIFY_RESULT(data);
  CHECK(data->count == 1);
  CHECK(data->arrays[0].shape == std::vector<std::int64_t>{1, 4});
  CHECK(data->arrays[0].at(2) == 0.0);
}

TEST_CASE_FIXTURE(TextDataTest, "asksForATokenizer") {
  const auto data = read("a b", false);
  REQUIRE(!data);
  CHECK(data.error().kind == ErrorKind::input);
  CHECK(std::string(data.error().what.id()) == "data.text.no_tokenizer");
  CHECK(!read(""));
}

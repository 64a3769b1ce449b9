// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/arrays/idx.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "core/data/data_spec.h"
#include "core/data/read_data.h"
#include "tests/support/made_data.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/text.h"

using namespace bitwright;
using namespace bitwright::test;

TEST_CASE("readsPlainAndGzipped") {
  const auto bytes = idxBytes({2, 2, 3}, "abcdefghijkl");
  for (const auto& content : {bytes, gzipped(bytes)}) {
    const auto array = readIdx(bytesOf(content), "f");
    BW_VERIFY_RESULT(array);
    REQUIRE((array->shape == std::vector<std::int64_t>{2, 2, 3}));
    REQUIRE(std::string(textOf(array->bytes)) == "abcdefghijkl");
  }
}

TEST_CASE("readsEveryType") {
  Rows<int, std::string, double> rows;
  const auto row = [&](int type, const std::string& values, double second) {
    rows.add(std::to_string(type), type, values, second);
  };
  row(0x08, "\x01\xfe", 254.0);
  row(0x09, "\x01\xfe", -2.0);
  row(0x0b, std::string("\0\1\xff\xfe", 4), -2.0);
  row(0x0c, std::string("\0\0\0\1\xff\xff\xff\xfe", 8), -2.0);
  row(0x0d, std::string("\x3f\x80\0\0\xc0\x20\0\0", 8), -2.5);
  row(0x0e, std::string("\x3f\xf0\0\0\0\0\0\0\xbf\xe0\0\0\0\0\0\0", 16), -0.5);

  rows.run([&](int type, const std::string& values, double second) {
    const auto bytes = idxBytes({2}, values, static_cast<char>(type));
    for (const auto& content : {bytes, gzipped(bytes)}) {
      const auto array = readIdx(bytesOf(content), "f");
      BW_VERIFY_RESULT(array);
      REQUIRE(array->at(0) == 1.0);
      REQUIRE(array->at(1) == second);
    }
  });
}

/// RFC 1952: members one behind the other are one file, as `cat a.gz b.gz` and bgzip make them; zeros may fill up the
/// last block.
TEST_CASE("readsMembersOneBehindTheOther") {
  const auto bytes = idxBytes({2, 2, 3}, "abcdefghijkl");
  std::string pieces;
  for (const char each : bytes) pieces += gzipped(std::string(1, each));
  const auto halves = gzipped(bytes.substr(0, 19)) + gzipped(bytes.substr(19));
  for (const auto& content : {halves, gzipped("") + halves + gzipped(""), halves + std::string(512, '\0'), pieces}) {
    const auto array = readIdx(bytesOf(content), "f");
    BW_VERIFY_RESULT(array);
    REQUIRE(std::string(textOf(array->bytes)) == "abcdefghijkl");
  }
}

TEST_CASE("refusesInOneLine") {
  Rows<std::string, std::string> rows;
  const auto row = [&](const char* name, const std::string& content, const char* hint) {
    rows.add(name, content, hint);
  };
  row("empty", "", "empty");
  row("text", "hello world", "not an IDX file");
  row("byte order", std::string("\x03\x08\x00\x00", 4) + std::string(12, '\1'), "not an IDX file");
  row("magic cut", std::string("\0\0", 2), "cut off");
  row("header cut", idxBytes({5, 28, 28}, "").substr(0, 9), "cut off");
  row("floats cut", idxBytes({2}, "abcdefg", 0x0d), "declares 2 values but holds only 1");
  row("floats, too many", idxBytes({1073741825}, "abcd", 0x0d), "limit of 1073741824");
  row("not a number", idxBytes({2}, std::string("\x3f\x80\0\0\x7f\xc0\0\0", 8), 0x0d), "not a number, element 1");
  row("unknown type", idxBytes({2}, "ab", 0x0a), "not an IDX file");
  row("rank 0", idxBytes({}, ""), "0 dimensions");
  row("rank 255", std::string("\0\0\x08\xff", 4) + std::string(64, '\1'), "255 dimensions");
  row("values cut", idxBytes({2, 3}, "abcde"), "declares 2 x 3 values but holds only 5");
  row("values cut, gzipped", gzipped(idxBytes({2, 3}, "abcde")), "declares 2 x 3 values but holds only 5");
  row("too long", idxBytes({2}, "abc"), "more than the 2 values");
  row("too long, gzipped", gzipped(idxBytes({2}, "abc")), "more than the 2 values");
  row("count lie", idxBytes({60000, 28, 28}, "abc"), "more than a file of");
  row("product wraps", idxBytes({0x80000000U, 0x80000000U, 4}, "abcd"), "limit");
  row("product of four wraps", idxBytes({0x10000U, 0x10000U, 0x10000U, 0x10000U}, ""), "limit");
  const auto sound = gzipped(idxBytes({4000}, std::string(4000, 'x')));
  row("gzip cut", sound.substr(0, sound.size() / 2), "gzip stream is damaged");
  auto checksum = sound;
  checksum[checksum.size() - 6] = static_cast<char>(checksum[checksum.size() - 6] ^ 0x55);
  row("gzip checksum", checksum, "gzip stream is damaged");
  row("gzip, bytes behind", sound + "rest", "other bytes behind its end");
  row("gzip, cut member behind", sound + sound.substr(0, 12), "gzip stream is damaged");
  row("gzip, second member too long", gzipped(idxBytes({4}, "abcd")) + gzipped("e"), "more than the 4 values");
  row("bomb", gzipped(idxBytes({4}, std::string(8 << 20, '\0'))), "more than the 4 values");
  row("claims much", gzipped(idxBytes({1000000}, std::string(2000, '\0'))), "more than a file of");

  rows.run([&](const std::string& content, const std::string& hint) {
    const auto array = readIdx(bytesOf({content.data(), static_cast<std::size_t>(content.size())}), "my-idx");
    REQUIRE(!array);
    REQUIRE(array.error().kind == ErrorKind::input);
    const auto line = array.error().line();
    REQUIRE_MESSAGE((contains(line, hint) && line.starts_with("my-idx: ") && !contains(line, "\n")), line);
  });
}

TEST_CASE("checksImagesAgainstLabels") {
  const ScratchFolder folder;
  const std::filesystem::path root = folder.path().string();
  const auto put = [&root](const char* name, const std::string& bytes) {
    std::ofstream(root / name, std::ios::binary) << bytes;
    return (root / name).string();
  };
  const auto images = put("images", idxBytes({3, 1, 2}, "abcdef"));
  const auto labels = put("labels", idxBytes({3}, std::string("\0\1\2", 3)));
  const auto two = put("two", gzipped(idxBytes({2}, std::string("\0\1", 2))));
  const auto none = put("none", idxBytes({0, 1, 2}, ""));
  const auto noLabels = put("no-labels", idxBytes({0}, ""));
  const auto one = put("one", idxBytes({1}, "a"));
  const auto fiveChannels = put("five", idxBytes({1, 1, 1, 5}, "abcde"));

  const auto read = [](const std::string& first, const std::string& second) {
    const auto spec = parseDataSpec(first + "," + second);
    return readData(*spec, SamplePart::test, 0, 0, {});
  };
  const auto set = read(images, labels);
  BW_VERIFY_RESULT(set);
  REQUIRE(set->count == 3);
  REQUIRE((set->arrays.at(0).shape == std::vector<std::int64_t>{3, 1, 2}));
  REQUIRE((set->labels == std::vector<std::int64_t>{0, 1, 2}));
  REQUIRE(set->sha256.size() == std::size_t{64});

  const auto alone = readData(*parseDataSpec(put("a.idx", idxBytes({3, 2}, "abcdef"))), SamplePart::test, 0, 0, {});
  BW_VERIFY_RESULT(alone);
  REQUIRE((alone->count == 3 && alone->labels.empty() && alone->sha256.size() == 64));
  const auto hot = read(images, put("hot", idxBytes({3, 2}, std::string("\0\1\1\0\0\1", 6))));
  BW_VERIFY_RESULT(hot);
  REQUIRE((hot->labels == std::vector<std::int64_t>{1, 0, 1}));
  const auto wide = read(images, put("wide", idxBytes({3}, std::string("\0\0\0\0\0\0\1\1\0\0\0\2", 12), 0x0c)));
  BW_VERIFY_RESULT(wide);
  REQUIRE((wide->labels == std::vector<std::int64_t>{0, 257, 2}));

  const auto refused = [&](const std::string& first, const std::string& second, const char* hint) {
    const auto result = read(first, second);
    if (result) return false;
    const auto line = result.error().line();
    return result.error().kind != ErrorKind::usage && line.find(hint) != std::string::npos &&
           line.find('\n') == std::string::npos;
  };
  REQUIRE(refused(labels, images, "name the images first"));
  REQUIRE(refused(images, images, "holds no labels"));
  REQUIRE(refused(images, two, "holds 2 labels for 3 samples"));
  REQUIRE(refused(none, noLabels, "holds no images"));
  REQUIRE(refused(fiveChannels, one, "5 channels"));
  REQUIRE(refused((root / "missing").string(), labels, "cannot be read"));
  REQUIRE(refused(root.string(), labels, "not a regular file"));
}

TEST_CASE("knowsTheFormsOfData") {
  REQUIRE(parseDataSpec("")->kind->word() == "none");
  REQUIRE(parseDataSpec("sample")->kind->word() == "sample");
  REQUIRE(parseDataSpec("a-idx.gz,b-idx")->files.size() == 2);
  REQUIRE(parseDataSpec("photos/")->kind->word() == "images");
  REQUIRE(parseDataSpec("x.npz")->kind->word() == "numpy");
  REQUIRE(parseDataSpec("x.CSV")->kind->word() == "csv");
  REQUIRE(parseDataSpec("x.tsv")->kind->word() == "csv");
  for (const char* text : {"t10k-images-idx3-ubyte", "a/train.IDX.gz", "images.idx3-ubyte"}) {
    REQUIRE((parseDataSpec(text)->kind->word() == "idx" && parseDataSpec(text)->files.size() == 1));
  }
  REQUIRE(parseDataSpec("x.npy")->kind->word() == "numpy");
  REQUIRE((parseDataSpec("x.npy,y.npy")->kind->word() == "numpy" && parseDataSpec("x.npy,y.npy")->files.size() == 2));
  const ScratchFolder folder;
  const std::filesystem::path root = folder.path().string();
  REQUIRE(parseDataSpec(root.string())->kind->word() == "images");
  std::filesystem::create_directories(root / "test_data_set_0");
  REQUIRE(parseDataSpec(root.string())->kind->word() == "onnx");
  std::ofstream(root / "test_data_set_0" / "input_0.pb") << "x";
  REQUIRE(parseDataSpec((root / "test_data_set_0").string())->kind->word() == "onnx");
  // A comma in a name is no mistake where the file is there.
  std::ofstream(root / "a,b.csv") << "1,2\n";
  REQUIRE(parseDataSpec((root / "a,b.csv").string())->kind->word() == "csv");
  for (const char* text : {"photos", "x.txt", "a,", ",b"}) {
    const auto spec = parseDataSpec(text);
    REQUIRE((!spec && spec.error().kind == ErrorKind::usage));
    REQUIRE(spec.error().line().find("is no form of DATA") != std::string::npos);
  }
}

TEST_CASE("readsBothPartsOfTheSample") {
  const auto test = readData(*parseDataSpec("sample"), SamplePart::test, 0, 0, {});
  BW_VERIFY_RESULT(test);
  REQUIRE(test->count == 2000);
  REQUIRE(test->classNames.size() == std::size_t{10});
  REQUIRE(test->labels.size() == std::size_t{2000});
  const auto calibration = readData(*parseDataSpec("sample"), SamplePart::calibration, 100, 3, {});
  BW_VERIFY_RESULT(calibration);
  REQUIRE(calibration->count == 100);
  REQUIRE(calibration->sha256 != test->sha256);
}

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

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

namespace {

using Shape = std::vector<std::int64_t>;

std::string header(const char* type, const char* order, const char* shape) {
  return std::string("{'descr': ") + type + ", 'fortran_order': " + order + ", 'shape': " + shape + ", }";
}

std::string npz(const std::vector<std::pair<std::string, std::string>>& arrays, bool deflated = true) {
  std::vector<MadeMember> members;
  for (const auto& [name, bytes] : arrays) members.push_back({name + ".npy", bytes, deflated});
  return zipBytes(members);
}

class ArraysTest {
 protected:
  Result<Dataset> read(const char* name, const std::string& content, std::int64_t limit = 0) const {
    const auto path = folder_.file(name);
    std::ofstream(path, std::ios::binary) << content;
    return readData(*parseDataSpec(path.string()), SamplePart::test, limit, 0, {});
  }

  ScratchFolder folder_;
};

}  // namespace

TEST_CASE_FIXTURE(ArraysTest, "everyTypeIsRead") {
  Rows<std::string, std::string, double> rows;
  const auto row = [&](const char* type, const std::string& values, double second) {
    rows.add(type, std::string(type), values, second);
  };
  row("<f4", floatBytes({1.0F, -2.5F}), -2.5);
  row("<f8", std::string("\0\0\0\0\0\0\xf0\x3f\0\0\0\0\0\0\xe0\xbf", 16), -0.5);
  row("<f2", std::string("\x00\x3c\x00\xc0", 4), -2.0);
  row("<i8", std::string("\1\0\0\0\0\0\0\0\xfe\xff\xff\xff\xff\xff\xff\xff", 16), -2.0);
  row("<i4", std::string("\1\0\0\0\xfe\xff\xff\xff", 8), -2.0);
  row("<i2", std::string("\1\0\xfe\xff", 4), -2.0);
  row("|i1", std::string("\1\xfe", 2), -2.0);
  row("|u1", std::string("\1\xfe", 2), 254.0);
  row("<u2", std::string("\1\0\xfe\xff", 4), 65534.0);
  row("<u4", std::string("\1\0\0\0\xfe\xff\xff\xff", 8), 4294967294.0);
  row("|b1", std::string("\1\0", 2), 0.0);

  rows.run([&](const std::string& type, const std::string& values, double second) {
    const auto array = npyBytes(type, {2}, values);
    for (const bool deflated : {false, true}) {
      const auto data = read("a.npz", npz({{"x", array}}, deflated));
      BW_VERIFY_RESULT(data);
      REQUIRE(data->count == 2);
      REQUIRE(data->arrays.at(0).at(0) == 1.0);
      REQUIRE(data->arrays.at(0).at(1) == second);
    }
    BW_VERIFY_RESULT(read("a.npy", array));
  });
}

TEST_CASE_FIXTURE(ArraysTest, "headersOfEveryFormatAreRead") {
  const auto values = floatBytes({1, 2, 3, 4, 5, 6});
  for (const char version : {1, 2, 3}) {
    const auto data = read("a.npy", npyWithHeader(header("'<f4'", "False", "(2, 3)"), values, version));
    BW_VERIFY_RESULT(data);
    REQUIRE((data->arrays.at(0).shape == Shape{2, 3}));
  }
  BW_VERIFY_RESULT(read("a.npy", npyWithHeader("{\"shape\":(6,),\"descr\":\"<f4\",\"fortran_order\":True}",
                                               values)));  // one dimension has one order
}

TEST_CASE_FIXTURE(ArraysTest, "arraysAreSamplesOrWhole") {
  const auto samples = npyBytes("<f4", {4, 2}, floatBytes({1, 2, 3, 4, 5, 6, 7, 8}));
  const auto state = npyBytes("<f4", {2, 3}, floatBytes({1, 2, 3, 4, 5, 6}));
  const auto labels =
      npyBytes("<i8", {4}, std::string("\0\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0", 32));
  auto data = read("a.npz", npz({{"x", samples}, {"state", state}, {"labels", labels}}), 2);
  BW_VERIFY_RESULT(data);
  REQUIRE(data->count == 2);
  REQUIRE((data->arrays[0].perSample && !data->arrays[1].perSample));
  REQUIRE(((data->arrays[0].shape == Shape{2, 2}) && (data->arrays[1].shape == Shape{2, 3})));
  // The rows go with their labels: the label of row i was i, but for the last.
  for (int sample = 0; sample < 2; ++sample) {
    const auto row = static_cast<int>(data->arrays[0].at(2 * sample)) / 2;
    REQUIRE(data->labels[static_cast<std::size_t>(sample)] == (row == 3 ? 1 : row));
  }
  const auto balance = classBalance(*data);
  std::int64_t counted = 0;
  for (const auto& each : balance) counted += each.samples;
  REQUIRE(counted == 2);
}

TEST_CASE_FIXTURE(ArraysTest, "everyOrderOfBytesAndDimensionsIsRead") {
  const auto big = read("a.npz", npz({{"x", npyBytes(">f4", {2}, std::string("\x3f\x80\0\0\xc0\x20\0\0", 8))}}));
  BW_VERIFY_RESULT(big);
  REQUIRE(big->arrays.at(0).at(0) == 1.0);
  REQUIRE(big->arrays.at(0).at(1) == -2.5);
  REQUIRE(read("a.npy", npyBytes(">i2", {1}, std::string("\1\2", 2)))->arrays.at(0).at(0) == 258.0);
  // [i][j][k] holds 100 i + 10 j + k; the first index runs fastest in the file.
  std::string columns;
  for (int k = 0; k < 4; ++k) {
    for (int j = 0; j < 3; ++j) {
      for (int i = 0; i < 2; ++i) columns += static_cast<char>(100 * i + 10 * j + k);
    }
  }
  for (const auto& data : {read("a.npy", npyWithHeader(header("'|u1'", "True", "(2, 3, 4)"), columns)),
                           read("a.npz", npz({{"x", npyWithHeader(header("'|u1'", "True", "(2, 3, 4)"), columns)}}))}) {
    BW_VERIFY_RESULT(data);
    REQUIRE((data->arrays.at(0).shape == Shape{2, 3, 4}));
    for (int at = 0; at < 24; ++at) REQUIRE(data->arrays[0].at(at) == 100.0 * (at / 12) + 10.0 * (at / 4 % 3) + at % 4);
  }
  BW_VERIFY_RESULT(read("a.npy", npyWithHeader(header("'<f4'", "True", "(2, 2)"), floatBytes({1, 2, 3, 4}))));
}

TEST_CASE_FIXTURE(ArraysTest, "whatCannotBeReadIsOfNoMatterElsewhere") {
  const auto good = npyBytes("<f4", {2, 2}, floatBytes({1, 2, 3, 4}));
  const auto data = read("a.npz", npz({{"notes", npyBytes("<U4", {1}, std::string(16, 'a'))},
                                       {"pickle", npyBytes("|O", {2}, "abc")},
                                       {"table", npyWithHeader(header("[('a', '<f4')]", "False", "(1,)"), "abcd")},
                                       {"mask", npyBytes("<f4", {2}, std::string("\0\0\x80\x3f\0\0\xc0\x7f", 8))},
                                       {"x", good}}));
  BW_VERIFY_RESULT(data);
  REQUIRE(data->arrays.size() == std::size_t{1});
  REQUIRE(data->arrays[0].name == "x");
  REQUIRE(data->count == 2);
  REQUIRE(data->notes.size() == std::size_t{1});
  REQUIRE(data->notes[0].text() ==
          "arrays of the archive that cannot be read are left out: notes (<U4), pickle, table, mask");
  REQUIRE(data->unread.size() == std::size_t{4});
  REQUIRE(data->unread[1].second.line().find("|O, which is not supported [pickle.npy]") != std::string::npos);
}

TEST_CASE_FIXTURE(ArraysTest, "aLongListBesideTheSamplesCountsNone") {
  const auto samples = npyBytes("<f4", {2, 2}, floatBytes({1, 2, 3, 4}));
  const auto data = read("a.npz", npz({{"list", npyBytes("|u1", {5000}, std::string(5000, '\0'))}, {"x", samples}}));
  BW_VERIFY_RESULT(data);
  REQUIRE(data->count == 2);
  REQUIRE((data->arrays[1].perSample && !data->arrays[0].perSample));
  const auto rows = read("a.npz", npz({{"state", npyBytes("|u1", {1, 2}, "ab")}, {"x", samples}}));
  BW_VERIFY_RESULT(rows);
  REQUIRE(rows->count == 2);
}

TEST_CASE_FIXTURE(ArraysTest, "whatIsNoArrayIsLeftOutAndSaid") {
  const auto data =
      read("a.npz", zipBytes({{"../../x.npy", npyBytes("|u1", {1, 2}, "ab"), false}, {"readme.txt", "hello", true}}));
  BW_VERIFY_RESULT(data);
  REQUIRE(data->arrays[0].name == "../../x");  // a name, never a path
  REQUIRE(data->notes.at(0).text().find("readme.txt") != std::string::npos);
}

TEST_CASE_FIXTURE(ArraysTest, "zipFilesAreReadAsOthersWriteThem") {
  const auto good = npyBytes("<f4", {2, 2}, floatBytes({1, 2, 3, 4}));
  const auto plain = npz({{"x", good}}, false);
  // As numpy.savez: the local header has its sizes in a field of ZIP64, the directory has them as they are.
  auto zip64 = plain;
  zip64.replace(18, 8, std::string(8, '\xff'));
  zip64[28] = 20;
  std::string field("\1\0\x10\0", 4);
  field.append(16, '\0');
  zip64.insert(30 + 5, field);
  zip64[zip64.find("PK\x05\x06") + 16] = static_cast<char>(zip64[zip64.find("PK\x05\x06") + 16] + 20);
  auto comment = plain;
  comment.replace(comment.size() - 2, 2, std::string(2, '\xff'));
  comment += std::string(65535, 'c');
  for (const auto& content : {zip64, comment}) {
    const auto data = read("a.npz", content);
    BW_VERIFY_RESULT(data);
    REQUIRE(data->arrays.at(0).at(3) == 4.0);
  }
}

TEST_CASE_FIXTURE(ArraysTest, "arraysHaveTheNamesAndOrderOfTheDirectory") {
  const auto good = npyBytes("<f4", {2, 2}, floatBytes({1, 2, 3, 4}));
  const auto data = read("a.npz", npz({{"b", good}, {"\xc3\xa4", good}, {"a", good}}));
  BW_VERIFY_RESULT(data);
  REQUIRE(data->arrays.size() == std::size_t{3});
  REQUIRE(data->arrays[0].name == "b");
  REQUIRE(data->arrays[1].name == "\xc3\xa4");
  REQUIRE(data->arrays[2].name == "a");
}

TEST_CASE_FIXTURE(ArraysTest, "wrongArraysAreOneLine") {
  Rows<std::string, std::string> rows;
  const auto row = [&](const char* name, const std::string& content, const char* hint) {
    rows.add(name, content, hint);
  };
  const auto good = npyBytes("<f4", {2, 2}, floatBytes({1, 2, 3, 4}));
  const auto withHeader = [](const std::string& text) {
    return npz({{"x", npyWithHeader(text, floatBytes({1, 2, 3, 4}))}});
  };
  row("empty", "", "empty");
  row("no zip", "hello, this is text", "no ZIP file");
  row("cut", npz({{"x", good}}).substr(0, 60), "damaged or cut off");
  row("no arrays", zipBytes({}), "no arrays");
  row("labels alone", npz({{"labels", good}}), "no arrays");
  row("twice", zipBytes({{"x.npy", good, false}, {"x.npy", good, false}}), "two files named x.npy");
  row("object", withHeader(header("'|O'", "False", "(4,)")), "|O, which is not supported");
  row("string", withHeader(header("'<U4'", "False", "(1,)")), "<U4, which is not supported");
  row("complex", withHeader(header("'<c8'", "False", "(2,)")), "<c8, which is not supported");
  row("structured", withHeader(header("[('a', '<f4')]", "False", "(4,)")), "structured type");
  row("code", withHeader("__import__('os').system('true')"), "not as NumPy writes it");
  row("brackets", withHeader(header("'<f4'", "False", std::string(5000, '(').c_str())), "not as NumPy writes it");
  row("key twice", withHeader("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (4,)}"),
      "not as NumPy writes it");
  row("text behind", withHeader(header("'<f4'", "False", "(4,)") + " + 1"), "not as NumPy writes it");
  row("negative", withHeader(header("'<f4'", "False", "(-4,)")), "not as NumPy writes it");
  row("8 TiB", withHeader(header("'<f8'", "False", "(1048576, 1048576)")), "more than 4 GiB");
  row("wraps", withHeader(header("'<f8'", "False", "(4294967296, 4294967296, 4294967296)")), "more than 4 GiB");
  row("too few", withHeader(header("'<f4'", "False", "(5,)")), "take 20 bytes, but has 16");
  row("too many", withHeader(header("'<f4'", "False", "(3,)")), "take 12 bytes, but has 16");
  auto longHeader = good;
  longHeader[6] = 2;
  longHeader.replace(8, 4, std::string("\xff\xff\xff\x7f", 4));
  row("header of 2 GiB", npz({{"x", longHeader}}), "header of more than 64 KiB");
  row("not finite", npz({{"x", npyBytes("<f4", {2}, std::string("\0\0\x80\x3f\0\0\xc0\x7f", 8))}}),
      "not a number, element 1");
  row("no npy", npz({{"x", "plain text"}}), "is not an array of NumPy");
  auto encrypted = npz({{"x", good}});
  encrypted[encrypted.find("PK\x01\x02") + 8] |= 1;
  row("encrypted", encrypted, "encrypted");
  auto bzip2 = npz({{"x", good}});
  bzip2[bzip2.find("PK\x01\x02") + 10] = 12;
  row("bzip2", bzip2, "method 12");
  auto checksum = npz({{"x", good}}, false);
  checksum[checksum.find("NUMPY") + 130] ^= 1;
  row("checksum", checksum, "checksum");
  auto bomb = npz({{"x", good}});
  bomb.replace(bomb.find("PK\x01\x02") + 24, 4, std::string("\xff\xff\xff\x3f", 4));
  row("bomb", bomb, "more than its");
  auto large = npz({{"x", good}});
  large.replace(large.find("PK\x01\x02") + 20, 8, std::string(8, '\xff'));
  row("sizes beyond 32 bits", large, "more than 4 GiB");
  row("bytes behind the end", npz({{"x", good}}) + "more", "damaged or cut off");
  auto otherName = npz({{"x", good}});
  otherName[30] = 'y';
  row("another name in the local header", otherName, "damaged or cut off");
  auto method = npz({{"x", good}});
  method[method.find("PK\x01\x02") + 11] = 1;
  row("method of two bytes", method, "method 264");
  auto parts = npz({{"x", good}});
  parts[parts.find("PK\x05\x06") + 4] = 1;
  row("several parts", parts, "damaged or cut off");
  auto directory = npz({{"x", good}});
  directory.replace(directory.find("PK\x01\x02") + 42, 4, std::string("\x05\0\0\0", 4));
  row("lying directory", directory, "damaged or cut off");
  const auto labelled = [&good](const char* type, const Shape& shape, const std::string& values) {
    return npz({{"x", good}, {"labels", npyBytes(type, shape, values)}});
  };
  row("label count", labelled("|u1", {3}, "abc"), "holds 3 labels");
  row("fractional label", labelled("<f4", {2}, floatBytes({1.0F, 0.5F})), "label 0.5");
  row("negative label", labelled("|i1", {2}, "\x01\xff"), "label -1");
  row("labels of no class", labelled("|u1", {2, 3}, "abcdef"), "labels of shape 2 x 3 that are not one-hot");
  row("two hot columns", labelled("|u1", {2, 2}, std::string("\0\1\1\1", 4)),
      "not one-hot: a row has no single 1, or other values than 0 and 1 [sample 1]");
  row("cube of labels", labelled("|u1", {2, 1, 1}, "ab"), "labels of shape 2 x 1 x 1");
  row("labels of objects", labelled("|O", {2}, "abcdefghabcdefgh"), "|O, which is not supported [labels.npy]");
  row("many labels", labelled("|u1", {1 << 20}, std::string(1 << 20, '\0')), "holds 1048576 labels for 2 samples");
  row("empty name", labelled("|S1", {2}, std::string("a\0", 2)), "holds an empty label [sample 1]");
  row("no Unicode", labelled("<U1", {2}, std::string("a\0\0\0\0\xd8\0\0", 8)), "no Unicode, element 1 [labels.npy]");

  rows.run([&](const std::string& content, const std::string& hint) {
    const auto data = read("wrong.npz", content);
    REQUIRE(!data);
    const auto line = data.error().line();
    REQUIRE_MESSAGE((contains(line, hint) && contains(line, "wrong.npz: ") && !contains(line, "\n")), line);
    REQUIRE(data.error().kind == ErrorKind::input);
  });
}

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include <array>
#include <clocale>
#include <fstream>
#include <string>

#include "core/data/data_spec.h"
#include "core/data/read_data.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/text.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

using Shape = std::vector<std::int64_t>;

class CsvTest {
 protected:
  Result<Dataset> read(const char* name, const std::string& content) const {
    const auto path = folder_.file(name);
    std::ofstream(path, std::ios::binary) << content;
    return readData(*parseDataSpec(path.string()), SamplePart::test, 0, 0, {});
  }

  ScratchFolder folder_;
};

}  // namespace

TEST_CASE_FIXTURE(CsvTest, "tablesAreRead") {
  const auto plain = read("a.csv", "1,2.5,-3e2\r\n4, 5 ,+6\r\n\r\n");
  BW_VERIFY_RESULT(plain);
  REQUIRE(((plain->arrays.at(0).shape == Shape{2, 3}) && plain->labels.empty()));
  REQUIRE(plain->arrays[0].at(2) == -300.0);
  REQUIRE(plain->arrays[0].at(5) == 6.0);
  const auto labelled = read("a.csv", "\xef\xbb\xbf\"a, b\",\"say \"\"x\"\"\",label\n\"1\",2,0\n3,4,7");
  BW_VERIFY_RESULT(labelled);
  REQUIRE(((labelled->arrays.at(0).shape == Shape{2, 2}) && (labelled->labels == std::vector<std::int64_t>{0, 7})));
  const auto named = read("a.csv", "a,b\n1,2\n");
  BW_VERIFY_RESULT(named);
  REQUIRE(named->labels.empty());
}

TEST_CASE_FIXTURE(CsvTest, "wrongTablesAreOneLine") {
  Rows<std::string, std::string> rows;
  const auto row = [&](const char* name, const std::string& content, const char* hint) {
    rows.add(name, content, hint);
  };
  row("empty", "", "empty");
  row("header only", "a,b,label\n", "no rows");
  row("ragged", "1,2\n3,4\n5\n", "row of 1 cells where the first has 2 [line 3]");
  row("text cell", "a,b\n1,2\n3,4\n5,six\n", "\"six\", which is no finite number [line 4, column 2]");
  row("two decimal signs", "a;b\n1,5;2.5\n",
      "holds \"2.5\", but has numbers with the decimal sign \",\" before it [line 2, column 2]");
  row("thousands", "a;b\n1.234,5;2\n", "holds \"1.234,5\", which is no finite number [line 2, column 1]");
  row("quoted decimal comma", "\"1,5\",\"2,5\"\n", "no finite number [line 1, column 1]");
  // A row of values that went wrong is no header.
  row("nan first", "nan,2\n3,4\n", "no finite number [line 1, column 1]; a header is a row of names");
  row("inf first", "1,2,-inf\n3,4,5\n", "no finite number [line 1, column 3]");
  row("empty first", "1,,3\n4,5,6\n", "has an empty cell [line 1, column 2]");
  row("all nan first", "nan,inf,\n4,5,6\n", "no finite number [line 1, column 1]");
  row("1e400 first", "1e400,-1e400\n4,5\n", "no finite number [line 1, column 1]");
  row("typing error first", "1.0,2..0\n4,5\n", "no finite number [line 1, column 2]");
  row("hexadecimal first", "0x10,0x20\n4,5\n", "no finite number [line 1, column 1]");
  row("names without a header", "5.1,3.5,setosa\n4.9,3.0,setosa\n",
      "\"setosa\", which is no finite number [line 1, column 3]; a header");
  row("empty cell", "a,b\n1,2\n3,\n", "has an empty cell [line 3, column 2]");
  row("empty cell between tabs", "a\tb\tc\n1\t\t3\n", "has an empty cell [line 2, column 2]");
  row("name among labels", "a,label\n1,0\n2,cat\n", "\"cat\", which is no finite number [line 3, column 2]");
  row("number among names", "a,label\n1,cat\n2,1\n",
      "the label \"1\", where the labels before it are names [line 3, column 2]");
  row("no label", "a,label\n1,cat\n2,\n", "where the labels before it are names [line 3, column 2]");
  row("nan as a label", "a,label\n1,nan\n2,cat\n", "no finite number [line 2, column 2]");
  row("1e400", "1,2\n1e400,1\n", "no finite number [line 2, column 1]");
  row("nan", "1,2\n1,nan\n", "no finite number [line 2, column 2]");
  row("NUL", std::string("1,2\n\0,3\n", 8), "bytes of zero");
  row("UTF-16",
      std::string("\xff\xfe"
                  "1\0,\0",
                  6),
      "UTF-16");
  row("open quote", "1,2\n3,\"4\n5,6\n", "quote that is not closed [line 2]");
  row("label", "a,label\n1,0.5\n", "label 0.5, which is no class: classes are 0, 1, 2 … [line 2, column 2]");
  row("labels alone", "label\n1\n", "nothing else");
  row("hexadecimal", "1,2\n0x10,3\n", "no finite number");

  rows.run([&](const std::string& content, const std::string& hint) {
    const auto data = read("wrong.csv", content);
    REQUIRE(!data);
    const auto line = data.error().line();
    REQUIRE_MESSAGE((contains(line, hint) && contains(line, "wrong.csv: ") && !contains(line, "\n")), line);
  });
}

TEST_CASE_FIXTURE(CsvTest, "everySeparatorIsFound") {
  Rows<std::string> rows;
  const auto row = [&](const char* name, const std::string& content) { rows.add(name, content); };
  row("commas", "a,b,label\n1.5,-2,0\n3,4e1,7\n");
  row("semicolons", "a;b;label\n1.5;-2;0\n3;4e1;7\n");
  row("tabs", "a\tb\tlabel\n1.5\t-2\t0\n3\t4e1\t7\n");
  row("tabs and blanks", "a \tb\t label\n 1.5\t-2\t0 \n3\t4e1\t7\n");
  row("commas and tabs around them", "a,\tb,\tlabel\n1.5,\t-2,\t0\n3,\t4e1,\t7\n");
  row("separators in names", "\"a;b\",c;d,label\n1.5,-2,0\n3,4e1,7\n");
  row("decimal commas", "a;b;label\r\n1,5;-2;0\r\n3;4e1;7\r\n");
  row("decimal commas and tabs", "a\tb\tlabel\n1,5\t-2\t0\n3\t4e1\t7\n");
  row("quoted decimal commas", "\"a\";\"b\";\"label\"\n\"1,5\";\"-2\";\"0\"\n\"3\";\"40,0\";\"7\"\n");
  row("label first", "label;a;b\n0;1.5;-2\n7;3;4e1\n");
  row("numbers as names", "0,1,label\n1.5,-2,0\n3,4e1,7\n");

  rows.run([&](const std::string& content) {
    const auto data = read("a.csv", content);
    BW_VERIFY_RESULT(data);
    REQUIRE(((data->arrays.at(0).shape == Shape{2, 2}) && (data->labels == std::vector<std::int64_t>{0, 7})));
    const std::array<double, 4> values{1.5, -2.0, 3.0, 40.0};
    for (int at = 0; at < 4; ++at) REQUIRE(data->arrays[0].at(at) == values.at(static_cast<std::size_t>(at)));
    REQUIRE(data->notes.size() == std::size_t{contains(content, "1,5") ? 1U : 0U});  // a decimal comma is said
  });
}

TEST_CASE_FIXTURE(CsvTest, "rowsWithoutAHeaderAreAllValues") {
  for (const char* content : {"1,5;2,5\n3;4\n", "1,2\n3,4\n", "1\t2\n3\t4\n"}) {
    const auto data = read("a.tsv", content);
    BW_VERIFY_RESULT(data);
    REQUIRE(data->count == 2);
    REQUIRE(data->labels.empty());
  }
}

TEST_CASE_FIXTURE(CsvTest, "labelsMayBeNames") {
  const auto data = read("a.csv", "x,label\n1,dog\n2,10\u00a0cats\n3,dog\n4,\"ant\"\n");
  BW_VERIFY_RESULT(data);
  REQUIRE((data->classNames == std::vector<std::string>{"10\u00a0cats", "ant", "dog"}));
  REQUIRE((data->labels == std::vector<std::int64_t>{2, 0, 2, 1}));
  REQUIRE(data->notes.at(0).text().find("sorted order: 0 = 10\u00a0cats, 1 = ant, 2 = dog") != std::string::npos);
}

TEST_CASE_FIXTURE(CsvTest, "noLocaleChangesNumbers") {
  const char* other = std::setlocale(LC_ALL, "de_DE.UTF-8");
  const auto data = read("a.csv", "1.5,2.25\n");
  std::setlocale(LC_ALL, "C");
  BW_VERIFY_RESULT(data);
  REQUIRE(data->arrays.at(0).at(1) == 2.25);
  if (other == nullptr) {
    MESSAGE("no German locale on this machine");
    return;
  }
}

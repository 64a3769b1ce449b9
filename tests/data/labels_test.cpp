// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/labels.h"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "core/data/data_spec.h"
#include "core/data/images/class_order.h"
#include "core/data/read_data.h"
#include "tests/support/made_data.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

using Names = std::vector<std::string>;
using Numbers = std::vector<std::int64_t>;

std::string wide(const Names& texts, std::size_t width, bool bigEndian = false) {
  std::string bytes;
  for (const auto& text : texts) {
    for (std::size_t at = 0; at < width; ++at) {
      const std::string character{at < text.size() ? text[at] : '\0'};
      bytes += bigEndian ? std::string(3, '\0') + character : character + std::string(3, '\0');
    }
  }
  return bytes;
}

class LabelsTest {
 protected:
  [[nodiscard]] Result<Dataset> readLabelled(const std::string& labels) const {
    const auto put = [this](const char* name, const std::string& content) {
      const auto path = folder_.file(name);
      std::ofstream(path, std::ios::binary) << content;
      return path.string();
    };
    const auto values = put("values.npy", npyBytes("|u1", {4, 1}, "abcd"));
    return readData(*parseDataSpec(values + "," + put("labels.npy", labels)), SamplePart::test, 0, 0, {});
  }

  ScratchFolder folder_;
};

}  // namespace

TEST_CASE_FIXTURE(LabelsTest, "foldersAreSortedByNumberOrAsText") {
  Names numbers;
  for (int index = 0; index < 12; ++index) numbers.push_back(std::to_string(index));
  const auto wanted = numbers;
  std::sort(numbers.begin(), numbers.end());
  const auto said = sortClassNames(numbers);
  REQUIRE(numbers == wanted);
  REQUIRE((said && said->text().find("sorted as such, not as text; classes are: 0 = 0, 1 = 1, ") != std::string::npos));

  const auto sorted = [](Names names) {
    const auto note = sortClassNames(names);
    return std::pair(names, note ? note->text() : std::string());
  };
  REQUIRE(sorted({"2", "1", "0"}) == std::pair(Names{"0", "1", "2"}, std::string()));
  REQUIRE(sorted({"00", "01", "10", "02"}).first == (Names{"00", "01", "02", "10"}));
  REQUIRE(sorted({"3", "1", "2"}).second.find("0 = 1, 1 = 2, 2 = 3") !=
          std::string::npos);  // a number that is not its class's
  REQUIRE(sorted({"10", "9", "100000000000000000000000", "99999999999999999999999"}).first ==
          (Names{"9", "10", "99999999999999999999999", "100000000000000000000000"}));
  REQUIRE(sorted({"dog", "cat", "ant"}) == std::pair(Names{"ant", "cat", "dog"}, std::string()));
  const auto [mixed, note] = sorted({"class10", "class9", "class1"});
  REQUIRE(mixed == (Names{"class1", "class10", "class9"}));
  REQUIRE((note.find("sorted as text") != std::string::npos && note.find("1 = class10") != std::string::npos));
  REQUIRE(sorted({"n01440764", "n01443537"}).second.empty());
}

TEST_CASE_FIXTURE(LabelsTest, "namesAreNumberedInTheirOrder") {
  const Names texts{"dog", "ant", "dog", "10"};
  for (const auto& array :
       {npyBytes("<U4", {4}, wide(texts, 4)), npyBytes(">U4", {4}, wide(texts, 4, true)),
        npyBytes("<U4", {4, 1}, wide(texts, 4)), npyBytes("|S3", {4}, std::string("dogantdog10\0", 12))}) {
    const auto data = readLabelled(array);
    BW_VERIFY_RESULT(data);
    REQUIRE(((data->labels == Numbers{2, 1, 2, 0}) && (data->classNames == Names{"10", "ant", "dog"})));
    REQUIRE(
        data->notes.at(0).text() ==
        std::string("the labels are names, and classes are numbered in their sorted order: 0 = 10, 1 = ant, 2 = dog"));
  }
  const auto accents = readLabelled(npyBytes("<U1", {4}, std::string("\xe9\0\0\0\xac\x20\0\0\0\xf6\x01\0a\0\0\0", 16)));
  BW_VERIFY_RESULT(accents);
  REQUIRE((accents->classNames == Names{"a", "\u00e9", "\u20ac", "\U0001f600"}));
}

TEST_CASE_FIXTURE(LabelsTest, "textsThatAreNumbersAreThese") {
  const auto data = readLabelled(npyBytes("<U2", {4}, wide({"3", "0", "10", "03"}, 2)));
  BW_VERIFY_RESULT(data);
  REQUIRE(((data->labels == Numbers{3, 0, 10, 3}) && data->classNames.empty() && data->notes.empty()));
  REQUIRE(!readLabelled(npyBytes("<U2", {4}, wide({"3", "0", "-1", "2"}, 2))));
}

TEST_CASE_FIXTURE(LabelsTest, "oneHotRowsAreTheirColumn") {
  const std::string rows("\0\0\1\1\0\0\0\1\0\0\0\1", 12);
  const auto data = readLabelled(npyBytes("|b1", {4, 3}, rows));
  BW_VERIFY_RESULT(data);
  REQUIRE((data->labels == Numbers{2, 0, 1, 2}));
  REQUIRE(data->notes.at(0).text().find("rows of 3 columns") != std::string::npos);
  REQUIRE(readLabelled(npyBytes("<f4", {4, 2}, floatBytes({0, 1, 1, 0, 0, 1, 1, 0})))->labels == (Numbers{1, 0, 1, 0}));
  const auto soft = readLabelled(npyBytes("<f4", {4, 2}, floatBytes({0, 1, 1, 0, 0.5F, 0.5F, 1, 0})));
  REQUIRE((!soft && soft.error().line().find("[sample 2]; give one class a sample") != std::string::npos));
}

TEST_CASE_FIXTURE(LabelsTest, "aLabelBeyondTheClassesIsNamed") {
  auto data = readLabelled(npyBytes("|u1", {4}, std::string("\0\1\7\2", 4)));
  BW_VERIFY_RESULT(data);
  const auto refused = checkLabels(*data, 3);
  REQUIRE(!refused);
  REQUIRE(refused.error().kind == ErrorKind::input);
  REQUIRE_MESSAGE(
      refused.error().line().find("labels.npy: holds the label 7, but the model has 3 classes: 0 to 2 [sample 2]") !=
          std::string::npos,
      refused.error().line());
  REQUIRE(checkLabels(*data, 8)->empty());
  // Of a choice it is the sample's own place that is said.
  data->labels = {7};
  data->chosen = {2};
  REQUIRE(checkLabels(*data, 3).error().line().find("[sample 2]") != std::string::npos);

  // The numbers of names are ours: they are no error of the file's.
  const auto named = readLabelled(npyBytes("|S1", {4}, "abcd"));
  const auto notes = checkLabels(*named, 3);
  BW_VERIFY_RESULT(notes);
  REQUIRE(notes->at(0).text() ==
          "sample 3 is of class 3, but the model has 3 classes, 0 to 2: such samples count as missed");
  REQUIRE(checkLabels(*named, 10)->at(0).text().find("4 classes and the model has 10") != std::string::npos);
  REQUIRE(checkLabels(*named, 4)->empty());
}

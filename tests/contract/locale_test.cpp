// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// What core reads and writes is the same in every locale: it lives in programs that have chosen one, the window for a
// start.

#include <doctest/doctest.h>

#include <cstdlib>

#include "core/base/text/ascii.h"
#include "core/base/text/parse_json.h"
#include "core/data/images/preprocessing.h"
#include "core/evaluation/quality/perplexity.h"
#include "core/recipe/recipe.h"
#include "core/report/formats/terminal_report.h"
#include "core/report/report.h"
#include "core/runtime/worker/frame.h"
#include "tests/support/model_builder.h"
#include "tests/support/need_locale.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

Recipe writtenRecipe() {
  Recipe recipe{
      .name = "Iİıi", .all = parseSpec("prune:density=0.125+kmeans:bits=4,scale=channel").value(), .rules = {}};
  recipe.rules.push_back(
      {.glob = "FC*", .literal = false, .spec = parseSpec("prune:threshold=0.0625+uniform:bits=8").value()});
  recipe.activations.mode = ActivationMode::calibrated;
  recipe.activations.calibrator = "percentile";
  recipe.activations.percentile = 99.875;
  recipe.activations.ranges = {{"x", {-0.7F, 2.9F}}, {"y", {-1e-7F, 1234567.5F}}};
  return recipe;
}

Comparison comparison() {
  Comparison made;
  made.provenance = {"0.1.0", "1.30.0", "Some CPU", {"avx2"}, 2, 0, std::string(64, 'a'), std::string(64, 'b')};
  made.modelName = "NIGHTINGALE.onnx";
  made.dataName = "sample";
  made.samples = 2000;
  made.preprocessing.scale = 0.00390625;
  for (const char* name : {"original", "small"}) {
    Scorecard card;
    card.name = name;
    card.spec = "kmeans:bits=4";
    card.size.fileBytes = 1234567;
    card.size.ratio = 2.5;
    card.speed =
        Speed{4.5, 0.25, 0.5, {1.01, 0.98, 1.03}, SpeedVerdict::noDifference, 2, {{1, 0.25, 4000.5}}, 1.5, {}, {}, {}};
    card.accuracy = Accuracy{0.9065, 0.99, 0.90, 0.92, {0.0035, -0.002, 0.002}, 2000, 0};
    card.fidelity = Fidelity{0.97, 25.25, 0.998, 0.004, 0.75};
    made.variants.push_back(card);
  }
  return made;
}

/// All of a comparison's reports, one behind the other.
std::string reports(const ScratchFolder& folder) {
  std::string all = comparisonTable(comparison());
  for (const char* name : {"r.csv", "r.json", "r.md", "r.html"}) {
    const auto path = folder.file(name);
    if (!writeReport(comparison(), {}, path)) return {};
    all += readFile(path);
  }
  return all;
}

class LocaleTest {
 protected:
  ScratchFolder folder_;
};

Rows<std::string> everyLocale() {
  Rows<std::string> rows;
  for (const char* name : test::kLocales) rows.add(name, std::string(name));

  return rows;
}

}  // namespace

TEST_CASE_FIXTURE(LocaleTest, "inEveryLocale") {
  everyLocale().run([&](const std::string& name) {
    const auto plainRecipe = recipeToJson(writtenRecipe());
    const auto plainPreprocessing = preprocessingToJson(
        preprocessingFromJson(R"({"scale":0.00392156862745098,"mean":[0.5,0.25,0.125],"std":[1.5,2.5,0.75]})").value());
    const auto plainReports = reports(folder_);
    REQUIRE(!plainReports.empty());

    const test::InLocale here(name.c_str());
    BW_NEED_LOCALE(here);
    if (name.starts_with("de")) REQUIRE(std::strtod("0.5", nullptr) == 0.0);  // so it is one that matters

    // Recipes, and the ranges a person set by hand.
    REQUIRE(recipeToJson(writtenRecipe()) == plainRecipe);
    const auto read = recipeFromJson(plainRecipe);
    BW_VERIFY_RESULT(read);
    REQUIRE(*read == writtenRecipe());
    const auto typed = recipeFromJson(R"({"bitwright_recipe":1,"activations":"static","ranges":{"x":[-0.7,2.9]}})");
    BW_VERIFY_RESULT(typed);
    REQUIRE(typed->activations.ranges.at("x") == (HandRange{-0.7F, 2.9F}));
    REQUIRE((recipeToJson(*typed).find("-0.7,") != std::string::npos &&
             recipeToJson(*typed).find("2.9\n") != std::string::npos));

    // Specs, preprocessing, messages.
    REQUIRE(parseSpec("prune:density=0.125+kmeans:bits=4").value().text() == "prune:density=0.125+kmeans:bits=4");
    REQUIRE(!parseSpec("prune:density=0,125+kmeans:bits=4"));
    REQUIRE(preprocessingToJson(preprocessingFromJson(plainPreprocessing).value()) == plainPreprocessing);
    REQUIRE(Message(BW_MESSAGE("test.numbers", "%1 of %2"), {0.5, std::int64_t{1234567}}).text() == "0.5 of 1234567");

    // What the worker says.
    FrameReader frames;
    const auto frame = encodeFrame({{"value", 0.1}, {"large", 1e300}, {"count", 1234567}});
    frames.append(bytesOf(frame));
    const auto heard = frames.next();
    BW_VERIFY_RESULT(heard);
    REQUIRE(heard->has_value());
    REQUIRE((**heard)["value"].get<double>() == 0.1);
    REQUIRE((**heard)["large"].get<double>() == 1e300);
    REQUIRE((**heard)["count"].get<int>() == 1234567);
    REQUIRE(parseJson("[-1.25e-3]")[0].get<double>() == -1.25e-3);

    // Reports.
    REQUIRE(reports(folder_) == plainReports);
  });
}

TEST_CASE_FIXTURE(LocaleTest, "namesAreAsciiInEveryLocale") {
  everyLocale().run([&](const std::string& name) {
    const test::InLocale here(name.c_str());
    BW_NEED_LOCALE(here);
    REQUIRE(asciiLowered("POSITION_IDS İIıi Ä") == "position_ids İiıi Ä");
    // A Turkish lower case of I is no i, and such an input would pass for the token ids.
    RunResult run;
    OutputTensor positions{.name = "POSITION_IDS", .shape = {1, 3}, .values = {0.0F, 1.0F, 2.0F}};
    OutputTensor logits{.name = "logits", .shape = {1, 3, 4}, .values = std::vector<float>(12, 0.0F)};
    run.ids.push_back(positions);
    run.outputs.push_back(logits);
    REQUIRE(tokenLogits(run) == nullptr);
    run.ids.front().name = "INPUT_IDS";
    REQUIRE(tokenLogits(run) != nullptr);
  });
}

TEST_CASE_FIXTURE(LocaleTest, "wordsAndNumbersAreTakenFromTheFront") {
  std::string_view line = "  cpu0\t10 2.5x\n";
  REQUIRE(takeWord(line) == "cpu0");
  REQUIRE(leadingNumber<double>(line) == std::optional(10.0));
  REQUIRE(takeWord(line) == "10");
  REQUIRE(leadingNumber<double>(line) == std::optional(2.5));
  REQUIRE(takeWord(line) == "2.5x");
  REQUIRE(takeWord(line).empty());
  REQUIRE(!leadingNumber<double>(line).has_value());
  REQUIRE(!leadingNumber<int>("x1").has_value());
}

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/report.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/base/text/ascii.h"
#include "core/export/export_result.h"
#include "core/report/document/reproduction.h"
#include "core/report/document/svg_chart.h"
#include "core/report/formats/comparison_json.h"
#include "core/report/formats/csv_report.h"
#include "core/report/formats/html_report.h"
#include "core/report/formats/markdown_report.h"
#include "core/report/formats/terminal_report.h"
#include "core/report/tables/shape_table.h"
#include "core/report/tables/size_tables.h"
#include "core/report/tables/summary_table.h"
#include "core/report/text/display_width.h"
#include "core/report/text/html_text.h"
#include "core/report/text/number_text.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/text.h"
#include "tests/support/xml_soundness.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

Scorecard card(const char* name, const char* spec, std::uint64_t bytes) {
  Scorecard result;
  result.name = name;
  result.spec = spec;
  result.size.fileBytes = bytes;
  result.size.ratio = 313000.0 / static_cast<double>(bytes);
  result.size.archiveBytes = bytes - 7;
  result.speed =
      Speed{4.5, 0.25, 0.5, {1.0, 1.0, 1.0}, SpeedVerdict::reference, 2, {{1, 0.25, 4000.0}}, 1.5, {}, {}, {}};
  result.memory = MemoryResult{2000000, 1000000};
  result.accuracy = Accuracy{0.91, 0.99, 0.90, 0.92, {0.0, -0.002, 0.002}, 2000, 0};
  result.fidelity = Fidelity{1.0, std::numeric_limits<double>::infinity(), 1.0, 0.0, 0.0};
  result.accuracy->top5Low = 0.98;
  result.accuracy->top5High = 0.995;
  result.classes = ClassResults{3, {{0, 0, 90}, {0, 1, 10}, {1, 1, 100}}};
  result.right = std::vector<bool>(200, true);
  result.right[0] = false;
  return result;
}

Comparison example() {
  Comparison comparison;
  comparison.provenance = {"0.1.0", "1.30.0", "Some CPU",           {"avx2", "avx512_vnni"},
                           2,       0,        std::string(64, 'a'), std::string(64, 'b')};
  comparison.modelName = "net.onnx";
  comparison.dataName = "sample";
  comparison.samples = 2000;
  comparison.variants.push_back(card("original", "original", 313000));
  auto small = card("k4 <b>&\"x'", "kmeans:bits=4", 50000);
  small.size.ledger = SizeLedger{38000, 1000, 2000, 0, 3000, 6000};
  small.size.payloadBytes = 38000;
  small.size.overheadBytes = 6000;
  small.speed->speedup = {1.01, 0.98, 1.03};
  small.speed->verdict = SpeedVerdict::noDifference;
  small.accuracy->drop = {0.0035, -0.001, 0.008};
  small.accuracy->top1 = 0.9065;
  small.accuracy->flipped = 60;
  small.fidelity = Fidelity{0.97, 25.25, 0.998, 0.004, 0.75};
  small.verification = Verification{true, 10, 0, true, 1e-6, 1e-7, 1e-5, 0.0, false, 0.0, {}};
  small.accuracy->pValue = 0.0312;
  small.classes = ClassResults{3, {{0, 0, 80}, {0, 2, 20}, {1, 1, 100}}};
  std::fill_n(small.right.begin(), 20, false);
  small.outputs.push_back({"logits", {2000, 10}, 25.25, 0.998, 0.75, 0.125, std::nullopt, 0.97, 0.004});
  small.layers = std::make_shared<const std::vector<LayerSize>>(
      std::vector<LayerSize>{{"block1.conv", "w1", "kmeans:bits=4", 1000, 4000, 620, 4.5, 21.5},
                             {"head", "w2", "keep", 10, 40, 40, 32.0, std::nullopt}});
  small.notes.emplace_back(BW_MESSAGE("test.note", "a note with <angle> & ampersand"));
  comparison.variants.push_back(small);
  Scorecard failed;
  failed.name = "failed";
  failed.spec = "fp16";
  failed.notes.emplace_back(BW_MESSAGE("test.failed", "the engine stopped"));
  comparison.variants.push_back(failed);
  return comparison;
}

std::vector<std::string> keysOf(const nlohmann::ordered_json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

/// All of them in order, with spaces between.
std::string keysIn(const nlohmann::ordered_json& object) {
  return joined(keysOf(object), " ");
}

}  // namespace

TEST_CASE("jsonHasTheContractsKeys") {
  const auto json = toJson(example());
  REQUIRE(json.contains("variants"));
  REQUIRE(keysIn(json["provenance"]) == "version onnxruntime cpu cpu_features threads seed model_sha256 data_sha256");
  const auto& variant = json["variants"][1];
  for (const char* key : {"name", "spec", "size", "speed", "memory", "accuracy", "fidelity", "integer_share"}) {
    REQUIRE_MESSAGE(variant.contains(key), std::string(key));
  }
  REQUIRE(keysIn(variant["size"]) == "file_bytes ratio payload_bytes overhead_bytes archive_bytes archive_level");
  REQUIRE(keysIn(variant["speed"]) ==
          "load_ms median_ms p95_ms speedup speedup_low speedup_high verdict threads batch "
          "first_run_ms findings machine samples");
  REQUIRE(keysIn(variant["speed"]["machine"]) == "other_work load_average involuntary_switches governor throttled");
  REQUIRE(keysIn(variant["energy"]) == "per_inference_mj reason");
  REQUIRE(keysIn(variant["speed"]["batch"][0]) == "n median_ms throughput");
  REQUIRE(keysIn(variant["memory"]) == "load_peak_bytes resident_bytes");
  REQUIRE(keysIn(variant["accuracy"]).starts_with("metric top1 top5 low high drop drop_low drop_high samples"));
  REQUIRE(keysIn(variant["fidelity"]) == "agreement sqnr_db cosine kl max_abs_diff");
  REQUIRE(keysIn(toJson(SizeLedger{})) == "payload scales codebooks positions decode rest");
  REQUIRE(keysIn(toJson(Verification{})) ==
          "tensors differing run max_abs_diff max_rel_diff tolerance reason decodes means runs");
  REQUIRE(keysIn(toJson(Verification{})["runs"]) == "ok sqnr_db max_rel_diff worst reason data samples");
}

/// Weights alone that are smaller leave tables as they were.
TEST_CASE("whatRunsInIntegersIsShownWhereAnythingDoes") {
  auto comparison = example();
  for (auto& card : comparison.variants) card.integerShare = 0.0;
  REQUIRE(comparisonTable(comparison).find("Integer share") == std::string::npos);
  REQUIRE(comparisonMarkdown(comparison, {}).find("Integer share") == std::string::npos);
  REQUIRE(toJson(comparison)["variants"][1]["integer_share"].get<double>() == 0.0);
  REQUIRE(toJson(comparison)["variants"][1]["layers"][0]["integer"].get<bool>() == false);

  auto& small = comparison.variants[1];
  small.integerShare = 0.75;
  small.arithmetic = std::make_shared<const std::vector<LayerArithmetic>>(
      std::vector<LayerArithmetic>{{"block1.conv", "QLinearConv", 30000, true, {}},
                                   {"head", "Gemm", 10000, false, BW_MESSAGE("test.floats", "computes in <floats>")}});
  const auto json = toJson(comparison)["variants"][1];
  REQUIRE(json["integer_share"].get<double>() == 0.75);
  REQUIRE(json["layers"][0]["integer"].get<bool>() == true);
  REQUIRE(json["layers"][1]["integer"].get<bool>() == false);
  REQUIRE(keysIn(json["arithmetic"][1]) == "id op multiply_accumulates integer reason");
  REQUIRE((json["arithmetic"][0]["reason"].is_null() && json["arithmetic"][1]["reason"] == "computes in <floats>"));
  const auto summary = summaryTable(comparison);
  const auto column = std::find_if(summary.columns.begin(), summary.columns.end(),
                                   [](const auto& each) { return each.title == "Integer share"; });
  REQUIRE(column != summary.columns.end());
  const auto at = static_cast<std::size_t>(column - summary.columns.begin());
  REQUIRE(summary.rows[0][at] == "0.00 %");
  REQUIRE(summary.rows[1][at] == "75.00 %");
  const auto table = arithmeticTable(small);
  REQUIRE(table.rows.size() == std::size_t{2});
  REQUIRE(table.rows[1][3] == "no: computes in <floats>");
  const auto markdown = comparisonMarkdown(comparison, {});
  REQUIRE((markdown.find("QLinearConv") != std::string::npos && markdown.find("30,000") != std::string::npos));
  REQUIRE(markdown.find("what runs after that is the original's arithmetic") == std::string::npos);
}

TEST_CASE("saysOfWhichVariantsOnlyTheWeightsAreSmaller") {
  auto comparison = example();
  REQUIRE(comparisonMarkdown(comparison, {}).find("Exported variants hold smaller weights only") != std::string::npos);
  auto half = comparison.variants[1];
  half.name = "float16";
  half.verification->tolerance = 0.01;
  comparison.variants.push_back(half);
  REQUIRE(comparisonMarkdown(comparison, {})
              .find("Exported variants that leave activations as they are hold smaller weights only") !=
          std::string::npos);
  comparison.variants.erase(comparison.variants.begin() + 1);
  REQUIRE(comparisonMarkdown(comparison, {}).find("hold smaller weights only") == std::string::npos);
}

TEST_CASE("stagesLeadFromTheOriginalToTheArchive") {
  auto comparison = example();
  using enum SizeStage::Kind;
  comparison.variants[1].size.stages = {
      {original, 200000}, {pruned, 80000}, {coded, 60000}, {packed, 50000}, {archived, 40000}};
  const auto stages = toJson(comparison)["variants"][1]["size"]["stages"];
  REQUIRE(stages.size() == std::size_t{5});
  REQUIRE(stages[1]["stage"].get<std::string>() == "pruned");
  REQUIRE(stages[4]["ratio"].get<double>() == 5.0);
  const auto table = stagesTable(comparison);
  REQUIRE(table.rows.size() == std::size_t{1});  // the original and the failed one have none
  REQUIRE(table.columns.size() == std::size_t{6});
  REQUIRE(table.rows[0][5] == "40,000 (5.00×)");
}

TEST_CASE("shapesAreShownWhereTheyWereAskedFor") {
  auto comparison = example();
  REQUIRE(shapeTable(comparison).rows.empty());
  REQUIRE(!toJson(comparison)["variants"][0]["speed"].contains("shape"));
  const std::vector<std::vector<InputShape>> shapes{{{"ids", {1, 128}}, {"mask", {1, 128}}}, {{"ids", {8, 512}}}};
  for (std::size_t index = 0; index < 2; ++index) {
    auto& card = comparison.variants[index];
    const auto verdict = index == 0 ? SpeedVerdict::reference : SpeedVerdict::faster;
    for (std::size_t at = 0; at < 2; ++at) {
      if (index == 1 && at == 1) continue;  // it did not run there
      card.speed->sizes.push_back({1, 7.25, 0.0, shapes[at], 31.5, {1.5, 1.25, 1.75}, verdict});
      card.shapeMemory.push_back({shapes[at], {3'000'000, 2'345'678}});
    }
  }
  const auto table = shapeTable(comparison);
  REQUIRE(table.rows.size() == std::size_t{3});
  REQUIRE(table.rows[1] == std::vector<std::string>{"ids=1x128 mask=1x128", shownName(comparison.variants[1]), "7.25",
                                                    "1.50× faster (1.25–1.75)", "31.5", "3,000,000", "2,345,678"});
  REQUIRE(table.rows[2][0] == "ids=8x512");
  const auto json = toJson(comparison)["variants"][1];
  REQUIRE(json["speed"]["batch"].size() == 1);
  REQUIRE(json["speed"]["shape"].size() == 1);
  const auto& there = json["speed"]["shape"][0];
  REQUIRE(there["inputs"] == nlohmann::ordered_json{{"ids", {1, 128}}, {"mask", {1, 128}}});
  REQUIRE((there["median_ms"] == 7.25 && there["load_ms"] == 31.5 && there["speedup"] == 1.5 &&
           there["speedup_low"] == 1.25 && there["verdict"] == "faster"));
  REQUIRE(json["memory"]["shape"][0]["resident_bytes"] == 2'345'678);
  REQUIRE(json["memory"]["resident_bytes"] == 1'000'000);
  for (const auto& text :
       {comparisonTable(comparison), comparisonMarkdown(comparison, {}), comparisonHtml(comparison, {})})
    REQUIRE(text.find("ids=8x512") != std::string::npos);
  const auto csv = comparisonCsv(comparison);
  const auto lines = split(csv, '\n');
  REQUIRE(lines[0].ends_with("ids=8x512 load_ms,ids=8x512 resident_bytes"));
  REQUIRE(lines[1].ends_with("7.25,1.5,1.25,1.75,31.5,2345678,7.25,1.5,1.25,1.75,31.5,2345678"));
  REQUIRE(lines[2].ends_with("7.25,1.5,1.25,1.75,31.5,2345678,,,,,,"));
}

TEST_CASE("energyIsAFigureOrAReason") {
  auto comparison = example();
  for (auto& card : comparison.variants) {
    if (card.speed) card.speed->machine.noEnergy = BW_MESSAGE("test.no_energy", "no counters <here>");
  }
  auto energy = toJson(comparison)["variants"][1]["energy"];
  REQUIRE(energy["per_inference_mj"].is_null());
  REQUIRE(energy["reason"].get<std::string>() == "no counters <here>");
  REQUIRE(comparisonTable(comparison).find("Energy was not measured: no counters <here>.") != std::string::npos);
  for (auto& card : comparison.variants) {
    if (!card.speed) continue;
    card.speed->machine.noEnergy = {};
    card.speed->raw.energyMj = 12.5;
  }
  energy = toJson(comparison)["variants"][1]["energy"];
  REQUIRE((energy["per_inference_mj"] == 12.5 && energy["reason"].is_null()));
  REQUIRE(comparisonTable(comparison).find("Energy was not measured") == std::string::npos);
  const auto details = speedTable(comparison);
  const auto column = std::find_if(details.columns.begin(), details.columns.end(),
                                   [](const auto& entry) { return entry.title == "Energy an inference, mJ"; });
  REQUIRE(column != details.columns.end());
  REQUIRE(details.rows[1][static_cast<std::size_t>(column - details.columns.begin())] == "12.5");
}

TEST_CASE("findingsStandBehindTheNotes") {
  auto comparison = example();
  comparison.variants[1].speed->findings.emplace_back(BW_MESSAGE("test.finding", "times <grew>"));
  for (const auto& text : {comparisonTable(comparison), comparisonMarkdown(comparison, {})}) {
    const auto note = text.find("a note with");
    const auto finding = text.find("times ");
    REQUIRE((note != std::string::npos && finding != std::string::npos && note < finding));
  }
  REQUIRE(toJson(comparison)["variants"][1]["speed"]["findings"][0].get<std::string>() == "times <grew>");
}

TEST_CASE("jsonIsNullWhereNothingApplies") {
  const auto json = toJson(example());
  REQUIRE(json["variants"][0]["fidelity"]["sqnr_db"].is_null());  // infinite
  REQUIRE(json["variants"][0]["size"]["payload_bytes"].is_null());
  REQUIRE(json["variants"][0]["integer_share"].is_null());
  for (const char* key : {"size", "speed", "memory", "accuracy", "fidelity"})
    REQUIRE_MESSAGE(json["variants"][2][key].is_null(), std::string(key));
  REQUIRE(toJson(Provenance{})["onnxruntime"].is_null());
  REQUIRE(json["variants"][1]["accuracy"]["drop"].get<double>() == 0.0035);
  REQUIRE(nlohmann::json::accept(json.dump()));
}

TEST_CASE("jsonListsWhatIsNoSingleFigure") {
  const auto json = toJson(example());
  const auto& small = json["variants"][1];
  const auto keys = keysOf(small["accuracy"]);
  REQUIRE(joined({keys.begin() + 10, keys.end()}, " ") == "top5_low top5_high p_value");
  REQUIRE(keysIn(small["outputs"][0]) == "name shape sqnr_db cosine max_abs_diff mae psnr_db agreement kl");
  REQUIRE(small["outputs"][0]["mae"].get<double>() == 0.125);
  REQUIRE(small["outputs"][0]["psnr_db"].is_null());
  REQUIRE(keysIn(small["layers"][0]) == "id name scheme weights original_bytes bytes bits_per_weight sqnr_db integer");
  REQUIRE(small["layers"][1]["sqnr_db"].is_null());
  REQUIRE(keysIn(small["classes"][0]) == "class samples top1 drop");
  REQUIRE(std::abs(small["classes"][0]["drop"].get<double>() - 0.1) < 1e-12);
  REQUIRE(small["confusion"].size() == std::size_t{3});
  REQUIRE(small["confusion"][1]["predicted"].get<int>() == 2);
  REQUIRE(small["ledger"]["payload"].get<int>() == 38000);
  REQUIRE(json["pairs"].size() == std::size_t{1});
  const auto& pair = json["pairs"][0];
  REQUIRE(keysIn(pair) == "first second metric difference low high p_value only_first only_second samples");
  REQUIRE(
      (pair["first"] == "original" && pair["only_first"] == 19 && pair["only_second"] == 0 && pair["samples"] == 200));
  REQUIRE((json["data"]["spec"] == "sample" && json["data"]["samples"] == 2000 && json["model"] == "net.onnx"));
  REQUIRE(json["variants"][0]["perplexity"].is_null());
}

TEST_CASE("languageModelsAreReportedByPerplexity") {
  auto comparison = example();
  const double none = std::numeric_limits<double>::quiet_NaN();
  for (auto& entry : comparison.variants) {
    entry.accuracy.reset();
    entry.classes.reset();
    entry.right.clear();
    entry.perplexity =
        Perplexity{{7.39, 7.1, 7.7}, {2.0, 1.96, 2.04}, {0.25, 0.125, 0.375}, 4096, true, "input_ids", "logits"};
  }
  comparison.variants[2].perplexity->increase = {0.5, none, none};
  const auto json = toJson(comparison)["variants"];
  REQUIRE(keysIn(json[1]["perplexity"]) ==
          "perplexity perplexity_low perplexity_high nats nats_low nats_high increase increase_low "
          "increase_high tokens "
          "synthesised ids logits kl kl_999 agreement");
  REQUIRE((json[2]["perplexity"]["increase_low"].is_null() && json[2]["perplexity"]["increase"] == 0.5));
  for (const auto& page :
       {comparisonTable(comparison), comparisonMarkdown(comparison, ""), comparisonHtml(comparison, "")}) {
    REQUIRE(page.find("0.2500 (0.1250 to 0.3750)") != std::string::npos);
    REQUIRE(page.find("nan") == std::string::npos);
  }
  REQUIRE(comparisonHtml(comparison, "").find("The ids are synthesised") != std::string::npos);
}

TEST_CASE("everyFormatHasTheSameFacts") {
  auto comparison = example();
  comparison.variants[1].name = "small";
  Reproduction from("bitwright-cli compare net.onnx --variant small=small.json");
  from.files.emplace_back("small.json", "{\n  \"name\": \"small\"\n}\n");
  for (const auto& page : {comparisonHtml(comparison, from), comparisonMarkdown(comparison, from)}) {
    auto text = asciiLowered(page);
    std::erase(text, '\\');
    for (const char* fact : {"small.json", "0.0312", "block1.conv", "21.5 dB", "90.00–92.00 %", "98.00–99.50 %",
                             "only first", "confusion matrix", "accuracy by class", "−10.00", "second", "38"}) {
      REQUIRE_MESSAGE(contains(text, asciiLowered(fact)), std::string(fact));
    }
  }
  const auto csv = comparisonCsv(comparison);
  REQUIRE((contains(csv, ",top5_low,top5_high,p_value,") && contains(csv, "0.0312")));
}

TEST_CASE("classesAreCalledByTheirNames") {
  auto comparison = example();
  comparison.classes = {{0, "T-shirt", 5}, {2, "Pullover", 5}};
  for (const auto& page : {comparisonHtml(comparison, ""), comparisonMarkdown(comparison, "")}) {
    const auto text = page;
    REQUIRE((contains(text, "T-shirt") && contains(text, "Pullover")));
  }
  comparison.classes.clear();
  REQUIRE(!contains(comparisonHtml(comparison, ""), "Pullover"));
}

TEST_CASE("ofManyClassesTheMostConfusedAreShown") {
  auto comparison = example();
  for (auto& entry : comparison.variants) {
    if (entry.classes) entry.classes->classes = 1000;
  }
  const auto page = comparisonHtml(comparison, "");
  REQUIRE((page.find("confusion matrix") == std::string::npos && page.find("most confused") != std::string::npos));
}

TEST_CASE("everyChartHasItsTable") {
  const auto page = comparisonHtml(example(), "");
  const auto figures = piecesOf(page, "<figure>", "</figure>");
  for (const auto& text : figures)
    REQUIRE_MESSAGE((contains(text, "<table>") && contains(text, "<figcaption>")), text.substr(0, 200));
  REQUIRE(figures.size() == 5);
}

TEST_CASE("marksFollowTheirVariants") {
  // The original has no stages, so the first row of that table is the second variant's, with its square.
  auto comparison = example();
  using enum SizeStage::Kind;
  comparison.variants[1].size.stages = {{original, 200000}, {packed, 50000}};
  REQUIRE(stagesTable(comparison).variants == std::vector<std::size_t>{1});
}

TEST_CASE("numbersReadAsWritten") {
  REQUIRE(groupedDigits(0) == "0");
  REQUIRE(groupedDigits(999) == "999");
  REQUIRE(groupedDigits(1234567) == "1,234,567");
  REQUIRE(fixedText(-0.001, 2) == "0.00");
  REQUIRE(fixedText(-0.5, 1) == "−0.5");
  REQUIRE(timesText(3.974) == "3.97×");
  REQUIRE(percentText(0.9115) == "91.15 %");
  REQUIRE(pointsText({0.0035, -0.001, 0.008}) == "0.35 (−0.10 to 0.80)");
  REQUIRE(intervalText({0.25, -0.125, std::numeric_limits<double>::quiet_NaN()}, 2) == "0.25");
  REQUIRE(rangeText(0.9, 0.925) == "90.00–92.50 %");
  REQUIRE(probabilityText(0.25456) == "0.2546");
  REQUIRE(probabilityText(1e-9) == "< 0.0001");
  REQUIRE(decibelText(std::numeric_limits<double>::infinity()) == "identical");
  REQUIRE(significantText(0.18349, "ms") == "0.183 ms");
  REQUIRE(significantText(1234.5, "") == "1234");
  REQUIRE(significantText(0.0, "ms") == "0.00 ms");
  Speed speed;
  speed.speedup = {1.82, 1.78, 1.87};
  speed.verdict = SpeedVerdict::faster;
  REQUIRE(speedText(speed) == "1.82× faster (1.78–1.87)");
  speed.verdict = SpeedVerdict::noDifference;
  REQUIRE(speedText(speed) == "no difference found (1.78–1.87)");
}

TEST_CASE("verificationInWords") {
  auto comparison = example();
  auto& small = comparison.variants[1];
  REQUIRE(verifiedText(small) == "yes");
  REQUIRE(verifiedText(comparison.variants[0]) == std::string(kNothing));
  small.verification->ran = false;
  small.verification->reason = BW_MESSAGE("test.reason", "the original does not run");
  REQUIRE(verifiedText(small) == "yes, not run: the original does not run");
  small.verification->verified = false;
  small.verification->differing = 3;
  REQUIRE(verifiedText(small) == "no: 3 values differ");
}

TEST_CASE("terminalTableIsAligned") {
  auto comparison = example();
  comparison.variants[1].name = "größe 日本";
  const auto lines = split(comparisonTable(comparison), '\n');
  REQUIRE(lines[0].starts_with("Variant"));
  // Every column begins below its title: the rule's gaps fall on spaces in every row.
  const auto rule = charactersOf(lines[1]);
  for (std::size_t row = 2; row < 5; ++row) {
    std::size_t column = 0;
    for (const auto& character : charactersOf(lines[row])) {
      if (column < rule.size() && rule[column] == " ") REQUIRE_MESSAGE(character == " ", lines[row]);
      column += displayWidth(character);
    }
  }
  const auto text = joined(lines, "\n");
  for (const char* part : {"313,000", "6.26×", "no difference found (0.98–1.03)", "90.65 %", "0.35 (−0.10 to 0.80)",
                           "2,000 samples of sample", "failed: the engine stopped"}) {
    REQUIRE_MESSAGE(contains(text, part), std::string(part));
  }
  REQUIRE(displayWidth("日本") == std::size_t{4});
  REQUIRE(displayWidth("e\xCC\x81") == std::size_t{1});
}

TEST_CASE("csvQuotes") {
  auto comparison = example();
  comparison.variants[1].name = "a,\"b\"";
  const auto lines = split(comparisonCsv(comparison), '\n');
  REQUIRE(lines.size() == 5);  // header, three variants, the end
  REQUIRE(lines[0].starts_with("name,spec,file_bytes,ratio,"));
  REQUIRE(lines[2].starts_with("\"a,\"\"b\"\"\",kmeans:bits=4,50000,6.26,38000,6000,"));
  const auto columns = countOf(lines[0], ",");
  REQUIRE(countOf(lines[1], ",") == columns);
  REQUIRE(countOf(lines[3], ",") == columns);
  REQUIRE(lines[0].ends_with(",verified,archive_level"));
  comparison.variants[1].size.archiveBytes = 1000;
  comparison.variants[1].size.archiveLevel = 9;
  REQUIRE(split(comparisonCsv(comparison), '\n')[2].ends_with(",9"));
}

TEST_CASE("markdownKeepsNamesPlain") {
  const auto page = comparisonMarkdown(example(), "bitwright-cli compare net.onnx");
  REQUIRE(contains(page, "k4 \\<b\\>&\"x'"));
  REQUIRE(contains(page, "    bitwright-cli compare net.onnx"));
  REQUIRE(contains(page, "avx512\\_vnni"));
  REQUIRE(contains(page, "show no loss of accuracy"));
}

TEST_CASE("escapingLeavesNoMarkup") {
  REQUIRE(escapeHtml("<a href=\"x\">'&") == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
  REQUIRE(escapeHtml(std::string("\x01\x1b[31m\n", 7)) == "\xEF\xBF\xBD\xEF\xBF\xBD[31m\n");
  REQUIRE(elided("größer", 6) == "größer");
  REQUIRE(elided("größer", 4) == "grö…");
}

TEST_CASE("htmlIsSelfContainedAndWellFormed") {
  auto comparison = example();
  comparison.modelName = "<script>alert(1)</script>.onnx";
  comparison.dataName = "a\"b<c>";
  const auto page = comparisonHtml(comparison, "bitwright-cli compare '<x>' && true");
  REQUIRE(!contains(page, "<script"));
  REQUIRE(!contains(page, "<b>&"));
  REQUIRE(contains(page, "k4 &lt;b&gt;&amp;&quot;x&#39;"));
  for (const char* outside : {"http:", "https:", "url(", "@import", "src="})
    REQUIRE_MESSAGE(!contains(page, outside), std::string(outside));
  REQUIRE(contains(page, "prefers-color-scheme:dark"));
  REQUIRE(contains(page, "@media print"));
  REQUIRE(contains(page, "a note with &lt;angle&gt; &amp; ampersand"));
  REQUIRE(contains(page, std::string(64, 'a')));
  REQUIRE((!contains(page, "nan") && !contains(page, "inf\"")));
  REQUIRE(countOf(page, "<figure>") == 5);  // size, trade, accuracy, drop, speed
  // Every figure is XML: an unescaped or unclosed element would end the reading.
  const auto figures = piecesOf(page, "<svg", "</svg>");
  for (const auto& figure : figures) REQUIRE(whatIsWrongInXml(figure) == "");
  REQUIRE(figures.size() >= 5);
}

TEST_CASE("emptyAndLonelyComparisonsHold") {
  Comparison comparison;
  comparison.modelName = "m.onnx";
  REQUIRE(comparisonTable(comparison).empty());
  REQUIRE(comparisonHtml(comparison, "").find("</html>") != std::string::npos);
  comparison.variants.push_back(card("original", "original", 1000));
  REQUIRE(comparisonHtml(comparison, "").find("</html>") != std::string::npos);
  REQUIRE(comparisonMarkdown(comparison, "").find("m.onnx") != std::string::npos);
}

TEST_CASE("withoutLabelsFidelityTakesTheColumns") {
  auto comparison = example();
  for (auto& entry : comparison.variants) entry.accuracy.reset();
  const auto table = comparisonTable(comparison);
  REQUIRE(table.find("Top-1") == std::string::npos);
  REQUIRE((table.find("97.00 %") != std::string::npos && table.find("25.2 dB") != std::string::npos));
  REQUIRE(finding(comparison).empty());
}

TEST_CASE("ticksAreRound") {
  REQUIRE(roundTicks(0.0, 313.0, 4) == (std::vector<double>{0.0, 100.0, 200.0, 300.0, 400.0}));
  const auto ticks = roundTicks(-0.7, 1.2, 5);
  REQUIRE((ticks.front() <= -0.7 && ticks.back() >= 1.2 && ticks.size() <= 8));
}

TEST_CASE("filesFollowTheirEnding") {
  const ScratchFolder folder;
  const std::filesystem::path base = folder.path().string();
  for (const char* name : {"r.html", "r.md", "r.csv", "r.json"}) {
    const auto written = writeReport(example(), "bitwright-cli compare", base / name);
    BW_VERIFY_RESULT(written);
    REQUIRE(std::filesystem::file_size(base / name) > 200);
  }
  const auto refused = writeReport(example(), "", base / "r.pdf");
  REQUIRE((!refused && refused.error().kind == ErrorKind::usage));
  REQUIRE((!checkReportName("r.pdf") && checkReportName("r.html")));
  REQUIRE(!std::filesystem::exists(base / "r.pdf"));
  REQUIRE(writeReport(example(), "", base / "none" / "r.md").error().kind == ErrorKind::io);
}

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/report.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest/QtTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/export/export_result.h"
#include "core/report/document/reproduction.h"
#include "core/report/document/svg_chart.h"
#include "core/report/formats/comparison_json.h"
#include "core/report/formats/csv_report.h"
#include "core/report/formats/html_report.h"
#include "core/report/formats/markdown_report.h"
#include "core/report/formats/terminal_report.h"
#include "core/report/tables/size_tables.h"
#include "core/report/tables/summary_table.h"
#include "core/report/text/display_width.h"
#include "core/report/text/html_text.h"
#include "core/report/text/number_text.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;

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

QStringList keysOf(const nlohmann::ordered_json& object) {
  QStringList keys;
  for (const auto& [key, value] : object.items()) keys << QString::fromStdString(key);
  return keys;
}

}  // namespace

class ReportTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void jsonHasTheContractsKeys() {
    const auto json = toJson(example());
    QVERIFY(keysOf(json).contains(QStringLiteral("variants")));
    QCOMPARE(keysOf(json["provenance"]).join(QLatin1Char(' ')),
             QStringLiteral("version onnxruntime cpu cpu_features threads seed model_sha256 data_sha256"));
    const auto& variant = json["variants"][1];
    for (const char* key : {"name", "spec", "size", "speed", "memory", "accuracy", "fidelity", "integer_share"}) {
      QVERIFY2(variant.contains(key), key);
    }
    QCOMPARE(keysOf(variant["size"]).join(QLatin1Char(' ')),
             QStringLiteral("file_bytes ratio payload_bytes overhead_bytes archive_bytes"));
    QCOMPARE(keysOf(variant["speed"]).join(QLatin1Char(' ')),
             QStringLiteral("load_ms median_ms p95_ms speedup speedup_low speedup_high verdict threads batch "
                            "first_run_ms findings machine samples"));
    QCOMPARE(keysOf(variant["speed"]["machine"]).join(QLatin1Char(' ')),
             QStringLiteral("other_work load_average involuntary_switches governor throttled"));
    QCOMPARE(keysOf(variant["energy"]).join(QLatin1Char(' ')), QStringLiteral("per_inference_mj reason"));
    QCOMPARE(keysOf(variant["speed"]["batch"][0]).join(QLatin1Char(' ')), QStringLiteral("n median_ms throughput"));
    QCOMPARE(keysOf(variant["memory"]).join(QLatin1Char(' ')), QStringLiteral("load_peak_bytes resident_bytes"));
    QVERIFY(keysOf(variant["accuracy"])
                .join(QLatin1Char(' '))
                .startsWith(QStringLiteral("metric top1 top5 low high drop drop_low drop_high samples")));
    QCOMPARE(keysOf(variant["fidelity"]).join(QLatin1Char(' ')),
             QStringLiteral("agreement sqnr_db cosine kl max_abs_diff"));
    QCOMPARE(keysOf(toJson(SizeLedger{})).join(QLatin1Char(' ')),
             QStringLiteral("payload scales codebooks positions decode rest"));
    QCOMPARE(keysOf(toJson(Verification{})).join(QLatin1Char(' ')),
             QStringLiteral("tensors differing run max_abs_diff max_rel_diff tolerance reason decodes means runs"));
    QCOMPARE(keysOf(toJson(Verification{})["runs"]).join(QLatin1Char(' ')),
             QStringLiteral("ok sqnr_db max_rel_diff worst reason data samples"));
  }

  /// Weights alone that are smaller leave tables as they were.
  void whatRunsInIntegersIsShownWhereAnythingDoes() {
    auto comparison = example();
    for (auto& card : comparison.variants) card.integerShare = 0.0;
    QVERIFY(comparisonTable(comparison).find("Integer share") == std::string::npos);
    QVERIFY(comparisonMarkdown(comparison, {}).find("Integer share") == std::string::npos);
    QCOMPARE(toJson(comparison)["variants"][1]["integer_share"].get<double>(), 0.0);
    QCOMPARE(toJson(comparison)["variants"][1]["layers"][0]["integer"].get<bool>(), false);

    auto& small = comparison.variants[1];
    small.integerShare = 0.75;
    small.arithmetic = std::make_shared<const std::vector<LayerArithmetic>>(std::vector<LayerArithmetic>{
        {"block1.conv", "QLinearConv", 30000, true, {}},
        {"head", "Gemm", 10000, false, BW_MESSAGE("test.floats", "computes in <floats>")}});
    const auto json = toJson(comparison)["variants"][1];
    QCOMPARE(json["integer_share"].get<double>(), 0.75);
    QCOMPARE(json["layers"][0]["integer"].get<bool>(), true);
    QCOMPARE(json["layers"][1]["integer"].get<bool>(), false);
    QCOMPARE(keysOf(json["arithmetic"][1]).join(QLatin1Char(' ')),
             QStringLiteral("id op multiply_accumulates integer reason"));
    QVERIFY(json["arithmetic"][0]["reason"].is_null() && json["arithmetic"][1]["reason"] == "computes in <floats>");
    const auto summary = summaryTable(comparison);
    const auto column = std::find_if(summary.columns.begin(), summary.columns.end(),
                                     [](const auto& each) { return each.title == "Integer share"; });
    QVERIFY(column != summary.columns.end());
    const auto at = static_cast<std::size_t>(column - summary.columns.begin());
    QCOMPARE(summary.rows[0][at], std::string("0.00 %"));
    QCOMPARE(summary.rows[1][at], std::string("75.00 %"));
    const auto table = arithmeticTable(small);
    QCOMPARE(table.rows.size(), std::size_t{2});
    QCOMPARE(table.rows[1][3], std::string("no: computes in <floats>"));
    const auto markdown = comparisonMarkdown(comparison, {});
    QVERIFY(markdown.find("QLinearConv") != std::string::npos && markdown.find("30,000") != std::string::npos);
    QVERIFY(markdown.find("what runs after that is the original's arithmetic") == std::string::npos);
  }

  void saysOfWhichVariantsOnlyTheWeightsAreSmaller() {
    auto comparison = example();
    QVERIFY(comparisonMarkdown(comparison, {}).find("Exported variants hold smaller weights only") !=
            std::string::npos);
    auto half = comparison.variants[1];
    half.name = "float16";
    half.verification->tolerance = 0.01;
    comparison.variants.push_back(half);
    QVERIFY(comparisonMarkdown(comparison, {})
                .find("Exported variants that leave activations as they are hold smaller weights only") !=
            std::string::npos);
    comparison.variants.erase(comparison.variants.begin() + 1);
    QVERIFY(comparisonMarkdown(comparison, {}).find("hold smaller weights only") == std::string::npos);
  }

  void stagesLeadFromTheOriginalToTheArchive() {
    auto comparison = example();
    using enum SizeStage::Kind;
    comparison.variants[1].size.stages = {
        {original, 200000}, {pruned, 80000}, {coded, 60000}, {packed, 50000}, {archived, 40000}};
    const auto stages = toJson(comparison)["variants"][1]["size"]["stages"];
    QCOMPARE(stages.size(), std::size_t{5});
    QCOMPARE(stages[1]["stage"].get<std::string>(), std::string("pruned"));
    QCOMPARE(stages[4]["ratio"].get<double>(), 5.0);
    const auto table = stagesTable(comparison);
    QCOMPARE(table.rows.size(), std::size_t{1});  // the original and the failed one have none
    QCOMPARE(table.columns.size(), std::size_t{6});
    QCOMPARE(table.rows[0][5], std::string("40,000 (5.00×)"));
  }

  void energyIsAFigureOrAReason() {
    auto comparison = example();
    for (auto& card : comparison.variants) {
      if (card.speed) card.speed->machine.noEnergy = BW_MESSAGE("test.no_energy", "no counters <here>");
    }
    auto energy = toJson(comparison)["variants"][1]["energy"];
    QVERIFY(energy["per_inference_mj"].is_null());
    QCOMPARE(energy["reason"].get<std::string>(), std::string("no counters <here>"));
    QVERIFY(comparisonTable(comparison).find("Energy was not measured: no counters <here>.") != std::string::npos);
    for (auto& card : comparison.variants) {
      if (!card.speed) continue;
      card.speed->machine.noEnergy = {};
      card.speed->raw.energyMj = 12.5;
    }
    energy = toJson(comparison)["variants"][1]["energy"];
    QVERIFY(energy["per_inference_mj"] == 12.5 && energy["reason"].is_null());
    QVERIFY(comparisonTable(comparison).find("Energy was not measured") == std::string::npos);
    const auto details = speedTable(comparison);
    const auto column = std::find_if(details.columns.begin(), details.columns.end(),
                                     [](const auto& entry) { return entry.title == "Energy an inference, mJ"; });
    QVERIFY(column != details.columns.end());
    QCOMPARE(details.rows[1][static_cast<std::size_t>(column - details.columns.begin())], std::string("12.5"));
  }

  void findingsStandBehindTheNotes() {
    auto comparison = example();
    comparison.variants[1].speed->findings.emplace_back(BW_MESSAGE("test.finding", "times <grew>"));
    for (const auto& text : {comparisonTable(comparison), comparisonMarkdown(comparison, {})}) {
      const auto note = text.find("a note with");
      const auto finding = text.find("times ");
      QVERIFY(note != std::string::npos && finding != std::string::npos && note < finding);
    }
    QCOMPARE(toJson(comparison)["variants"][1]["speed"]["findings"][0].get<std::string>(), std::string("times <grew>"));
  }

  void jsonIsNullWhereNothingApplies() {
    const auto json = toJson(example());
    QVERIFY(json["variants"][0]["fidelity"]["sqnr_db"].is_null());  // infinite
    QVERIFY(json["variants"][0]["size"]["payload_bytes"].is_null());
    QVERIFY(json["variants"][0]["integer_share"].is_null());
    for (const char* key : {"size", "speed", "memory", "accuracy", "fidelity"})
      QVERIFY2(json["variants"][2][key].is_null(), key);
    QVERIFY(toJson(Provenance{})["onnxruntime"].is_null());
    QCOMPARE(json["variants"][1]["accuracy"]["drop"].get<double>(), 0.0035);
    QVERIFY(nlohmann::json::accept(json.dump()));
  }

  void jsonListsWhatIsNoSingleFigure() {
    const auto json = toJson(example());
    const auto& small = json["variants"][1];
    QCOMPARE(keysOf(small["accuracy"]).mid(10).join(QLatin1Char(' ')), QStringLiteral("top5_low top5_high p_value"));
    QCOMPARE(keysOf(small["outputs"][0]).join(QLatin1Char(' ')),
             QStringLiteral("name shape sqnr_db cosine max_abs_diff mae psnr_db agreement kl"));
    QCOMPARE(small["outputs"][0]["mae"].get<double>(), 0.125);
    QVERIFY(small["outputs"][0]["psnr_db"].is_null());
    QCOMPARE(keysOf(small["layers"][0]).join(QLatin1Char(' ')),
             QStringLiteral("id name scheme weights original_bytes bytes bits_per_weight sqnr_db integer"));
    QVERIFY(small["layers"][1]["sqnr_db"].is_null());
    QCOMPARE(keysOf(small["classes"][0]).join(QLatin1Char(' ')), QStringLiteral("class samples top1 drop"));
    QVERIFY(std::abs(small["classes"][0]["drop"].get<double>() - 0.1) < 1e-12);
    QCOMPARE(small["confusion"].size(), std::size_t{3});
    QCOMPARE(small["confusion"][1]["predicted"].get<int>(), 2);
    QCOMPARE(small["ledger"]["payload"].get<int>(), 38000);
    QCOMPARE(json["pairs"].size(), std::size_t{1});
    const auto& pair = json["pairs"][0];
    QCOMPARE(keysOf(pair).join(QLatin1Char(' ')),
             QStringLiteral("first second metric difference low high p_value only_first only_second samples"));
    QVERIFY(pair["first"] == "original" && pair["only_first"] == 19 && pair["only_second"] == 0 &&
            pair["samples"] == 200);
    QVERIFY(json["data"]["spec"] == "sample" && json["data"]["samples"] == 2000 && json["model"] == "net.onnx");
    QVERIFY(json["variants"][0]["perplexity"].is_null());
  }

  void languageModelsAreReportedByPerplexity() {
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
    QCOMPARE(keysOf(json[1]["perplexity"]).join(QLatin1Char(' ')),
             QStringLiteral("perplexity perplexity_low perplexity_high nats nats_low nats_high increase increase_low "
                            "increase_high tokens "
                            "synthesised ids logits"));
    QVERIFY(json[2]["perplexity"]["increase_low"].is_null() && json[2]["perplexity"]["increase"] == 0.5);
    for (const auto& page :
         {comparisonTable(comparison), comparisonMarkdown(comparison, ""), comparisonHtml(comparison, "")}) {
      QVERIFY(page.find("0.2500 (0.1250 to 0.3750)") != std::string::npos);
      QVERIFY(page.find("nan") == std::string::npos);
    }
    QVERIFY(comparisonHtml(comparison, "").find("The ids are synthesised") != std::string::npos);
  }

  void everyFormatHasTheSameFacts() {
    auto comparison = example();
    comparison.variants[1].name = "small";
    Reproduction from("bitwright-cli compare net.onnx --variant small=small.json");
    from.files.emplace_back("small.json", "{\n  \"name\": \"small\"\n}\n");
    for (const auto& page : {comparisonHtml(comparison, from), comparisonMarkdown(comparison, from)}) {
      const auto text = QString::fromStdString(page).remove(QLatin1Char('\\'));
      for (const char* fact : {"small.json", "0.0312", "block1.conv", "21.5 dB", "90.00–92.00 %", "98.00–99.50 %",
                               "only first", "confusion matrix", "accuracy by class", "−10.00", "second", "38"}) {
        QVERIFY2(text.contains(QString::fromUtf8(fact), Qt::CaseInsensitive), fact);
      }
    }
    const auto csv = QString::fromStdString(comparisonCsv(comparison));
    QVERIFY(csv.contains(QStringLiteral(",top5_low,top5_high,p_value,")) && csv.contains(QStringLiteral("0.0312")));
  }

  void classesAreCalledByTheirNames() {
    auto comparison = example();
    comparison.classes = {{0, "T-shirt", 5}, {2, "Pullover", 5}};
    for (const auto& page : {comparisonHtml(comparison, ""), comparisonMarkdown(comparison, "")}) {
      const auto text = QString::fromStdString(page);
      QVERIFY(text.contains(QStringLiteral("T-shirt")) && text.contains(QStringLiteral("Pullover")));
    }
    comparison.classes.clear();
    QVERIFY(!QString::fromStdString(comparisonHtml(comparison, "")).contains(QStringLiteral("Pullover")));
  }

  void ofManyClassesTheMostConfusedAreShown() {
    auto comparison = example();
    for (auto& entry : comparison.variants) {
      if (entry.classes) entry.classes->classes = 1000;
    }
    const auto page = comparisonHtml(comparison, "");
    QVERIFY(page.find("confusion matrix") == std::string::npos && page.find("most confused") != std::string::npos);
  }

  void everyChartHasItsTable() {
    const auto page = QString::fromStdString(comparisonHtml(example(), ""));
    static const QRegularExpression figure(QStringLiteral("<figure>.*?</figure>"),
                                           QRegularExpression::DotMatchesEverythingOption);
    auto matches = figure.globalMatch(page);
    int figures = 0;
    while (matches.hasNext()) {
      const auto text = matches.next().captured();
      QVERIFY2(text.contains(QStringLiteral("<table>")) && text.contains(QStringLiteral("<figcaption>")),
               qPrintable(text.left(200)));
      ++figures;
    }
    QCOMPARE(figures, 5);
  }

  void marksFollowTheirVariants() {
    // The original has no stages, so the first row of that table is the second variant's, with its square.
    auto comparison = example();
    using enum SizeStage::Kind;
    comparison.variants[1].size.stages = {{original, 200000}, {packed, 50000}};
    QVERIFY(stagesTable(comparison).variants == std::vector<std::size_t>{1});
  }

  void numbersReadAsWritten() {
    QCOMPARE(groupedDigits(0), std::string("0"));
    QCOMPARE(groupedDigits(999), std::string("999"));
    QCOMPARE(groupedDigits(1234567), std::string("1,234,567"));
    QCOMPARE(fixedText(-0.001, 2), std::string("0.00"));
    QCOMPARE(fixedText(-0.5, 1), std::string("−0.5"));
    QCOMPARE(timesText(3.974), std::string("3.97×"));
    QCOMPARE(percentText(0.9115), std::string("91.15 %"));
    QCOMPARE(pointsText({0.0035, -0.001, 0.008}), std::string("0.35 (−0.10 to 0.80)"));
    QCOMPARE(intervalText({0.25, -0.125, std::numeric_limits<double>::quiet_NaN()}, 2), std::string("0.25"));
    QCOMPARE(rangeText(0.9, 0.925), std::string("90.00–92.50 %"));
    QCOMPARE(probabilityText(0.25456), std::string("0.2546"));
    QCOMPARE(probabilityText(1e-9), std::string("< 0.0001"));
    QCOMPARE(decibelText(std::numeric_limits<double>::infinity()), std::string("identical"));
    QCOMPARE(significantText(0.18349, "ms"), std::string("0.183 ms"));
    QCOMPARE(significantText(1234.5, ""), std::string("1234"));
    QCOMPARE(significantText(0.0, "ms"), std::string("0.00 ms"));
    Speed speed;
    speed.speedup = {1.82, 1.78, 1.87};
    speed.verdict = SpeedVerdict::faster;
    QCOMPARE(speedText(speed), std::string("1.82× faster (1.78–1.87)"));
    speed.verdict = SpeedVerdict::noDifference;
    QCOMPARE(speedText(speed), std::string("no difference found (1.78–1.87)"));
  }

  void verificationInWords() {
    auto comparison = example();
    auto& small = comparison.variants[1];
    QCOMPARE(verifiedText(small), std::string("yes"));
    QCOMPARE(verifiedText(comparison.variants[0]), std::string(kNothing));
    small.verification->ran = false;
    small.verification->reason = BW_MESSAGE("test.reason", "the original does not run");
    QCOMPARE(verifiedText(small), std::string("yes, not run: the original does not run"));
    small.verification->verified = false;
    small.verification->differing = 3;
    QCOMPARE(verifiedText(small), std::string("no: 3 values differ"));
  }

  void terminalTableIsAligned() {
    auto comparison = example();
    comparison.variants[1].name = "größe 日本";
    const auto lines = QString::fromStdString(comparisonTable(comparison)).split(QLatin1Char('\n'));
    QVERIFY(lines[0].startsWith(QStringLiteral("Variant")));
    // Every column begins below its title: the rule's gaps fall on spaces in every row.
    const QString rule = lines[1];
    for (int row = 2; row < 5; ++row) {
      std::size_t column = 0;
      QString reached;
      for (const QChar& character : lines[row]) {
        const auto width = displayWidth(QString(character).toStdString());
        if (column < static_cast<std::size_t>(rule.size()) &&
            rule[static_cast<qsizetype>(column)] == QLatin1Char(' ')) {
          QVERIFY2(character == QLatin1Char(' '), qPrintable(lines[row]));
        }
        column += width;
      }
    }
    const auto text = lines.join(QLatin1Char('\n'));
    for (const char* part : {"313,000", "6.26×", "no difference found (0.98–1.03)", "90.65 %", "0.35 (−0.10 to 0.80)",
                             "2,000 samples of sample", "failed: the engine stopped"}) {
      QVERIFY2(text.contains(QString::fromUtf8(part)), part);
    }
    QCOMPARE(displayWidth("日本"), std::size_t{4});
    QCOMPARE(displayWidth("e\xCC\x81"), std::size_t{1});
  }

  void csvQuotes() {
    auto comparison = example();
    comparison.variants[1].name = "a,\"b\"";
    const auto lines = QString::fromStdString(comparisonCsv(comparison)).split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 5);  // header, three variants, the end
    QVERIFY(lines[0].startsWith(QStringLiteral("name,spec,file_bytes,ratio,")));
    QVERIFY(lines[2].startsWith(QStringLiteral("\"a,\"\"b\"\"\",kmeans:bits=4,50000,6.26,38000,6000,")));
    const auto columns = lines[0].count(QLatin1Char(','));
    QCOMPARE(lines[1].count(QLatin1Char(',')), columns);
    QCOMPARE(lines[3].count(QLatin1Char(',')), columns);
  }

  void markdownKeepsNamesPlain() {
    const auto page = QString::fromStdString(comparisonMarkdown(example(), "bitwright-cli compare net.onnx"));
    QVERIFY(page.contains(QStringLiteral("k4 \\<b\\>&\"x'")));
    QVERIFY(page.contains(QStringLiteral("    bitwright-cli compare net.onnx")));
    QVERIFY(page.contains(QStringLiteral("avx512\\_vnni")));
    QVERIFY(page.contains(QStringLiteral("show no loss of accuracy")));
  }

  void escapingLeavesNoMarkup() {
    QCOMPARE(escapeHtml("<a href=\"x\">'&"), std::string("&lt;a href=&quot;x&quot;&gt;&#39;&amp;"));
    QCOMPARE(escapeHtml(std::string("\x01\x1b[31m\n", 7)), std::string("\xEF\xBF\xBD\xEF\xBF\xBD[31m\n"));
    QCOMPARE(elided("größer", 6), std::string("größer"));
    QCOMPARE(elided("größer", 4), std::string("grö…"));
  }

  void htmlIsSelfContainedAndWellFormed() {
    auto comparison = example();
    comparison.modelName = "<script>alert(1)</script>.onnx";
    comparison.dataName = "a\"b<c>";
    const auto page = QString::fromStdString(comparisonHtml(comparison, "bitwright-cli compare '<x>' && true"));
    QVERIFY(!page.contains(QStringLiteral("<script")));
    QVERIFY(!page.contains(QStringLiteral("<b>&")));
    QVERIFY(page.contains(QStringLiteral("k4 &lt;b&gt;&amp;&quot;x&#39;")));
    QVERIFY(!page.contains(QRegularExpression(QStringLiteral("https?:|url\\(|@import|src="))));
    QVERIFY(page.contains(QStringLiteral("prefers-color-scheme:dark")));
    QVERIFY(page.contains(QStringLiteral("@media print")));
    QVERIFY(page.contains(QStringLiteral("a note with &lt;angle&gt; &amp; ampersand")));
    QVERIFY(page.contains(QString(64, QLatin1Char('a'))));
    QVERIFY(!page.contains(QStringLiteral("nan")) && !page.contains(QStringLiteral("inf\"")));
    QCOMPARE(page.count(QStringLiteral("<figure>")), 5);  // size, trade, accuracy, drop, speed
    // Every figure is XML: an unescaped or unclosed element would end the reading.
    static const QRegularExpression figure(QStringLiteral("<svg.*?</svg>"),
                                           QRegularExpression::DotMatchesEverythingOption);
    auto matches = figure.globalMatch(page);
    int figures = 0;
    while (matches.hasNext()) {
      QXmlStreamReader reader(matches.next().captured());
      while (!reader.atEnd()) reader.readNext();
      QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
      ++figures;
    }
    QVERIFY(figures >= 5);
  }

  void emptyAndLonelyComparisonsHold() {
    Comparison comparison;
    comparison.modelName = "m.onnx";
    QVERIFY(comparisonTable(comparison).empty());
    QVERIFY(comparisonHtml(comparison, "").find("</html>") != std::string::npos);
    comparison.variants.push_back(card("original", "original", 1000));
    QVERIFY(comparisonHtml(comparison, "").find("</html>") != std::string::npos);
    QVERIFY(comparisonMarkdown(comparison, "").find("m.onnx") != std::string::npos);
  }

  void withoutLabelsFidelityTakesTheColumns() {
    auto comparison = example();
    for (auto& entry : comparison.variants) entry.accuracy.reset();
    const auto table = comparisonTable(comparison);
    QVERIFY(table.find("Top-1") == std::string::npos);
    QVERIFY(table.find("97.00 %") != std::string::npos && table.find("25.2 dB") != std::string::npos);
    QVERIFY(finding(comparison).empty());
  }

  void ticksAreRound() {
    QVERIFY(roundTicks(0.0, 313.0, 4) == (std::vector<double>{0.0, 100.0, 200.0, 300.0, 400.0}));
    const auto ticks = roundTicks(-0.7, 1.2, 5);
    QVERIFY(ticks.front() <= -0.7 && ticks.back() >= 1.2 && ticks.size() <= 8);
  }

  void filesFollowTheirEnding() {
    const QTemporaryDir folder;
    const std::filesystem::path base = folder.path().toStdString();
    for (const char* name : {"r.html", "r.md", "r.csv", "r.json"}) {
      const auto written = writeReport(example(), "bitwright-cli compare", base / name);
      BW_VERIFY_RESULT(written);
      QVERIFY(std::filesystem::file_size(base / name) > 200);
    }
    const auto refused = writeReport(example(), "", base / "r.pdf");
    QVERIFY(!refused && refused.error().kind == ErrorKind::usage);
    QVERIFY(!checkReportName("r.pdf") && checkReportName("r.html"));
    QVERIFY(!std::filesystem::exists(base / "r.pdf"));
    QVERIFY(writeReport(example(), "", base / "none" / "r.md").error().kind == ErrorKind::io);
  }
};

QTEST_GUILESS_MAIN(ReportTest)
#include "report_test.moc"

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// What core reads and writes is the same in every locale: it lives in programs that have chosen one, the window for a
// start.

#include <QFile>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <cstdlib>

#include "core/base/text/ascii.h"
#include "core/base/text/parse_json.h"
#include "core/data/images/preprocessing.h"
#include "core/evaluation/quality/perplexity.h"
#include "core/recipe/recipe.h"
#include "core/report/formats/terminal_report.h"
#include "core/report/report.h"
#include "core/runtime/worker/frame.h"
#include "tests/support/qt_need_locale.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;

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
QByteArray reports(const QTemporaryDir& folder) {
  QByteArray all = QByteArray::fromStdString(comparisonTable(comparison()));
  for (const char* name : {"r.csv", "r.json", "r.md", "r.html"}) {
    const QString path = folder.filePath(QLatin1String(name));
    if (!writeReport(comparison(), {}, path.toStdString())) return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    all += file.readAll();
  }
  return all;
}

}  // namespace

class LocaleTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void inEveryLocale_data() {
    QTest::addColumn<QByteArray>("name");
    for (const char* name : test::kLocales) QTest::newRow(name) << QByteArray(name);
  }

  void inEveryLocale() {
    QFETCH(QByteArray, name);
    const auto plainRecipe = recipeToJson(writtenRecipe());
    const auto plainPreprocessing = preprocessingToJson(
        preprocessingFromJson(R"({"scale":0.00392156862745098,"mean":[0.5,0.25,0.125],"std":[1.5,2.5,0.75]})").value());
    const auto plainReports = reports(folder_);
    QVERIFY(!plainReports.isEmpty());

    const test::InLocale here(name.constData());
    BW_NEED_LOCALE(here);
    if (name.startsWith("de")) QCOMPARE(std::strtod("0.5", nullptr), 0.0);  // so it is one that matters

    // Recipes, and the ranges a person set by hand.
    QCOMPARE(recipeToJson(writtenRecipe()), plainRecipe);
    const auto read = recipeFromJson(plainRecipe);
    BW_VERIFY_RESULT(read);
    QVERIFY(*read == writtenRecipe());
    const auto typed = recipeFromJson(R"({"bitwright_recipe":1,"activations":"static","ranges":{"x":[-0.7,2.9]}})");
    BW_VERIFY_RESULT(typed);
    QCOMPARE(typed->activations.ranges.at("x"), (HandRange{-0.7F, 2.9F}));
    QVERIFY(recipeToJson(*typed).find("-0.7,") != std::string::npos &&
            recipeToJson(*typed).find("2.9\n") != std::string::npos);

    // Specs, preprocessing, messages.
    QCOMPARE(parseSpec("prune:density=0.125+kmeans:bits=4").value().text(),
             std::string("prune:density=0.125+kmeans:bits=4"));
    QVERIFY(!parseSpec("prune:density=0,125+kmeans:bits=4"));
    QCOMPARE(preprocessingToJson(preprocessingFromJson(plainPreprocessing).value()), plainPreprocessing);
    QCOMPARE(Message(BW_MESSAGE("test.numbers", "%1 of %2"), {0.5, std::int64_t{1234567}}).text(),
             std::string("0.5 of 1234567"));

    // What the worker says.
    FrameReader frames;
    const auto frame = encodeFrame({{"value", 0.1}, {"large", 1e300}, {"count", 1234567}});
    frames.append(bytesOf(frame));
    const auto heard = frames.next();
    BW_VERIFY_RESULT(heard);
    QVERIFY(heard->has_value());
    QCOMPARE((**heard)["value"].get<double>(), 0.1);
    QCOMPARE((**heard)["large"].get<double>(), 1e300);
    QCOMPARE((**heard)["count"].get<int>(), 1234567);
    QCOMPARE(parseJson("[-1.25e-3]")[0].get<double>(), -1.25e-3);

    // Reports.
    QCOMPARE(reports(folder_), plainReports);
  }

  void namesAreAsciiInEveryLocale_data() { inEveryLocale_data(); }

  void namesAreAsciiInEveryLocale() {
    QFETCH(QByteArray, name);
    const test::InLocale here(name.constData());
    BW_NEED_LOCALE(here);
    QCOMPARE(asciiLowered("POSITION_IDS İIıi Ä"), std::string("position_ids İiıi Ä"));
    // A Turkish lower case of I is no i, and such an input would pass for the token ids.
    RunResult run;
    OutputTensor positions{.name = "POSITION_IDS", .shape = {1, 3}, .values = {0.0F, 1.0F, 2.0F}};
    OutputTensor logits{.name = "logits", .shape = {1, 3, 4}, .values = std::vector<float>(12, 0.0F)};
    run.ids.push_back(positions);
    run.outputs.push_back(logits);
    QVERIFY(tokenLogits(run) == nullptr);
    run.ids.front().name = "INPUT_IDS";
    QVERIFY(tokenLogits(run) != nullptr);
  }

  void wordsAndNumbersAreTakenFromTheFront() {
    std::string_view line = "  cpu0\t10 2.5x\n";
    QVERIFY(takeWord(line) == "cpu0");
    QCOMPARE(leadingNumber<double>(line), std::optional(10.0));
    QVERIFY(takeWord(line) == "10");
    QCOMPARE(leadingNumber<double>(line), std::optional(2.5));
    QVERIFY(takeWord(line) == "2.5x");
    QVERIFY(takeWord(line).empty());
    QVERIFY(!leadingNumber<double>(line).has_value());
    QVERIFY(!leadingNumber<int>("x1").has_value());
  }

 private:
  QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(LocaleTest)
#include "locale_test.moc"

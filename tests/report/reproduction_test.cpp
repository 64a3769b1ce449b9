// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/document/reproduction.h"

#include <QtTest/QtTest>

#include "core/base/files/archive_kind.h"
#include "core/base/text/shell_quoted.h"
#include "core/evaluation/results/variant_request.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;

class ReproductionTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void wordsAreQuotedForAShell() {
    QCOMPARE(shellQuoted("uniform:bits=4,scale=channel"), std::string("uniform:bits=4,scale=channel"));
    QCOMPARE(shellQuoted(""), std::string("''"));
    QCOMPARE(shellQuoted("a b$c"), std::string("'a b$c'"));
    QCOMPARE(shellQuoted("it's"), std::string("'it'\\''s'"));
  }

  void theCommandSaysWhatWasAsked() {
    CompareOptions options;
    options.data.spec = "my images.gz,labels.gz";
    options.data.limit = 100;
    options.rounds = 6;
    options.batches = {1, 8};
    options.format = ExportFormat::weightsDq;
    options.seed = 7;
    Recipe mixed{"mixed", parseSpec("uniform:bits=8").value(), {parseLayerRule("head.fc=keep").value()}};
    const std::vector<VariantRequest> variants{
        {"four", "x", Recipe{"four", parseSpec("kmeans:bits=4,scale=channel").value(), {}}},
        {"a=b", "x", Recipe{"none", {}, {}}},
        {"my mix", "x", mixed},
        {"theirs", "x", std::filesystem::path("other net.onnx")}};
    const auto from = reproductionOf("net.onnx", variants, options, 2);
    QCOMPARE(from.command,
             std::string(
                 "bitwright-cli compare net.onnx --variant four=kmeans:bits=4,scale=channel --variant '\"a=b\"=keep' "
                 "--variant 'my mix=my-mix.json' --variant 'theirs=other net.onnx' --format weights-dq "
                 "--data 'my images.gz,labels.gz' --limit 100 --rounds 6 --batch 1,8 --threads 2 --seed 7"));
    QCOMPARE(from.files.size(), std::size_t{1});
    QCOMPARE(from.files[0].first, std::string("my-mix.json"));
    const auto back = recipeFromJson(from.files[0].second);
    BW_VERIFY_RESULT(back);
    QVERIFY(*back == mixed);
    const auto again = parseVariant("\"a=b\"=keep");
    BW_VERIFY_RESULT(again);
    QCOMPARE(again->name, std::string("a=b"));

    options.data.preprocessing.mean = {0.5};
    const auto prepared = reproductionOf("net.onnx", {{"preprocessing", "x", mixed}}, options, 2);
    QCOMPARE(prepared.files.size(), std::size_t{2});
    QCOMPARE(prepared.files[0].first, std::string("preprocessing.json"));
    QCOMPARE(prepared.files[1].first, std::string("_preprocessing.json"));
    QVERIFY(prepared.command.find("--preprocess _preprocessing.json") != std::string::npos);
    const auto preprocessing = preprocessingFromJson(prepared.files[1].second);
    BW_VERIFY_RESULT(preprocessing);
    QVERIFY(*preprocessing == options.data.preprocessing);
  }

  void anExportsCommandNeedsNoFile() {
    Recipe mixed{"mixed", parseSpec("uniform:bits=8").value(), {parseLayerRule("\"a b\"=keep").value()}};
    QCOMPARE(compressCommand("my net.onnx", mixed, "out.onnx", ExportFormat::weightsDq, ArchiveKind::xz).command,
             std::string("bitwright-cli compress 'my net.onnx' --all uniform:bits=8 --layer '\"a b\"=keep' --format "
                         "weights-dq --archive xz "
                         "--output out.onnx"));
    mixed.rules.clear();
    mixed.activations.mode = ActivationMode::calibrated;
    const auto command =
        compressCommand("n.onnx", mixed, "out.onnx", ExportFormat::qoperator, {}, {.spec = "sample", .limit = 512});
    QCOMPARE(command.command,
             std::string("bitwright-cli compress n.onnx --all uniform:bits=8 --activations static --calibrator minmax "
                         "--calibrate sample --calibrate-limit 512 --format qoperator --output out.onnx"));
    QVERIFY(command.files.empty());
    QCOMPARE(shellScript(command), command.command);
    QVERIFY(compressCommand("n.onnx", mixed, "out.onnx", ExportFormat::qdq, {}, {}, true)
                .command.ends_with(" --io-types native --output out.onnx"));
    mixed.activations.calibrator = "percentile";
    const auto commandOf = [&mixed] {
      return compressCommand("n.onnx", mixed, "out.onnx", ExportFormat::qdq, {}).command;
    };
    QCOMPARE(commandOf(), std::string("bitwright-cli compress n.onnx --all uniform:bits=8 --activations static "
                                      "--calibrator percentile --output out.onnx"));
    mixed.activations.percentile = 99.9;
    QCOMPARE(
        commandOf(),
        std::string("bitwright-cli compress n.onnx --all uniform:bits=8 --activations static --calibrator percentile "
                    "--percentile 99.9 --output out.onnx"));
  }

  void rangesSetByHandGoWithIt() {
    Recipe recipe{"by hand", parseSpec("uniform:bits=8").value(), {}};
    recipe.activations = {ActivationMode::calibrated, "mse", kStandardPercentile, {{"x", {-1.0F, 1.0F}}}};
    const auto command = compressCommand("n.onnx", recipe, "out.onnx", ExportFormat::qdq, {});
    QCOMPARE(command.command, std::string("bitwright-cli compress n.onnx --recipe by-hand.json --output out.onnx"));
    QCOMPARE(command.files.size(), std::size_t{1});
    QVERIFY(recipeFromJson(command.files.front().second).value() == recipe);
    QCOMPARE(shellScript(command),
             "cat > by-hand.json <<'END'\n" + command.files.front().second + "END\n" + command.command);
  }
};

QTEST_GUILESS_MAIN(ReproductionTest)
#include "reproduction_test.moc"

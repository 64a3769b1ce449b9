// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/document/reproduction.h"

#include <doctest/doctest.h>

#include "core/base/files/archive_kind.h"
#include "core/base/text/shell_quoted.h"
#include "core/evaluation/results/variant_request.h"
#include "tests/support/result_check.h"

using namespace bitwright;

TEST_CASE("wordsAreQuotedForAShell") {
  REQUIRE(shellQuoted("uniform:bits=4,scale=channel") == "uniform:bits=4,scale=channel");
  REQUIRE(shellQuoted("") == "''");
  REQUIRE(shellQuoted("a b$c") == "'a b$c'");
  REQUIRE(shellQuoted("it's") == "'it'\\''s'");
}

TEST_CASE("theCommandSaysWhatWasAsked") {
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
  REQUIRE(
      from.command ==
      std::string("bitwright-cli compare net.onnx --variant four=kmeans:bits=4,scale=channel --variant '\"a=b\"=keep' "
                  "--variant 'my mix=my-mix.json' --variant 'theirs=other net.onnx' --format weights-dq "
                  "--data 'my images.gz,labels.gz' --limit 100 --rounds 6 --batch 1,8 --threads 2 --seed 7"));
  REQUIRE(from.files.size() == std::size_t{1});
  REQUIRE(from.files[0].first == "my-mix.json");
  auto shaped = options;
  shaped.batches.clear();
  shaped.shapes = {{{"ids", {1, 128}}, {"my mask", {1, 128}}}, {{"ids", {8, 512}}, {"my mask", {8, 512}}}};
  REQUIRE(reproductionOf("net.onnx", variants, shaped, 2)
              .command.find(" --rounds 6 --shape ids=1x128,8x512 --shape 'my mask=1x128,8x512' --threads 2") !=
          std::string::npos);
  const auto back = recipeFromJson(from.files[0].second);
  BW_VERIFY_RESULT(back);
  REQUIRE(*back == mixed);
  const auto again = parseVariant("\"a=b\"=keep");
  BW_VERIFY_RESULT(again);
  REQUIRE(again->name == "a=b");

  options.data.preprocessing.mean = {0.5};
  const auto prepared = reproductionOf("net.onnx", {{"preprocessing", "x", mixed}}, options, 2);
  REQUIRE(prepared.files.size() == std::size_t{2});
  REQUIRE(prepared.files[0].first == "preprocessing.json");
  REQUIRE(prepared.files[1].first == "_preprocessing.json");
  REQUIRE(prepared.command.find("--preprocess _preprocessing.json") != std::string::npos);
  const auto preprocessing = preprocessingFromJson(prepared.files[1].second);
  BW_VERIFY_RESULT(preprocessing);
  REQUIRE(*preprocessing == options.data.preprocessing);
}

TEST_CASE("anExportsCommandNeedsNoFile") {
  Recipe mixed{"mixed", parseSpec("uniform:bits=8").value(), {parseLayerRule("\"a b\"=keep").value()}};
  REQUIRE(compressCommand("my net.onnx", mixed, "out.onnx", ExportFormat::weightsDq, ArchiveKind::xz).command ==
          std::string("bitwright-cli compress 'my net.onnx' --all uniform:bits=8 --layer '\"a b\"=keep' --format "
                      "weights-dq --archive xz "
                      "--output out.onnx"));
  mixed.rules.clear();
  mixed.activations.mode = ActivationMode::calibrated;
  const auto command =
      compressCommand("n.onnx", mixed, "out.onnx", ExportFormat::qoperator, {}, {.spec = "sample", .limit = 512});
  REQUIRE(command.command ==
          std::string("bitwright-cli compress n.onnx --all uniform:bits=8 --activations static --calibrator minmax "
                      "--calibrate sample --calibrate-limit 512 --format qoperator --output out.onnx"));
  REQUIRE(command.files.empty());
  REQUIRE(shellScript(command) == command.command);
  REQUIRE(compressCommand("n.onnx", mixed, "out.onnx", ExportFormat::qdq, {}, {}, true)
              .command.ends_with(" --io-types native --output out.onnx"));
  mixed.activations.calibrator = "percentile";
  const auto commandOf = [&mixed] {
    return compressCommand("n.onnx", mixed, "out.onnx", ExportFormat::qdq, {}).command;
  };
  REQUIRE(commandOf() == std::string("bitwright-cli compress n.onnx --all uniform:bits=8 --activations static "
                                     "--calibrator percentile --output out.onnx"));
  mixed.activations.percentile = 99.9;
  REQUIRE(commandOf() ==
          std::string("bitwright-cli compress n.onnx --all uniform:bits=8 --activations static --calibrator percentile "
                      "--percentile 99.9 --output out.onnx"));
}

TEST_CASE("rangesSetByHandGoWithIt") {
  Recipe recipe{"by hand", parseSpec("uniform:bits=8").value(), {}};
  recipe.activations = {ActivationMode::calibrated, "mse", kStandardPercentile, {{"x", {-1.0F, 1.0F}}}};
  const auto command = compressCommand("n.onnx", recipe, "out.onnx", ExportFormat::qdq, {});
  REQUIRE(command.command == "bitwright-cli compress n.onnx --recipe by-hand.json --output out.onnx");
  REQUIRE(command.files.size() == std::size_t{1});
  REQUIRE(recipeFromJson(command.files.front().second).value() == recipe);
  REQUIRE(shellScript(command) ==
          "cat > by-hand.json <<'END'\n" + command.files.front().second + "END\n" + command.command);
}

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/tokenizer_option.h"
#include "core/compress/compress.h"
#include "core/evaluation/compare_variants.h"
#include "core/evaluation/results/variant_file.h"
#include "core/evaluation/results/variant_request.h"
#include "core/export/format/format.h"
#include "core/export/format/recipe_format.h"
#include "core/report/formats/comparison_json.h"
#include "core/report/formats/terminal_report.h"
#include "core/report/report.h"

namespace bitwright::cli {

namespace {

struct CompareArguments {
  std::string model;
  std::vector<std::string> variants;
  std::string variantFile;
  std::vector<std::string> measures{"size", "accuracy", "speed", "memory"};
  std::vector<std::string> reports;
  std::string exportFolder;
  std::string resultsFolder;
  std::vector<std::int64_t> batches;
  std::vector<std::string> shapes;
  int rounds = 0;
  FormatOption format;
  ActivationOptions activations;
  DataOptions data;
};

/// Those of --variant, then those of --variant-file.
Result<std::vector<VariantRequest>> namedVariants(const CompareArguments& options) {
  std::vector<VariantRequest> variants;
  for (const auto& text : options.variants) {
    auto variant = parseVariant(text);
    if (!variant) return passOn(variant);
    variants.push_back(std::move(*variant));
  }
  if (!options.variantFile.empty()) {
    auto listed = readVariantFile(options.variantFile);
    if (!listed) return passOn(listed);
    std::move(listed->begin(), listed->end(), std::back_inserter(variants));
  }
  if (variants.empty()) {
    return fail(ErrorKind::usage, BW_MESSAGE("cli.no_variants", "there is nothing to compare"), {}, {},
                BW_MESSAGE("cli.name_variants", "name variants with --variant or --variant-file"));
  }
  return variants;
}

Measures chosenMeasures(const CompareArguments& options) {
  const auto has = [&options](const char* word) {
    return std::find(options.measures.begin(), options.measures.end(), word) != options.measures.end();
  };
  return {has("size"), has("accuracy"), has("speed"), has("memory")};
}

Result<int> compareModels(const CompareArguments& options, const Context& context) {
  auto variants = namedVariants(options);
  if (!variants) return passOn(variants);
  bool calibrates = false;
  bool readsPercentile = false;
  bool formatServes = !quantizesActivations(options.format.format());
  for (auto& variant : *variants) {
    auto* recipe = std::get_if<Recipe>(&variant.source);
    if (recipe == nullptr) continue;
    options.activations.overrule(*recipe);
    readsPercentile = readsPercentile || recipe->activations.readsPercentile();
    calibrates = calibrates || needsCalibration(*recipe) || needsRanges(formatFor(*recipe, options.format.format()));
    formatServes = formatServes || formatFor(*recipe, options.format.format()) == options.format.format();
  }
  if (auto read = options.activations.checkPercentile(readsPercentile); !read) return passOn(read);
  if (auto serves = options.activations.checkServes(calibrates); !serves) return passOn(serves);
  if (!formatServes) {
    // Of several, each is written as its own activations want; a format that none of them can be written in is a
    // mistake.
    if (auto usable = options.format.writable({}); !usable) return passOn(usable);
  }
  if (auto could = checkReportTargets(options.reports); !could) return passOn(could);
  auto shapes = parseShapes(options.shapes);
  if (!shapes) return passOn(shapes);
  auto data = options.data.request(context.common.seed);
  if (!data) return passOn(data);
  auto model = Model::open(options.model, context.job.part(0.0, 0.02));
  if (!model) return passOn(model);

  CompareOptions settings;
  settings.format = options.format.format();
  auto calibration = options.activations.request(context.common.seed, data->preprocessing);
  if (!calibration) return passOn(calibration);
  settings.calibration = std::move(*calibration);
  settings.data = *data;
  settings.rounds = options.rounds;
  settings.shapes = std::move(*shapes);
  // Shapes say what to time; one sample as well only where that is asked for.
  if (!options.batches.empty() || !settings.shapes.empty()) settings.batches = options.batches;
  settings.seed = context.common.seed;
  settings.keepModelsIn = options.exportFolder;
  settings.measures = chosenMeasures(options);
  settings.resultsIn = options.resultsFolder;
  auto comparison = compareVariants(*model, *variants, settings, context.job.part(0.02, 1.0));
  if (!comparison) return passOn(comparison);

  for (const auto& warning : comparison->warnings) context.warn(warning);
  if (auto written = writeReports(*comparison, context.common.commandLine, options.reports); !written)
    return passOn(written);
  context.print(toJson(*comparison), comparisonTable(*comparison));
  return 0;
}

}  // namespace

Command addCompare(CLI::App& app) {
  auto options = std::make_shared<CompareArguments>();
  CLI::App* command =
      app.add_subcommand("compare", "Measure size, speed, memory and accuracy of variants next to the original");
  command->add_option("MODEL", options->model, "ONNX file")->required();
  command->add_option("--variant", options->variants, "A spec, a recipe file or a finished model; repeatable")
      ->type_name("NAME=SPEC|RECIPE.json|MODEL.onnx")
      ->allow_extra_args(false);
  command
      ->add_option("--variant-file", options->variantFile,
                   "A file of variants, one NAME=… a line, # in front of comments; hundreds are fine")
      ->type_name("FILE");
  options->data.addTo(*command);
  options->activations.addTo(*command);
  addTokenizerOption(*command, options->model, {&options->data.data, &options->activations.data});
  options->format.addTo(*command);
  command->add_option("--report", options->reports, "Write a report; repeatable")
      ->type_name("R.html|.md|.csv|.json")
      ->allow_extra_args(false);
  command->add_option("--export", options->exportFolder, "Keep the exported models in this folder")
      ->type_name("FOLDER");
  command
      ->add_option("--results", options->resultsFolder,
                   "Keep each finished variant's results in this folder, and take from it what an earlier run with the "
                   "same model, data and settings "
                   "finished (with --export, all are measured anew)")
      ->type_name("FOLDER");
  command
      ->add_option(
          "--measure", options->measures,
          "What to measure (default: all four). Every variant is exported and verified and its file's bytes "
          "are known; left out are, without "
          "size, the archive's bytes (zstd level 19 below 20 MB, 9 below 200 MB, else 3; the result says which) "
          "and the stages; without accuracy, fidelity too; without speed, load times, throughput and energy "
          "too. speed "
          "takes seconds a variant, the others far less")
      ->type_name("size,accuracy,speed,memory")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"size", "accuracy", "speed", "memory"}));
  command
      ->add_option(
          "--rounds", options->rounds,
          "Interleaved timing rounds (default: until ratios are known to 2 %, at most 8 s a model, 24 s in all)")
      ->check(atLeastOne());
  command
      ->add_option("--batch", options->batches,
                   "Batch sizes to time; the first decides the speed-up (default: 1, where no --shape is given)")
      ->type_name("N[,N...]")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(atLeastOne());
  command
      ->add_option(
          "--shape", options->shapes,
          "Sizes of inputs, made up, that speed, load time and memory are measured at, and that --format auto chooses "
          "forms for; without --batch the first decides the speed-up; several inputs go together, first sizes with "
          "first; repeatable")
      ->type_name("INPUT=1x128[,8x512]")
      ->allow_extra_args(false);
  command->footer(
      "Examples:\n"
      "  bitwright-cli compare net.onnx --variant 'eight=uniform:bits=8' --variant 'four=kmeans:bits=4,scale=channel' "
      "--data sample\n"
      "  bitwright-cli compare net.onnx --variant mine=recipe.json --variant theirs=other.onnx --report "
      "comparison.html\n"
      "  bitwright-cli compare net.onnx --variant-file sweep.txt --results sweep --measure size,accuracy --data sample "
      "--report sweep.csv");
  return {command, [options](const Context& context) { return compareModels(*options, context); }};
}

}  // namespace bitwright::cli

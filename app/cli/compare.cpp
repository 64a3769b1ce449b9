// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "core/evaluation/comparison.h"
#include "core/report/report.h"

namespace bitwright::cli {

namespace {

struct Options {
  std::string model;
  std::vector<std::string> variants;
  std::vector<std::string> reports;
  std::string exportFolder;
  std::vector<std::int64_t> batches{1};
  int rounds = 0;
  FormatOption format;
  DataOptions data;
};

Result<int> compareModels(const Options& options, const Context& context) {
  std::vector<VariantRequest> variants;
  for (const auto& text : options.variants) {
    auto variant = parseVariant(text);
    if (!variant) return passOn(variant);
    variants.push_back(std::move(*variant));
  }
  for (const auto& target : options.reports) {
    if (auto known = checkReportName(target); !known) return passOn(known);
  }
  auto data = options.data.request(context.common.seed);
  if (!data) return passOn(data);
  auto model = Model::open(options.model, context.job.part(0.0, 0.02));
  if (!model) return passOn(model);

  CompareOptions settings;
  settings.format = options.format.format();
  settings.data = *data;
  settings.rounds = options.rounds;
  settings.batches = options.batches;
  settings.seed = context.common.seed;
  settings.keepModelsIn = options.exportFolder;
  auto comparison = compareVariants(*model, variants, settings, context.job.part(0.02, 1.0));
  if (!comparison) return passOn(comparison);

  for (const auto& warning : comparison->warnings) context.warn(warning);
  for (const auto& target : options.reports) {
    if (auto written = writeReport(*comparison, context.common.commandLine, target); !written) return passOn(written);
  }
  context.print(toJson(*comparison), comparisonTable(*comparison));
  return 0;
}

}  // namespace

Command addCompare(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("compare", "Measure size, speed, memory and accuracy of variants next to the original");
  command->add_option("MODEL", options->model, "ONNX file")->required();
  command->add_option("--variant", options->variants, "A spec, a recipe file or a finished model; repeatable")
      ->required()
      ->type_name("NAME=SPEC|RECIPE.json|MODEL.onnx")
      ->allow_extra_args(false);
  options->data.addTo(*command);
  options->format.addTo(*command);
  command->add_option("--report", options->reports, "Write a report; repeatable")->type_name("R.html|.md|.csv|.json")->allow_extra_args(false);
  command->add_option("--export", options->exportFolder, "Keep the exported models in this folder")->type_name("FOLDER");
  command->add_option("--rounds", options->rounds, "Interleaved timing rounds (default: until about 3 s a model)")->check(CLI::PositiveNumber);
  command->add_option("--batch", options->batches, "Batch sizes to time; the first decides the speed-up")
      ->type_name("N[,N...]")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::PositiveNumber);
  command->footer(
      "Examples:\n"
      "  bitwright-cli compare net.onnx --variant 'eight=uniform:bits=8' --variant 'four=kmeans:bits=4,scale=channel' --data sample\n"
      "  bitwright-cli compare net.onnx --variant mine=recipe.json --variant theirs=other.onnx --report comparison.html");
  return {command, [options](const Context& context) { return compareModels(*options, context); }};
}

}  // namespace bitwright::cli

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/sensitivity.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/tokenizer_option.h"
#include "core/base/files/atomic_file.h"
#include "core/report/formats/comparison_json.h"
#include "core/report/search_report.h"
#include "core/search/measure_sensitivity.h"

namespace bitwright::cli {

namespace {

struct SensitivityArguments {
  std::string model;
  std::vector<std::string> candidates;
  std::string resultsFolder;
  std::optional<double> mostDamage;  // percent
  std::string recipe;
  DataOptions data;
};

Result<int> measure(const SensitivityArguments& options, const Context& context) {
  SensitivityRequest request;
  auto candidates = parseSpecs(options.candidates);
  if (!candidates) return passOn(candidates);
  request.candidates = std::move(*candidates);
  if (request.candidates.empty() && options.mostDamage) request.candidates = adaptiveCandidates();
  auto data = options.data.request(context.common.seed);
  if (!data) return passOn(data);
  request.data = std::move(*data);
  request.data.calibrationPart = true;  // what is chosen here is judged on other images later
  request.seed = context.common.seed;
  request.resultsIn = options.resultsFolder;
  auto model = Model::open(options.model, context.job.part(0.0, 0.02));
  if (!model) return passOn(model);
  request.model = std::move(*model);
  if (!options.recipe.empty()) {  // told before minutes of work, not after
    if (auto could = AtomicFile::create(options.recipe); !could) return passOn(could);
  }
  const auto tell = [&context](const Sensitivity& soFar) { context.tell(sensitivityLine(soFar)); };
  auto result = measureSensitivity(request, context.job.part(0.02, 1.0), tell);
  if (!result) return passOn(result);
  for (const auto& warning : result->warnings) context.warn(warning);
  if (result->partial() && result->layers.empty()) return Failure(cancelledError());
  auto document = toJson(*result);
  auto text = sensitivityTable(*result);
  if (options.mostDamage && !result->partial()) {
    const auto choices = chooseAdaptively(*result, *options.mostDamage / 100.0);
    document["auto"] = toJson(*result, choices, *options.mostDamage / 100.0);
    text += adaptiveTable(choices);
    if (!options.recipe.empty()) {
      if (auto written = writeRecipe(adaptiveRecipe(*result, choices), options.recipe); !written)
        return passOn(written);
    }
  }
  context.print(document, text);
  return result->partial() ? kCancelledExit : 0;
}

}  // namespace

Command addSensitivity(CLI::App& app) {
  auto options = std::make_shared<SensitivityArguments>();
  CLI::App* command =
      app.add_subcommand("sensitivity", "Measure which layers suffer most: each compressed alone, in several ways");
  command->add_option("MODEL", options->model, "ONNX file")->required();
  command
      ->add_option("--candidates", options->candidates,
                   "Ways to store a layer; k-means and uniform at several widths where none is given")
      ->type_name("SPEC ...");
  options->data.addTo(*command);
  addTokenizerOption(*command, options->model, {&options->data.data});
  command
      ->add_option("--results", options->resultsFolder,
                   "Keep each finished score in this folder, and take from it what an earlier run with the same model, "
                   "data and settings finished")
      ->type_name("FOLDER");
  auto* adaptive = command
                       ->add_option("--auto", options->mostDamage,
                                    "Choose for each layer the smallest way that alone changes at most so many percent "
                                    "of the predictions (of what is no "
                                    "classifier: whose noise is at most so many percent of the outputs' power)")
                       ->type_name("PERCENT")
                       ->check(CLI::Range(0.0, 100.0));
  command->add_option("--save-recipe", options->recipe, "Write what --auto chose, for compress --recipe")
      ->type_name("RECIPE.json")
      ->needs(adaptive);
  command->footer(
      "Of --data sample the training images are used. A run that is stopped prints the layers that were done (exit "
      "code 130).\n"
      "Examples:\n"
      "  bitwright-cli sensitivity net.onnx --data sample\n"
      "  bitwright-cli sensitivity net.onnx --data IMAGES,LABELS --limit 1000 --candidates kmeans:bits=3 "
      "uniform:bits=4,range=mse --json\n"
      "  bitwright-cli sensitivity net.onnx --data sample --auto 0.5 --save-recipe adapted.json");
  return {command, [options](const Context& context) { return measure(*options, context); }};
}

}  // namespace bitwright::cli

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/sensitivity.h"

#include <memory>

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "core/report/search_report.h"

namespace bitwright::cli {

namespace {

constexpr int kCancelled = 130;

struct Options {
  std::string model;
  std::vector<std::string> candidates;
  std::string resultsFolder;
  DataOptions data;
};

Result<int> measure(const Options& options, const Context& context) {
  SensitivityRequest request;
  auto candidates = parseSpecs(options.candidates);
  if (!candidates) return passOn(candidates);
  request.candidates = std::move(*candidates);
  auto data = options.data.request(context.common.seed);
  if (!data) return passOn(data);
  request.data = std::move(*data);
  request.data.calibrationPart = true;  // what is chosen here is judged on other images later
  request.seed = context.common.seed;
  request.resultsIn = options.resultsFolder;
  auto model = Model::open(options.model, context.job.part(0.0, 0.02));
  if (!model) return passOn(model);
  request.model = std::move(*model);
  auto result = measureSensitivity(request, context.job.part(0.02, 1.0));
  if (!result) return passOn(result);
  for (const auto& warning : result->warnings) context.warn(warning);
  if (result->partial() && result->layers.empty()) return Failure(cancelledError());
  context.print(toJson(*result), sensitivityTable(*result));
  return result->partial() ? kCancelled : 0;
}

}  // namespace

Command addSensitivity(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("sensitivity", "Measure which layers suffer most: each compressed alone, in several ways");
  command->add_option("MODEL", options->model, "ONNX file")->required();
  command->add_option("--candidates", options->candidates, "Ways to store a layer; k-means and uniform at several widths where none is given")
      ->type_name("SPEC ...");
  options->data.addTo(*command);
  command
      ->add_option("--results", options->resultsFolder,
                   "Keep each finished score in this folder, and take from it what an earlier run with the same model, data and settings finished")
      ->type_name("FOLDER");
  command->footer(
      "Of --data sample the training images are used. A run that is stopped prints the layers that were done (exit code 130).\n"
      "Examples:\n"
      "  bitwright-cli sensitivity net.onnx --data sample\n"
      "  bitwright-cli sensitivity net.onnx --data IMAGES,LABELS --limit 1000 --candidates kmeans:bits=3 uniform:bits=4,range=mse --json");
  return {command, [options](const Context& context) { return measure(*options, context); }};
}

}  // namespace bitwright::cli

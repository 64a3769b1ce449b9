// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/search.h"

#include <memory>
#include <optional>
#include <utility>

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/tokenizer_option.h"
#include "core/base/files/atomic_file.h"
#include "core/calibration/range_table.h"
#include "core/compress/compressed_model.h"
#include "core/evaluation/compare_variants.h"
#include "core/export/export.h"
#include "core/export/format/format.h"
#include "core/export/format/recipe_format.h"
#include "core/export/stored_form.h"
#include "core/report/formats/comparison_json.h"
#include "core/report/search_report.h"
#include "core/search/search_recipe.h"

namespace bitwright::cli {

namespace {

struct SearchArguments {
  std::string model;
  std::optional<double> maxDrop;
  std::optional<std::uint64_t> maxBytes;
  bool fastest = false;
  std::vector<std::string> candidates;
  std::string output;
  std::string recipe;
  int evaluations = 60;
  bool thorough = false;
  std::string resultsFolder;
  DataOptions data;
};

Result<void> writeOutput(const SearchRequest& request, const Recipe& recipe, const std::string& output,
                         const Job& job) {
  ExportOptions form{defaultFormat(recipe)};
  form.data = request.data;
  if (needsRanges(form.format)) {
    auto ranges = calibrateModel(request.model, request.data, recipe.activations.calibrator,
                                 {recipe.activations.percentile}, {}, job.part(0.0, 0.2));
    if (!ranges) return passOn(ranges);
    form.ranges = std::move(*ranges);
  }
  auto compressed = compressFor(form, request.model, recipe, request.data, job.part(0.2, 0.7));
  if (!compressed) return passOn(compressed);
  auto exported = exportModel(*compressed, output, form, job.part(0.7, 1.0));
  if (!exported) return passOn(exported);
  return {};
}

/// The chosen mix as a variant next to the original, on the data it was chosen by.
Result<Comparison> judgeChosen(const SearchRequest& request, const Recipe& recipe, const Job& job) {
  CompareOptions options;
  options.data = options.calibration = request.data;
  options.measures = {true, true, false, false};
  options.seed = request.seed;
  return compareVariants(request.model, {{"chosen", "search", recipe}}, options, job);
}

Result<int> search(const SearchArguments& options, const Context& context) {
  SearchRequest request;
  if (!options.output.empty() && options.output == options.recipe) {
    return fail(ErrorKind::usage, BW_MESSAGE("search.one_target", "the model and its recipe cannot be one file"),
                options.output);
  }
  if (options.fastest && !options.candidates.empty()) {
    return fail(ErrorKind::usage,
                BW_MESSAGE("search.fastest_candidates",
                           "--fastest takes no candidates: it chooses which layers compute in integers"));
  }
  auto candidates = parseSpecs(options.candidates);
  if (!candidates) return passOn(candidates);
  request.candidates = std::move(*candidates);
  if (options.maxDrop) request.goal.maxDrop = *options.maxDrop / 100.0;
  request.goal.maxBytes = options.maxBytes;
  request.goal.fastest = options.fastest;
  auto data = options.data.request(context.common.seed);
  if (!data) return passOn(data);
  request.data = std::move(*data);
  request.data.calibrationPart = true;  // what is chosen here is judged on other images later
  request.seed = context.common.seed;
  request.evaluations = options.evaluations;
  request.thorough = options.thorough;
  request.resultsIn = options.resultsFolder;
  auto model = Model::open(options.model, context.job.part(0.0, 0.01));
  if (!model) return passOn(model);
  request.model = std::move(*model);
  for (const auto& target : {options.output, options.recipe}) {  // told before minutes of work, not after
    if (target.empty()) continue;
    if (auto could = AtomicFile::create(target); !could) return passOn(could);
  }
  const auto tell = [&context](const SearchResult& found) { context.tell(searchLine(found)); };
  auto result = searchRecipe(request, context.job.part(0.01, 0.9), tell);
  if (!result) return passOn(result);
  for (const auto& warning : result->warnings) context.warn(warning);
  // Stopped, the best so far is told and kept as a recipe; nothing more is started.
  if (result->stopped) {
    if (!result->chosen) return Failure(cancelledError());
    if (!options.recipe.empty()) {
      if (auto written = writeRecipe(result->chosen->recipe, options.recipe); !written) return passOn(written);
    }
    context.print(toJson(*result, nullptr), searchTable(*result));
    return kCancelledExit;
  }
  if (!result->chosen) {
    return fail(
        ErrorKind::input, BW_MESSAGE("search.nothing_keeps", "nothing that was tried keeps the bound"), options.model,
        {}, BW_MESSAGE("search.nothing_keeps.remedy", "allow more loss or more evaluations, or add finer candidates"));
  }
  auto judged = judgeChosen(request, result->chosen->recipe, context.job.part(0.9, 0.95));
  if (!judged) return passOn(judged);
  // The recipe is on the disk before the model takes its place, so that all that is left to do then is to rename it.
  std::optional<AtomicFile> recipe;
  if (!options.recipe.empty()) {
    auto file = AtomicFile::create(options.recipe);
    if (!file) return passOn(file);
    if (auto written = file->write(recipeToJson(result->chosen->recipe)); !written) return passOn(written);
    if (auto closed = file->close(); !closed) return passOn(closed);
    recipe.emplace(std::move(*file));
  }
  if (!options.output.empty()) {
    if (auto written = writeOutput(request, result->chosen->recipe, options.output, context.job.part(0.95, 1.0));
        !written)
      return passOn(written);
  }
  if (recipe) {
    if (auto kept = recipe->commit(); !kept) return passOn(kept);
  }
  context.print(toJson(*result, &*judged), searchTable(*result));
  return 0;
}

}  // namespace

Command addSearch(CLI::App& app) {
  auto options = std::make_shared<SearchArguments>();
  CLI::App* command = app.add_subcommand(
      "search", "Find the best mix of schemes, layer by layer, under a bound on what is lost or on the bytes");
  command->add_option("MODEL", options->model, "ONNX file")->required();
  auto* drop = command
                   ->add_option("--max-drop", options->maxDrop,
                                "The smallest file that loses at most so many percentage points of accuracy")
                   ->type_name("POINTS")
                   ->check(CLI::Range(0.0, 100.0));
  command->add_option("--max-bytes", options->maxBytes, "The best accuracy in a file of at most N bytes")
      ->type_name("N")
      ->check(atLeastOne())
      ->excludes(drop);
  command
      ->add_flag("--fastest", options->fastest,
                 "With --max-drop: not the smallest file but the one that runs fastest, by layers that compute in "
                 "integers; takes no candidates")
      ->needs(drop);
  command->add_option("--candidates", options->candidates, "Ways to store a layer; mixed families where none is given")
      ->type_name("SPEC ...");
  options->data.addTo(*command);
  addTokenizerOption(*command, options->model, {&options->data.data});
  command->add_option("--evaluations", options->evaluations, "Run at most N whole mixes (60)")
      ->type_name("N")
      ->check(atLeastOne());
  command->add_flag("--thorough", options->thorough,
                    "Measure every layer in every way on all samples, not only what the choice needs: takes hours on "
                    "nets of many layers");
  command
      ->add_option(
          "--results", options->resultsFolder,
          "Keep what was run in this folder, and take from it what an earlier search with the same model, data "
          "and settings kept: one that was stopped goes on")
      ->type_name("DIR");
  command->add_option("-o,--output", options->output, "Write the chosen one, verified")->type_name("OUT.onnx");
  command->add_option("--save-recipe", options->recipe, "Write its recipe, for compress --recipe")
      ->type_name("RECIPE.json");
  command->footer(
      "Choose by training images, not by those the result is to be judged on; of --data sample the training images are "
      "used. The file is made again "
      "by\n"
      "  bitwright-cli compress MODEL --recipe RECIPE.json --calibrate DATA --calibrate-limit LIMIT --seed SEED -o "
      "OUT.onnx\n"
      "Examples:\n"
      "  bitwright-cli search net.onnx --data sample --max-drop 0.5 -o small.onnx --save-recipe small.json\n"
      "  bitwright-cli search net.onnx --data sample --max-drop 0.5 --fastest -o fast.onnx\n"
      "  bitwright-cli search net.onnx --data IMAGES,LABELS --limit 2000 --max-bytes 40000");
  return {command, [options](const Context& context) { return search(*options, context); }};
}

}  // namespace bitwright::cli

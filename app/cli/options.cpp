// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/calibration/calibrator.h"
#include "core/compress/compressed_model.h"
#include "core/data/data_spec.h"
#include "core/export/format/format.h"
#include "core/export/format/recipe_format.h"

namespace bitwright::cli {

namespace {

/// "sample, a folder of class folders … or a folder of ONNX test data"
std::string dataForms() {
  std::vector<std::string_view> forms;
  for (const auto* kind : allDatasetKinds()) {
    if (!kind->form().empty()) forms.push_back(kind->form());
  }
  return fmt::format("{} or {}", fmt::join(forms.begin(), forms.end() - 1, ", "), forms.back());
}

Failure noShape(const std::string& text) {
  return fail(ErrorKind::usage, BW_MESSAGE("cli.shape", "is no shape of an input"), {}, text,
              BW_MESSAGE("cli.shape.remedy", "name input and sizes, as in --shape input_ids=1x128,8x512"));
}

/// "1x128"; empty where it is none.
std::vector<std::int64_t> sizesIn(std::string_view text) {
  std::vector<std::int64_t> sizes;
  while (true) {
    std::int64_t size = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (wrong != std::errc() || size < 1) return {};
    sizes.push_back(size);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty()) return sizes;
    if (text.front() != 'x') return {};
    text.remove_prefix(1);
  }
}

}  // namespace

Result<std::vector<std::vector<InputShape>>> parseShapes(const std::vector<std::string>& texts) {
  std::vector<std::vector<InputShape>> inputs;  // of each all sizes
  std::size_t most = texts.empty() ? 0 : 1;
  for (const auto& text : texts) {
    const auto equals = text.rfind('=');
    if (equals == std::string::npos || equals == 0) return noShape(text);
    auto& own = inputs.emplace_back();
    std::string_view rest = std::string_view(text).substr(equals + 1);
    while (true) {
      const auto comma = std::min(rest.find(','), rest.size());
      auto sizes = sizesIn(rest.substr(0, comma));
      if (sizes.empty()) return noShape(text);
      own.push_back({text.substr(0, equals), std::move(sizes)});
      if (comma == rest.size()) break;
      rest.remove_prefix(comma + 1);
    }
    if (own.size() > 1 && most > 1 && own.size() != most) {
      return fail(ErrorKind::usage, BW_MESSAGE("cli.shapes_differ", "has another number of shapes than other inputs"),
                  {}, text);
    }
    most = std::max(most, own.size());
  }
  std::vector<std::vector<InputShape>> together(most);
  for (std::size_t at = 0; at < most; ++at) {
    for (const auto& own : inputs) together[at].push_back(own.size() == 1 ? own.front() : own[at]);
  }
  return together;
}

CLI::Range atLeastOne() {
  return {std::int64_t{1}, std::int64_t{1'000'000'000'000}};
}

void RecipeOptions::addTo(CLI::App& app) {
  app.add_option("--recipe", file, "Recipe file (JSON)")->type_name("FILE");
  app.add_option("--all", all, "How every compressible layer is stored")->type_name("SPEC");
  app.add_option("--layer", layers,
                 "How the layers whose id, tensor or path GLOB matches are stored; repeatable, the last match wins")
      ->type_name("GLOB=SPEC")
      ->allow_extra_args(false);
}

Result<Recipe> RecipeOptions::recipe() const {
  Recipe recipe;
  if (!file.empty()) {
    auto read = readRecipe(file);
    if (!read) return passOn(read);
    recipe = std::move(*read);
  }
  if (!all.empty()) {
    auto spec = parseSpec(all);
    if (!spec) return passOn(spec);
    // --all overrules the recipe file wholly: its per-layer rules were chosen against another base.
    recipe.all = std::move(*spec);
    recipe.rules.clear();
  }
  for (const auto& text : layers) {
    auto rule = parseLayerRule(text);
    if (!rule) return passOn(rule);
    recipe.rules.push_back(std::move(*rule));
  }
  return recipe;
}

void FormatOption::addTo(CLI::App& app) {
  std::vector<std::string> words;
  for (const auto* known : allFormats()) words.emplace_back(known->word());
  app.add_option(
         "--format", word,
         "auto: products and tables of uniform weights stay packed, as ONNX Runtime's MatMulNBits and "
         "GatherBlockQuantized read them, where that is measured to be as quick here, all else as weights; weights: "
         "standard operators that ONNX Runtime folds at load; weights-dq: DequantizeLinear, which ONNX Runtime keeps "
         "packed before MatMul and other runtimes compute on; dynamic, qdq, qoperator: layers compute in "
         "integers (default: auto, or as --activations says)")
      ->check(CLI::IsMember(words));
}

ExportFormat FormatOption::format() const {
  const auto* known = findFormat(word);
  return known != nullptr ? known->format() : ExportFormat::automatic;
}

Result<ExportFormat> FormatOption::writable(const Recipe& recipe) const {
  const auto standard = defaultFormat(recipe);
  const auto wanted = word.empty() ? standard : format();
  if (wanted == ExportFormat::automatic) return standard;
  if (formatFor(recipe, wanted) == wanted) return wanted;
  return fail(ErrorKind::usage,
              Message(BW_MESSAGE("cli.format_activations", "format %1 does not go with these activations"), {word}), {},
              {},
              BW_MESSAGE("cli.format_activations.remedy",
                         "use weights or weights-dq with --activations none or float16, dynamic with dynamic, qdq or "
                         "qoperator with static"));
}

void ActivationOptions::addTo(CLI::App& app) {
  app.add_option("--activations", mode,
                 "How values between layers are quantized, so that layers with uniform weights of at most 8 bits "
                 "compute in integers: none; dynamic: "
                 "at each inference; static: by ranges observed on --calibrate. float16: layers compute in float16")
      ->check(CLI::IsMember({"none", "dynamic", "static", "float16"}));
  std::vector<std::string> ids;
  for (const auto* known : allCalibrators()) ids.emplace_back(known->id());
  app.add_option("--calibrator", calibrator, "How ranges are chosen from what was observed (default: minmax)")
      ->check(CLI::IsMember(ids));
  app.add_option("--percentile", percentile,
                 "Of --calibrator percentile: the share of the values its range keeps, in % (default: 99.999)")
      ->type_name("P")
      ->check(CLI::Range(50.0, 100.0));
  app.add_option("--calibrate", data,
                 "Data whose activations are observed, in the forms of --data; sample: the sample's training images")
      ->type_name("DATA");
  app.add_option("--target", target,
                 "Where layers that compute in integers have to be right: this processor; vnni; avx2: x86 without "
                 "VNNI, whose 16-bit sums overflow; any "
                 "(default: this)")
      ->check(CLI::IsMember({"this", "vnni", "avx2", "any"}));
  app.add_option("--calibrate-limit", limit, "Observe at most N samples")->type_name("N")->check(atLeastOne());
}

void ActivationOptions::overrule(Recipe& recipe) const {
  if (const auto known = findActivationMode(mode)) recipe.activations.mode = *known;
  if (!calibrator.empty()) recipe.activations.calibrator = calibrator;
  if (const auto known = findTarget(target)) recipe.activations.target = *known;
  if (percentile > 0.0 && recipe.activations.readsPercentile()) recipe.activations.percentile = percentile;
}

Result<void> ActivationOptions::checkPercentile(bool read) const {
  if (percentile == 0.0 || read) return {};
  return fail(ErrorKind::usage,
              BW_MESSAGE("cli.percentile_nothing", "--percentile is given, and no calibrator reads it"), {}, {},
              BW_MESSAGE("cli.percentile_nothing.remedy", "add --calibrator percentile"));
}

Result<void> ActivationOptions::checkServes(bool needed) const {
  if (data.empty() || needed) return {};
  return fail(
      ErrorKind::usage, BW_MESSAGE("cli.calibrate_nothing", "--calibrate is given, and nothing is calibrated"), {}, {},
      BW_MESSAGE("cli.calibrate_nothing.remedy", "add --activations static, or +gptq or +bias_correction to a scheme"));
}

Result<DataRequest> ActivationOptions::request(std::uint64_t seed, const Preprocessing& preprocessing) const {
  if (auto parsed = parseDataSpec(data); !parsed) return passOn(parsed);
  DataRequest request;
  request.spec = data;
  request.calibrationPart = true;
  request.limit = limit;
  request.seed = seed;
  if (!data.empty()) request.preprocessing = preprocessing;
  return request;
}

void DataOptions::addTo(CLI::App& app) {
  app.add_option("--data", data, dataForms() + "; without it inputs are synthesised")->type_name("DATA");
  app.add_option("--limit", limit, "Use at most N samples")->type_name("N")->check(atLeastOne());
  app.add_option("--preprocess", preprocess,
                 "How images become inputs: resize, crop, scale, mean, std, layout, channels (JSON)")
      ->type_name("FILE.json");
}

Result<DataRequest> DataOptions::request(std::uint64_t seed) const {
  if (auto parsed = parseDataSpec(data); !parsed) return passOn(parsed);
  DataRequest request;
  request.spec = data;
  request.limit = limit;
  request.seed = seed;
  if (!preprocess.empty()) {
    if (data.empty()) {
      return fail(ErrorKind::usage, BW_MESSAGE("cli.preprocess_nothing", "--preprocess needs data to work on"), {}, {},
                  BW_MESSAGE("cli.give_data", "name them by --data"));
    }
    auto read = readPreprocessing(preprocess);
    if (!read) return passOn(read);
    request.preprocessing = std::move(*read);
  }
  return request;
}

Result<std::vector<SchemeSpec>> parseSpecs(const std::vector<std::string>& texts) {
  std::vector<SchemeSpec> specs;
  for (const auto& text : texts) {
    auto spec = parseSpec(text);
    if (!spec) return passOn(spec);
    specs.push_back(std::move(*spec));
  }
  return specs;
}

}  // namespace bitwright::cli

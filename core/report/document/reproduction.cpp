// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/document/reproduction.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/files/archive_kind.h"
#include "core/base/text/shell_quoted.h"
#include "core/compress/compress.h"
#include "core/evaluation/model_file_names.h"
#include "core/export/format/format.h"
#include "core/export/format/recipe_format.h"
#include "core/recipe/quoted_name.h"
#include "core/runtime/values/input_shape.h"

namespace bitwright {

namespace {

/// Whether it takes calibration data: the command line refuses them where nothing does.
bool calibrates(const Recipe& recipe, ExportFormat format) {
  return needsRanges(format) || needsCalibration(recipe);
}

/// What --shape takes: each input with all its sizes.
std::vector<std::string> shapeOptions(const std::vector<std::vector<InputShape>>& shapes) {
  std::vector<std::string> words;
  if (shapes.empty()) return words;
  for (std::size_t input = 0; input < shapes.front().size(); ++input) {
    auto& word = words.emplace_back(shapes.front()[input].name + '=');
    for (const auto& together : shapes) {
      if (word.back() != '=') word += ',';
      if (input < together.size()) word += sizesText(together[input].dims);
    }
  }
  return words;
}

void addPreprocessing(Reproduction& result, const Preprocessing& preprocessing) {
  if (preprocessing == Preprocessing{}) return;
  std::string file = "preprocessing.json";
  const auto taken = [&result](const std::string& name) {
    return std::any_of(result.files.begin(), result.files.end(),
                       [&name](const auto& each) { return each.first == name; });
  };
  while (taken(file)) file.insert(0, "_");  // a variant may be called so
  result.files.emplace_back(file, preprocessingToJson(preprocessing));
  result.command += " --preprocess " + shellQuoted(file);
}

}  // namespace

Reproduction reproductionOf(const std::filesystem::path& model, const std::vector<VariantRequest>& variants,
                            const CompareOptions& options, int threads) {
  std::vector<std::string> names;
  for (const auto& variant : variants) names.push_back(variant.name);
  const auto files = modelFileNames(names);
  Reproduction result("bitwright-cli compare " + shellQuoted(model.string()));
  const auto add = [&result](std::string_view option, const std::string& value) {
    result.command += fmt::format(" {} {}", option, shellQuoted(value));
  };
  for (std::size_t index = 0; index < variants.size(); ++index) {
    const auto& variant = variants[index];
    std::string source;
    if (const auto* file = std::get_if<std::filesystem::path>(&variant.source)) {
      source = file->string();
    } else {
      const auto& recipe = std::get<Recipe>(variant.source);
      source = recipe.all ? recipe.all->text() : "keep";
      if (!recipe.rules.empty() || recipe.activations != ActivationPlan{}) {
        source = std::filesystem::path(files[index]).replace_extension(".json").string();
        result.files.emplace_back(source, recipeToJson(recipe));
      }
    }
    const bool plain = variant.name.find_first_of("=\"") == std::string::npos;
    add("--variant", (plain ? variant.name : quotedName(variant.name)) + '=' + source);
  }
  if (options.format != ExportFormat::automatic) add("--format", std::string(formatWord(options.format)));
  const bool observed = std::any_of(variants.begin(), variants.end(), [&options](const VariantRequest& variant) {
    const auto* recipe = std::get_if<Recipe>(&variant.source);
    return recipe != nullptr && calibrates(*recipe, formatFor(*recipe, options.format));
  });
  if (observed && !options.calibration.spec.empty()) add("--calibrate", options.calibration.spec);
  if (observed && options.calibration.limit > 0) add("--calibrate-limit", fmt::format("{}", options.calibration.limit));
  if (!options.data.spec.empty()) add("--data", options.data.spec);
  if (options.data.limit > 0) add("--limit", fmt::format("{}", options.data.limit));
  addPreprocessing(result, options.data.preprocessing);
  if (options.rounds > 0) add("--rounds", fmt::format("{}", options.rounds));
  // The command line times no batch beside shapes unless it is asked to.
  if ((options.batches != std::vector<std::int64_t>{1} || !options.shapes.empty()) && !options.batches.empty())
    add("--batch", fmt::format("{}", fmt::join(options.batches, ",")));
  for (const auto& shape : shapeOptions(options.shapes)) add("--shape", shape);
  add("--threads", fmt::format("{}", threads));
  add("--seed", fmt::format("{}", options.seed));
  return result;
}

DataRequest verificationDataOf(const Recipe& recipe, ExportFormat format, const DataRequest& calibration) {
  if (calibrates(recipe, format)) return calibration;
  if (recipe.activations.mode == ActivationMode::none || calibration.spec.empty()) return {};
  auto data = calibration;
  data.calibrationPart = false;  // as --data is
  return data;
}

Reproduction compressCommand(const std::filesystem::path& model, const Recipe& recipe,
                             const std::filesystem::path& target, ExportFormat format,
                             std::optional<ArchiveKind> archive, const DataRequest& calibration, bool nativeIo) {
  Reproduction result("bitwright-cli compress " + shellQuoted(model.string()));
  const auto add = [&result](std::string_view option, const std::string& value) {
    result.command += fmt::format(" {} {}", option, shellQuoted(value));
  };
  const auto& plan = recipe.activations;
  if (!plan.ranges.empty()) {
    const auto file = std::filesystem::path(modelFileNames({recipe.name}).front()).replace_extension(".json").string();
    result.files.emplace_back(file, recipeToJson(recipe));
    add("--recipe", file);
  } else {
    if (recipe.all) add("--all", recipe.all->text());
    for (const auto& rule : recipe.rules) add("--layer", layerRuleText(rule));
    if (plan.mode != ActivationMode::none) add("--activations", activationModeWord(plan.mode));
    if (plan.target != TargetProcessor::thisOne) add("--target", targetWord(plan.target));
    if (needsRanges(format)) add("--calibrator", plan.calibrator);
    if (needsRanges(format) && plan.readsPercentile() && plan.percentile != kStandardPercentile)
      add("--percentile", fmt::format("{}", plan.percentile));
  }
  if (calibrates(recipe, format)) {
    if (!calibration.spec.empty()) add("--calibrate", calibration.spec);
    if (calibration.limit > 0) add("--calibrate-limit", fmt::format("{}", calibration.limit));
    if (!calibration.spec.empty()) addPreprocessing(result, calibration.preprocessing);
    if (calibration.seed != 0) add("--seed", fmt::format("{}", calibration.seed));
  } else if (const auto data = verificationDataOf(recipe, format, calibration); !data.spec.empty()) {
    add("--data", data.spec);
    if (data.limit > 0) add("--limit", fmt::format("{}", data.limit));
    addPreprocessing(result, data.preprocessing);
    if (data.seed != 0) add("--seed", fmt::format("{}", data.seed));
  }
  if (format != defaultFormat(recipe)) add("--format", std::string(formatWord(format)));
  if (nativeIo) add("--io-types", "native");
  if (archive) add("--archive", *archive == ArchiveKind::zst ? "zst" : "xz");
  add("--output", target.string());
  return result;
}

std::string shellScript(const Reproduction& reproduction) {
  std::string script;
  for (const auto& [name, content] : reproduction.files) {
    script +=
        fmt::format("cat > {} <<'END'\n{}{}END\n", shellQuoted(name), content, content.ends_with('\n') ? "" : "\n");
  }
  return script + reproduction.command;
}

}  // namespace bitwright

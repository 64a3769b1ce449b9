// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/files/atomic_file.h"
#include "core/base/files/read_text.h"
#include "core/base/text/parse_json.h"
#include "core/base/text/utf8.h"
#include "core/recipe/recipe.h"

namespace bitwright {

namespace {

constexpr int kSchemaVersion = 1;
constexpr const char* kSchemaKey = "bitwright_recipe";
constexpr std::uintmax_t kLargestFileBytes = 64U << 20U;  // a rule for each of 100,000 layers takes about 10 MB

Failure refuse(MessageText what, std::string where = {}, Message remedy = {}) {
  return fail(ErrorKind::input, what, {}, std::move(where), std::move(remedy));
}

Result<SchemeSpec> specOf(const nlohmann::json& value, const std::string& where) {
  if (!value.is_string()) return refuse(BW_MESSAGE("recipe.spec_not_text", "a scheme is not given as text"), where);
  auto spec = parseSpec(value.get_ref<const std::string&>());
  if (!spec) {
    // What stands in a file is content, not usage (contract.md, exit codes).
    auto error = std::move(spec.error());
    error.kind = ErrorKind::input;
    error.where = error.where.empty() ? where : where + ", " + error.where;
    return Failure(std::move(error));
  }
  return spec;
}

Result<LayerRule> ruleOf(const nlohmann::json& entry, std::size_t index) {
  const auto where = fmt::format("layers[{}]", index);
  if (!entry.is_object() || !entry.contains("match") || !entry["match"].is_string() || !entry.contains("spec")) {
    return refuse(BW_MESSAGE("recipe.bad_rule", "an entry needs \"match\" and \"spec\""), where);
  }
  LayerRule rule;
  rule.glob = entry["match"].get<std::string>();
  if (rule.glob.empty()) return refuse(BW_MESSAGE("recipe.empty_match", "\"match\" is empty"), where);
  if (entry.contains("literal")) {
    if (!entry["literal"].is_boolean())
      return refuse(BW_MESSAGE("recipe.bad_literal", "\"literal\" is neither true nor false"), where);
    rule.literal = entry["literal"].get<bool>();
  }
  auto spec = specOf(entry["spec"], where + ".spec");
  if (!spec) return passOn(spec);
  rule.spec = std::move(*spec);
  return rule;
}

Result<void> readRanges(const nlohmann::json& ranges, std::map<std::string, HandRange>& into) {
  if (!ranges.is_object()) return refuse(BW_MESSAGE("recipe.ranges_not_object", "\"ranges\" is not an object"));
  for (const auto& [name, pair] : ranges.items()) {
    const auto where = fmt::format("ranges[\"{}\"]", name);
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number() || !pair[1].is_number()) {
      return refuse(BW_MESSAGE("recipe.bad_range", "a range is not [low, high]"), where);
    }
    const HandRange range{static_cast<float>(pair[0].get<double>()), static_cast<float>(pair[1].get<double>())};
    if (!range.isSound()) {
      return refuse(BW_MESSAGE("recipe.range_without_zero", "a range does not hold zero, or nothing else"), where,
                    BW_MESSAGE("recipe.range_without_zero.remedy",
                               "give low ≤ 0 ≤ high, one of them not 0: padding and ReLU need an exact zero"));
    }
    into.emplace(name, range);
  }
  return {};
}

/// As short as it may be and still the same float: 0.3, not 0.30000001192092896.
double shortest(float value) {
  std::array<char, 64> text;
  const auto written = std::to_chars(text.data(), text.data() + text.size(), value);
  double shown = value;
  std::from_chars(text.data(), written.ptr, shown);
  return shown;
}

Result<void> readActivations(const nlohmann::json& document, ActivationPlan& plan) {
  if (const auto mode = document.find("activations"); mode != document.end() && !mode->is_null()) {
    const auto known = mode->is_string() ? findActivationMode(mode->get_ref<const std::string&>()) : std::nullopt;
    if (!known)
      return refuse(BW_MESSAGE("recipe.bad_activations", "\"activations\" is none of none, dynamic and static"));
    plan.mode = *known;
  }
  if (const auto calibrator = document.find("calibrator"); calibrator != document.end() && !calibrator->is_null()) {
    if (!calibrator->is_string()) return refuse(BW_MESSAGE("recipe.bad_calibrator", "\"calibrator\" is not text"));
    plan.calibrator = calibrator->get<std::string>();
  }
  if (const auto percentile = document.find("percentile"); percentile != document.end() && !percentile->is_null()) {
    if (!plan.readsPercentile()) {
      return refuse(
          BW_MESSAGE("recipe.percentile_unused", "\"percentile\" stands beside a calibrator that does not read it"), {},
          BW_MESSAGE("recipe.percentile_unused.remedy",
                     "set \"calibrator\" to percentile, or leave \"percentile\" out"));
    }
    const double value = percentile->is_number() ? percentile->get<double>() : 0.0;
    if (!(value >= 50.0 && value <= 100.0))
      return refuse(BW_MESSAGE("recipe.bad_percentile", "\"percentile\" is no number from 50 to 100"));
    plan.percentile = value;
  }
  if (const auto target = document.find("target"); target != document.end() && !target->is_null()) {
    const auto known = target->is_string() ? findTarget(target->get_ref<const std::string&>()) : std::nullopt;
    if (!known) return refuse(BW_MESSAGE("recipe.bad_target", "\"target\" is none of this, vnni, avx2 and any"));
    plan.target = *known;
  }
  const auto ranges = document.find("ranges");
  if (ranges == document.end() || ranges->is_null()) return {};
  return readRanges(*ranges, plan.ranges);
}

}  // namespace

std::string recipeToJson(const Recipe& recipe) {
  using Json = nlohmann::ordered_json;
  Json document;
  document[kSchemaKey] = kSchemaVersion;
  document["name"] = recipe.name;
  document["all"] = recipe.all ? Json(recipe.all->text()) : Json();
  const auto& plan = recipe.activations;
  if (plan.mode != ActivationMode::none) document["activations"] = activationModeWord(plan.mode);
  // Layers with an `act` part of their own need it too.
  if (plan.mode != ActivationMode::none || plan.calibrator != ActivationPlan{}.calibrator)
    document["calibrator"] = plan.calibrator;
  if (plan.readsPercentile() && plan.percentile != kStandardPercentile) document["percentile"] = plan.percentile;
  if (plan.target != TargetProcessor::thisOne) document["target"] = targetWord(plan.target);
  for (const auto& [name, range] : plan.ranges) document["ranges"][name] = {shortest(range.low), shortest(range.high)};
  document["layers"] = Json::array();
  for (const auto& rule : recipe.rules) {
    document["layers"].push_back({{"match", rule.glob}, {"literal", rule.literal}, {"spec", rule.spec.text()}});
  }
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Result<Recipe> recipeFromJson(std::string_view json) {
  nlohmann::json document;
  try {
    document = parseJson(json);
  } catch (const nlohmann::json::parse_error& problem) {
    return refuse(BW_MESSAGE("recipe.not_json", "not JSON"), fmt::format("byte {}", problem.byte));
  } catch (const nlohmann::json::exception& problem) {
    return refuse(BW_MESSAGE("recipe.not_json", "not JSON"), problem.what());
  }
  if (!document.is_object() || !document.contains(kSchemaKey)) {
    return refuse(BW_MESSAGE("recipe.not_a_recipe", "not a recipe: \"bitwright_recipe\" is missing"));
  }
  const auto& version = document[kSchemaKey];
  if (!version.is_number_integer() || version != kSchemaVersion) {
    return refuse(BW_MESSAGE("recipe.unknown_version", "a recipe of another version"),
                  std::string(startOf(version.dump(), 40)),
                  BW_MESSAGE("recipe.known_version", "this Bitwright reads version 1"));
  }
  Recipe recipe;
  if (const auto name = document.find("name"); name != document.end() && !name->is_null()) {
    if (!name->is_string()) return refuse(BW_MESSAGE("recipe.name_not_text", "\"name\" is not text"));
    recipe.name = name->get<std::string>();
  }
  if (const auto all = document.find("all"); all != document.end() && !all->is_null()) {
    auto spec = specOf(*all, "all");
    if (!spec) return passOn(spec);
    recipe.all = std::move(*spec);
  }
  if (auto read = readActivations(document, recipe.activations); !read) return passOn(read);
  if (const auto layers = document.find("layers"); layers != document.end()) {
    if (!layers->is_array()) return refuse(BW_MESSAGE("recipe.layers_not_list", "\"layers\" is not a list"));
    for (std::size_t index = 0; index < layers->size(); ++index) {
      auto rule = ruleOf((*layers)[index], index);
      if (!rule) return passOn(rule);
      recipe.rules.push_back(std::move(*rule));
    }
  }
  return recipe;
}

Result<Recipe> readRecipe(const std::filesystem::path& path) {
  const auto text =
      readText(path, kLargestFileBytes, BW_MESSAGE("recipe.too_large", "too large for a recipe: the limit is 64 MiB"));
  if (!text) return Failure(text.error());
  auto recipe = recipeFromJson(*text);
  if (!recipe) recipe.error().file = path.string();
  return recipe;
}

Result<void> writeRecipe(const Recipe& recipe, const std::filesystem::path& path) {
  return writeFileAtomically(path, recipeToJson(recipe));
}

}  // namespace bitwright

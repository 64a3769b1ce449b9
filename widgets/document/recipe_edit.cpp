// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/document/recipe_edit.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace bitwright {

namespace {

const std::string& nameFor(const WeightTensor& tensor, std::ptrdiff_t sharing) {
  return sharing > 1 || tensor.id.empty() ? tensor.tensor : tensor.id;
}

}  // namespace

std::string ruleName(const Model& model, std::size_t tensor) {
  const auto tensors = model.tensors();
  const auto& wanted = tensors[tensor];
  return nameFor(wanted, std::count_if(tensors.begin(), tensors.end(),
                                       [&](const WeightTensor& other) { return other.id == wanted.id; }));
}

Recipe withSpec(const Recipe& recipe, const Model& model, const std::vector<std::size_t>& tensors,
                const SchemeSpec& spec) {
  Recipe edited = recipe;
  const auto all = compressibleTensors(model);
  const std::set<std::size_t> touched(tensors.begin(), tensors.end());
  if (std::all_of(all.begin(), all.end(), [&](std::size_t tensor) { return touched.contains(tensor); })) {
    edited.all = spec;
    edited.rules.clear();
    return edited;
  }
  std::unordered_map<std::string_view, std::ptrdiff_t> sharing;  // counted once for all of thousands of layers
  for (const auto& tensor : model.tensors()) ++sharing[tensor.id];
  std::vector<std::string> names;
  for (const auto tensor : touched)
    names.push_back(nameFor(model.tensors()[tensor], sharing[model.tensors()[tensor].id]));
  const std::unordered_set<std::string_view> replaced(names.begin(), names.end());
  std::erase_if(edited.rules, [&](const LayerRule& rule) { return rule.literal && replaced.contains(rule.glob); });
  for (const auto& name : names) edited.rules.push_back(LayerRule{.glob = name, .literal = true, .spec = spec});
  return edited;
}

std::vector<std::size_t> compressibleTensors(const Model& model) {
  std::vector<std::size_t> found;
  for (const auto& tensor : model.tensors()) {
    if (tensor.compressible) found.push_back(tensor.index);
  }
  return found;
}

std::vector<std::size_t> compressibleTensors(const Model& model, const std::string& op) {
  auto found = compressibleTensors(model);
  std::erase_if(found, [&](std::size_t tensor) { return model.tensors()[tensor].op != op; });
  return found;
}

std::vector<Recipe> starterRecipes() {
  struct Starter {
    const char* name;
    const char* spec;
  };
  const Starter starters[] = {
      {QT_TRANSLATE_NOOP("Starter", "Uniform 8 · channel"), "uniform:bits=8,granularity=channel"},
      {QT_TRANSLATE_NOOP("Starter", "Uniform 4 · channel"), "uniform:bits=4,granularity=channel"},
      {QT_TRANSLATE_NOOP("Starter", "k-means 4 · channel scale"), "kmeans:bits=4,scale=channel"},
      {QT_TRANSLATE_NOOP("Starter", "k-means 3 · channel"), "kmeans:bits=3,granularity=channel"},
      {QT_TRANSLATE_NOOP("Starter", "float16"), "fp16"},
  };
  std::vector<Recipe> recipes;
  for (const auto& starter : starters) {
    auto spec = parseSpec(starter.spec);
    if (!spec) continue;
    recipes.push_back(Recipe{.name = QCoreApplication::translate("Starter", starter.name).toStdString(),
                             .all = std::move(*spec),
                             .rules = {}});
  }
  return recipes;
}

}  // namespace bitwright

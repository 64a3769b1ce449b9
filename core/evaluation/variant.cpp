// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/variant.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/base/archive.h"
#include "core/base/ascii.h"
#include "core/evaluation/comparison.h"
#include "core/recipe/quoted_name.h"

namespace bitwright {

namespace {

constexpr std::size_t kLongestStem = 80;

bool isPlain(char character) {
  const char low = asciiLowered(character);
  return (low >= 'a' && low <= 'z') || (low >= '0' && low <= '9') || low == '.' || low == '_' || low == '-';
}

std::string fileStem(const std::string& name) {
  std::string stem;
  for (const char character : name) {
    const char used = isPlain(character) ? character : '-';
    if (used == '-' && !stem.empty() && stem.back() == '-') continue;
    stem += used;
  }
  stem.erase(0, std::min(stem.find_first_not_of(".-"), stem.size()));  // neither hidden nor mistaken for an option
  stem.resize(std::min(stem.size(), kLongestStem));
  while (!stem.empty() && (stem.back() == '-' || stem.back() == '.')) stem.pop_back();
  return stem.empty() ? "variant" : stem;
}

Message variantForm() {
  return BW_MESSAGE("variant.form", "write NAME=SPEC, NAME=RECIPE.json or NAME=MODEL.onnx, for example small=kmeans:bits=4");
}

}  // namespace

std::vector<std::string> modelFileNames(const std::vector<std::string>& variantNames) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const auto& variant : variantNames) {
    const auto stem = fileStem(variant);
    auto candidate = stem;
    for (int number = 2; !taken.insert(asciiLowered(candidate)).second; ++number) candidate = stem + '-' + std::to_string(number);
    names.push_back(candidate + ".onnx");
  }
  return names;
}

Result<VariantRequest> parseVariant(std::string_view text) {
  auto head = takeName(text);
  if (!head) return passOn(head);
  if (head->rest.size() < 2 || head->rest.front() != '=') {
    return fail(ErrorKind::usage, BW_MESSAGE("variant.no_source", "a variant needs a name and what it is"), {}, std::string(text), variantForm());
  }
  VariantRequest request;
  request.name = std::move(head->name);
  request.spec = std::string(head->rest.substr(1));
  const auto ending = asciiLowered(std::filesystem::path(request.spec).extension().string());
  if (ending == ".onnx" || archiveKindOf(request.spec)) {
    request.source = std::filesystem::path(request.spec);
    return request;
  }
  if (ending == ".json") {
    auto recipe = readRecipe(request.spec);
    if (!recipe) return passOn(recipe);
    request.source = std::move(*recipe);
    return request;
  }
  auto spec = parseSpec(request.spec);
  if (!spec) {
    // `uniform:bits=4` alone reads as a variant named `uniform:bits`: tell what is missing rather than that 4 is no scheme.
    if (!head->quoted && parseSpec(text)) {
      return fail(ErrorKind::usage, BW_MESSAGE("variant.no_name", "a variant needs a name in front of its scheme"), {}, std::string(text),
                  variantForm());
    }
    return passOn(spec);
  }
  request.source = Recipe{request.name, std::move(*spec), {}};
  return request;
}

}  // namespace bitwright

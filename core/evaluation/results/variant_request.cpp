// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/results/variant_request.h"

#include <utility>

#include "core/base/files/archive.h"
#include "core/base/files/archive_kind.h"
#include "core/base/text/ascii.h"
#include "core/recipe/quoted_name.h"

namespace bitwright {

namespace {

Message variantForm() {
  return BW_MESSAGE("variant.form",
                    "write NAME=SPEC, NAME=RECIPE.json or NAME=MODEL.onnx, for example small=kmeans:bits=4");
}

}  // namespace

Result<VariantRequest> parseVariant(std::string_view text) {
  auto head = takeName(text);
  if (!head) return passOn(head);
  if (head->rest.size() < 2 || head->rest.front() != '=') {
    return fail(ErrorKind::usage, BW_MESSAGE("variant.no_source", "a variant needs a name and what it is"), {},
                std::string(text), variantForm());
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
    // `uniform:bits=4` alone reads as a variant named `uniform:bits`: tell what is missing rather than that 4 is no
    // scheme.
    if (!head->quoted && parseSpec(text)) {
      return fail(ErrorKind::usage, BW_MESSAGE("variant.no_name", "a variant needs a name in front of its scheme"), {},
                  std::string(text), variantForm());
    }
    return passOn(spec);
  }
  request.source = Recipe{request.name, std::move(*spec), {}};
  return request;
}

}  // namespace bitwright

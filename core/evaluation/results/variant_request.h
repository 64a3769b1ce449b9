// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/result.h"
#include "core/recipe/recipe.h"

namespace bitwright {

struct VariantRequest {
  std::string name;
  std::string spec;                                    ///< text shown and reported
  std::variant<Recipe, std::filesystem::path> source;  ///< a recipe to export, or a finished model file
};

/// `NAME=SPEC|RECIPE.json|MODEL.onnx` of the command line; quotes around NAME as for layers.
[[nodiscard]] Result<VariantRequest> parseVariant(std::string_view text);

}  // namespace bitwright

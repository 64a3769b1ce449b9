// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/recipe/recipe.h"
#include "core/runtime/worker_client.h"

namespace bitwright::test {

/// A bundled network.
inline std::filesystem::path sampleNet(const char* name) {
  return std::filesystem::path(BITWRIGHT_SOURCE_DIR) / "resources/sample" / name;
}

/// The first of the bundled training images.
inline DataRequest trainingImages(std::int64_t limit) {
  DataRequest data;
  data.spec = "sample";
  data.calibrationPart = true;
  data.limit = limit;
  return data;
}

/// One spec for every layer.
inline Recipe recipeOf(const std::string& spec) {
  Recipe recipe;
  recipe.all = parseSpec(spec).value();
  return recipe;
}

}  // namespace bitwright::test

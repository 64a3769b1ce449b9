// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/format/export_format.h"
#include "core/recipe/recipe.h"

namespace bitwright {

/// The format a recipe is written in where none is named: by how it wants activations quantized.
[[nodiscard]] ExportFormat defaultFormat(const Recipe& recipe);
/// `wanted` where the recipe can be written so, else the default one.
[[nodiscard]] ExportFormat formatFor(const Recipe& recipe, ExportFormat wanted);

/// Whether layers of a recipe may compute in a type that inputs and outputs could take (ExportOptions::nativeIo).
[[nodiscard]] bool mayHaveNativeIo(const Recipe& recipe);

}  // namespace bitwright
